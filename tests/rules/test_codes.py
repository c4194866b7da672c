"""A code that its list does not have is refused wherever it is written: every column with ``choices`` asks its list itself."""

from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from ligzda.access.fields import CodeField, OfAList
from ligzda.kernel.refused import Refused
from tests.rules.house import obey


def unasked(tables: Iterable[type[models.Model]]) -> Iterator[str]:
    for table in tables:
        for field in table._meta.local_fields:
            if field.choices and not isinstance(field, OfAList):
                yield f"{table._meta.label}.{field.name}"


def ours() -> list[type[models.Model]]:
    return [table for table in apps.get_models() if table.__module__.startswith("ligzda.")]


def test_every_column_with_choices_asks_its_list() -> None:
    obey(unasked(ours()), "Make it a CodeField (access/fields.py).")


def test_no_column_takes_a_code_that_its_list_does_not_have() -> None:
    """By whichever way it is written: all of them come through this one."""
    asked = [field for table in ours() for field in table._meta.local_fields if isinstance(field, OfAList) and field.choices]
    assert len(asked) > 90
    for field in asked:
        with pytest.raises(Refused) as refused:
            field.get_db_prep_save("?!", connection)
        assert refused.value.field == field.name and str(refused.value.sentences[0])
        for code, _label in field.flatchoices:
            field.get_db_prep_save(code, connection)


def test_a_planted_column_is_found() -> None:
    class Planted(models.Model):  # noqa: DJ008 – it is never shown
        kind: Any = models.CharField(max_length=3, choices=[("a", "a")])
        asks: Any = CodeField(max_length=3, choices=[("a", "a")])

        class Meta:
            app_label = "planted"

    assert list(unasked([Planted])) == ["planted.Planted.kind"]


def unworded(tables: Iterable[type[models.Model]]) -> Iterator[str]:
    """A code whose word is made of the code: ``GROUP = "group",`` has lost the word behind it, and everybody would read English."""
    for table in tables:
        for field in table._meta.local_fields:
            for code, label in field.flatchoices or ():
                if not isinstance(label, Promise) and str(label) != code:  # a sign is its own word; so is what no page shows
                    yield f"{table._meta.label}.{field.name}: {code}"


def test_every_code_of_a_list_has_a_word_that_is_translated() -> None:
    obey(unworded(ours()), "Give the code its word, marked for translation.")


def test_a_planted_code_without_its_word_is_found() -> None:
    class Kind(models.TextChoices):
        GROUP = ("group",)
        EVENT = "event", gettext_lazy("event")

    class Worded(models.Model):  # noqa: DJ008 – it is never shown
        kind: Any = CodeField(max_length=5, choices=Kind)
        sign: Any = CodeField(max_length=1, choices=[(">", ">")])

        class Meta:
            app_label = "planted"

    assert list(unworded([Worded])) == ["planted.Worded.kind: group"]
