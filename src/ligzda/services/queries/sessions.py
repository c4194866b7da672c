"""One record: what the page of a meeting shows, to whom."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, Q

from ligzda.access.actor import Actor
from ligzda.access.models import User
from ligzda.access.permissions import Permission
from ligzda.cases.models import Case
from ligzda.cases.queries.cover import InPlaceOf
from ligzda.people.models import Family
from ligzda.services.actions import corrections
from ligzda.services.models import Attendance, Session, SessionVersion
from ligzda.services.queries.versions import Earlier, earlier
from ligzda.services.queries.words import first_upper, place_of, time_and_length
from ligzda.web import formatting


@dataclass(frozen=True)
class Record:
    """A meeting with a family as one reader may see it. A moved one is a stub: by whom, when, why, nothing else."""

    session: Session
    family: Family
    title: str
    when: str
    place: str
    worker: str
    people: list[str]
    notes: list[dict[str, Any]]
    versions: list[Earlier]
    moved: Earlier | None
    may: dict[str, list[Any]]

    @property
    def is_open(self) -> bool:
        return self.session.status in (Session.Status.PLANNED, Session.Status.UNCONFIRMED) and not self.session.voided_at


def session_by_key(actor: Actor, key: str, word: Permission = Permission.SEE_CASE) -> Session | None:
    """A family's meeting; a group's session has its sheet."""
    rows = Session.objects.visible_to(actor, word).filter(key=key, case__isnull=False)
    rows = rows.select_related(
        "case__family__root", "case__circle", "case__site", "service", "worker", "note__author", "protected_note__author", "circle"
    )
    found: Session | None = rows.prefetch_related(
        Prefetch("attendances", Attendance.objects.select_related("person", "person__root").order_by("id"))
    ).first()
    return found


def record(actor: Actor, session: Session) -> Record:
    """Everything of the page. Reasons and earlier versions are for all who may see the file; of a record that was moved away they
    are for the coordinator and an auditor's sample alone."""
    case: Any = session.case
    family = case.family.root or case.family
    versions, places = earlier(actor, session), InPlaceOf(actor, [session.circle_id])
    entitled = not session.moved_to_id or actor.may(Permission.MOVE, session) or actor.may(Permission.SEE_AUDIT, session)
    names = [str(row.person.root or row.person) for row in session.attendances.all() if row.status in ("present", "late")]
    return Record(
        session=session,
        family=family,
        title=first_upper(str(session.service)),
        when=f"{_day(session, actor)}, {time_and_length(session)}",
        place=place_of(session),
        worker=_named(session, session.worker, places),
        people=names,
        notes=_notes(actor, session, places),
        versions=versions if entitled else [],
        moved=next((one for one in versions if one.act == SessionVersion.Act.MOVED), None) if session.moved_to_id else None,
        may={
            "correct": corrections.objections_to_correcting(session, actor),
            "void": corrections.objections_to_voiding(session, actor),
            "move": corrections.objections_to_moving(session, actor),
        },
    )


def _day(session: Session, actor: Actor) -> str:
    """With the weekday this year, with the year otherwise."""
    return formatting.weekday(session.date) if session.date.year == actor.on.year else formatting.day_long(session.date)


def _named(session: Session, user: User | None, places: InPlaceOf) -> str:
    """The name; where it was a stand-in's on that day, for whom."""
    return places.name(session.circle_id, user.pk, user.name, session.date) if user else ""


def _notes(actor: Actor, session: Session, places: InPlaceOf) -> list[dict[str, Any]]:
    """Neutral for the team; of a protected one others see that it exists, by whom and when."""
    clear, own = actor.clearance(session.circle), actor.user.pk if actor.user else None
    found = []
    for note in (session.note, session.protected_note):
        if note is None or note.voided_at:
            continue
        readable = note.tier in clear or note.author_id == own
        protected = note.tier not in ("contact", "working")
        found.append(
            {
                "text": (note.text or note.sealed_text) if readable else "",
                "author": _named(session, note.author, places),
                "is_protected": protected,
                "readable": readable,
            }
        )
    return found


def targets(actor: Actor, session: Session, text: str) -> list[Case]:
    """Files a record may be moved to: those this coordinator decides on, by family name, member or number."""
    if len(text.strip()) < 2:
        return []
    wanted = (
        Q(number__icontains=text.strip())
        | Q(family__name__icontains=text.strip())
        | Q(family__memberships__person__last_name__icontains=text.strip())
    )
    rows = Case.objects.visible_to(actor, Permission.MOVE).filter(wanted).exclude(pk=session.case_id)
    return list(rows.select_related("family", "circle", "project", "site").order_by("family__folded", "id").distinct()[:7])
