"""What the quick log knows before anybody types: time, length, place, service. Never who was there."""

import datetime as dt
from dataclasses import dataclass

from ligzda.access.actor import Actor
from ligzda.cases.models import Case
from ligzda.kernel import clock
from ligzda.services import rules
from ligzda.services.models import ServiceType, Session
from ligzda.services.queries.words import services_in_use

LOOK_BACK = 12  # records of this worker with this family
FALLBACK_MINUTES = 60


@dataclass(frozen=True)
class Usual:
    """The five fields behind the one sentence, and who came last time (a chip, never a choice made beforehand)."""

    date: dt.date
    start_time: dt.time
    minutes: int
    service: ServiceType | None
    place: str
    last_time: tuple[int, ...]
    planned: Session | None = None


def usual(actor: Actor, case: Case, planned: Session | None = None) -> Usual:
    """Of the planned meeting, else learned from what was chosen twice, else of the own function. Three statements."""
    rows = _mine(actor, case)
    service = planned.service if planned else _service(actor, rows)
    minutes = planned.minutes if planned else _minutes(rows, service)
    place = planned.place if planned else _place(rows, service)
    now = clock.by_the_clock()
    start = planned.start_time if planned and planned.start_time else rules.start_before(now, minutes)
    date = min(planned.date, actor.on) if planned else actor.on
    return Usual(date, start, minutes, service, place, _last_time(rows), planned)


def _mine(actor: Actor, case: Case) -> list[Session]:
    if actor.user is None:
        return []
    held = Session.objects.filter(case=case, worker=actor.user, status=Session.Status.HELD, voided_at=None, moved_to=None)
    return list(held.select_related("service").prefetch_related("attendances").order_by("-date", "-id")[:LOOK_BACK])


def _service(actor: Actor, rows: list[Session]) -> ServiceType | None:
    """Chosen twice with this family; else what the own function does; else the last one."""
    learned = rules.learned([row.service_id for row in rows if row.service.is_active])
    found = next((row.service for row in rows if row.service_id == learned), None)
    if found is not None:
        return found
    function = actor.user.function_id if actor.user else None
    own = services_in_use().filter(function_id=function).order_by("id").first() if function else None
    if own is not None:
        return own
    return rows[0].service if rows else services_in_use().filter(key="social_work").first()


def _minutes(rows: list[Session], service: ServiceType | None) -> int:
    same = [row.minutes for row in rows if service and row.service_id == service.pk]
    return rules.learned(same) or (service.usual_minutes if service else FALLBACK_MINUTES)


def _place(rows: list[Session], service: ServiceType | None) -> str:
    same = [row.place for row in rows if service and row.service_id == service.pk]
    return rules.learned(same) or (service.usual_place if service else str(Session.Place.CENTRE))


def _last_time(rows: list[Session]) -> tuple[int, ...]:
    session = rows[0] if rows else None
    return tuple(one.person_id for one in session.attendances.all() if one.status in ("present", "late")) if session else ()
