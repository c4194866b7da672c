"""The list of families: search first, the most recently admitted below, filters by state and site."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from ligzda.access.actor import Actor, prepared
from ligzda.access.models import Seat
from ligzda.access.words import Word
from ligzda.cases.models import Case, Episode
from ligzda.cases.queries.tones import Badge, badge_of
from ligzda.kernel.text import fold
from ligzda.people.models import Family
from ligzda.people.queries import search
from ligzda.places.models import Site

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
        names = responsible_of(self.actor, (episode.case for episode in episodes))
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
    return FamilyRows(episodes.filter(case__in=_wanted(list(found), text)), actor, found)


def _wanted(keys: list[str], text: str) -> Any:
    """Ids of the files of these families, of those whose heading or whose number was typed: one compound, read from the few outwards.

    All typed words stand in the heading; a family may be known by it before anybody in it is. A number is known by its digits.
    """
    families, words, number = Family.objects.order_by(), fold(text[:200]).split(), text.strip()[:20]
    parts = [families.filter(key__in=keys), families.filter(root__key__in=keys)]
    if words:
        named = families.filter(*(Q(folded__contains=word) for word in words))
        parts += [named, families.filter(root__isnull=False, root__in=named)]
    files = Case.objects.order_by().values("id")
    found = [files.filter(family__in=part.values("id")) for part in parts]
    if any(letter.isdigit() for letter in number):
        found.append(files.filter(number__icontains=number))
    return found[0].union(*found[1:], all=True)


def sites_of(actor: Actor) -> list[tuple[str, str]]:
    """Sites where this actor has files, for the filter."""
    return [(key, name) for key, name in _site_rows(actor, Word.SEE_CONTACT)]


@prepared
def _site_rows(actor: Actor, word: Word) -> Any:
    """Whole sites by their own circle, under which all their files hang; others by the few files seen there."""
    sight, files = actor.sight(word), Exists(Case.objects.filter(site=OuterRef("pk")))
    if sight.everything:
        sites = Site.objects.filter(files)
    else:
        own = Q(pk__in=Case.objects.filter(circle__in=sight.own).order_by().values("site"))
        sites = Site.objects.filter(own | Q(files, circle__in=sight.sites))
    return sites.order_by("name").values_list("key", "name")


def responsible_of(actor: Actor, cases: Iterable[Case]) -> dict[int, str]:
    """Circle → name of the responsible person, in one statement."""
    return dict(_responsible_rows(actor, circles=[case.circle_id for case in cases]))


@prepared
def _responsible_rows(actor: Actor, *, circles: list[int]) -> Any:
    seats = Seat.objects.filter(circle__in=circles, is_responsible=True, until_date__isnull=True)
    return seats.order_by("id").values_list("circle_id", "user__name")


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
