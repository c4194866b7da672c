from django.apps import AppConfig

from ligzda.measure.facts import register_fact
from ligzda.measure.indicators import register_indicator
from ligzda.measure.labels import Names, register_labels
from ligzda.projects import facts
from ligzda.projects.indicators import INDICATORS

LABELS = {
    "site": Names("places.Site"),
    "function": Names("access.Function"),
    "territory": Names("places.Territory"),
    "sex": Names("people.Person", choices="sex"),
    "family_type": Names("people.Family", choices="type"),
}


class ProjectsConfig(AppConfig):
    name = "ligzda.projects"
    label = "projects"

    def ready(self) -> None:
        """Hand the room's facts and figures to measure."""
        register_fact(facts.POST)
        register_fact(facts.HOLDING)
        for one in INDICATORS:
            register_indicator(one)
        for name, where in LABELS.items():
            register_labels(name, where)
