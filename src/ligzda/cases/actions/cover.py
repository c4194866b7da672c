"""A stand-in: while somebody is absent, another sits in their files from a day until a day. The seat ends by itself.

Who is responsible stays named. What is protected and what lies in a closed circle is not handed on.
"""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ligzda.access import audit
from ligzda.access.actions.seats import seat as take_seat
from ligzda.access.actor import Actor, not_over
from ligzda.access.models import Seat, User
from ligzda.access.permissions import Permission
from ligzda.cases import rules
from ligzda.cases.actions.team import NOT_YOURS
from ligzda.cases.models import Case
from ligzda.cases.seating import TEAM_ROLES, end_places, must_be_colleague
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
    if not by.holds(Permission.OVERSEE):
        raise Refused(NOT_YOURS)
    Refused.unless_empty([rules.not_yet(on, by.on)], field="on")
    overseen = Case.objects.visible_to(by, Permission.OVERSEE).values("circle")
    seats = Seat.objects.filter(not_over(on), instead_of=absent, user=user, circle__in=overseen)
    files = list(Case.objects.filter(circle__in=list(seats.values_list("circle", flat=True))).select_related("circle").order_by("id"))
    ended = end_places(seats, by=by, on=on)
    for case in files:
        audit.record(by, "team.stand_in_ended", case, circle=case.circle)
    audit.record(by, "team.stand_in_ended", absent)  # also where no file is left: undoing a hand-over asks whether they are back
    return ended


def _in_one(case: Case, by: Actor, absent: User, user: User, from_date: dt.date, until_date: dt.date | None) -> list[Seat]:
    """A seat for the days in which the absent worker sits here and the stand-in does not yet; none where the circle is closed."""
    if case.circle.is_closed or not by.may(Permission.OVERSEE, case):
        return []
    taken: list[Seat] = []
    for place in _places(case, absent, user, from_date):
        last = min((day for day in (until_date, place.until_date) if day), default=None)
        whom = place.instead_of or absent
        for since, until in _free(case, user, whom, max(from_date, place.from_date), last):
            taken.append(
                take_seat(
                    case.circle, by=by, user=user, role=place.role, because=Seat.Because.STAND_IN, from_date=since, until_date=until,
                    function=user.function, instead_of=whom,
                )
            )  # fmt: skip
    if taken:
        audit.record(by, "team.stand_in", case, circle=case.circle)
    return taken


def _places(case: Case, absent: User, user: User, on: dt.date) -> list[Seat]:
    """Where the absent worker sits from a day on: the own place, and the places of others in which they stand in themselves."""
    seats = Seat.objects.filter(not_over(on), circle=case.circle, user=absent, role__in=TEAM_ROLES).select_related("instead_of")
    own = seats.filter(instead_of__isnull=True).order_by("-is_responsible", "id")[:1]
    return [*own, *seats.filter(instead_of__isnull=False).exclude(instead_of=user).order_by("from_date", "id")]


def _free(case: Case, user: User, whom: User, since: dt.date, until: dt.date | None) -> list[tuple[dt.date, dt.date | None]]:
    """The parts of some days in which ``user`` does not stand in for ``whom`` yet."""
    found: list[tuple[dt.date, dt.date | None]] = []
    last = until or dt.date.max
    for seat in Seat.objects.filter(not_over(since), circle=case.circle, user=user, instead_of=whom).order_by("from_date", "id"):
        if since < seat.from_date <= last:
            found.append((since, seat.from_date - rules.ONE_DAY))
        if seat.from_date <= last:
            since = max(since, seat.until_date + rules.ONE_DAY) if seat.until_date else dt.date.max
    return [*found, (since, until)] if since <= last and since < dt.date.max else found


def _check(absent: User, user: User, from_date: dt.date, until_date: dt.date | None, is_ill: bool, by: Actor) -> None:
    if not by.holds(Permission.OVERSEE):
        raise Refused(NOT_YOURS)
    if absent.pk == user.pk:
        raise Refused(_("Nobody stands in for oneself. Choose a colleague."), field="user")
    must_be_colleague(user, field="user")
    Refused.unless_empty([rules.stand_in_without_end(until_date, is_ill)], field="until_date")
    if until_date is not None and until_date < max(from_date, by.on):
        raise Refused(_("The end date is before the start date, or it is over already. Check both."), field="until_date")
