"""Somebody saved first: both values are shown, one is chosen for each field, and the form is posted again."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from ligzda.kernel.refused import Stale
from ligzda.people.forms.fields import Birth, typed_birth
from ligzda.web import formatting

MINE, THEIRS = "mine", "theirs"


@dataclass(frozen=True)
class Conflict:
    """One field in which what stands now differs from what was typed. ``again``: what a person would type, or choose, for theirs."""

    field: str
    label: Any
    theirs: str
    mine: str
    again: list[str]


def conflicts(form: Any, stale: Stale) -> list[Conflict]:
    """The fields of the form that differ, in its order."""
    theirs = dict(stale.theirs)
    if {"birth_date", "birth_precision"} & theirs.keys():
        now = form.initial["birth"]
        theirs["birth"] = Birth(theirs.get("birth_date", now.date), theirs.get("birth_precision", now.precision))
    return [
        Conflict(name, field.label, _shown(field, theirs[name]), _shown(field, form.cleaned_data.get(name)), _again(theirs[name]))
        for name, field in form.fields.items()
        if name in theirs
    ]


def chosen(posted: QueryDict) -> QueryDict:
    """What was posted, with their value wherever the writer chose it."""
    data = posted.copy()
    for name in posted:
        if name.startswith("keep_") and posted[name] == THEIRS:
            field = name.removeprefix("keep_")
            data.setlist(field, posted.getlist(f"theirs_{field}"))
            if f"{field}_other" in posted:  # chips with a box: what is typed in the box counts
                data[f"{field}_other"] = posted.get(f"theirs_{field}", "")
    return data


def _shown(field: Any, value: Any) -> str:
    labels = dict(getattr(field, "choices", ()))
    if isinstance(value, list):
        return ", ".join(str(labels.get(str(one), one)) for one in value) or "–"
    return str(labels[value]) if value in labels else _typed(value) or "–"


def _again(value: Any) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list) else [_typed(value)]


def _typed(value: Any) -> str:
    if isinstance(value, Birth):
        return typed_birth(*value)
    if isinstance(value, dt.time):
        return formatting.clock_time(value)
    return formatting.day(value) if isinstance(value, dt.date) else str(value or "")
