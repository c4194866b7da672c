from django.apps import AppConfig


class SafeguardingConfig(AppConfig):
    name = "ligzda.safeguarding"
    label = "safeguarding"

    def ready(self) -> None:
        """Register the clocks, and object where people would write a hidden address in an open place."""
        from ligzda.people.actions.contact import ADDRESS_GUARDS
        from ligzda.safeguarding import timers  # noqa: F401  (registers)
        from ligzda.safeguarding.objections import protects

        ADDRESS_GUARDS.append(protects)
