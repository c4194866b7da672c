"""The list of families: search first, the most recently admitted below, filters by state and site."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.urls import reverse

from ligzda.access.actor import Actor
from ligzda.access.models import Seat
from ligzda.access.words import Word
from ligzda.cases.models import Case, Episode
from ligzda.cases.queries.tones import Badge, badge_of
from ligzda.kernel.text import fold
from ligzda.people.queries import search

MOST = 25


@dataclass(frozen=True)
class FamilyRow:
    """One family in one programme, as a line of the list."""

    key: str
    name: str
    number: str
    site: str
    badge: Badge
    responsible: str
    found: tuple[str, ...] = ()  # members whose name was typed

    @property
    def url(self) -> str:
        return reverse("desk:family", args=[self.key])


class FamilyRows:
    """Rows that are read only when they are cut: ``rows[0:26]`` is two statements, whatever stands behind it."""

    def __init__(self, episodes: Any, actor: Actor, found: dict[str, tuple[str, ...]] | None = None) -> None:
        self.episodes, self.actor, self.found = episodes, actor, found or {}

    def __getitem__(self, cut: slice) -> list[FamilyRow]:
        episodes = list(self.episodes[cut])
        names = responsible_of(episode.case for episode in episodes)
        return [_row(episode, names, self.found) for episode in episodes]


def families_list(actor: Actor, text: str = "", *, state: str = "", site: str = "") -> FamilyRows:
    """Families whose files this actor may open, latest admission first. ``text``: part of a member's name, of the heading or of the number."""
    episodes = Episode.objects.visible_to(actor, Word.SEE_CONTACT).filter(is_latest=True)
    episodes = episodes.select_related("case__family__root", "case__site").order_by("-admitted_date", "-id")
    if state:
        episodes = episodes.filter(state=state)
    if site:
        episodes = episodes.filter(case__site__key=site)
    if len(text.strip()) < 2:
        return FamilyRows(episodes, actor)
    found: dict[str, tuple[str, ...]] = {}
    for hit in search(actor, text, limit=MOST * 2):
        name = f"{hit.name} ({hit.matched_former})" if hit.matched_former else hit.name
        for key, _name in hit.families:
            found[key] = (*found.get(key, ()), name)
    family = Q(case__family__key__in=found) | Q(case__family__root__key__in=found) | _heading(text)
    return FamilyRows(episodes.filter(family | Q(case__number__icontains=text.strip()[:20])), actor, found)


def _heading(text: str) -> Q:
    """All typed words stand in the heading of the family; a family may be known by it before anybody in it is."""
    words = fold(text[:200]).split()
    own, merged = Q(), Q()
    for word in words:
        own &= Q(case__family__folded__contains=word)
        merged &= Q(case__family__root__folded__contains=word)
    return own | merged if words else Q(pk__in=[])


def sites_of(actor: Actor) -> list[tuple[str, str]]:
    """Sites where this actor has files, for the filter."""
    return list(Case.objects.visible_to(actor, Word.SEE_CONTACT).order_by("site__name").values_list("site__key", "site__name").distinct())


def responsible_of(cases: Iterable[Case]) -> dict[int, str]:
    """Circle → name of the responsible person, in one statement."""
    seats = Seat.objects.filter(circle__in=[case.circle_id for case in cases], is_responsible=True, until_date__isnull=True)
    return dict(seats.order_by("id").values_list("circle_id", "user__name"))


def _row(episode: Episode, names: dict[int, str], found: dict[str, tuple[str, ...]]) -> FamilyRow:
    case = episode.case
    family = case.family.root or case.family
    return FamilyRow(
        family.key,
        family.name,
        case.number,
        case.site.name,
        badge_of(episode.state),
        names.get(case.circle_id, ""),
        found.get(family.key, ()),
    )
