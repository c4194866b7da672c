"""What the trail holds as keys is read as words of the reader's language: every kind of thing, every act."""

from collections.abc import Iterable, Iterator

import pytest
from django.apps import apps
from django.db import models
from django.utils import translation

from ligzda.access.audit_labels import NOUNS, act_words, thing_words
from ligzda.kernel.languages import TRANSLATED
from tests.acts.test_every_act import written
from tests.rules.house import obey, python

# Tables of the house itself: no entry of the trail is about a row of them.
NEVER_TOLD = {
    "access.auditentry", "access.checkpoint", "access.clockrun", "access.formkey", "access.readentry", "access.sealhead",
    "cases.numberseries", "people.namekey", "people.nameword", "safeguarding.addressreader", "safeguarding.ownwords",
}  # fmt: skip


def wordless(tables: Iterable[type[models.Model]]) -> Iterator[str]:
    for table in tables:
        if table._meta.model_name not in NOUNS and table._meta.label_lower not in NEVER_TOLD:
            yield table._meta.label_lower


def test_every_kind_of_thing_has_its_word() -> None:
    tables = [table for table in apps.get_models() if table.__module__.startswith("ligzda.")]
    obey(wordless(tables), "Give it a noun in access/audit_labels.py, and its words in access/locale.")
    assert len(tables) > 80


@pytest.mark.parametrize("language", TRANSLATED)
def test_no_kind_and_no_act_is_told_in_english_to_somebody_who_reads_another_language(language: str) -> None:
    labels = [table._meta.label_lower for table in apps.get_models() if table._meta.model_name in NOUNS]
    acts = list(written(python()))
    with translation.override("en"):
        english = [*map(thing_words, labels), *map(act_words, acts)]
    with translation.override(language):
        told = [*map(thing_words, labels), *map(act_words, acts)]
    same = {one for one, other in zip(english, told, strict=True) if one == other}
    assert not same and len(acts) > 150


def test_a_planted_table_without_a_word_is_found() -> None:
    class Unnamed(models.Model):  # noqa: DJ008 – it is never shown
        class Meta:
            app_label = "planted"

    assert list(wordless([Unnamed])) == ["planted.unnamed"]
