from django.apps import AppConfig

from ligzda.measure.equations import register_identity
from ligzda.measure.facts import register_fact
from ligzda.measure.indicators import register_indicator
from ligzda.measure.labels import Names, register_labels
from ligzda.measure.reported import register_places, register_typed
from ligzda.services.cohort_facts import CAMP, ENROLMENT, EVENTS
from ligzda.services.facts import ATTENDANCE, SESSIONS
from ligzda.services.indicators import ALL, IDENTITIES
from ligzda.services.typed import stated_numbers, where_groups_stand

LABELS = {  # a closed group has a neutral name
    "service": Names("services.ServiceType"),
    "group": Names("services.Group"),
    "camp": Names("services.Group"),
    "event": Names("services.Event", "title"),
}


class ServicesConfig(AppConfig):
    name = "ligzda.services"
    label = "services"

    def ready(self) -> None:
        """Hand the figures to measure, and to rooms below what they cannot know."""
        from ligzda.access.leaving import ENDINGS
        from ligzda.access.queries.trail import INSIDE
        from ligzda.cases.queries.timeline import TOLD_ELSEWHERE
        from ligzda.people.reversing import register_reversible
        from ligzda.safeguarding.hidden import ABOUT
        from ligzda.services.actions.leaving import end_work
        from ligzda.services.objections import enrolled
        from ligzda.services.queries.groups import words_of
        from ligzda.services.queries.timeline import notes_of_meetings
        from ligzda.services.reversals import MOVED

        register_reversible(MOVED)
        ABOUT.append(enrolled)
        ENDINGS.append(end_work)
        INSIDE.append(words_of)
        TOLD_ELSEWHERE.append(notes_of_meetings)
        for fact in (ATTENDANCE, SESSIONS, ENROLMENT, CAMP, EVENTS):
            register_fact(fact)
        for indicator in ALL:
            register_indicator(indicator)
        for name, where in LABELS.items():
            register_labels(name, where)
        for identity in IDENTITIES:
            register_identity(identity)
        register_typed(stated_numbers)
        register_places(where_groups_stand)
