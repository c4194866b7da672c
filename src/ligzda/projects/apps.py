from django.apps import AppConfig

from ligzda.measure.facts import register_fact
from ligzda.measure.indicators import register_indicator
from ligzda.projects import facts
from ligzda.projects.indicators import INDICATORS


class ProjectsConfig(AppConfig):
    name = "ligzda.projects"
    label = "projects"

    def ready(self) -> None:
        """Hand the room's facts and figures to measure."""
        register_fact(facts.POST)
        register_fact(facts.HOLDING)
        for one in INDICATORS:
            register_indicator(one)
