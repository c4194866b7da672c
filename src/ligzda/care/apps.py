from django.apps import AppConfig

from ligzda.care.facts import CARE
from ligzda.care.indicators import ALL
from ligzda.measure.facts import register_fact
from ligzda.measure.indicators import register_indicator


class CareConfig(AppConfig):
    name = "ligzda.care"
    label = "care"

    def ready(self) -> None:
        """Hand the figures to measure, and to people whose former identity an adoption closed."""
        from ligzda.care.queries.statuses import identities_closed
        from ligzda.people.identity import CLOSED

        register_fact(CARE)
        for indicator in ALL:
            register_indicator(indicator)
        CLOSED.append(identities_closed)
