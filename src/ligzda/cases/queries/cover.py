"""Stand-ins: who may be stood in for, who does it now, and what was done in somebody's place."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ligzda.access.actor import Actor, not_over, prepared
from ligzda.access.models import Seat, User
from ligzda.access.permissions import Permission
from ligzda.cases import deadlines, rules
from ligzda.cases.models import Case
from ligzda.cases.queries.waiting import Waiting
from ligzda.cases.seating import TEAM_ROLES
from ligzda.cases.states import OPEN


@dataclass(frozen=True)
class StandIn:
    """One colleague in another's place, over all the files they do it in."""

    absent_key: str
    absent: str
    user_key: str
    user: str
    from_date: dt.date
    until_date: dt.date | None
    files: int
    look_again_date: dt.date | None  # an open end is looked at again


class InPlaceOf:
    """What a name is followed by, in one circle on one day: for whom its bearer stood in. One statement for any number of circles."""

    def __init__(self, actor: Actor, circles: Iterable[int]) -> None:
        self.seats: dict[tuple[int, int], list[tuple[dt.date, dt.date, str]]] = {}
        for circle, user, from_date, until_date, absent in _stand_in_rows(actor, circles=list(circles)):
            self.seats.setdefault((circle, user), []).append((_day(from_date), _day(until_date or dt.date.max), absent))

    def name(self, circle: int, user: int | None, name: str, on: dt.date) -> str:
        """The name, and where it was a stand-in's, for whom."""
        absent = next((who for since, until, who in self.seats.get((circle, user or 0), ()) if since <= on <= until), "")
        return _("%(name)s (stands in for: %(absent)s)") % {"name": name, "absent": absent} if absent else name


def _day(day: dt.date | str) -> dt.date:
    return day if isinstance(day, dt.date) else dt.date.fromisoformat(day)


@prepared
def _stand_in_rows(actor: Actor, *, circles: list[int]) -> object:
    rows = Seat.objects.filter(circle__in=circles, instead_of__isnull=False).order_by("id")
    return rows.values_list("circle_id", "user_id", "from_date", "until_date", "instead_of__name")


def workers(actor: Actor) -> list[User]:
    """Who works in the files this actor oversees, in the own place or in another's: those a stand-in may be set for."""
    files = Case.objects.visible_to(actor, Permission.OVERSEE).filter(circle__is_closed=False)
    seats = Seat.objects.filter(not_over(actor.on), circle__in=files.values("circle"), role__in=TEAM_ROLES)
    return list(User.objects.filter(pk__in=seats.values("user"), is_active=True).select_related("function").order_by("name", "id"))


def caseload_of(actor: Actor, user: User) -> list[Case]:
    """The open files in which one worker sits, also in somebody's place, as far as this actor oversees them; a closed circle is never among them."""
    rows = Case.objects.visible_to(actor, Permission.OVERSEE).filter(
        circle__is_closed=False, episodes__is_latest=True, episodes__state__in=OPEN
    )
    seats = Seat.objects.filter(not_over(actor.on), user=user, role__in=TEAM_ROLES)
    return list(rows.filter(circle__in=seats.values("circle")).select_related("circle", "family__root").order_by("number"))


def stand_ins(actor: Actor) -> list[StandIn]:
    """Who stands in for whom in the overseen files, now or from a later day. One statement."""
    found: dict[tuple[str, str], list[tuple[Any, ...]]] = {}
    for absent_key, user_key, *row in _standing(actor, Permission.OVERSEE, on=actor.on):
        found.setdefault((absent_key, user_key), []).append(tuple(row))
    return [_together(absent_key, user_key, rows) for (absent_key, user_key), rows in found.items()]


def _together(absent_key: str, user_key: str, rows: list[tuple[Any, ...]]) -> StandIn:
    """All seats of one stand-in in one colleague's place, the earliest first."""
    absent, user, first = rows[0][:3]
    ends = [until for *_row, until, _circle in rows]
    until = None if None in ends else max(ends)
    again = rules.days_due(first, deadlines.length("stand_in")) if until is None else None
    return StandIn(
        absent_key=absent_key,
        absent=absent,
        user_key=user_key,
        user=user,
        from_date=first,
        until_date=until,
        files=len({circle for *_row, circle in rows}),
        look_again_date=again,
    )


@prepared
def _standing(actor: Actor, word: Permission, *, on: dt.date) -> Any:
    files = Case.objects.visible_to(actor, word).values("circle")
    seats = Seat.objects.filter(not_over(on), circle__in=files, instead_of__isnull=False).order_by("from_date", "id")
    return seats.values_list("instead_of__key", "user__key", "instead_of__name", "user__name", "from_date", "until_date", "circle_id")


def pair(actor: Actor, one: StandIn) -> tuple[User, User]:
    """The two accounts: who is absent, who stands in."""
    accounts = {user.key: user for user in User.objects.filter(key__in=[one.absent_key, one.user_key])}
    return accounts[one.absent_key], accounts[one.user_key]


def stand_ins_waiting(actor: Actor, on: dt.date) -> list[Waiting]:
    """An open end is looked at again."""
    if not actor.holds(Permission.OVERSEE):
        return []
    url, work = reverse("desk:caseload"), gettext_lazy("Look at the stand-in without an end again")
    return [
        Waiting(work, one.user, one.look_again_date, rules.overdue_days(one.look_again_date, on), url, "coordinator")
        for one in stand_ins(actor)
        if one.look_again_date and one.look_again_date <= on
    ]
