"""What waits on somebody: what the machines say, with the day the deadlines give it, most overdue first."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Protocol

from django.db.models import Count, Exists, OuterRef, Q
from django.db.models.functions import Coalesce
from django.urls import reverse, reverse_lazy
from django.utils.functional import lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ligzda.access.actor import Actor, own_work, prepared
from ligzda.access.permissions import Permission
from ligzda.access.shown import current
from ligzda.cases import deadlines, rules
from ligzda.cases.agreement import agreements, taken_back
from ligzda.cases.models import Episode, Plan, Referral, StateSpan, Step
from ligzda.cases.states import EPISODE, REFERRAL, UNDECIDED, CaseState, ReferralState
from ligzda.kernel.clock import add_months
from ligzda.kernel.prepared import Prepared

FAR = dt.date.max
FAMILY_OF_STAY = Coalesce(OuterRef(OuterRef("case__family__root_id")), OuterRef(OuterRef("case__family_id")))
CLOCK_OF_STATE = frozenset({CaseState.STEPPING_DOWN, CaseState.ON_HOLD})  # their clock runs from the day the state began


class Stay(Protocol):
    """What the deadlines ask of an episode, whether it was read as a row or as plain values."""

    @property
    def pk(self) -> int: ...
    @property
    def state(self) -> str: ...
    @property
    def admitted_date(self) -> dt.date: ...
    @property
    def closed_date(self) -> dt.date | None: ...
    @property
    def aftercare_until_date(self) -> dt.date | None: ...


@dataclass(frozen=True)
class Waiting:
    """One piece of work that waits. ``owner`` is the role whose turn it is; the row leads to where the work is done.

    ``neutral`` says the same for a screen that others see, wherever ``title`` quotes what somebody wrote.
    ``is_first``: somebody may be in danger now; it stands above whatever is overdue.
    """

    title: Any
    family_name: str
    due_date: dt.date | None
    overdue_days: int
    url: Any
    owner: str
    neutral: Any = ""
    is_first: bool = False


def waiting(actor: Actor, on: dt.date | None = None) -> list[Waiting]:
    """All that waits on this actor's roles, overdue first. At most six statements."""
    day = on or actor.on
    rows = [*_referrals(actor, day), *_episodes(actor, day), *_steps(actor, day)]
    return sorted(rows, key=urgency)


def urgency(row: Waiting) -> tuple[bool, dt.date, str]:
    """Danger first, then most overdue; what has no day comes last. The rest as it was found, which is an order too."""
    return not row.is_first, row.due_date or FAR, row.family_name


def _referrals(actor: Actor, on: dt.date) -> list[Waiting]:
    if not actor.holds(Permission.INTAKE):
        return []
    found = []
    for one in _open_referrals(actor, Permission.INTAKE, Permission.DECIDE):
        owner = REFERRAL.waiting_on[one.state]
        if not is_mine(actor, owner, one.circle, also="coordinator"):
            continue
        due = referral_due(one)
        name = one.heading
        found.append(Waiting(REFERRAL_WORK[one.state], name, due, rules.overdue_days(due, on), one.get_absolute_url(), owner))
    return found


@prepared
def _open_referrals(actor: Actor, word: Permission, _decide: Permission) -> Any:
    """Who decides sees more of them; that word belongs to the shape of the statement, too."""
    rows = Referral.objects.visible_to(actor, word).filter(state__in=UNDECIDED)
    return rows.select_related("family__root", "site__territory", "circle").order_by("id")


def referral_due(referral: Referral) -> dt.date | None:
    """First contact within working days of the site's country, the decision within a month, the waiting list on its review day."""
    if referral.state == ReferralState.WAITING:
        return referral.review_date
    if referral.state == ReferralState.SCREENING:
        return add_months(referral.received_date, deadlines.length("decision"))
    country = referral.site.territory.country
    return rules.first_contact_due(referral.received_date, country, deadlines.length("first_contact"))


def _episodes(actor: Actor, on: dt.date) -> list[Waiting]:
    states = tuple(state for state, owner in EPISODE.waiting_on.items() if actor.is_system or owner in actor.roles)
    rows = _stays(actor, Permission.SEE_CASE, states)
    mine = [one for one in rows if is_mine(actor, EPISODE.waiting_on[one.state], one.case.circle)]
    since = opened(one for one in mine if one.state in CLOCK_OF_STATE)
    contacts = contacts_of((one for one in mine if one.state == CaseState.AFTERCARE), on)
    reviews = reviews_of(one for one in mine if one.state == CaseState.ACTIVE)
    ahead = on + dt.timedelta(days=deadlines.length("plan_review_reminder"))
    found = []
    for one in mine:
        work, due = episode_due(one, since.get(one.pk, one.admitted_date), contacts[one.pk], reviews.get(one.pk))
        if due is None or (one.state == CaseState.ACTIVE and due > ahead):
            continue
        family = one.case.family.root or one.case.family
        url = _place(one, family.key, contacts[one.pk])
        found.append(Waiting(work, family.name, due, rules.overdue_days(due, on), url, EPISODE.waiting_on[one.state]))
    return found


@prepared
def _stays(actor: Actor, word: Permission, states: tuple[str, ...]) -> Any:
    rows = Episode.objects.visible_to(actor, word).filter(is_latest=True, state__in=states)
    return rows.select_related("case__family__root", "case__circle").order_by("id")


def _place(episode: Any, family_key: str, contacts: int) -> str:
    """The page on which the next work on an episode is done, never one in between."""
    ends = episode.state == CaseState.AFTERCARE and contacts >= len(deadlines.series("aftercare"))
    page = "desk:case" if ends else EPISODE_PAGE.get(CaseState(episode.state), "desk:case")
    return reverse(page, args=[family_key, episode.case.key])


def opened(episodes: Iterable[Stay]) -> dict[int, dt.date]:
    """Since when each is in its state; no statement for none."""
    ids = [one.pk for one in episodes]
    return dict(_running_spans(episodes=ids)) if ids else {}


def contacts_of(episodes: Iterable[Stay], on: dt.date) -> Counter[int]:
    """How many after-care contacts each had; no statement for none. Where the agreement was taken back there is none to come."""
    ids, most = [one.pk for one in episodes], len(deadlines.series("aftercare"))
    return Counter({pk: most if gone and not agreed else n for pk, n, gone, agreed in _contacts(episodes=ids, on=on)} if ids else {})


def reviews_of(episodes: Iterable[Stay]) -> dict[int, dt.date]:
    """The day on which each one's running plan is looked at again; no statement for none."""
    ids = [one.pk for one in episodes]
    return dict(_reviews(episodes=ids)) if ids else {}


@Prepared
def _running_spans(*, episodes: list[int]) -> Any:
    rows = StateSpan.objects.filter(episode__in=episodes, until_date__isnull=True)
    return rows.order_by("id").values_list("episode_id", "from_date")


@Prepared
def _contacts(*, episodes: list[int], on: dt.date) -> Any:
    """Of each: how many, did somebody take the agreement back, does another one's still hold."""
    gone, agreed = (Exists(consents) for consents in (taken_back(FAMILY_OF_STAY, on), agreements(FAMILY_OF_STAY, on)))
    rows = Episode.objects.filter(pk__in=episodes).annotate(n=Count("aftercare_contacts"), gone=gone, agreed=agreed)
    return rows.order_by("id").values_list("id", "n", "gone", "agreed")


@Prepared
def _reviews(*, episodes: list[int]) -> Any:
    rows = Plan.objects.filter(episode__in=episodes, state=Plan.State.RUNNING, review_date__isnull=False)
    return rows.order_by("id").values_list("episode_id", "review_date")


def _steps(actor: Actor, on: dt.date) -> list[Waiting]:
    """Open steps that this actor promised, or stands in for: of a running plan, or of a meeting's decision. One statement."""
    if actor.user is None:
        return []
    found = []
    rows = _open_steps(actor, Permission.SEE_CASE, actor.stands_in, user=actor.user.pk, on=actor.on if actor.stands_in else None)
    for text, circle, pk, due, key, case_key, family_key, family_name in rows:
        url = reverse_lazy("cases:step_done", args=[family_key, case_key, key])
        found.append(Waiting(_step(text, circle, pk), family_name, due, rules.overdue_days(due, on), url, "", _("Step of a plan")))
    return found


def _step_said(text: str, circle: int, pk: int) -> str:
    if shown := current():
        shown.tell_of(circle, "cases.step", pk)
    return gettext("Step: %(text)s") % {"text": text}


_step = lazy(_step_said, str)  # of hundreds of steps a day shows seven


@prepared
def _open_steps(actor: Actor, word: Permission, stands_in: bool, *, user: int, on: dt.date | None) -> Any:
    in_force = Q(goal__isnull=True) | Q(goal__plan__state=Plan.State.RUNNING)
    mine = own_work("user", "case__circle", stands_in, user=user, on=on)
    rows = Step.objects.visible_to(actor, word).filter(mine, in_force, state=Step.State.OPEN, due_date__isnull=False)
    key, name = (Coalesce(f"case__family__root__{column}", f"case__family__{column}") for column in ("key", "name"))
    return rows.order_by("due_date", "id").values_list("text", "case__circle_id", "id", "due_date", "key", "case__key", key, name)


def episode_due(episode: Stay, since: dt.date, contacts: int, review: dt.date | None = None) -> tuple[Any, dt.date | None]:
    """The next work on an episode and its day; no day where no deadline runs."""
    work = EPISODE_WORK.get(CaseState(episode.state), "")
    if episode.state == CaseState.ACTIVE and review:
        return _("Review the plan"), review
    if episode.state == CaseState.ASSESSMENT:
        return work, rules.days_due(episode.admitted_date, deadlines.length("assessment"))
    if episode.state == CaseState.PLANNING:
        return work, rules.days_due(episode.admitted_date, deadlines.length("plan"))
    if episode.state == CaseState.STEPPING_DOWN:
        return work, add_months(since, deadlines.length("stepping_down"))
    if episode.state == CaseState.ON_HOLD:
        return work, rules.days_due(since, deadlines.length("on_hold"))
    if episode.state == CaseState.CLOSED and episode.closed_date:
        return work, rules.aftercare_due(episode.closed_date, deadlines.series("aftercare"), 0)
    if episode.state == CaseState.AFTERCARE and episode.closed_date:
        due = rules.aftercare_due(episode.closed_date, deadlines.series("aftercare"), contacts)
        return (work, due) if due else (_("End the after-care"), episode.aftercare_until_date)
    return work, None


def is_mine(actor: Actor, owner: str, circle: Any, also: str = "") -> bool:
    """Whose turn it is sits in this circle or in the site's; intake's work is the coordinator's too, where there is no intake worker."""
    if actor.is_system:
        return True
    return any(seat.role in {owner, also} and seat.circle_id in {circle.pk, circle.parent_id} for seat in actor.seats)


REFERRAL_WORK = {
    ReferralState.ENQUIRY: _("Answer the enquiry"),
    ReferralState.REFERRED: _("First contact with the family"),
    ReferralState.SCREENING: _("Decide on the referral"),
    ReferralState.WAITING: _("Look at the waiting list"),
}
EPISODE_PAGE = {
    CaseState.ASSESSMENT: "cases:assessments",
    CaseState.PLANNING: "cases:plan",
    CaseState.ACTIVE: "cases:plan_review",
    CaseState.AFTERCARE: "desk:contact",
}
EPISODE_WORK = {
    CaseState.ASSESSMENT: _("Finish the assessment"),
    CaseState.PLANNING: _("Agree the plan"),
    CaseState.ACTIVE: _("Work by the plan"),
    CaseState.STEPPING_DOWN: _("Decide whether to close"),
    CaseState.ON_HOLD: _("Decide whether to go on"),
    CaseState.CLOSED: _("Agree on after-care"),
    CaseState.AFTERCARE: _("After-care contact"),
}
