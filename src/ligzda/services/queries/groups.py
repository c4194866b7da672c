"""Groups, courses and camps: the list, and one group with its cohorts."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.db.models import Count, Min, Prefetch, Q

from ligzda.access.actor import Actor
from ligzda.access.audit_labels import NOUNS
from ligzda.access.machines import Option
from ligzda.access.models import Circle
from ligzda.access.permissions import Permission
from ligzda.cases.models import Case
from ligzda.projects.queries.figures import unsaid
from ligzda.services import rules
from ligzda.services.models import Attendance, Cohort, Enrolment, Group, GroupLeader, Pause, Session
from ligzda.services.states import COHORT

S = Session.Status
THERE = ("present", "late")
SAID = ("enrolled", "attended", "completions", "families", "sessions", "average_attendance")  # what a group's page says in numbers


def groups(actor: Actor) -> Any:
    """Those in whose circle the actor sits or whose site the actor coordinates; the next session beside. Running ones first."""
    day = actor.on
    to_come = Q(cohorts__sessions__status=S.PLANNED, cohorts__sessions__date__gte=day, cohorts__sessions__voided_at=None)
    live = Q(cohorts__state__in=[Cohort.State.FORMING, Cohort.State.RUNNING, Cohort.State.PAUSED])
    rows = Group.objects.visible_to(actor, Permission.LEAD_GROUP).select_related("site", "project", "circle")
    rows = rows.annotate(next_date=Min("cohorts__sessions__date", filter=to_come), running=Count("cohorts", filter=live, distinct=True))
    leaders = Prefetch("leaders", GroupLeader.objects.filter(until_date=None).select_related("user").order_by("id"))
    return rows.prefetch_related(leaders, Prefetch("cohorts", Cohort.objects.order_by("-ordinal"))).order_by(
        "-running", "kind", "name", "id"
    )


def words_of(actor: Actor, circles: Iterable[int]) -> dict[int, Any]:
    """Which of these closed circles are a group's: for the trail of whoever sits there."""
    return dict.fromkeys(Circle.objects.filter(pk__in=circles, group__isnull=False).values_list("pk", flat=True), NOUNS["group"])


def groups_nearby(actor: Actor) -> list[Group]:
    """For those who work with families: which groups meet at their sites. Closed circles are never listed."""
    sites = Case.objects.visible_to(actor, Permission.LOG).values("site")
    rows = Group.objects.filter(site__in=sites, circle__is_closed=False, cohorts__state__in=[Cohort.State.FORMING, Cohort.State.RUNNING])
    mine = Group.objects.visible_to(actor, Permission.LEAD_GROUP).values("pk")
    return list(rows.exclude(pk__in=mine).select_related("site").distinct().order_by("name", "id")[:50])


def group_by_key(actor: Actor, key: str) -> Group | None:
    rows = Group.objects.visible_to(actor, Permission.LEAD_GROUP).select_related("site", "project", "circle", "service", "territory")
    found: Group | None = rows.filter(key=key).first()
    return found


def cohort_by_key(actor: Actor, group: Group, key: str) -> Cohort | None:
    return group.cohorts.filter(key=key).select_related("group__site", "group__project", "group__circle", "group__service").first()


def session_of(actor: Actor, group: Group, key: str) -> Session | None:
    rows = Session.objects.filter(cohort__group=group, key=key)
    return rows.select_related("cohort__group__circle", "cohort__group__site", "cohort__group__project", "service", "circle").first()


@dataclass(frozen=True)
class Member:
    """One enrolment as the group sees it: the name, how often there; nothing of the file."""

    enrolment_id: int
    name: str
    from_date: dt.date
    until_date: dt.date | None
    times: int
    completed: bool


@dataclass(frozen=True)
class CohortPage:
    """One run of the group with its numbers. The average knows over how many sessions it was made."""

    cohort: Cohort
    pauses: list[Pause]
    members: list[Member]
    sessions: list[Session]
    held: int
    known: int
    average: Decimal | None
    attended: int
    completed: int
    needed: int | None
    options: list[Option]
    unsaid: frozenset[str] = frozenset()  # figures of this group that print unknown: here stands what is recorded so far

    @property
    def families(self) -> int:
        """Those who belong to the run now, or belonged to it on its last day; who left earlier is no longer among them."""
        last = self.cohort.end_date
        rows = [row for row in self.cohort.enrolments.all() if row.until_date is None or (last is not None and row.until_date >= last)]
        return len({row.family.root_id or row.family_id for row in rows if row.family})


def cohorts(actor: Actor, group: Group) -> list[CohortPage]:
    """The latest run first. A handful of statements, whatever the number of people and sessions, and one per run for what may happen next."""
    rows = group.cohorts.order_by("-ordinal").select_related("group__circle").prefetch_related(
        Prefetch("pauses", Pause.objects.order_by("from_date")),
        Prefetch("enrolments", Enrolment.objects.select_related("person", "person__root", "family").order_by("person__last_name", "person__first_name", "id")),
        Prefetch("sessions", Session.objects.filter(voided_at=None).order_by("date", "start_time", "id")),
        "stated_numbers__territory",
    )  # fmt: skip
    marks: dict[int, list[tuple[int, int, str]]] = defaultdict(list)
    attended = Attendance.objects.filter(session__cohort__group=group, session__status=S.HELD, session__voided_at=None)
    for cohort, session, person, root, status in attended.values_list(
        "session__cohort_id", "session_id", "person_id", "person__root_id", "status"
    ):
        marks[cohort].append((session, root or person, status))
    may_lead = actor.may(Permission.LEAD_GROUP, group)
    place = "camp" if group.kind == Group.Kind.CAMP else "group"
    silent = unsaid(group.project, SAID, actor.on, {place: group.key})
    return [replace(_cohort(actor, one, marks[one.pk], may_lead), unsaid=silent) for one in rows]


def _cohort(actor: Actor, cohort: Cohort, marks: list[tuple[int, int, str]], may_lead: bool) -> CohortPage:
    sessions = list(cohort.sessions.all())
    held = [one for one in sessions if one.status == S.HELD]
    by_session: dict[int, list[str]] = defaultdict(list)
    times: dict[int, int] = defaultdict(int)
    for session, person, status in marks:
        by_session[session].append(status)
        times[person] += status in THERE
    known = [one.pk for one in held if by_session[one.pk] and "unknown" not in by_session[one.pk]]
    came = sum(1 for session in known for status in by_session[session] if status in THERE)
    needed = rules.sessions_to_complete(cohort.planned_sessions, Decimal(cohort.completion_share))
    members = [_member(row, times, needed) for row in cohort.enrolments.all()]
    return CohortPage(
        cohort=cohort, pauses=list(cohort.pauses.all()), members=members, sessions=sessions, held=len(held), known=len(known),
        average=rules.average(came, len(known)), attended=sum(1 for one in members if one.times), needed=needed,
        completed=sum(1 for one in members if one.completed), options=COHORT.options(cohort, actor) if may_lead else [],
    )  # fmt: skip


def _member(row: Enrolment, times: dict[int, int], needed: int | None) -> Member:
    person = row.person.root or row.person
    count = times[person.pk]
    return Member(row.pk, f"{person.first_name} {person.last_name}", row.from_date, row.until_date, count, bool(needed and count >= needed))


def enrolment(actor: Actor, group: Group, pk: int) -> Enrolment | None:
    return Enrolment.objects.filter(pk=pk, cohort__group=group).select_related("cohort__group__circle", "person").first()


# --- the attendance sheet ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class SheetRow:
    """One person on the sheet; no mark means that nobody has said anything."""

    id: int
    name: str
    mark: str


@dataclass(frozen=True)
class AttendanceSheet:
    session: Session
    rows: list[SheetRow]
    number: int
    of: int

    def count(self, *marks: str) -> int:
        return sum(1 for row in self.rows if row.mark in marks)

    @property
    def there(self) -> int:
        return self.count(*THERE)

    @property
    def away(self) -> int:
        return self.count("absent", "excused")

    @property
    def unmarked(self) -> int:
        return self.count("")


def sheet(actor: Actor, session: Session) -> AttendanceSheet:
    """Everybody enrolled on the day and everybody marked, by name: three statements for two people or sixty."""
    marks = dict(Attendance.objects.filter(session=session).values_list("person_id", "status"))
    day = session.date
    on_the_day = Q(from_date__lte=day) & (Q(until_date=None) | Q(until_date__gte=day))
    rows = (
        Enrolment.objects.filter(cohort=session.cohort_id).filter(on_the_day | Q(person__in=marks)).select_related("person", "person__root")
    )
    people = [
        SheetRow(row.person_id, str(row.person.root or row.person), _mark(marks, row.person_id))
        for row in rows.order_by("person__last_name", "person__first_name", "id")
    ]
    days = list(
        Session.objects.filter(cohort=session.cohort_id, voided_at=None)
        .exclude(status=S.CANCELLED)
        .order_by("date", "id")
        .values_list("pk", flat=True)
    )
    number = days.index(session.pk) + 1 if session.pk in days else 0
    planned = session.cohort.planned_sessions if session.cohort else None
    return AttendanceSheet(session, people, number, max(len(days), planned or 0))


def _mark(marks: dict[int, str], person: int) -> str:
    found = marks.get(person, "")
    return "" if found == "unknown" else found


def case_through(actor: Actor, group: Group, person_id: int) -> Case | None:
    """The file through which somebody comes: of the group's programme if there is one."""
    person = Q(family__memberships__person=person_id) | Q(family__memberships__person__root=person_id)
    rows = list(
        Case.objects.visible_to(actor, Permission.SEE_CONTACT)
        .filter(person)
        .select_related("circle", "family")
        .order_by("-id")
        .distinct()[:10]
    )
    return next((one for one in rows if one.project_id == group.project_id), rows[0] if rows else None)
