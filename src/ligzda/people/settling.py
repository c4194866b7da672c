"""What the record that stays says after a merge: every value that either of them knew, and where two differ the one that was chosen.

All columns are walked, so that a new one takes part without anybody remembering it. What was there before is kept with the merge,
encrypted: un-merging puts it back, and finds what was edited since.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ligzda.kernel import clock
from ligzda.kernel.refused import Refused
from ligzda.kernel.text import fold
from ligzda.people.models import Family, Merge, Person, PersonalCode
from ligzda.people.rules import days
from ligzda.people.rules.codes import mask
from ligzda.people.rules.days import birth_text

Thing = Person | Family
Values = tuple[Any, ...]
EARLY, LATE = "early", "late"
NOW, BACK = "now", "back"
# A record's own: by what it is called and found, whom it leads to, when it was written.
OWN = frozenset({"id", "key", "root", "folded", "struck_at", "created_at", "changed_at"})
TOGETHER = (("birth_date", "birth_precision"),)
UNKNOWN: tuple[Any, ...] = (None, "", "unknown")
FINER = ("year", "month", "day")
CODE = "code_"
DIFFER = gettext_lazy("The two records say different things here. Choose what stands.")
EDITED = gettext_lazy("What this merge brought was edited since. Choose what stands.")
LABELS = {"birth_date": gettext_lazy("date of birth"), "territory_id": gettext_lazy("Municipality of residence")}


@dataclass(frozen=True)
class Difference:
    """Something that both records know, each otherwise: what is asked before they are merged."""

    name: str
    label: str
    early: str
    late: str


def groups(model: type[Thing]) -> list[tuple[str, ...]]:
    """The columns that are settled, those that say one thing together as one."""
    names = [field.attname for field in model._meta.concrete_fields if field.name not in OWN]
    tied = {name: pair for pair in TOGETHER for name in pair if all(part in names for part in pair)}
    return list(dict.fromkeys(tied.get(name, (name,)) for name in names))


def differences(early: Thing, late: Thing) -> list[Difference]:
    """What a coordinator has to choose between: ``early`` stays, ``late`` leads to it. Two roots."""
    found = []
    for group in groups(type(early)):
        mine, theirs = _values(early, group), _values(late, group)
        if _settled(mine, theirs) is None:
            found.append(Difference(group[0], _label(early, group[0]), _told(early, group[0]), _told(late, group[0])))
    return found + [
        Difference(f"{CODE}{one.country}", _("Personal code"), mask(one.country, one.code), mask(other.country, other.code))
        for one, other in _codes_apart(early, late)
    ]


def settle(row: Merge, early: Thing, late: Thing, chosen: Mapping[str, str], *, must_choose: bool, leave: Iterable[str] = ()) -> None:
    """Write on ``early`` what the two know together, and on the merge what stood there and what was chosen. The caller saves."""
    if must_choose and (open_ones := [one for one in differences(early, late) if chosen.get(one.name) not in (EARLY, LATE)]):
        raise Refused(DIFFER, field=f"choose_{open_ones[0].name}")
    changed: dict[str, tuple[Any, Any]] = {}
    for group in groups(type(early)):
        mine, theirs = _values(early, group), _values(late, group)
        stands = _settled(mine, theirs) or (theirs if chosen.get(group[0]) == LATE else mine)
        for name, was, becomes in zip(group, mine, stands, strict=True):
            if was != becomes and name not in leave:
                changed[name] = (was, becomes)
                setattr(early, name, becomes)
    present = {one.country: (other if chosen.get(f"{CODE}{one.country}") == LATE else one).pk for one, other in _codes_apart(early, late)}
    _check(early)
    _touch(early, bool(changed))
    kept = {"root": early.pk, "chosen": dict(chosen), "columns": changed, "codes": present}
    row.settled = json.dumps(kept, cls=DjangoJSONEncoder)


def edited_since(row: Merge, root: Thing) -> list[Difference]:
    """What somebody wrote over the values that this merge brought: asked before they are taken back."""
    found = []
    for name, (was, became) in _columns(row, root).items():
        if getattr(root, name) != became:
            found.append(Difference(name, _label(root, name), _text(root, name, getattr(root, name)), _text(root, name, was)))
    return found


def take_back(row: Merge, root: Thing, answer: str) -> set[str]:
    """The root's own values stand again. What was edited since stays with ``NOW``, and is answered by name."""
    edited = {one.name for one in edited_since(row, root)}
    left = edited if answer != BACK else set()
    own = {name: was for name, (was, _became) in _columns(row, root).items() if name not in left}
    for name, was in own.items():
        setattr(root, name, was)
    _touch(root, bool(own))
    return left


def choices_of(row: Merge) -> dict[str, str]:
    """What was chosen when these two were merged."""
    return dict(_kept(row)["chosen"])


def root_of(row: Merge) -> int | None:
    """Whose columns this merge changed."""
    found: int | None = _kept(row)["root"]
    return found


def present_codes(rows: Iterable[Merge]) -> dict[str, int]:
    """Country → the code that stands, from the merges in force, the last decided last."""
    return {country: pk for row in rows for country, pk in _kept(row)["codes"].items()}


def saved_columns(model: type[Thing]) -> list[str]:
    """What the caller saves of a record that was settled or taken back."""
    return ["root", "folded", "changed_at", *(name.removesuffix("_id") for group in groups(model) for name in group)]


def _kept(row: Merge) -> dict[str, Any]:
    return json.loads(row.settled) if row.settled else {"root": None, "chosen": {}, "columns": {}, "codes": {}}


def _columns(row: Merge, root: Thing) -> dict[str, Values]:
    fields = {field.attname: field for field in type(root)._meta.concrete_fields}
    kept = _kept(row)
    if kept["root"] != root.pk:
        return {}
    return {name: tuple(fields[name].to_python(value) for value in pair) for name, pair in kept["columns"].items() if name in fields}


def _values(thing: Thing, group: tuple[str, ...]) -> Values:
    return tuple(getattr(thing, name) for name in group)


def _settled(mine: Values, theirs: Values) -> Values | None:
    """What stands without asking; None when both know and differ."""
    if mine == theirs or theirs[0] in UNKNOWN:
        return mine
    return theirs if mine[0] in UNKNOWN else _finer(mine, theirs)


def _finer(mine: Values, theirs: Values) -> Values | None:
    """Of two dates that agree as far as both go the one that is known to the month or the day."""
    if len(mine) != 2 or mine[1] not in FINER or theirs[1] not in FINER:
        return None
    one, other = sorted((mine, theirs), key=lambda value: FINER.index(value[1]))
    agrees = one[0].year == other[0].year and (one[1] == "year" or (one[1] == "month" and one[0].month == other[0].month))
    return other if agrees and one[1] != other[1] else None


def _codes_apart(early: Thing, late: Thing) -> list[tuple[PersonalCode, PersonalCode]]:
    """Present codes of one country, one on either side, that are not the same."""
    if not isinstance(early, Person):
        return []
    rows = PersonalCode.objects.filter(is_former=False).order_by("id")
    sides = [
        {one.country: one for whose in ({"person__root": root.pk}, {"person": root.pk}) for one in rows.filter(**whose)}
        for root in (early, late)
    ]
    return [(one, sides[1][country]) for country, one in sorted(sides[0].items()) if sides[1].get(country, one).lookup != one.lookup]


def _label(thing: Thing, name: str) -> str:
    field = next(one for one in thing._meta.concrete_fields if one.attname == name)
    return str(LABELS.get(name) or field.verbose_name)


def _told(thing: Thing, name: str) -> str:
    return _text(thing, name, getattr(thing, name))


def _text(thing: Thing, name: str, value: Any) -> str:
    """A value as people read it, of this record."""
    field = next(one for one in thing._meta.concrete_fields if one.attname == name)
    if name == "birth_date":
        return birth_text(value, getattr(thing, "birth_precision", "day"))
    if field.related_model is not None:
        return str(field.related_model._base_manager.filter(pk=value).first() or "–")
    return str(dict(field.flatchoices).get(value, value)) or "–"


def _check(thing: Thing) -> None:
    if isinstance(thing, Person):
        days.birth_objections(thing.birth_date, thing.death_date, thing.birth_precision, today=clock.today())


def _touch(thing: Thing, is_changed: bool) -> None:
    """A form that was opened before begins from another state now; a family is found by its heading."""
    if is_changed:
        thing.changed_at = clock.now()
    if isinstance(thing, Family):
        thing.folded = f" {fold(thing.name)} "[:130]
