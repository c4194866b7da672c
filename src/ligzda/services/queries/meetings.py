"""What is in my calendar: planned meetings and group sessions, what still has to be written."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.urls import reverse

from ligzda.access.actor import Actor, own_work, prepared
from ligzda.access.permissions import Permission
from ligzda.services import rules
from ligzda.services.models import GroupLeader, Session
from ligzda.services.queries.words import first_upper, icon_of, place_of

S = Session.Status


@dataclass(frozen=True)
class Meeting:
    """One line of a day: when, with whom, what, where; and where it is recorded."""

    key: str
    date: dt.date
    start_time: dt.time | None
    minutes: int
    title: str
    service: str
    kind: str  # of the service: says nothing of whom it is for
    place: str
    icon: str
    status: str
    is_group: bool
    family_key: str
    family_id: int | None
    case_id: int | None
    url: str
    record_url: str

    @property
    def is_open(self) -> bool:
        """Somebody still has to say what happened."""
        return self.status in (S.PLANNED, S.UNCONFIRMED)


def meetings(actor: Actor, on: dt.date, until: dt.date | None = None, *, states: tuple[str, ...] = (S.PLANNED,)) -> list[Meeting]:
    """Mine on a day, or on all days until another, by the hour: two statements."""
    last = until or on
    return [_meeting(row) for row in _rows(actor, on, last, states)]


def week(actor: Actor, monday: dt.date) -> list[tuple[dt.date, list[Meeting]]]:
    """Seven days with everything that is planned, was held, missed or cancelled."""
    days = [monday + dt.timedelta(days=n) for n in range(7)]
    rows = meetings(actor, days[0], days[-1], states=(S.PLANNED, S.UNCONFIRMED, S.HELD, S.NO_SHOW, S.CANCELLED))
    return [(day, [row for row in rows if row.date == day]) for day in days]


def unwritten(actor: Actor, on: dt.date | None = None) -> list[Meeting]:
    """Planned meetings of the days before that nobody has recorded; those of the last three days come first."""
    day = on or actor.on
    rows = _rows(actor, day - dt.timedelta(days=30), day - dt.timedelta(days=1), (S.PLANNED, S.UNCONFIRMED))
    recent = day - rules.WRITE_WITHIN
    return sorted((_meeting(row) for row in rows), key=lambda one: (one.date < recent, -one.date.toordinal(), one.start_time or dt.time()))


def _rows(actor: Actor, since: dt.date, until: dt.date, states: tuple[str, ...]) -> Any:
    if actor.user is None:
        return []
    days = {"since": since, "until": until, "on": actor.on}
    return _sessions(actor, Permission.LOG, Permission.LEAD_GROUP, states, actor.stands_in, user=actor.user.pk, **days)


@prepared
def _sessions(
    actor: Actor,
    log: Permission,
    lead: Permission,
    states: tuple[str, ...],
    stands_in: bool,
    *,
    user: int,
    since: dt.date,
    until: dt.date,
    on: dt.date,
) -> Any:
    led = GroupLeader.objects.filter(user=user, from_date__lte=on).filter(Q(until_date=None) | Q(until_date__gte=on))
    mine = own_work("worker", "circle", stands_in, user=user, on=on) | Q(cohort__group__in=led.values("group"))
    seen = Session.objects.visible_to(actor, log) | Session.objects.visible_to(actor, lead)
    rows = seen.filter(mine, date__gte=since, date__lte=until, status__in=states, voided_at=None, moved_to=None)
    return rows.select_related("service", "case__family", "case__family__root", "cohort__group").order_by("date", "start_time", "id")


def _meeting(row: Session) -> Meeting:
    family = (row.case.family.root or row.case.family) if row.case else None
    group = row.cohort.group if row.cohort else None
    sheet = reverse("services:sheet", args=[group.key, row.key]) if group else ""
    detail = reverse("services:session", args=[row.key])
    return Meeting(
        key=row.key, date=row.date, start_time=row.start_time, minutes=row.minutes, title=family.name if family else str(group),
        service=first_upper(str(row.service)), kind=first_upper(row.service.get_kind_display()), place=place_of(row),
        icon=icon_of(row, row.service.kind), status=row.status, is_group=group is not None,
        family_key=family.key if family else "", family_id=family.pk if family else None, case_id=row.case_id, url=sheet or detail,
        record_url=sheet or f"{reverse('services:log')}?family={family.key if family else ''}&planned={row.key}",
    )  # fmt: skip
