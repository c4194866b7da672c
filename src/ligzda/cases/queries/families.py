"""Families are looked for: by their members, their heading or the number of a file. The list in ``desk`` and the log ask the same."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.db.models.functions import Coalesce
from django.urls import reverse

from ligzda.access.actor import Actor, prepared
from ligzda.access.models import Seat
from ligzda.access.permissions import Permission
from ligzda.cases.models import Case, Episode
from ligzda.cases.queries.badges import Badge, badge_of
from ligzda.kernel.text import fold
from ligzda.people.models import Family
from ligzda.people.queries import search

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
    wanted: "Wanted | None" = None

    def __getitem__(self, cut: slice) -> list[FamilyRow]:
        shape, values = (self.wanted.words, self.wanted.values) if self.wanted else (None, {})
        rows = _rows(self.actor, Permission.SEE_CONTACT, shape, cut.start or 0, cut.stop, **values)
        names = responsible_in(self.actor, [row[-1] for row in rows])
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


def families_list(actor: Actor, text: str = "") -> FamilyRows:
    """Families whose files this actor may open, latest admission first."""
    return FamilyRows(actor, wanted(actor, text))


def wanted(actor: Actor, text: str) -> Wanted | None:
    """``text``: part of a member's name, of the heading or of the number; None when too little was typed to look for."""
    if len(text.strip()) < 2:
        return None
    found: dict[str, tuple[str, ...]] = {}
    for hit in search(actor, text, limit=MOST * 2):
        name = f"{hit.name} ({hit.matched_former})" if hit.matched_former else hit.name
        for key, _name in hit.families:
            found[key] = (*found.get(key, ()), name)
    words, number = fold(text[:200]).split()[:MOST_WORDS], text.strip()[:20]
    values: dict[str, Any] = {"keys": list(found), "number": number if any(letter.isdigit() for letter in number) else None}
    return Wanted(found, len(words), values | {f"word{n}": word for n, word in enumerate(words)})


@prepared
def _rows(actor: Actor, word: Permission, words: int | None, start: int, stop: int, **values: Any) -> Any:
    """Key and name of the family, number, site, state, circle. ``words``: how many were typed; None when nothing was."""
    rows = Episode.objects.visible_to(actor, word).filter(is_latest=True).order_by("-admitted_date", "-id")
    rows = rows if words is None else rows.filter(case__in=files_wanted(actor, words, **values))
    family = (Coalesce(f"case__family__root__{name}", f"case__family__{name}") for name in ("key", "name"))
    return rows.values_list(*family, "case__number", "case__site__name", "state", "case__circle_id")[start:stop]


def files_wanted(actor: Actor, words: int, *, keys: list[str], number: Any, **values: str) -> Any:
    """Ids of the files of these families, of those whose heading or whose number was typed: one compound, read from the few outwards.

    All typed words stand in the heading; a family may be known by it before anybody in it is. A number is known by its digits.
    What the actor may see is asked by the statement this is a part of.
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


def responsible_in(actor: Actor, circles: list[int]) -> dict[int, str]:
    """Circle → name of the responsible person. One statement."""
    return dict(_responsible_rows(actor, circles=circles))


@prepared
def _responsible_rows(actor: Actor, *, circles: list[int]) -> Any:
    """Circle and name of the responsible person."""
    seats = Seat.objects.filter(circle__in=circles, is_responsible=True, until_date__isnull=True)
    return seats.order_by("id").values_list("circle_id", "user__name")
