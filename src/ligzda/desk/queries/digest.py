"""The morning's e-mail: who asked for it, and how much waits. Numbers only, whatever the reader may see."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q

from ligzda.access import deadlines
from ligzda.access.actor import Actor
from ligzda.access.models import User
from ligzda.desk.queries.day import planned_work
from ligzda.kernel import clock, working_days
from ligzda.places.models import Site
from ligzda.services.queries import meetings, unwritten

MORNING = 4  # hours; a server that slept longer does not wake anybody in the afternoon


@dataclass(frozen=True)
class Numbers:
    """How much of a day, and nothing else of it."""

    meetings: int
    today: int
    overdue: int
    unwritten: int

    def __bool__(self) -> bool:
        return bool(self.meetings or self.today or self.overdue or self.unwritten)


def is_morning(now: dt.datetime) -> bool:
    """By the organisation's clock."""
    hour, begins = clock.by_the_clock(now).hour, deadlines.length("digest_hour")
    return begins <= hour < begins + MORNING


def who_asked(actor: Actor, now: dt.datetime) -> list[User]:
    """Those to whom the e-mail of this morning has not been looked at yet; nobody at another hour."""
    if not (actor.is_system and is_morning(now)):
        return []
    waiting = Q(digest_date__isnull=True) | Q(digest_date__lt=actor.on)
    return list(User.objects.filter(waiting, is_active=True, wants_digest=True).order_by("id"))


def numbers(actor: Actor) -> Numbers:
    """Of one person's day; none on a day off."""
    if not working_days.is_working_day(actor.on, _country(actor)):
        return Numbers(0, 0, 0, 0)
    due = [row.due_date for row in planned_work(actor) if row.due_date]
    return Numbers(
        meetings=len(meetings(actor, actor.on)),
        today=sum(day == actor.on for day in due),
        overdue=sum(day < actor.on for day in due),
        unwritten=len(unwritten(actor)),
    )


def _country(actor: Actor) -> str:
    """Where this person works: a holiday there is a day off."""
    circles = [seat.circle_id for seat in actor.seats]
    near = Site.objects.filter(Q(circle__in=circles) | Q(circle__children__in=circles)).order_by("id")
    return near.values_list("territory__country", flat=True).first() or "LV"
