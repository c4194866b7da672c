"""One case: its team, its episodes with their states, its next step. Also what the family page shows of it."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, Q

from ligzda.access.actor import Actor
from ligzda.access.models import Seat
from ligzda.access.words import Word
from ligzda.cases import rules
from ligzda.cases.models import Case, Episode, StateSpan
from ligzda.cases.queries.tones import Badge, badge_of
from ligzda.cases.queries.waiting import CLOCK_OF_STATE, contacts_of, episode_due, opened
from ligzda.cases.states import EPISODE, CaseState, Entry
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


@dataclass(frozen=True)
class Span:
    badge: Badge
    from_date: dt.date
    until_date: dt.date | None
    sentence: str
    by: str


@dataclass(frozen=True)
class Contact:
    date: dt.date
    sentence: str
    by: str


@dataclass(frozen=True)
class EpisodeHistory:
    """One stay: how it began, the states it went through, how it ended."""

    ordinal: int
    badge: Badge
    entry: Any
    admitted_date: dt.date
    closed_date: dt.date | None
    months: int
    exit_type: Any
    exit_reason: str
    continues_with: str
    family_opinion: str
    is_latest: bool
    spans: tuple[Span, ...]
    contacts: tuple[Contact, ...]


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
class Overview:
    """What the family's page shows of its files, the one admitted last first."""

    cases: list[CaseSummary]
    files: list[Case]
    step: NextStep | None


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


def case_by_key(actor: Actor, family_key: str, case_key: str, word: Word = Word.SEE_CASE) -> Case | None:
    """A case of this family (or of a record merged into it), or None when it does not exist for this actor."""
    rows = Case.objects.visible_to(actor, word).filter(key=case_key).filter(Q(family__key=family_key) | Q(family__root__key=family_key))
    return rows.select_related("family__root", "site__circle", "project", "circle").first()


def latest_episode(actor: Actor, case: Case) -> Episode:
    return case.episodes.select_related("case__circle", "case__family", "case__site").get(is_latest=True)


def overview(actor: Actor, family: Family) -> Overview:
    """The family's files and what is next in them. Two statements, and one for each clock that runs."""
    episodes = _latest(actor, family, Word.SEE_CONTACT)
    names = _responsible([one.case.circle_id for one in episodes])
    sight = actor.sight(Word.SEE_CASE)
    step = _most_urgent(actor, [one for one in episodes if sight.covers(one.case.circle)], names)
    summaries = [_summary(one, names.get(one.case.circle_id, ""), actor) for one in episodes]
    return Overview(summaries, [one.case for one in episodes], step)


def cases_of(actor: Actor, family: Family) -> list[CaseSummary]:
    """All cases of the family that this actor may know of, the one admitted last first."""
    return overview(actor, family).cases


def next_step(actor: Actor, family: Family) -> NextStep | None:
    """The most urgent next step over the family's cases; None when no clock runs or the actor sees no file of it."""
    episodes = _latest(actor, family, Word.SEE_CASE)
    return _most_urgent(actor, episodes, _responsible([one.case.circle_id for one in episodes]))


def _latest(actor: Actor, family: Family, word: Word) -> list[Episode]:
    """The latest episode of each file that ``word`` opens, with all that is said of it."""
    root = family.root_id or family.pk
    same = Family.objects.filter(Q(pk=root) | Q(root=root)).values("id")
    rows = Episode.objects.visible_to(actor, word).filter(case__family__in=same, is_latest=True)
    rows = rows.select_related("case__project", "case__site", "case__family__root", "case__circle")
    return list(rows.order_by("-admitted_date", "-id"))


def _most_urgent(actor: Actor, episodes: list[Episode], names: dict[int, str]) -> NextStep | None:
    waiting = [one for one in episodes if one.state in EPISODE.waiting_on]
    since = opened(one for one in waiting if one.state in CLOCK_OF_STATE)
    contacts = contacts_of(one for one in waiting if one.state == CaseState.AFTERCARE)
    found = []
    for one in waiting:
        title, due = episode_due(one, since.get(one.pk, one.admitted_date), contacts[one.pk])
        late, owner = rules.overdue_days(due, actor.on), EPISODE.waiting_on[one.state]
        found.append(NextStep(title, due, late, one.case.get_absolute_url(), owner, names.get(one.case.circle_id, "")))
    return min(found, key=lambda step: (step.due_date or dt.date.max, step.url), default=None)


def team(actor: Actor, case: Case) -> list[TeamMember]:
    """Who works with the family now, the responsible person first. The caller has checked sight of the case."""
    return [row for row in team_history(actor, case) if row.until_date is None or row.until_date >= actor.on]


def team_history(actor: Actor, case: Case) -> list[TeamMember]:
    rows = Seat.objects.filter(circle=case.circle).exclude(role="auditor").select_related("user", "function")
    return [
        TeamMember(
            seat.pk,
            seat.user.name,
            seat.user.key,
            seat.get_role_display(),
            str(seat.function or ""),
            seat.is_responsible,
            seat.from_date,
            seat.until_date,
        )
        for seat in rows.order_by("-is_responsible", "from_date", "id")
    ]


def seat_in(actor: Actor, case: Case, seat_id: int) -> Seat | None:
    return Seat.objects.filter(pk=seat_id, circle=case.circle).select_related("circle").first()


def history(actor: Actor, case: Case) -> list[EpisodeHistory]:
    """All episodes, the latest first, each with its states in order. Three statements."""
    spans = Prefetch("spans", StateSpan.objects.select_related("by_user"))
    episodes = case.episodes.prefetch_related(spans, "aftercare_contacts__by_user").order_by("-ordinal")
    return [_history(one, actor) for one in episodes]


def way(actor: Actor, episode: Episode) -> list[Stage]:
    """The way as a line of steps; on hold and transferred are said in the note of the step where it stands."""
    here = episode.before_hold or episode.state
    if here == CaseState.TRANSFERRED:
        here = CaseState.CLOSED
    place = WAY.index(CaseState(here))
    aside = CaseState(episode.state).label if episode.state in {CaseState.ON_HOLD, CaseState.TRANSFERRED} else ""
    return [Stage(state.label, index < place, index == place, str(aside) if index == place else "") for index, state in enumerate(WAY)]


def _responsible(circles: list[int]) -> dict[int, str]:
    seats = Seat.objects.filter(circle__in=circles, is_responsible=True, until_date__isnull=True)
    return dict(seats.order_by("id").values_list("circle_id", "user__name"))


def _summary(one: Episode, responsible: str, actor: Actor) -> CaseSummary:
    return CaseSummary(
        one.case.key,
        one.case.number,
        one.case.get_absolute_url(),
        badge_of(one.state),
        str(one.case.project),
        one.case.site.name,
        one.ordinal,
        one.admitted_date,
        rules.months_in_programme(one.admitted_date, one.closed_date, actor.on),
        responsible,
    )


def _history(one: Episode, actor: Actor) -> EpisodeHistory:
    spans = tuple(Span(badge_of(s.state), s.from_date, s.until_date, s.sentence, str(s.by_user or "")) for s in one.spans.all())
    contacts = tuple(Contact(c.date, c.sentence, str(c.by_user or "")) for c in one.aftercare_contacts.all())
    return EpisodeHistory(
        one.ordinal,
        badge_of(one.state),
        Entry(one.entry).label,
        one.admitted_date,
        one.closed_date,
        rules.months_in_programme(one.admitted_date, one.closed_date, actor.on),
        one.get_exit_type_display() if one.exit_type else "",
        one.exit_reason,
        one.continues_with,
        one.family_opinion,
        one.is_latest,
        spans,
        contacts,
    )
