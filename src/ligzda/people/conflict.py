"""Somebody saved first: both values are shown, one is chosen for each field, and the form is posted again."""

from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from ligzda.kernel.refused import Stale
from ligzda.people.forms.fields import Birth, typed_birth
from ligzda.web import words

MINE, THEIRS = "mine", "theirs"


@dataclass(frozen=True)
class Conflict:
    """One field in which what stands now differs from what was typed. ``again`` is what a person would type for theirs."""

    field: str
    label: Any
    theirs: str
    mine: str
    again: str


def conflicts(form: Any, stale: Stale) -> list[Conflict]:
    """The fields of the form that differ, in its order."""
    theirs = dict(stale.theirs)
    if {"birth_date", "birth_precision"} & theirs.keys():
        now = form.initial["birth"]
        theirs["birth"] = Birth(theirs.get("birth_date", now.date), theirs.get("birth_precision", now.precision))
    return [
        Conflict(name, field.label, _shown(field, theirs[name]), _shown(field, form.cleaned_data.get(name)), _typed(theirs[name]))
        for name, field in form.fields.items()
        if name in theirs
    ]


def chosen(posted: QueryDict) -> QueryDict:
    """What was posted, with their value wherever the writer chose it."""
    data = posted.copy()
    for name in posted:
        if name.startswith("keep_") and posted[name] == THEIRS:
            field = name.removeprefix("keep_")
            data[field] = posted.get(f"theirs_{field}", "")
    return data


def _shown(field: Any, value: Any) -> str:
    labels = dict(getattr(field, "choices", ()))
    return str(labels[value]) if value in labels else _typed(value) or "–"


def _typed(value: Any) -> str:
    if isinstance(value, Birth):
        return typed_birth(*value)
    return words.day(value) if hasattr(value, "toordinal") else str(value or "")
