from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "ligzda.access"
    label = "access"

    def ready(self) -> None:
        """From now on a text that is taken from a record is noticed."""
        from ligzda.access.shown import watch

        watch()
