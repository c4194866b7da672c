"""One meeting of one worker at one time is one record, and one session of a cohort: two windows at one moment leave one row.

The file or the cohort is locked before anybody looks, so that whoever comes second finds what the first has written. Beneath it
stands a constraint, for every way past these acts.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ligzda.cases.models import Case
from ligzda.kernel.refused import Refused, Repeated
from ligzda.people.models import Person
from ligzda.services.models import Cohort, Session

S = Session.Status
COMPARED = ("status", "minutes", "place", "place_note", "warned", "cancelled_because")


@dataclass(frozen=True)
class Said:
    """What a form says of a meeting beside when it was: a repeat says nothing that the record does not hold."""

    session: Session
    persons: tuple[Person, ...] = ()
    note: str = ""
    protected_note: str = ""

    def stands_in(self, other: Session) -> bool:
        """A word that is written nowhere yet is never taken for a repeat: it would be lost."""
        if any(getattr(other, name) != getattr(self.session, name) for name in COMPARED):
            return False
        if self.session.status == S.HELD and self._people() != set(other.attendances.values_list("person_id", flat=True)):
            return False
        return _holds(other.note, self.note) and _holds(other.protected_note, self.protected_note)

    def _people(self) -> set[int]:
        return {person.pk for person in self.persons}


def must_be_the_only(session: Session, *, said: Said | None = None, field: str = "start_time") -> None:
    """Before a row is written or its time changed. The very same answers as a repeat; another one at its time is refused."""
    _queue(session)
    for other in _at_the_time(session).exclude(pk=session.pk).select_related("note", "protected_note", "cohort__group"):
        if said and said.stands_in(other):
            raise Repeated(other)
        if other.status in (S.PLANNED, S.UNCONFIRMED) and session.status != other.status:
            raise Refused(_("This meeting is planned for this time already. Record at the plan what happened."), field=field)
        if other.status != S.CANCELLED and session.status != S.CANCELLED:
            raise Refused(_("A record of this service with this family at this time already exists."), field=field)


def must_be_planned_once(cohort: Cohort, dates: list[dt.date], start_time: dt.time | None, minutes: int) -> None:
    """One session of a cohort a day. The same series sent again answers as a repeat."""
    _queue_in_cohort(cohort.pk)
    there = list(cohort.sessions.filter(date__in=dates, voided_at=None).exclude(status=S.CANCELLED).select_related("cohort__group"))
    if not there:
        return
    same = [one for one in there if (one.status, one.start_time, one.minutes) == (S.PLANNED, start_time, minutes)]
    if len(same) == len(there) == len(set(dates)):
        raise Repeated(there[0])
    raise Refused(_("A session on one of these days is already planned."), field="date")


def plan_for(session: Session) -> Session | None:
    """The plan that this record is the outcome of: the same worker, service, day and start."""
    open_plans = _at_the_time(session).filter(status__in=[S.PLANNED, S.UNCONFIRMED]).select_related("case__circle", "service", "worker")
    found: Session | None = open_plans.first()
    return found


def must_not_be_told(planned: Session, said: Said) -> None:
    """What came of a plan is told once: a second window that says the same answers as a repeat."""
    Session.objects.select_for_update().get(pk=planned.pk)
    now = Session.objects.select_related("note", "protected_note").get(pk=planned.pk)
    when = ("date", "start_time", "service_id")
    if said.stands_in(now) and all(getattr(now, name) == getattr(said.session, name) for name in when):
        raise Repeated(now)


def _queue(session: Session) -> None:
    """Nobody else writes into this file or cohort until this is written."""
    if session.case_id:
        Case.objects.select_for_update(no_key=True).get(pk=session.case_id)
    elif session.cohort_id:
        _queue_in_cohort(session.cohort_id)


def _queue_in_cohort(cohort_id: int) -> None:
    Cohort.objects.select_for_update(no_key=True).get(pk=cohort_id)


def _at_the_time(session: Session) -> Any:
    if not session.start_time:
        return Session.objects.none()
    rows = Session.objects.in_every_circle().filter(date=session.date, start_time=session.start_time, voided_at=None, moved_to=None)
    if session.cohort_id:
        return rows.filter(cohort=session.cohort_id).order_by("id")
    mine = Q(worker=session.worker_id) if session.worker_id else Q(pk__in=())
    return rows.filter(mine, case=session.case_id, service=session.service_id).order_by("id")


def _holds(note: Any, text: str) -> bool:
    return not text.strip() or (note is not None and text.strip() in {note.text, note.sealed_text})
