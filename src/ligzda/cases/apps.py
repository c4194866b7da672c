from django.apps import AppConfig

from ligzda.cases.facts import EPISODE, RESPONSIBILITY
from ligzda.cases.indicators import ALL
from ligzda.cases.indicators.area_change import AREA
from ligzda.cases.indicators.exits import EXIT_TYPE
from ligzda.cases.level_facts import LEVEL
from ligzda.cases.plan_facts import PLAN, REVIEW
from ligzda.measure.dimensions import register_dimension
from ligzda.measure.equations import Identity, register_identity
from ligzda.measure.facts import register_fact
from ligzda.measure.indicators import register_indicator
from ligzda.measure.labels import Names, register_labels

IDENTITIES = (  # what somebody can work out without a table: for the hiding of small numbers
    Identity(("active", "exits"), ("admitted",)),  # who came is still here or has left; the rest was re-opened or taken over
    Identity(("exits",), ("reopened",)),
    Identity(("reviews_due",), ("reviews_on_time",)),
    Identity(("carried",), ("first_worker",)),
    Identity(("active",), ("families_active",)),
    Identity(("families_active",), ("with_valid_plan",)),
)


class CasesConfig(AppConfig):
    name = "ligzda.cases"
    label = "cases"

    def ready(self) -> None:
        """Hand the figures to measure, and the room's objection to people."""
        from ligzda.access.leaving import ALONE, ENDINGS
        from ligzda.access.queries.trail import ABOUT
        from ligzda.cases import objections
        from ligzda.cases.actions.leaving import end_work
        from ligzda.cases.queries.leaving import alone_without
        from ligzda.cases.queries.meant import families_meant, people_meant
        from ligzda.people.duplicates import OBJECTIONS

        for fact in (EPISODE, RESPONSIBILITY, LEVEL, PLAN, REVIEW):
            register_fact(fact)
        for indicator in ALL:
            register_indicator(indicator)
        for identity in IDENTITIES:
            register_identity(identity)
        register_dimension(EXIT_TYPE)
        register_dimension(AREA)
        register_labels("area", Names("cases.Area"))
        register_labels("exit_type", Names("cases.Episode", choices="exit_type"))
        OBJECTIONS.append(objections.two_open_episodes)
        ENDINGS.append(end_work)
        ALONE.append(alone_without)
        ABOUT.update(family=families_meant, person=people_meant)
        objections.hand_in()
