"""Whoever holds the files of the database reads nothing of what is protected: the example's own secrets, looked for in every byte."""

import random
import re
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import connections

from ligzda.access.fields import EncryptedTextField
from ligzda.people.models import Person
from tests import kept
from tests.rules.test_personal_data import PLAIN_TEXT

SHORTEST, OF_EACH = 6, 40  # letters of a word that is looked for; values of one column that are
TOKEN = re.compile(r"\bk\d+\$[\w=-]+")


def secrets() -> dict[str, str]:
    """What stands encrypted, as its readers read it → the column; of each column some."""
    found: dict[str, str] = {}
    dice = random.Random(7)
    for model in apps.get_models():
        for column in model._meta.concrete_fields:
            if isinstance(column, EncryptedTextField):
                values = {one for one in model._default_manager.values_list(column.attname, flat=True) if one}
                told = sorted(one for one in values if len(one) >= SHORTEST and re.search(r"[^\W\d]{4}|\d{6}", one))
                at = f"{model._meta.label}.{column.name}"
                found |= dict.fromkeys(dice.sample(told, min(len(told), OF_EACH)), at)
    return found


def cells(alias: str) -> Iterator[tuple[str, str]]:
    """Every text of every column of every table of a database, without what is encrypted."""
    with connections[alias].cursor() as cursor:
        for table in connections[alias].introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            names = [one[0] for one in cursor.description]
            for row in cursor.fetchall():
                yield from (
                    (f"{table}.{name}", TOKEN.sub("", cell)) for name, cell in zip(names, row, strict=True) if isinstance(cell, str)
                )


def named_as_plain() -> set[str]:
    tables = {model._meta.label: model for model in apps.get_models()}
    return {
        f"{tables[label]._meta.db_table}.{tables[label]._meta.get_field(name).column}"
        for label, (names, _why) in PLAIN_TEXT.items()
        for name in names
    }


def said_to_be_plain() -> set[str]:
    models = [model for model in apps.get_models() if hasattr(model, "Personal")]
    return {
        f"{model._meta.db_table}.{model._meta.get_field(name).column}" for model in models for name in getattr(model.Personal, "plain", ())
    }


def table_of(column: str) -> str:
    return str(apps.get_model(column.rpartition(".")[0])._meta.db_table)


@pytest.mark.sqlite
def test_no_byte_of_the_files_tells_what_is_protected(demo: None, db: None) -> None:
    content = {alias: path.read_bytes() for alias, path in kept.sqlite_files("demo").items()}
    hidden = secrets()
    assert len(hidden) > 100 and len(set(hidden.values())) >= 10, len(set(hidden.values()))
    found = {text: at for whole in content.values() for text, at in hidden.items() if text.encode() in whole}
    plain, told = named_as_plain() | said_to_be_plain(), dict[str, str]()
    for at, text in {(at.split(".")[0], text) for at, text in cells("default") if at in plain}:
        told[at] = f"{told.get(at, '')}\n{text}"
    # the subject of a letter and the e-mail of an account are plain where they are searched; a word of a concern may be any word
    found = {text: at for text, at in found.items() if not any(text in said for table, said in told.items() if table != table_of(at))}
    assert not found, sorted(set(found.values()))
    person = Person.objects.earliest("id")
    assert person.last_name.encode() in content["default"]  # a name, which lies plain, is found there


def test_names_stand_where_they_are_looked_for_and_nowhere_else(demo: None, db: None) -> None:
    names = {" ".join(row) for row in Person.objects.values_list("first_name", "last_name") if min(map(len, row)) > 1}
    any_name = re.compile("|".join(rf"\b{re.escape(name)}\b" for name in sorted(names)))
    plain = named_as_plain()
    found = {at for alias in connections for at, text in cells(alias) if at not in plain and any_name.search(text)}
    assert len(names) > 100 and not found
    assert any(any_name.search(text) for at, text in cells("default") if at in plain)
