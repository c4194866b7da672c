"""A stand-in: while somebody is absent, another sits in their files from a day until a day. The seat ends by itself.

Who is responsible stays named. What is protected and what lies in a closed circle is not handed on.
"""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ligzda.access import audit
from ligzda.access.actions.seats import seat as take_seat
from ligzda.access.actor import Actor
from ligzda.access.models import Seat, User
from ligzda.access.queries.circles import not_over
from ligzda.access.words import Word
from ligzda.cases import rules
from ligzda.cases.actions.team import NOT_YOURS, TEAM_ROLES, end_stand_ins
from ligzda.cases.models import Case
from ligzda.kernel.refused import Refused


@transaction.atomic
def stand_in(
    cases: Iterable[Case], *, by: Actor, absent: User, user: User, from_date: dt.date, until_date: dt.date | None = None, is_ill: bool = False
) -> list[Seat]:  # fmt: skip
    """Seat ``user`` in the absent worker's place in each of these files. Only an illness may have an open end."""
    _check(absent, user, from_date, until_date, is_ill, by)
    found = [one for case in cases for one in _in_one(case, by, absent, user, from_date, until_date)]
    if not found:
        raise Refused(_("There is nothing to stand in for: no open file of this worker, or the stand-in is there already."), field="user")
    return found


@transaction.atomic
def end_stand_in(absent: User, user: User, *, by: Actor, on: dt.date) -> int:
    """The absent worker is back: every seat of this stand-in in their place ends, in the files where ``by`` oversees the work."""
    if not by.holds(Word.OVERSEE):
        raise Refused(NOT_YOURS)
    Refused.unless_empty([rules.not_yet(on, by.on)], field="on")
    overseen = Case.objects.visible_to(by, Word.OVERSEE).values("circle")
    ended = end_stand_ins(Seat.objects.filter(not_over(on), instead_of=absent, user=user, circle__in=overseen), by=by, on=on)
    audit.record(by, "team.stand_in_ended", absent)
    return ended


def _in_one(case: Case, by: Actor, absent: User, user: User, from_date: dt.date, until_date: dt.date | None) -> list[Seat]:
    """Nothing where the circle is closed, where the absent worker does not work, or where the stand-in sits already in those days."""
    if case.circle.is_closed or not by.may(Word.OVERSEE, case):
        return []
    held = Seat.objects.filter(circle=case.circle, user=absent, role__in=TEAM_ROLES, instead_of__isnull=True)
    place = held.filter(not_over(from_date)).order_by("-is_responsible", "id").first()
    there = Seat.objects.filter(not_over(from_date), circle=case.circle, user=user, instead_of=absent)
    if place is None or there.filter(from_date__lte=until_date or dt.date.max).exists():
        return []
    taken: Seat = take_seat(
        case.circle, by=by, user=user, role=place.role, because=Seat.Because.STAND_IN, from_date=from_date, until_date=until_date,
        function=user.function, instead_of=absent,
    )  # fmt: skip
    audit.record(by, "team.stand_in", case, circle=case.circle)
    return [taken]


def _check(absent: User, user: User, from_date: dt.date, until_date: dt.date | None, is_ill: bool, by: Actor) -> None:
    if not by.holds(Word.OVERSEE):
        raise Refused(NOT_YOURS)
    if absent.pk == user.pk:
        raise Refused(_("Nobody stands in for oneself. Choose a colleague."), field="user")
    Refused.unless_empty([rules.stand_in_without_end(until_date, is_ill)], field="until_date")
    if until_date is not None and until_date < max(from_date, by.on):
        raise Refused(_("The end date is before the start date, or it is over already. Check both."), field="until_date")
