"""Hidden addresses of the whole example, one after the other: what does not hold an address stays as it is."""

import random
import re
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import models

from ligzda.demo.contact_details import STREETS, STREETS_LT
from ligzda.kernel.addresses import Finder
from ligzda.kernel.text import fold
from ligzda.people.models import Address
from ligzda.places.models import Site
from tests.proofs import SOAK

ADDRESSES, TEXTS = (200, 10**9) if SOAK else (40, 1500)
ONE_IN = 1000
NO_TEXT = {"people.address", "safeguarding.hiddenaddress", "access.auditentry"}


def texts() -> list[str]:
    """Everything that somebody wrote, of every table: the columns are found by what the model says of them."""
    found: set[str] = set()
    for model in apps.get_models():
        personal = getattr(model, "Personal", None)
        if personal is None or model._meta.label_lower in NO_TEXT:
            continue
        names = personal.identifying | personal.sensitive | personal.plain
        columns = [
            one.name for one in model._meta.concrete_fields if one.name in names and isinstance(one, models.TextField | models.CharField)
        ]
        for row in model._default_manager.values_list(*columns) if columns else ():
            found |= {text for text in row if isinstance(text, str) and re.search(r"\d", text) and re.search(r"[^\W\d]{3}", text)}
    return sorted(found)


def holds(address: str, text: str) -> bool:
    """An oracle of its own: the street's name, and after or before it, with at most two words between, the number of the house."""
    street, house = re.match(r"(\D+?)\s+(?:iela|g\.)\s+(\d+)", address).groups()  # type: ignore[union-attr]
    words = fold(text).split()
    places = [n for n, word in enumerate(words) if word.startswith(fold(street))]
    return any(house in words[max(n - 3, 0) : n + 5] for n in places)


def drawn(rng: random.Random) -> list[str]:
    """Those of the example's families, and more of the same streets, towns and numbers: 200 in all."""
    found = {row.text for row in Address.objects.all()}
    towns = sorted(Site.objects.values_list("territory__name", flat=True))
    while len(found) < 200:
        street = rng.choice((*STREETS, *STREETS_LT))
        found.add(f"{street} {rng.randint(1, 60)}-{rng.randint(1, 40)}, {rng.choice(towns)}")
    return sorted(found)


@pytest.fixture
def sampled(demo: None, db: None) -> Iterator[tuple[list[str], list[str]]]:
    rng = random.Random(7)
    every = texts()
    yield rng.sample(drawn(rng), ADDRESSES), rng.sample(every, min(TEXTS, len(every)))


def test_of_texts_that_do_not_hold_it_fewer_than_one_in_a_thousand_is_touched(sampled: tuple[list[str], list[str]]) -> None:
    addresses, every = sampled
    assert len(addresses) >= 40 and len(every) >= 1000, (len(addresses), len(every))
    asked, touched = 0, []
    for address in addresses:
        finder = Finder([address])
        for text in every:
            if not holds(address, text):
                asked += 1
                touched += [(address, text)] if finder.spans(text) else []
    assert asked > 10 * ONE_IN and len(touched) * ONE_IN < asked, touched[:20]


def test_a_planted_address_is_seen_by_the_oracle_and_by_the_finder() -> None:
    assert holds("Dārza iela 12-3, Bauska", "Viņa dzīvo Dārza ielā 12.") and Finder(["Dārza iela 12-3, Bauska"]).spans(
        "Viņa dzīvo Dārza ielā 12."
    )
    assert not holds("Dārza iela 12-3, Bauska", "Dārza darbi 5 bērniem")
