"""The list of families: one line per file, with who needs somebody's attention; filters and orders that combine.

Last contact and the next term belong to the file: they are shown, filtered and sorted by for those only who may read it
(``KNOWS``), whatever else the list opens to them. The number of statements is the same for every number of rows.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import BooleanField, Case, Exists, F, OuterRef, Q, Value, When
from django.db.models.functions import Coalesce

from ligzda.access.actor import Actor, prepared
from ligzda.access.models import Circle
from ligzda.access.permissions import Permission
from ligzda.cases import models as files
from ligzda.cases.queries.families import files_wanted, responsible_in, wanted
from ligzda.cases.queries.supervision import late_stays
from ligzda.cases.queries.waiting import CLOCK_OF_STATE, contacts_of, episode_due, opened, reviews_of
from ligzda.cases.states import OPEN, CaseState
from ligzda.people.queries.families import Member, members_of
from ligzda.places.models import Site
from ligzda.services.queries.contacts import last_met, met_since

SEES, KNOWS = Permission.SEE_CONTACT, Permission.SEE_CASE
CHILDREN = ("child", "foster_child")
ADMITTED, NAME, CONTACT = "admitted", "name", "contact"


@dataclass(frozen=True)
class FamilyFilter:
    """What is asked of the list; empty is no question. ``silent``: nobody met the family for so many days."""

    text: str = ""
    state: str = ""
    site: str = ""
    worker: str = ""
    silent: int = 0
    overdue: bool = False
    order: str = ADMITTED


class Stay(NamedTuple):
    """The latest stay of a file, in the order of ``COLUMNS``."""

    pk: int
    state: str
    admitted_date: dt.date
    closed_date: dt.date | None
    aftercare_until_date: dt.date | None
    number: str
    site: str
    circle_id: int
    parent_id: int | None
    is_closed: bool
    family_id: int
    key: str
    name: str
    last: dt.date | None

    def circle(self) -> Circle:
        return Circle(pk=self.circle_id, parent_id=self.parent_id, is_closed=self.is_closed)


COLUMNS = (
    "id", "state", "admitted_date", "closed_date", "aftercare_until_date", "case__number", "case__site__name",
    "case__circle_id", "case__circle__parent_id", "case__circle__is_closed",
)  # fmt: skip


@dataclass(frozen=True)
class Term:
    """The next work on a file that has a day."""

    title: Any
    due_date: dt.date


@dataclass(frozen=True)
class FamilyLine:
    """One file. ``knows``: this reader may read it, so that an empty ``last`` or ``term`` means that there is none."""

    key: str
    name: str
    number: str
    state: str
    site: str
    responsible: str
    children: list[Member]
    found: tuple[str, ...]
    knows: bool
    last: dt.date | None
    term: Term | None


@dataclass(frozen=True)
class FamilyLines:
    """Read only when they are cut."""

    actor: Actor
    asked: FamilyFilter

    def __getitem__(self, cut: slice) -> list[FamilyLine]:
        actor, asked = self.actor, self.asked
        typed = wanted(actor, asked.text)
        knows = bool(actor.scope(KNOWS))
        values: dict[str, Any] = {name: getattr(asked, name) or None for name in ("state", "site", "worker")}
        values["since"] = actor.on - dt.timedelta(days=asked.silent) if knows and asked.silent else None
        values["late"] = sorted({one.pk for one, _title, _due in late_stays(actor, KNOWS, actor.on)}) if knows and asked.overdue else None
        shape = (typed.words if typed else None, asked.order, knows, (cut.start or 0, cut.stop))
        rows = _rows(actor, SEES, KNOWS, *shape, **values, **(typed.values if typed else {}))
        return _lines(actor, [Stay(*row) for row in rows], typed.found if typed else {})


def families(actor: Actor, asked: FamilyFilter) -> FamilyLines:
    """Families whose files this actor may open."""
    return FamilyLines(actor, asked)


@prepared
def _rows(
    actor: Actor, sees: Permission, knows: Permission, words: int | None, order: str, may_know: bool, page: tuple[int, int | None],
    *, state: Any, site: Any, worker: Any, since: Any, late: Any, **typed: Any,
) -> Any:  # fmt: skip
    """In the order of ``Stay``. Whoever asks about contact or terms asks among the files they may read."""
    rows = files.Episode.objects.visible_to(actor, sees).filter(is_latest=True)
    rows = rows.filter(state=state) if state else rows
    rows = rows.filter(case__site__key=site) if site else rows
    if worker:
        seat = {"is_responsible": True, "until_date__isnull": True, "user__key": worker}
        rows = rows.filter(**{f"case__circle__seats__{name}": value for name, value in seat.items()})
    if since:
        rows = rows.visible_to(actor, knows).filter(~met_since(actor, knows, since), admitted_date__lt=since, state__in=OPEN)
    if late is not None:
        rows = rows.visible_to(actor, knows).filter(id__in=late)
    if words is not None:
        rows = rows.filter(case__in=files_wanted(actor, words, **typed))
    root = "case__family__root"
    rows = rows.annotate(
        last=last_met(actor, knows) if may_know else Value(None, output_field=files.Episode._meta.get_field("closed_date"))
    )
    rows = rows.order_by(*_order(actor, knows, order if may_know or order != CONTACT else ADMITTED))
    family = (
        Coalesce(f"{root}_id", "case__family_id"),
        *(Coalesce(f"{root}__{name}", f"case__family__{name}") for name in ("key", "name")),
    )
    return rows.values_list(*COLUMNS, *family, "last")[slice(*page)]


def _order(actor: Actor, knows: Permission, order: str) -> tuple[Any, ...]:
    """By name; by contact: never met first, then who was met longest ago, last those whose file the reader may not read."""
    if order == NAME:
        return Coalesce("case__family__root__folded", "case__family__folded"), "-id"
    if order == CONTACT:
        known = Case(
            When(case__circle__in=actor.scope(knows).circle_ids(), then=Value(True)), default=Value(False), output_field=BooleanField()
        )
        return known.desc(), F("last").asc(nulls_first=True), "admitted_date", "id"
    return "-admitted_date", "-id"


def _lines(actor: Actor, stays: list[Stay], found: dict[str, tuple[str, ...]]) -> list[FamilyLine]:
    scope = actor.scope(KNOWS)
    known = {one.pk for one in stays if scope.covers(one.circle())}
    names = responsible_in(actor, [one.circle_id for one in stays])
    people = members_of(actor, [one.family_id for one in stays])
    terms = _terms([one for one in stays if one.pk in known], actor.on)
    return [
        FamilyLine(
            key=one.key, name=one.name, number=one.number, state=one.state, site=one.site, responsible=names.get(one.circle_id, ""),
            children=_children(people.get(one.family_id, [])),
            found=found.get(one.key, ()), knows=one.pk in known, last=one.last, term=terms.get(one.pk),
        )
        for one in stays
    ]  # fmt: skip


def _children(people: list[Member]) -> list[Member]:
    return [one for one in people if one.role in CHILDREN and one.death_date is None]


def _terms(stays: list[Stay], on: dt.date) -> dict[int, Term]:
    """The earliest of each: its clock or the review of its plan. At most three statements."""
    since = opened(one for one in stays if one.state in CLOCK_OF_STATE)
    contacts = contacts_of((one for one in stays if one.state == CaseState.AFTERCARE), on)
    reviews = reviews_of(one for one in stays if one.state in OPEN)
    found = {}
    for one in stays:
        review = reviews.get(one.pk)
        both = [episode_due(one, since.get(one.pk, one.admitted_date), contacts[one.pk])]
        both += [episode_due(one._replace(state=CaseState.ACTIVE), one.admitted_date, 0, review)] if review else []
        dated = [(due, title) for title, due in both if due is not None]
        if dated:
            due, title = min(dated, key=lambda pair: pair[0])
            found[one.pk] = Term(title, due)
    return found


def sites_of(actor: Actor) -> list[tuple[str, str]]:
    """Sites where this actor has files, for the filter."""
    return [(key, name) for key, name in _site_rows(actor, SEES)]


@prepared
def _site_rows(actor: Actor, word: Permission) -> Any:
    """Whole sites by their own circle, under which all their files hang; others by the few files seen there."""
    scope, there = actor.scope(word), Exists(files.Case.objects.filter(site=OuterRef("pk")))
    if scope.everything:
        sites = Site.objects.filter(Exists(files.Case.objects.filter(site=OuterRef("pk"), circle__in=scope.circle_ids())))
    else:
        own = Q(pk__in=files.Case.objects.filter(circle__in=scope.own).order_by().values("site"))
        sites = Site.objects.filter(own | Q(there, circle__in=scope.sites))
    return sites.order_by("name").values_list("key", "name")


def workers_of(actor: Actor) -> list[tuple[str, str]]:
    """Who is responsible for a file that this actor may open, for the filter."""
    return [(key, name) for name, key in _worker_rows(actor, SEES)]


@prepared
def _worker_rows(actor: Actor, word: Permission) -> Any:
    seat = "case__circle__seats__"
    rows = files.Episode.objects.visible_to(actor, word).filter(
        is_latest=True, **{f"{seat}is_responsible": True, f"{seat}until_date__isnull": True}
    )
    return rows.order_by(f"{seat}user__name", f"{seat}user__key").values_list(f"{seat}user__name", f"{seat}user__key").distinct()
