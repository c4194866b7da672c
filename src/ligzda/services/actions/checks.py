"""What a record of work must satisfy before it is written; shared by every act that writes one."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ligzda.access.actor import Actor
from ligzda.access.models import AuditEntry
from ligzda.access.permissions import Permission
from ligzda.cases.models import Case, Episode
from ligzda.kernel import clock
from ligzda.kernel.refused import Refused, Stale
from ligzda.people.models import Person
from ligzda.services import rules
from ligzda.services.models import Session
from ligzda.web import formatting


def must_log(by: Actor, case: Case) -> None:
    """A file of somebody else's looks, also here, as if it did not exist."""
    if not by.may(Permission.LOG, case):
        raise Refused(_("You cannot record work in this file; ask your coordinator."))


def must_be_past(date: dt.date, by: Actor) -> None:
    """Held means over: what is still to come is a plan."""
    for sentence in rules.date_objections(date, by.on):
        raise Refused(sentence, field="date")


def must_have_length(minutes: int) -> None:
    """Longer than nothing and not longer than a day."""
    if not 1 <= minutes <= 1440:
        raise Refused(_("Enter the length in minutes, from 1 to 1440."), field="minutes")


def must_be_alive_and_born(persons: Iterable[Person], date: dt.date) -> None:
    """Nobody takes part before the birth or after the death."""
    for person in persons:
        if person.birth_date and person.birth_precision == "day" and person.birth_date > date:
            raise Refused(_("This is before the date of birth of: %(name)s.") % {"name": person}, field="date")
        if person.death_date and person.death_date < date:
            raise Refused(_("This is after the date of death of: %(name)s.") % {"name": person}, field="date")


def must_be_known(by: Actor, persons: list[Person]) -> None:
    """Only people the actor may see can be entered as present."""
    if by.is_system or not persons:
        return
    keys = [person.pk for person in persons]
    if Person.objects.visible_to(by, Permission.SEE_CONTACT).filter(pk__in=keys).count() < len(set(keys)):
        raise Refused(_("One of the people chosen is not in a file of yours."), field="persons")


def reason_outside_stay(case: Case, date: dt.date, because: str) -> str:
    """The reason why work lies outside the family's stay, or nothing when it lies inside. Without one: a warning."""
    stays = Episode.objects.filter(case=case, admitted_date__lte=date)
    inside = stays.filter(Q(closed_date__isnull=True) | Q(closed_date__gte=date) | Q(aftercare_until_date__gte=date))
    if inside.exists():
        return ""
    if not because.strip():
        raise Refused(
            _("The family was not in the programme on this day. Check the date, or write why the record belongs there."),
            field="because",
            warning=True,
        )
    return because.strip()[:200]


def must_be_fresh(session: Session, expected: int | None) -> Session:
    """Lock; refuse when somebody else saved in between."""
    locked = lock(session)
    if expected is not None and locked.version != expected:
        raise changed_meanwhile(locked)
    return locked


def lock(session: Session) -> Session:
    locked: Session = Session.objects.select_for_update().get(pk=session.pk)
    return locked


def changed_meanwhile(session: Session, theirs: Mapping[str, Any] | None = None) -> Stale:
    """Who saved first, when, and what now stands: to be shown beside what was typed."""
    last = AuditEntry.objects.filter(thing="services.session", thing_id=session.pk).select_related("user").order_by("-id").first()
    told = {
        "who": str(last.user) if last and last.user else _("a colleague"),
        "time": formatting.clock_time(last.at if last else clock.now()),
    }
    sentence = _("While you were writing, this entry was changed by: %(who)s, %(time)s. Nothing is lost – compare and choose.")
    return Stale(sentence % told, theirs=theirs or {}, version=session.version)


def must_have_reason(reason: str) -> str:
    """Correcting, voiding and moving always say why."""
    if not reason.strip():
        raise Refused(_("Write why."), field="reason")
    return reason.strip()
