"""The list of families: search first, the most recently admitted below, filters by state and site."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce
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
MOST_WORDS = 6


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


@dataclass(frozen=True)
class FamilyRows:
    """Rows that are read only when they are cut: ``rows[0:26]`` is two statements, whatever stands behind it."""

    actor: Actor
    state: str
    site: str
    wanted: "Wanted | None" = None

    def __getitem__(self, cut: slice) -> list[FamilyRow]:
        shape, values = (self.wanted.words, self.wanted.values) if self.wanted else (None, {})
        asked = {"state": self.state or None, "site": self.site or None, **values}
        rows = _rows(self.actor, Word.SEE_CONTACT, shape, cut.start or 0, cut.stop, **asked)
        names: dict[int, str] = dict(_responsible_rows(self.actor, circles=[row[-1] for row in rows]))
        found = self.wanted.found if self.wanted else {}
        return [
            FamilyRow(key, name, number, site, badge_of(state), names.get(circle, ""), found.get(key, ()))
            for key, name, number, site, state, circle in rows
        ]


@dataclass(frozen=True)
class Wanted:
    """What was typed: the members found by it (by the key of their family), words of a heading, part of a number."""

    found: dict[str, tuple[str, ...]]
    words: int
    values: dict[str, Any]


def families_list(actor: Actor, text: str = "", *, state: str = "", site: str = "") -> FamilyRows:
    """Families whose files this actor may open, latest admission first. ``text``: part of a member's name, of the heading or of the number."""
    if len(text.strip()) < 2:
        return FamilyRows(actor, state, site)
    found: dict[str, tuple[str, ...]] = {}
    for hit in search(actor, text, limit=MOST * 2):
        name = f"{hit.name} ({hit.matched_former})" if hit.matched_former else hit.name
        for key, _name in hit.families:
            found[key] = (*found.get(key, ()), name)
    words, number = fold(text[:200]).split()[:MOST_WORDS], text.strip()[:20]
    values: dict[str, Any] = {"keys": list(found), "number": number if any(letter.isdigit() for letter in number) else None}
    return FamilyRows(actor, state, site, Wanted(found, len(words), values | {f"word{n}": word for n, word in enumerate(words)}))


@prepared
def _rows(actor: Actor, word: Word, words: int | None, start: int, stop: int, *, state: Any, site: Any, **values: Any) -> Any:
    """Key and name of the family, number, site, state, circle. ``words``: how many were typed; None when nothing was."""
    rows = Episode.objects.visible_to(actor, word).filter(is_latest=True).order_by("-admitted_date", "-id")
    rows = rows.filter(state=state) if state else rows
    rows = rows.filter(case__site__key=site) if site else rows
    rows = rows if words is None else rows.filter(case__in=_wanted(words, **values))
    family = (Coalesce(f"case__family__root__{name}", f"case__family__{name}") for name in ("key", "name"))
    return rows.values_list(*family, "case__number", "case__site__name", "state", "case__circle_id")[start:stop]


def _wanted(words: int, *, keys: list[str], number: Any, **values: str) -> Any:
    """Ids of the files of these families, of those whose heading or whose number was typed: one compound, read from the few outwards.

    All typed words stand in the heading; a family may be known by it before anybody in it is. A number is known by its digits.
    """
    families = Family.objects.order_by()
    parts = [families.filter(key__in=keys), families.filter(root__key__in=keys)]
    if words:
        named = families.filter(*(Q(folded__contains=values[f"word{n}"]) for n in range(words)))
        parts += [named, families.filter(root__isnull=False, root__in=named)]
    files = Case.objects.order_by().values("id")
    found = [files.filter(family__in=part.values("id")) for part in parts]
    if number:
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
        sites = Site.objects.filter(Exists(Case.objects.filter(site=OuterRef("pk"), circle__in=sight.circle_ids())))
    else:
        own = Q(pk__in=Case.objects.filter(circle__in=sight.own).order_by().values("site"))
        sites = Site.objects.filter(own | Q(files, circle__in=sight.sites))
    return sites.order_by("name").values_list("key", "name")


@prepared
def _responsible_rows(actor: Actor, *, circles: list[int]) -> Any:
    """Circle and name of the responsible person."""
    seats = Seat.objects.filter(circle__in=circles, is_responsible=True, until_date__isnull=True)
    return seats.order_by("id").values_list("circle_id", "user__name")
