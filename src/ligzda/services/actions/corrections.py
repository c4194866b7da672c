"""Correcting, voiding and moving a record: always with a reason, never by overwriting."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ligzda.access import audit
from ligzda.access.actor import Actor
from ligzda.access.permissions import Permission, Tier
from ligzda.cases.models import Case, Note
from ligzda.kernel import clock
from ligzda.kernel.refused import Refused
from ligzda.people.actions.reversals import keep as keep_for_undoing
from ligzda.people.models import Membership, Person
from ligzda.people.reversing import stood
from ligzda.safeguarding.queries import has_open_concern, leads_any_concern
from ligzda.services import rules
from ligzda.services.actions import beyond_grant, checks
from ligzda.services.actions.sameness import must_be_the_only
from ligzda.services.models import Attendance, Session, SessionVersion
from ligzda.services.reversals import MOVED
from ligzda.services.snapshot import KEPT, content_of

CHANGEABLE = frozenset({"date", "start_time", "minutes", "service", "topic", "theme", "place", "place_note", "worker", "warned", "count"})
Act = SessionVersion.Act


def is_author(session: Session, by: Actor) -> bool:
    """Whoever wrote it or did the work."""
    return by.user is not None and by.user.pk in (session.created_by_id, session.worker_id)


def objections_to_correcting(session: Session, by: Actor) -> list[Any]:
    """The author corrects the own entry; the coordinator may as well."""
    found = _closed(session)
    mine = is_author(session, by) and by.may(Permission.CORRECT, session)
    if not found and not mine and not by.may(Permission.MOVE, session):
        found.append(_("Only the author or the coordinator can correct this record."))
    return found


def objections_to_voiding(session: Session, by: Actor) -> list[Any]:
    """The author within 24 hours, then the coordinator."""
    found = _closed(session)
    mine = is_author(session, by) and rules.may_still_void(session.created_at, clock.now()) and by.may(Permission.CORRECT, session)
    if not found and not mine and not by.may(Permission.MOVE, session):
        found.append(_("The author can void a record within 24 hours; after that the coordinator."))
    return found


def objections_to_moving(session: Session, by: Actor) -> list[Any]:
    """The coordinator of both files; here of the one it leaves."""
    found = _closed(session)
    if session.case_id is None:
        found.append(_("A group’s session belongs to its group and is not moved."))
    if not found and not by.may(Permission.MOVE, session):
        found.append(_("Only the coordinator of both files can move a record."))
    if leads_any_concern(by) and has_open_concern(by, [row.person_id for row in session.attendances.all()]):
        found.append(_("The record cannot be moved yet: a concern about a child's safety is open."))
    return found


@transaction.atomic
def correct(
    session: Session,
    *,
    by: Actor,
    reason: str,
    expected_version: int | None = None,
    persons: Iterable[Person] | None = None,
    note: str | None = None,
    because: str = "",
    **changes: Any,
) -> Session:
    """Change a record; the earlier version stays for those entitled to the file."""
    reason = checks.must_have_reason(reason)
    locked = checks.lock(session)
    Refused.unless_empty(objections_to_correcting(locked, by))
    if unknown := set(changes) - CHANGEABLE:
        raise TypeError(f"A correction cannot change {', '.join(sorted(unknown))}")
    persons = None if persons is None else list(dict.fromkeys(persons))
    if expected_version not in (None, locked.version) and (theirs := _theirs(locked, changes, persons, note)):
        raise checks.changed_meanwhile(locked, theirs)
    before = _keep(locked, by, Act.CORRECTED, reason)
    for name, value in changes.items():
        setattr(locked, name, value)
    _check_again(locked, by, because)
    if persons is not None and locked.case:
        _attend_instead(locked, by, persons)
    if note is not None:
        _note_instead(locked, by, note)
    locked.version += 1
    locked.save()
    audit.record(by, "correct", locked, circle=locked.circle, changed={"record": (before, locked.version)})
    return locked


@transaction.atomic
def void(session: Session, *, by: Actor, reason: str, expected_version: int | None = None) -> Session:
    """The record falls out of every figure and stays, struck through, for those who sit in the circle."""
    reason = checks.must_have_reason(reason)
    locked = checks.must_be_fresh(session, expected_version)
    Refused.unless_empty(objections_to_voiding(locked, by))
    _keep(locked, by, Act.VOIDED, reason)
    locked.voided_at, locked.voided_by, locked.version = clock.now(), by.user, locked.version + 1
    locked.save(update_fields=["voided_at", "voided_by", "version"])
    audit.record(by, "void", locked, circle=locked.circle, changed={"voided": (False, True)})
    return locked


@transaction.atomic
def move(
    session: Session, *, by: Actor, to_case: Case, reason: str, persons: Iterable[Person] | None = None, expected_version: int | None = None
) -> Session:
    """The record goes to the right file under its original date; the wrong one keeps a stub without content."""
    reason = checks.must_have_reason(reason)
    locked = checks.must_be_fresh(session, expected_version)
    Refused.unless_empty(objections_to_moving(locked, by))
    if not by.may(Permission.MOVE, to_case):
        raise Refused(_("Only the coordinator of both files can move a record."), field="target")
    if locked.case_id == to_case.pk:
        raise Refused(_("The record already stands in this file."), field="target")
    _keep(locked, by, Act.MOVED, reason)
    was = stood(MOVED.kind, locked)
    there = _who_moves(locked, to_case, persons)
    new = _at_target(locked, to_case)
    Attendance.objects.filter(session=locked).delete()
    Attendance.objects.bulk_create(
        Attendance(session=new, person=person, family=to_case.family, case=to_case, status=status) for person, status in there
    )
    for note in (new.note, new.protected_note):
        if note:
            note.case = to_case
            note.save(update_fields=["case"])
    locked.moved_to, locked.version = new, locked.version + 1
    locked.note = locked.protected_note = None
    locked.theme = locked.place_note = locked.cancelled_because = ""
    locked.outside_episode_because = locked.outside_grant_because = ""
    locked.save()
    keep_for_undoing(was, by=by, circle=locked.circle)
    audit.record(by, "move", locked, circle=locked.circle, changed={"case": (locked.case_id, to_case.pk)})
    return new


def _closed(session: Session) -> list[Any]:
    if session.voided_at:
        return [_("This record is void.")]
    return [_("This record was moved to another file.")] if session.moved_to_id else []


def keep_version(session: Session, by: Actor, act: str, reason: str) -> int:
    """Put the present version aside, encrypted."""
    text = content_of(session)
    SessionVersion.objects.create(session=session, act=act, version=session.version, content=text, reason=reason[:2000], by_user=by.user)
    return session.version


_keep = keep_version


def _theirs(session: Session, changes: dict[str, Any], persons: list[Person] | None, note: str | None) -> dict[str, Any]:
    """What stands now wherever it differs from what would be written over it, in the words of a form."""
    found = {name: getattr(session, name) for name, value in changes.items() if getattr(session, name) != value}
    if "service" in found:
        found["service"] = session.service.key
    there = {row.person.root_id or row.person_id for row in session.attendances.select_related("person")}
    if persons is not None and there != {person.root_id or person.pk for person in persons}:
        found["persons"] = [str(pk) for pk in sorted(there)]
    now = session.note.text if session.note else ""
    return found if note is None or now == note.strip() else {**found, "note": now}


def _check_again(session: Session, by: Actor, because: str) -> None:
    if session.status != Session.Status.PLANNED:
        checks.must_be_past(session.date, by)
    checks.must_have_length(session.minutes)
    if session.case and session.status != Session.Status.PLANNED:
        session.outside_episode_because = checks.reason_outside_stay(session.case, session.date, because or session.outside_episode_because)
        session.outside_grant_because = beyond_grant.reason_beyond_grant(session, because or session.outside_grant_because)
    must_be_the_only(session)


def _attend_instead(session: Session, by: Actor, persons: list[Person]) -> None:
    there = set(Attendance.objects.filter(session=session).values_list("person_id", flat=True))
    checks.must_be_known(by, [person for person in persons if person.pk not in there])
    checks.must_be_alive_and_born(persons, session.date)
    case: Any = session.case
    Attendance.objects.filter(session=session).exclude(person__in=persons).delete()
    Attendance.objects.bulk_create(
        Attendance(session=session, person=person, family=case.family, case=case, status=Attendance.Status.PRESENT)
        for person in persons
        if person.pk not in there
    )


def _note_instead(session: Session, by: Actor, text: str) -> None:
    """The note follows the record; its earlier words stand in the version that was put aside."""
    if session.note:
        if session.note.text != text.strip():
            session.note.text, session.note.version = text.strip(), session.note.version + 1
            session.note.save(update_fields=["text", "version"])
    elif text.strip():
        session.note = Note.objects.create(
            case_id=session.case_id or 0, tier=str(Tier.WORKING), date=session.date, text=text.strip(), author=by.user
        )


def _who_moves(session: Session, to_case: Case, persons: Iterable[Person] | None) -> list[tuple[Person, str]]:
    """Those named; else those of the meeting who belong to the right family."""
    rows = list(session.attendances.select_related("person").order_by("id"))
    if persons is not None:
        return [(person, str(Attendance.Status.PRESENT)) for person in dict.fromkeys(persons)]
    family = to_case.family.root_id or to_case.family_id
    here = Membership.objects.filter(family__in=[family, to_case.family_id])
    members = set(here.filter(person__in=[row.person_id for row in rows]).values_list("person_id", flat=True))
    return [(row.person, row.status) for row in rows if row.person_id in members]


def _at_target(session: Session, to_case: Case) -> Session:
    same = {name: getattr(session, name) for name in KEPT if name not in {"case_id", "project_id", "site_id"}}
    new = Session(
        **same,
        case=to_case,
        circle=to_case.circle,
        project=to_case.project,
        site=to_case.site,
        activity=to_case.activity,
        note=session.note,
        protected_note=session.protected_note,
        created_by=session.created_by,
    )
    must_be_the_only(new, field="target")
    new.save(force_insert=True)
    return new
