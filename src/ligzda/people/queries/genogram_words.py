"""The drawing in words, household by household: what a screen reader reads and a phone shows first."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ligzda.people.genogram.values import UNKNOWN, Home, Link, Scene, Somebody, Tie, twins
from ligzda.people.models import Bond, Relation
from ligzda.people.queries.persons import OTHER_SIDE


@dataclass(frozen=True)
class Said:
    """One tie of a person. ``row`` leads to where it is edited; 0 where there is nothing to edit."""

    label: str
    other: str
    word: str
    row: int
    is_bond: bool = False
    is_ended: bool = False


@dataclass(frozen=True)
class GenogramEntry:
    """One person with everything the drawing shows of them."""

    one: Somebody
    said: tuple[Said, ...]


@dataclass(frozen=True)
class Household:
    """``name`` is empty for those who live in no household the reader knows of."""

    name: str
    entries: tuple[GenogramEntry, ...]


def in_words(scene: Scene) -> list[Household]:
    """Each person stands once with all their ties, under the first household; of another one the name is enough."""
    people = {one.key: one for one in scene.people if not one.is_unknown}
    told: set[str] = set()
    found = []
    for home in (*scene.homes, Home("", tuple(people))):
        members = [people[key] for key in people if key in home.members and (home.name or key not in told)]
        if members:
            found.append(
                Household(home.name, tuple(GenogramEntry(one, () if one.key in told else tuple(_said(scene, one.key))) for one in members))
            )
        told |= set(home.members)
    return found


def around(scene: Scene) -> list[Link]:
    """Ties with what stands around the family."""
    return [link for link in scene.links if not link.other]


def _said(scene: Scene, key: str) -> Iterator[Said]:
    names = {one.key: one.name for one in scene.people}
    for tie in scene.ties:
        if key in (tie.first, tie.second):
            yield _of_tie(tie, key, names)
    for one in twins(scene, key):
        yield Said(_("born on the same day"), one.name, "", 0)
    for link in scene.links:
        if link.other and key in (link.whose, link.other):
            label = _("tie: %(kind)s") % {"kind": Bond.Kind(link.kind).label}
            label += f", {_strength(link, key)}" if link.flow != Bond.Flow.NONE else ""
            other = link.other if key == link.whose else link.whose
            yield Said(label, names[other], link.word, link.row, is_bond=True, is_ended=link.is_ended)


def _strength(link: Link, key: str) -> str:
    """Which way strength flows, as this one of the two has it."""
    turned = {Bond.Flow.IN: _("gives strength to the other"), Bond.Flow.OUT: _("takes strength from the other")}
    flow = Bond.Flow(link.flow)
    return str(flow.label if key == link.whose else turned.get(flow, flow.label))


def _of_tie(tie: Tie, key: str, names: dict[str, str]) -> Said:
    other = tie.second if key == tie.first else tie.first
    kind = Relation.Kind(tie.kind)
    label = str(OTHER_SIDE.get(kind) or kind.label) if key == tie.first else str(kind.label)
    name = pgettext("parent", "not known") if other.startswith(UNKNOWN) else names[other]
    return Said(label, name, tie.word, tie.row, is_ended=tie.is_ended)
