"""One case: its team, its episodes with their states, its next step. Also what the family page shows of it."""

import datetime as dt
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import Q
from django.urls import reverse

from ligzda.access.actor import Actor, not_over, prepared
from ligzda.access.models import Circle, Seat, User
from ligzda.access.permissions import Permission
from ligzda.access.roles import ROLES
from ligzda.cases import rules
from ligzda.cases.models import Case, Episode
from ligzda.cases.queries.badges import Badge, badge_of
from ligzda.cases.queries.waiting import CLOCK_OF_STATE, contacts_of, episode_due, opened, reviews_of
from ligzda.cases.states import EPISODE, CaseState
from ligzda.people.models import Family


@dataclass(frozen=True)
class TeamMember:
    """A seat in the case's circle, in force or ended."""

    seat_id: int
    name: str
    user_key: str
    role: Any
    function: str
    is_responsible: bool
    from_date: dt.date
    until_date: dt.date | None
    instead_of: str = ""  # a stand-in: for whom
    left: bool = False  # ended at once, when the account was closed


@dataclass(frozen=True)
class CaseSummary:
    """A case in the header of the family's page."""

    key: str
    number: str
    url: str
    badge: Badge
    project: str
    site: str
    ordinal: int
    admitted_date: dt.date
    months: int
    responsible: str


@dataclass(frozen=True)
class NextStep:
    """The one thing to do next, by when, and where. ``owner`` is the role whose turn it is."""

    title: Any
    due_date: dt.date | None
    overdue_days: int
    url: str
    owner: str
    responsible: str


@dataclass(frozen=True)
class File:
    """A file as its family's page needs it; of the circle only what decides who sees it: its id and its parent."""

    pk: int
    circle: Circle


@dataclass(frozen=True)
class Overview:
    """What the family's page shows of its files, the one admitted last first. ``team`` is that one's."""

    cases: list[CaseSummary]
    files: list[File]
    step: NextStep | None
    team: list[TeamMember]


class Latest(NamedTuple):
    """The latest episode of a file, with all that is said of it."""

    pk: int
    state: str
    ordinal: int
    admitted_date: dt.date
    closed_date: dt.date | None
    aftercare_until_date: dt.date | None
    case_id: int
    case_key: str
    number: str
    circle_id: int
    parent_id: int | None
    site: str
    acronym: str
    title: str

    @property
    def file(self) -> File:
        return File(self.case_id, Circle(pk=self.circle_id, parent_id=self.parent_id))


@dataclass(frozen=True)
class Stage:
    """One step of the way in the line on top of the page."""

    label: Any
    done: bool
    current: bool
    note: str = ""


WAY = (
    CaseState.ASSESSMENT,
    CaseState.PLANNING,
    CaseState.ACTIVE,
    CaseState.STEPPING_DOWN,
    CaseState.CLOSED,
    CaseState.AFTERCARE,
    CaseState.ENDED,
)


NO_TEAM = ("auditor", "family_member")


def case_by_key(actor: Actor, family_key: str, case_key: str, word: Permission = Permission.SEE_CASE) -> Case | None:
    """A case of this family (or of a record merged into it), or None when it does not exist for this actor."""
    for one in _by_key(actor, word, key=case_key):
        if family_key in {one.family.key, one.family.root.key if one.family.root else ""}:
            return one
    return None


def case_seen(actor: Actor, key: str, word: Permission = Permission.SEE_CASE) -> Case | None:
    """The same by the key of the case alone."""
    return next(iter(_by_key(actor, word, key=key)), None)


@prepared
def _by_key(actor: Actor, word: Permission, *, key: str) -> Any:
    return Case.objects.visible_to(actor, word).filter(key=key).select_related("family__root", "site__circle", "project", "circle")


def latest_episode(actor: Actor, case: Case) -> Episode:
    return case.episodes.select_related("case__circle", "case__family", "case__site").get(is_latest=True)


def overview(actor: Actor, family: Family) -> Overview:
    """The family's files, who works in them and what is next. Two statements, and one for each clock that runs."""
    episodes = _latest(actor, family, Permission.SEE_CONTACT)
    seats = _seats(actor, [one.circle_id for one in episodes])
    names, key = _responsible(seats), _key(family)
    scope = actor.scope(Permission.SEE_CASE)
    step = _most_urgent(actor, key, [one for one in episodes if scope.covers(one.file.circle)], names)
    summaries = [_summary(one, key, names.get(one.circle_id, ""), actor) for one in episodes]
    team = [seat for circle, seat in seats if circle == episodes[0].circle_id and _sits(seat, actor)]
    return Overview(summaries, [one.file for one in episodes], step, team)


def cases_of(actor: Actor, family: Family) -> list[CaseSummary]:
    """All cases of the family that this actor may know of, the one admitted last first."""
    return overview(actor, family).cases


def next_step(actor: Actor, family: Family) -> NextStep | None:
    """The most urgent next step over the family's cases; None when no clock runs or the actor sees no file of it."""
    episodes = _latest(actor, family, Permission.SEE_CASE)
    return _most_urgent(actor, _key(family), episodes, _responsible(_seats(actor, [one.circle_id for one in episodes])))


def _key(family: Family) -> str:
    return family.root.key if family.root else family.key


def _latest(actor: Actor, family: Family, word: Permission) -> list[Latest]:
    """The latest episode of each file that ``word`` opens."""
    return [Latest(*row) for row in _latest_rows(actor, word, family=family.root_id or family.pk)]


@prepared
def _latest_rows(actor: Actor, word: Permission, *, family: int) -> Any:
    same = Family.objects.filter(Q(pk=family) | Q(root=family)).values("id")
    rows = Episode.objects.visible_to(actor, word).filter(case__family__in=same, is_latest=True).order_by("-admitted_date", "-id")
    return rows.values_list(
        "id", "state", "ordinal", "admitted_date", "closed_date", "aftercare_until_date", "case_id", "case__key", "case__number",
        "case__circle_id", "case__circle__parent_id", "case__site__name", "case__project__acronym", "case__project__title_lv",
    )  # fmt: skip


def _most_urgent(actor: Actor, family_key: str, episodes: list[Latest], names: dict[int, str]) -> NextStep | None:
    waiting = [one for one in episodes if one.state in EPISODE.waiting_on]
    since = opened(one for one in waiting if one.state in CLOCK_OF_STATE)
    contacts = contacts_of((one for one in waiting if one.state == CaseState.AFTERCARE), actor.on)
    reviews = reviews_of(one for one in waiting if one.state == CaseState.ACTIVE)
    found = []
    for one in waiting:
        title, due = episode_due(one, since.get(one.pk, one.admitted_date), contacts[one.pk], reviews.get(one.pk))
        late, owner = rules.overdue_days(due, actor.on), EPISODE.waiting_on[one.state]
        found.append(NextStep(title, due, late, _address(family_key, one), owner, names.get(one.circle_id, "")))
    return min(found, key=lambda step: (step.due_date or dt.date.max, step.url), default=None)


def _address(family_key: str, one: Latest) -> str:
    return reverse("desk:case", args=[family_key, one.case_key])


def team(actor: Actor, case: Case) -> list[TeamMember]:
    """Who works with the family now, the responsible person first. The caller has checked sight of the case."""
    return [seat for seat in team_history(actor, case) if _sits(seat, actor)]


def team_history(actor: Actor, case: Case) -> list[TeamMember]:
    return [seat for _circle, seat in _seats(actor, [case.circle_id])]


def _sits(seat: TeamMember, actor: Actor) -> bool:
    return not seat.left and (seat.until_date is None or seat.until_date >= actor.on)


def _seats(actor: Actor, circles: list[int]) -> list[tuple[int, TeamMember]]:
    """Circle and seat, the responsible one first; an auditor and the family itself are no team."""
    found = []
    for circle, seat, name, key, role, is_responsible, since, until, left, absent, function in _seat_rows(actor, circles=circles):
        title = ROLES[role].title if role in ROLES else role
        member = TeamMember(
            seat_id=seat,
            name=name,
            user_key=key,
            role=title,
            function=str(function or ""),
            is_responsible=is_responsible,
            from_date=since,
            until_date=until,
            instead_of=absent or "",
            left=left is not None,
        )
        found.append((circle, member))
    return found


@prepared
def _seat_rows(actor: Actor, *, circles: list[int]) -> Any:
    rows = Seat.objects.filter(circle__in=circles).exclude(role__in=NO_TEAM).order_by("-is_responsible", "from_date", "id")
    seat = ("circle_id", "id", "user__name", "user__key", "role", "is_responsible", "from_date", "until_date", "ended_at")
    return rows.values_list(*seat, "instead_of__name", "function__name")


def workers_in(actor: Actor, case: Case) -> list[User]:
    """Who has a place in this team, or stands in for somebody: those a stand-in may be set for."""
    seats = Seat.objects.filter(not_over(actor.on), circle=case.circle_id).exclude(role__in=NO_TEAM).select_related("user__function")
    return list(dict.fromkeys(seat.user for seat in seats.order_by("-is_responsible", "user__name", "id")))


def worker_by_key(actor: Actor, key: str) -> User | None:
    """A colleague's account; the caller offered the keys to choose from."""
    return User.objects.filter(key=key, is_active=True).first()


def seat_in(actor: Actor, case: Case, seat_id: int) -> Seat | None:
    return Seat.objects.filter(pk=seat_id, circle=case.circle).select_related("circle").first()


def way(actor: Actor, episode: Episode) -> list[Stage]:
    """The way as a line of steps; on hold and transferred are said in the note of the step where it stands."""
    here = episode.before_hold or episode.state
    if here == CaseState.TRANSFERRED:
        here = CaseState.CLOSED
    place = WAY.index(CaseState(here))
    aside = CaseState(episode.state).label if episode.state in {CaseState.ON_HOLD, CaseState.TRANSFERRED} else ""
    return [Stage(state.label, index < place, index == place, str(aside) if index == place else "") for index, state in enumerate(WAY)]


def _responsible(seats: list[tuple[int, TeamMember]]) -> dict[int, str]:
    return {circle: seat.name for circle, seat in seats if seat.is_responsible and seat.until_date is None}


def _summary(one: Latest, family_key: str, responsible: str, actor: Actor) -> CaseSummary:
    return CaseSummary(
        key=one.case_key,
        number=one.number,
        url=_address(family_key, one),
        badge=badge_of(one.state),
        project=one.acronym or one.title,
        site=one.site,
        ordinal=one.ordinal,
        admitted_date=one.admitted_date,
        months=rules.months_in_programme(one.admitted_date, one.closed_date, actor.on),
        responsible=responsible,
    )
