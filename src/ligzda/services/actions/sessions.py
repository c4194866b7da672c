"""Meetings with a family: planned, held, a no-show, cancelled. What happened afterwards to a record stands in ``corrections``."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ligzda.access import audit
from ligzda.access.actor import Actor
from ligzda.access.machines import Machine
from ligzda.access.models import User
from ligzda.access.permissions import Tier
from ligzda.cases.models import Case, Note
from ligzda.kernel import clock
from ligzda.kernel.refused import Refused
from ligzda.people.models import Person
from ligzda.projects.models import Activity
from ligzda.services.actions import beyond_grant, checks
from ligzda.services.actions.corrections import correct, move, void
from ligzda.services.actions.sameness import Said, must_be_the_only
from ligzda.services.models import Attendance, ServiceType, Session, Topic
from ligzda.services.states import machine_of

__all__ = ["cancel", "confirm_held", "correct", "log", "mark_no_show", "move", "plan_meeting", "void"]

S = Session.Status
OUTCOMES = frozenset({S.HELD, S.NO_SHOW, S.CANCELLED})


@transaction.atomic
def log(
    case: Case,
    *,
    by: Actor,
    date: dt.date,
    service: ServiceType,
    minutes: int,
    start_time: dt.time | None = None,
    persons: Iterable[Person] = (),
    place: str | None = None,
    place_note: str = "",
    topic: Topic | None = None,
    theme: str = "",
    worker: User | None = None,
    note: str = "",
    protected_note: str = "",
    outcome: str = S.HELD,
    warned: bool | None = None,
    cancelled_because: str = "",
    because: str = "",
    activity: Activity | None = None,
    count: int = 1,
) -> Session:
    """Record what happened once: a meeting held, a no-show (an attempt, never reach) or one that was cancelled."""
    checks.must_log(by, case)
    _must_be_an_outcome(outcome)
    checks.must_be_past(date, by)
    checks.must_have_length(minutes)
    there = _present(by, persons, date) if outcome == S.HELD else []
    outside = checks.reason_outside_stay(case, date, because)
    values: dict[str, Any] = {"date": date, "start_time": start_time, "minutes": minutes, "service": service, "topic": topic}
    values |= {"place": place or service.usual_place, "place_note": place_note[:160], "theme": theme[:160], "worker": worker or by.user}
    values |= {"status": outcome, "count": count, "mode": _mode(len(there)), "activity": activity or case.activity}
    values |= {"warned": warned if outcome == S.NO_SHOW else None, "cancelled_because": cancelled_because[:200]}
    values |= {"outside_episode_because": outside}
    session = Session(case=case, **values)
    must_be_the_only(session, said=Said(session, tuple(there), note, protected_note))
    if outcome == S.HELD:
        values["outside_grant_because"] = beyond_grant.reason_beyond_grant(session, because)
    session = _create(case, by, values)
    _attend(session, case, there)
    _write_notes(session, case, by, note, protected_note)
    audit.record(by, "log", session, circle=session.circle, changed={"status": ("", outcome), "date": ("", date)})
    return session


@transaction.atomic
def plan_meeting(
    case: Case,
    *,
    by: Actor,
    date: dt.date,
    service: ServiceType,
    minutes: int,
    start_time: dt.time | None = None,
    place: str | None = None,
    place_note: str = "",
    worker: User | None = None,
    because: str = "",
) -> Session:
    """Put a meeting into the calendar. Planned is not held: it changes no figure."""
    checks.must_log(by, case)
    checks.must_have_length(minutes)
    if date < by.on:
        raise Refused(_("This day is over. Record what happened instead."), field="date")
    values = {
        "date": date,
        "start_time": start_time,
        "minutes": minutes,
        "service": service,
        "place": place or service.usual_place,
        "place_note": place_note[:160],
        "worker": worker or by.user,
        "status": S.PLANNED,
        "activity": case.activity,
    }
    session = Session(case=case, **values)
    must_be_the_only(session, said=Said(session))
    values["outside_grant_because"] = beyond_grant.reason_beyond_grant(session, because)
    session = _create(case, by, values)
    audit.record(by, "plan_meeting", session, circle=session.circle, changed={"date": ("", date)})
    return session


@transaction.atomic
def confirm_held(
    session: Session,
    *,
    by: Actor,
    persons: Iterable[Person] = (),
    note: str = "",
    protected_note: str = "",
    because: str = "",
    **changes: Any,
) -> Session:
    """The planned meeting took place. ``changes`` are what differs from the plan: date, start_time, minutes, service, place …"""
    date = changes.get("date") or session.date
    checks.must_be_past(date, by)
    there, before = _present(by, persons, date), session.status
    session = _moved(machine_of(session), session, "confirm", by)
    for name, value in changes.items():
        setattr(session, name, value)
    checks.must_have_length(session.minutes)
    if session.case:
        session.outside_episode_because = checks.reason_outside_stay(session.case, date, because)
        session.outside_grant_because = beyond_grant.reason_beyond_grant(session, because or session.outside_grant_because)
        must_be_the_only(session)
        _attend(session, session.case, there)
        _write_notes(session, session.case, by, note, protected_note)
    session.mode, session.version = _mode(len(there)), session.version + 1
    session.created_by, session.created_at = by.user or session.created_by, clock.now()
    session.save()
    audit.record(by, "confirm_held", session, circle=session.circle, changed={"status": (before, S.HELD)})
    return session


@transaction.atomic
def mark_no_show(session: Session, *, by: Actor, warned: bool | None, note: str = "", protected_note: str = "") -> Session:
    """Nobody came. Counts as an attempt; whether they said so before is kept, unknown stays unknown."""
    checks.must_be_past(session.date, by)
    before, session = session.status, _moved(machine_of(session), session, "no_show", by)
    session.warned, session.version = warned, session.version + 1
    if session.case:
        _write_notes(session, session.case, by, note, protected_note)
    session.save(update_fields=["warned", "version", "note", "protected_note"])
    audit.record(by, "no_show", session, circle=session.circle, changed={"status": (before, S.NO_SHOW)})
    return session


@transaction.atomic
def cancel(session: Session, *, by: Actor, because: str) -> Session:
    """The meeting or the group's session does not take place."""
    because, before = checks.must_have_reason(because), session.status
    session = _moved(machine_of(session), session, "cancel", by)
    session.cancelled_because, session.version = because[:200], session.version + 1
    session.save(update_fields=["cancelled_because", "version"])
    audit.record(by, "cancel", session, circle=session.circle, changed={"status": (before, S.CANCELLED)})
    return session


def _moved(machine: Machine, session: Session, name: str, by: Actor) -> Session:
    found: Session = machine.apply(session, name, by)
    return found


def _must_be_an_outcome(outcome: str) -> None:
    if outcome not in OUTCOMES:
        raise Refused(_("Choose one."), field="outcome")


def _present(by: Actor, persons: Iterable[Person], date: dt.date) -> list[Person]:
    there = list(dict.fromkeys(persons))
    checks.must_be_known(by, there)
    checks.must_be_alive_and_born(there, date)
    return there


def _mode(people: int) -> str:
    kinds = {0: Session.Mode.FAMILY, 1: Session.Mode.INDIVIDUAL, 2: Session.Mode.PAIR}
    return kinds.get(people, Session.Mode.FAMILY)


def _create(case: Case, by: Actor, values: dict[str, Any]) -> Session:
    return Session.objects.create(case=case, circle=case.circle, project=case.project, site=case.site, created_by=by.user, **values)


def _attend(session: Session, case: Case, persons: list[Person]) -> None:
    """The family is the one of the file on that day; a later merge changes nothing here."""
    present = Attendance.Status.PRESENT
    Attendance.objects.bulk_create(
        Attendance(session=session, person=person, family=case.family, case=case, status=present) for person in persons
    )


def _write_notes(session: Session, case: Case, by: Actor, note: str, protected_note: str) -> None:
    """The neutral note is for the team; the protected one for its author alone."""
    if not (note.strip() or protected_note.strip()) or by.user is None:
        return
    if note.strip():
        session.note = Note.objects.create(case=case, tier=str(Tier.WORKING), date=session.date, text=note.strip(), author=by.user)
    if protected_note.strip():
        session.protected_note = Note.objects.create(
            case=case, tier=str(Tier.PROFESSIONAL), date=session.date, sealed_text=protected_note.strip(), author=by.user
        )
    session.save(update_fields=["note", "protected_note"])
