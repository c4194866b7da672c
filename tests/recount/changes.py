"""What may happen to the records, each through the action of its room, and by hand: which figures it can touch."""

import datetime as dt
import random
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from ligzda.access.actor import Actor
from ligzda.access.models import Function, User
from ligzda.care.actions import statuses
from ligzda.care.actions.statuses import Decision
from ligzda.care.models import CareStatus
from ligzda.cases import seating
from ligzda.cases.models import Case, Episode
from ligzda.closure.actions import closing
from ligzda.people.actions import families, merging, persons, reversals, striking
from ligzda.people.models import Family, Membership, Merge, Person, Reversal
from ligzda.projects.actions import coverage, posts
from ligzda.projects.models import Post, Project
from ligzda.services.actions import attendance, corrections, events, groups, sessions
from ligzda.services.models import Cohort, Event, ServiceType, Session

BY = Actor.system("recount", dt.date(2026, 11, 22))
WHY = "Saskaitīts vēlreiz."
PER_FAMILY = ("children_per_family", "persons_per_family")
AGES = ("years_of_age", "people_of_known_age", "average_age")
REACH = ("families", "persons", "children", "adults", "services", *PER_FAMILY, *AGES)
MISSED = ("families_no_show_rate",)
MEETINGS = (*REACH, *MISSED, "consultations", "contacts", "hours")
COURSES = ("enrolled", "attended", "completions")
SHEETS = (*REACH, *COURSES, "participations", "group_participations", "known_sessions", "average_attendance", "sessions", "hours")
CARE = ("children_removed", "children_returned", "children_kept")
AREAS = ("areas_compared", "levels_changed", "area_change")
PEOPLE = (*REACH, *COURSES, *CARE, *AREAS, "participations", "event_attendance")
PLANS = ("with_valid_plan", "valid_plan_share", "families_active", "reviews_due", "reviews_on_time", "reviewed_on_time")
WORKERS = ("worker_changes", "carried", "first_worker", "one_worker")
STAYS = (*WORKERS, *CARE, *PLANS, "admitted", "active", "exits", "median_months", "reopened", "reopened_share")
POSTS = ("posts_planned", "posts_full_time", "posts_filled")

Did = int | None  # the project it happened in; nothing where it belongs to no one project


def one_of(rows: Any, rng: random.Random) -> Any:
    """Some row, the same one for the same seed."""
    ids = list(rows.order_by("pk").values_list("pk", flat=True))
    if not ids:
        raise LookupError
    return rows.model.objects.get(pk=rng.choice(ids))


def _meeting(rng: random.Random) -> Session:
    return one_of(Session.objects.filter(status="held", voided_at=None, moved_to=None, case__isnull=False), rng)  # type: ignore[no-any-return]


def _members(case: Case) -> list[Person]:
    return [row.person for row in case.family.memberships.select_related("person").order_by("pk")]


def void(rng: random.Random) -> Did:
    return corrections.void(_meeting(rng), by=BY, reason=WHY).project_id


def move(rng: random.Random) -> Did:
    session = _meeting(rng)
    target = one_of(Case.objects.filter(project=session.project_id, site=session.site_id), rng)
    return corrections.move(session, by=BY, to_case=target, reason=WHY, persons=_members(target)[:2]).project_id


def correct(rng: random.Random) -> Did:
    session = _meeting(rng)
    service = one_of(ServiceType.objects.filter(kind=session.service.kind), rng)
    values = rng.choice(
        [{"service": service}, {"minutes": rng.choice((10, 20, 95))}, {"date": session.date + dt.timedelta(days=rng.randint(-9, 9))}]
    )
    return corrections.correct(session, by=BY, reason=WHY, because=WHY, **values).project_id


def log(rng: random.Random) -> Did:
    case = one_of(Case.objects.all(), rng)
    stay = case.episodes.order_by("pk").first()
    day = min(stay.admitted_date + dt.timedelta(days=rng.randint(0, 300)), stay.closed_date or BY.on)
    worker = one_of(User.objects.filter(is_system=False, function__isnull=False), rng)
    there = rng.sample(_members(case), 1)
    service = one_of(ServiceType.objects.filter(is_active=True, kind__in=("contact", "consultation", "home_visit")), rng)
    return sessions.log(
        case, by=BY, date=day, service=service, minutes=rng.choice((10, 45, 60)), start_time=dt.time(6, rng.randint(0, 59)), persons=there,
        worker=worker, because=WHY,
    ).project_id  # fmt: skip


def miss(rng: random.Random) -> Did:
    """A meeting to which nobody came; whether they had told before is not always written down."""
    case = one_of(Case.objects.all(), rng)
    stay = case.episodes.order_by("pk").first()
    day = min(stay.admitted_date + dt.timedelta(days=rng.randint(0, 300)), stay.closed_date or BY.on)
    service = one_of(ServiceType.objects.filter(is_active=True, kind__in=("contact", "consultation", "home_visit")), rng)
    worker = one_of(User.objects.filter(is_system=False, function__isnull=False), rng)
    return sessions.log(
        case, by=BY, date=day, service=service, minutes=45, start_time=dt.time(5, rng.randint(0, 59)), persons=[],
        outcome="no_show", warned=rng.choice((False, False, False, True, None)), worker=worker, because=WHY,
    ).project_id  # fmt: skip


def mark(rng: random.Random) -> Did:
    session = one_of(Session.objects.filter(cohort__isnull=False, status="held", voided_at=None), rng)
    assert session.cohort is not None
    people = [row.person for row in session.cohort.enrolments.select_related("person").order_by("pk")]
    if not people:
        raise LookupError
    marks = {person: rng.choice(("present", "present", "late", "absent", "unknown")) for person in rng.sample(people, min(3, len(people)))}
    return attendance.mark(session, by=BY, marks=marks).project_id


def enrol(rng: random.Random) -> Did:
    cohort = one_of(Cohort.objects.all(), rng)
    case = one_of(Case.objects.filter(project=cohort.group.project_id), rng)
    day = (cohort.start_date or BY.on) + dt.timedelta(days=rng.randint(0, 20))
    groups.enrol(cohort, by=BY, person=rng.choice(_members(case)), case=case, from_date=day, because=WHY)
    return cohort.group.project_id


def void_session(rng: random.Random) -> Did:
    session = one_of(Session.objects.filter(cohort__isnull=False, status="held", voided_at=None), rng)
    return corrections.void(session, by=BY, reason=WHY).project_id


def merge_persons(rng: random.Random) -> Did:
    """Two who are alike enough: of one sex, met in one programme."""
    case = one_of(Case.objects.all(), rng)
    first = rng.choice(_members(case))
    others = (
        Person.objects.filter(sex=first.sex, root=None, memberships__family__cases__project=case.project_id).exclude(pk=first.pk).distinct()
    )
    merging.merge(first, one_of(others, rng), by=BY, reason=WHY)
    return case.project_id


def merge_families(rng: random.Random) -> Did:
    case = one_of(Case.objects.filter(family__root=None), rng)
    others = Family.objects.filter(root=None, cases__project=case.project_id).exclude(pk=case.family_id).distinct()
    merging.merge(case.family, one_of(others, rng), by=BY, reason=WHY)
    return case.project_id


def unmerge(rng: random.Random) -> Did:
    merging.unmerge(one_of(Merge.objects.filter(decided="same", undone_at=None), rng), by=BY, reason=WHY)
    return None


def strike(rng: random.Random) -> Did:
    """Somebody whom nobody met or wrote about; where all were met, a newcomer who was typed into a family by mistake."""
    case = one_of(Case.objects.filter(family__root=None), rng)
    newcomer = {"first_name": "Kļūda", "last_name": "Kļūdaine", "birth_date": dt.date(2016, 3, rng.randint(1, 28))}
    person = families.enter_member(case.family, by=BY, person=newcomer, role="child", from_date=BY.on - dt.timedelta(days=400)).person
    if rng.random() < 0.5:
        person = rng.choice(_members(case))
    striking.strike_out(person, by=BY, reason="mistake")
    return case.project_id


def bring_back(rng: random.Random) -> Did:
    reversals.reverse(one_of(Reversal.objects.filter(kind="strike", undone_at=None), rng), by=BY, reason="new_facts")
    return None


def birth(rng: random.Random) -> Did:
    person = one_of(Person.objects.filter(memberships__isnull=False).distinct(), rng)
    values = rng.choice([
        {"birth_date": dt.date(rng.randint(1975, 2011), rng.randint(1, 12), rng.randint(1, 28)), "birth_precision": rng.choice(("day", "month", "year"))},
        {"sex": rng.choice(("female", "male", "unknown"))},
        {"birth_date": None, "birth_precision": "unknown"},
    ])  # fmt: skip
    persons.change_person(person, by=BY, accept_because=WHY, **values)
    case = Case.objects.filter(family__memberships__person=person).order_by("pk").first()
    return case.project_id if case else None


def membership(rng: random.Random) -> Did:
    row = one_of(Membership.objects.all(), rng)
    families.change_member(
        row, by=BY, role=row.role, from_date=row.from_date, until_date=BY.on - dt.timedelta(days=rng.randint(1, 400)),
        lives_here=row.lives_here, accept_because=WHY,
    )  # fmt: skip
    return None


def close(rng: random.Random) -> Did:
    stay = one_of(Episode.objects.filter(closed_date=None), rng)
    day = min(stay.admitted_date + dt.timedelta(days=rng.randint(30, 900)), BY.on)
    kind = rng.choice(("moved_away", "withdrew", "other"))
    return closing.close(stay, by=BY, on=day, sentence=WHY, exit_type=kind, accept_because=WHY).case.project_id


def reopen(rng: random.Random) -> Did:
    stay = one_of(Episode.objects.filter(is_latest=True, closed_date__isnull=False), rng)
    assert stay.closed_date is not None
    last = max([stay.closed_date, *stay.spans.values_list("from_date", flat=True)])
    day = min(last + dt.timedelta(days=rng.randint(20, 300)), BY.on)
    return closing.reopen(stay, by=BY, on=day, sentence=WHY).case.project_id


def care_status(rng: random.Random) -> Did:
    row = one_of(Membership.objects.filter(role="child", family__cases__isnull=False, person__root=None), rng)
    case = row.family.cases.order_by("pk").first()
    stay = case.episodes.order_by("pk").first()
    day = min(stay.admitted_date + dt.timedelta(days=rng.randint(-200, 300)), BY.on)
    kind = rng.choice(("at_risk", "with_parents", "removed", "foster", "returned"))
    decision = Decision("Bāriņtiesa", "1-6/1", day) if kind in ("removed", "foster", "returned") else Decision()
    return statuses.record_status(
        case, row.person, by=BY, kind=kind, from_date=day, decision=decision, led_to=WHY, accept_because=WHY
    ).case.project_id


def void_care(rng: random.Random) -> Did:
    return statuses.void_status(one_of(CareStatus.objects.filter(voided_at=None), rng), by=BY, reason=WHY).case.project_id


def event(rng: random.Random) -> Did:
    one = one_of(Event.objects.filter(state__in=("announced", "unconfirmed")), rng)
    if one.state == "unconfirmed":
        return events.confirm(one, by=BY, known_by=WHY, presence="unknown", because=WHY).project_id
    return events.cancel(one, by=BY, because=WHY).project_id


def announce(rng: random.Random) -> Did:
    project = one_of(Project.objects.filter(start_date__isnull=False), rng)
    day = project.start_date + dt.timedelta(days=rng.randint(0, 300))
    site = project.project_sites.order_by("pk").first()
    one = events.announce(
        by=BY, project=project, title="Notikums", kind="seminar", audience="public", start_date=day, site=site.site if site else None
    )
    how = rng.choice([{"presence": "stated", "number": rng.randint(1, 60), "source": WHY}, {"presence": "unknown"}])
    return events.hold(one, by=BY, known_by=WHY, because=WHY, **how).project_id  # type: ignore[arg-type]


def plan_post(rng: random.Random) -> Did:
    project = one_of(Project.objects.filter(start_date__isnull=False), rng)
    function = one_of(Function.objects.filter(is_active=True), rng)
    day = project.start_date + dt.timedelta(days=rng.randint(0, 300))
    return posts.plan_post(
        project, by=BY, function=function, planned_from_date=day, share=Decimal(rng.choice(("1", "0.5", "0.75")))
    ).project_id


def fill_post(rng: random.Random) -> Did:
    post = one_of(Post.objects.all(), rng)
    user = rng.choice([None, one_of(User.objects.filter(is_system=False), rng)])
    return posts.fill_post(post, by=BY, from_date=post.planned_from_date + dt.timedelta(days=rng.randint(0, 99)), user=user).post.project_id


def hand_over(rng: random.Random) -> Did:
    stay = one_of(Episode.objects.filter(closed_date=None), rng)
    user = one_of(User.objects.filter(is_system=False, function__key="social_worker", is_active=True), rng)
    seating.make_responsible(stay.case, by=BY, user=user, on=BY.on - dt.timedelta(days=rng.randint(0, 60)))
    return stay.case.project_id


def statement(rng: random.Random) -> Did:
    project = one_of(Project.objects.filter(start_date__isnull=False), rng)
    coverage.state_coverage(
        project, by=BY, measure=rng.choice(("*", "families", "hours")), state="unknown", from_date=project.start_date, reason=WHY
    )
    return project.pk


def cut_off(_rng: random.Random) -> Did:
    """Nothing happens; the same records are asked for as of another day."""
    return None


@dataclass(frozen=True)
class Change:
    act: Callable[[random.Random], Did]
    touches: tuple[str, ...]
    often: int = 1


CHANGES = (
    Change(void, MEETINGS, 3),
    Change(move, MEETINGS, 3),
    Change(correct, MEETINGS, 2),
    Change(log, MEETINGS, 3),
    Change(miss, MISSED, 3),
    Change(mark, SHEETS, 3),
    Change(void_session, SHEETS),
    Change(enrol, COURSES, 2),
    Change(merge_persons, PEOPLE, 4),
    Change(merge_families, (*REACH, *MISSED, *PLANS, "active"), 3),
    Change(unmerge, (*PEOPLE, *MISSED, *PLANS, "active"), 3),
    Change(strike, (*REACH, *COURSES, *CARE), 2),
    Change(bring_back, (*REACH, *COURSES, *CARE), 2),
    Change(birth, (*REACH, *COURSES, "participations"), 3),
    Change(membership, REACH),
    Change(close, STAYS, 2),
    Change(reopen, STAYS, 4),
    Change(care_status, CARE, 3),
    Change(void_care, CARE),
    Change(event, ("event_attendance",)),
    Change(announce, ("event_attendance",)),
    Change(plan_post, POSTS),
    Change(fill_post, POSTS),
    Change(hand_over, WORKERS),
    Change(statement, REACH),
    Change(cut_off, (*STAYS, *COURSES, *AREAS, *AGES, *MISSED, "camps"), 2),
)
