"""Concerns as far as somebody sits in their circle; a case knows of an open one only through whoever sits there."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _

from ligzda.access.actor import Actor, prepared
from ligzda.access.deadlines import series
from ligzda.access.models import Circle, User
from ligzda.access.permissions import Permission
from ligzda.kernel import clock
from ligzda.people.models import Person
from ligzda.safeguarding import rules
from ligzda.safeguarding.models import Concern, ConcernEntry, RiskFlag
from ligzda.safeguarding.queries.addresses import Warned, address_notices
from ligzda.safeguarding.states import STILL_OPEN, ConcernState

ENDINGS = ("undone", "left")  # entries that say what became of an act over the concern; no follow-up


@dataclass(frozen=True)
class SafetyWork:
    """A piece of work that waits, with the fields of every such row; whoever composes a day turns it into one."""

    title: Any
    family_name: str
    due_date: dt.date | None
    overdue_days: int
    url: str
    owner: str
    is_first: bool = False  # may be danger now: not to be read after a late review


def concerns(actor: Actor) -> Any:
    """Those in whose circle this actor sits, open ones first."""
    rows = (
        Concern.objects.visible_to(actor, Permission.RAISE_CONCERN)
        .select_related("site", "entered_by", "circle")
        .prefetch_related("people")
    )
    return rows.order_by("closed_at", "-noticed_at", "-id")


def concern_by_key(actor: Actor, key: str) -> Concern | None:
    rows = Concern.objects.visible_to(actor, Permission.RAISE_CONCERN).filter(key=key)
    return rows.select_related("circle", "site", "entered_by").prefetch_related("people", "entries__author").first()


def is_own_part(actor: Actor, concern: Concern | None = None) -> bool:
    """Whether only what they wrote themselves is shown: a family's member raised it, and who leads it may have to keep the rest from the family."""
    return actor.holds(Permission.OWN_VIEW) and not (concern and actor.may(Permission.HANDLE_CONCERN, concern))


def entries_of(actor: Actor, concern: Concern) -> list[ConcernEntry]:
    """What was added later, as far as this reader sees it."""
    author = actor.user.pk if actor.user else None
    return [one for one in concern.entries.all() if one.author_id == author or not is_own_part(actor, concern)]


def undecided(actor: Actor, concern: Concern) -> list[User]:
    """Whom the typed name may mean, for who leads it."""
    if not concern.undecided or not actor.may(Permission.HANDLE_CONCERN, concern):
        return []
    return list(User.objects.filter(pk__in=concern.undecided).order_by("name", "id"))


def has_open_concern(actor: Actor, people: Iterable[int]) -> bool:
    """Whether a concern about any of these persons is open in whose circle this actor sits. Nobody else is told by anything.

    A person is all records that were merged: of whichever the work is, and on whichever the concern was raised.
    """
    roots = Person.objects.filter(pk__in=list(people)).order_by().values(one=Coalesce("root_id", "id"))
    same = Person.objects.filter(Q(pk__in=roots) | Q(root__in=roots)).order_by().values("id")
    seen = Concern.objects.visible_to(actor, Permission.RAISE_CONCERN)
    return bool(seen.filter(people__in=same, state__in=STILL_OPEN).exists())


def leads_any_concern(actor: Actor) -> bool:
    """Whether this actor may sit in the circle of a concern: in any closed one, whose row does not say of what it is.

    Answered from the seats already read. Jobs and commands ask for all.
    """
    return actor.is_system or any(seat.is_closed for seat in actor.seats)


def words_of(actor: Actor, circles: Iterable[int]) -> dict[int, Any]:
    """Which of these circles are a concern's: for the trail of whoever sits there."""
    return dict.fromkeys(Circle.objects.filter(pk__in=circles, concern__isnull=False).values_list("pk", flat=True), _("concern"))


def concerns_waiting(actor: Actor, on: dt.date | None = None) -> list[SafetyWork]:
    """Concerns this actor leads, each on its day; and risks of own files that are to be looked at again."""
    day = on or actor.on
    if actor.user is None:
        return []
    found = [_work(row, day) for row in _led(actor, Permission.HANDLE_CONCERN)] if actor.holds(Permission.HANDLE_CONCERN) else []
    flags = _to_look_at(actor, Permission.NOTE, user=actor.user.pk, day=day)
    return [*found, *(_warning(one, day) for one in address_notices(actor)), *(_review(flag, day) for flag in flags)]


@prepared
def _led(actor: Actor, word: Permission) -> Any:
    """With how often each was followed up since it was reported, and how many acts over it wait for a word of the circle."""
    since = Count("entries", filter=Q(entries__at__gte=F("reported_at")) & ~Q(entries__act__in=ENDINGS), distinct=True)
    ended = Count("endings", filter=Q(endings__settled_at__isnull=True), distinct=True)
    return Concern.objects.visible_to(actor, word).exclude(state=ConcernState.CLOSED).annotate(since=since, ended=ended).order_by("id")


@prepared
def _to_look_at(actor: Actor, word: Permission, *, user: int, day: dt.date) -> Any:
    """Flags of the own hand. Narrowed before sight is asked: there are few of them."""
    rows = RiskFlag.objects.visible_to(actor, word).filter(ended_at__isnull=True, review_date__lte=day, author=user)
    return rows.select_related("family", "person").order_by("id")


def _work(row: Any, on: dt.date) -> SafetyWork:
    due, is_first = clock.day_of(row.noticed_at), True
    title = _("A concern: report today")
    if row.state == ConcernState.NOT_REPORTED:
        title, is_first = _("A concern: decide whether to close"), False
    elif row.reported_at is not None:
        next_day = rules.follow_up_due(clock.day_of(row.reported_at), series("concern_follow_up"), row.since)
        title, due, is_first = _("A concern: follow up"), next_day or on, False
    if row.ended:
        title, due, is_first = _("A concern: decide whether what was ended meanwhile stays"), on, True
    return SafetyWork(title, _("Concern"), due, max((on - due).days, 0), row.get_absolute_url(), "designated_person", is_first)


def _warning(one: Warned, on: dt.date) -> SafetyWork:
    """For the one who reads the hidden address, since the day it happened: whoever was written down there may be at the door."""
    url, since = reverse("safeguarding:address", args=[one.key]), clock.day_of(one.noted_at)
    title = _("A hidden address was written down for somebody else")
    return SafetyWork(title, one.whose, since, max((on - since).days, 0), url, "case_worker", is_first=True)


def _review(flag: RiskFlag, on: dt.date) -> SafetyWork:
    name = str(flag.family or flag.person)
    url = reverse("safeguarding:flag_down", args=[flag.key])
    return SafetyWork(_("Look at the risk again"), name, flag.review_date, (on - flag.review_date).days, url, "case_worker")
