"""What safeguarding objects to when a room below it writes: ``people`` asks before an address is written in an open place."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ligzda.access.actor import Actor
from ligzda.access.words import Word
from ligzda.kernel.text import fold
from ligzda.people.models import Family, Membership
from ligzda.safeguarding.models import HiddenAddress

PROTECTED = _("This address is protected. It is written only where the people who may know it read it.")
TELLS = _("This text holds an address that is protected. Take it out.")
STREET = re.compile(r"\D*\d+[a-z]?\b")  # up to the number of the house
FEWEST = 5  # letters: a number of a flat or a postcode alone is no address


def protects(whose: Any, lookup: str) -> Any:
    """The sentence, when this is an address that is hidden, of this person or of somebody in this family."""
    hidden = hidden_in(whose) if isinstance(whose, Family) else HiddenAddress.objects.filter(person=whose.root_id or whose.pk)
    return PROTECTED if hidden.filter(lookup=lookup, ended_at__isnull=True).exists() else None


def tells(actor: Actor, family: Family, texts: Iterable[str]) -> Any:
    """The sentence, when a text that others will read holds an address hidden for somebody of this family, or one the writer reads.

    Whoever writes it knows it already; that it is protected is told rather than that it leaves the house.
    """
    said = [f" {fold(text)} " for text in texts if text]
    own = HiddenAddress.objects.visible_to(actor, Word.SEE_CASE).filter(ended_at__isnull=True)
    known = {one.pk: one.text for rows in (hidden_in(family), own) for one in rows} if said else {}
    marks = [mark for text in known.values() for mark in marks_of(text)]
    return TELLS if any(f" {mark} " in one for mark in marks for one in said) else None


def hidden_in(*families: Family) -> Any:
    """Addresses hidden now for anybody of these families, to guard their texts; nobody is shown them."""
    roots = [family.root_id or family.pk for family in families]
    people = Membership.objects.filter(Q(family__in=roots) | Q(family__root__in=roots)).values("person_id")
    return HiddenAddress.objects.filter(Q(person__in=people) | Q(person__merged__in=people), ended_at__isnull=True)


def marks_of(address: str) -> Iterator[str]:
    """What gives an address away: all of it; its street with the number of the house, or the name of a house without one."""
    yield fold(address).strip()
    parts = [fold(part).strip() for part in address.split(",")]
    streets = [found[0].strip() for part in parts if (found := STREET.match(part)) and _letters(part) >= FEWEST]
    yield from streets[:1] or [part for part in parts[:1] if _letters(part) >= FEWEST]


def _letters(text: str) -> int:
    return sum(letter.isalpha() for letter in text)
