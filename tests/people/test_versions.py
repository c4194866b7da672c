"""What a form carries to say where it began, what is chosen where two differ, and who may be meant while somebody types."""

import datetime as dt
from typing import Any

import pytest
from django import forms
from django.http import QueryDict

from ligzda.access.actor import Actor
from ligzda.kernel.refused import Stale
from ligzda.people import edit_conflicts
from ligzda.people.forms.fields import Birth, BirthField
from ligzda.people.optimistic_lock import read_version
from ligzda.people.queries.duplicates import possible_duplicates


@pytest.mark.parametrize(
    ("carried", "version"),
    [("1751328000000000", 1751328000000000), ("0", 0), ("", 0), ("-1", 0), ("1e3", 0), ("٣", 0), ("9" * 19, 10**19 - 1), ("9" * 20, 0)],
)
def test_what_is_no_number_of_a_moment_is_no_version_of_anything(carried: str, version: int) -> None:
    assert read_version(carried) == version


@pytest.mark.parametrize(
    ("posted", "left"),
    [
        ("sex=female&keep_sex=theirs&theirs_sex=male", {"sex": ["male"]}),
        ("sex=female&keep_sex=mine&theirs_sex=male", {"sex": ["female"]}),
        ("sex=female&theirs_sex=male", {"sex": ["female"]}),
        ("who=1&who=2&keep_who=theirs&theirs_who=2&theirs_who=3", {"who": ["2", "3"]}),
        ("who=1&keep_who=theirs", {"who": []}),
        ("m=60&m_other=45&keep_m=theirs&theirs_m=90", {"m": ["90"], "m_other": ["90"]}),
        ("m=60&m_other=45&keep_m=theirs", {"m": [], "m_other": [""]}),
        ("m=60&m_other=45&keep_m=mine&theirs_m=90", {"m": ["60"], "m_other": ["45"]}),
        ("m=60&keep_m=theirs&theirs_m=90", {"m": ["90"], "m_other": []}),
    ],
)
def test_theirs_stands_where_the_writer_chose_it_and_nowhere_else(posted: str, left: dict[str, list[str]]) -> None:
    data = edit_conflicts.chosen(QueryDict(posted))
    assert {name: data.getlist(name) for name in left} == left


def test_who_may_be_meant_is_alike_in_name_and_born_on_that_day_or_nobody_knows_when(me: Actor, enter: Any) -> None:
    same, unknown, other = enter("Anna Liepa", 1981, 2, 3), enter("Anna Liepa"), enter("Anna Liepa", 1982, 2, 3)

    def meant(**typed: Any) -> list[int]:
        return [hit.person_id for hit in possible_duplicates(me, **typed)]

    assert meant(first_name="Anna", last_name="Liepa", birth_date=dt.date(1981, 2, 3)) == [same.pk, unknown.pk]
    assert set(meant(first_name="Anna", last_name="Liepa")) == {same.pk, unknown.pk, other.pk}
    assert len(meant(first_name="Anna", last_name="Liepa", limit=2)) == 2
    enter("Ina Eža")
    assert meant(last_name="Eža") and not meant(last_name="Ež") and not meant(first_name="Anna", last_name="—")


class Visit(forms.Form):
    """One field of each kind that two people may write at once."""

    place = forms.ChoiceField(choices=[("home", "mājās"), ("office", "birojā")], required=False)
    who = forms.MultipleChoiceField(choices=[("1", "Anna"), ("2", "Ilze"), ("3", "Jānis")], required=False)
    on = forms.DateField(required=False)
    at = forms.TimeField(required=False)
    note = forms.CharField(required=False)
    birth = BirthField(required=False)


DAY, FOUR = dt.date(2026, 3, 2), dt.time(16, 5)


@pytest.mark.parametrize(
    ("field", "typed", "theirs", "shown", "again"),
    [
        ("place", "home", "office", ("birojā", "mājās"), ["office"]),
        ("place", "", "office", ("birojā", "–"), ["office"]),
        ("place", "home", "", ("–", "mājās"), [""]),
        ("who", ["1"], [2, 3], ("Ilze, Jānis", "Anna"), ["2", "3"]),
        ("who", [], [2], ("Ilze", "–"), ["2"]),
        ("who", ["1", "2"], [], ("–", "Anna, Ilze"), []),
        ("on", "2026-03-01", DAY, ("02.03.2026.", "01.03.2026."), ["02.03.2026."]),
        ("on", "", DAY, ("02.03.2026.", "–"), ["02.03.2026."]),
        ("at", "09:30", FOUR, ("16:05", "09:30"), ["16:05"]),
        ("at", "09:30", None, ("–", "09:30"), [""]),
        ("note", "mans", "viņas", ("viņas", "mans"), ["viņas"]),
    ],
)
def test_both_values_are_shown_as_people_read_them(field: str, typed: Any, theirs: Any, shown: Any, again: list[str]) -> None:
    form = Visit({field: typed}, initial={"birth": Birth(None, "unknown")})
    assert form.is_valid()
    [found] = edit_conflicts.conflicts(form, Stale("Anna", theirs={field: theirs}, version=1))
    assert (found.field, found.theirs, found.mine, found.again) == (field, *shown, again)


@pytest.mark.parametrize(
    ("theirs", "said"),
    [
        ({"birth_date": dt.date(1981, 2, 3)}, "03.02.1981."),
        ({"birth_precision": "year"}, "1980"),
        ({"birth_precision": "month"}, "05.1980"),
    ],
)
def test_a_birth_and_how_exactly_it_is_known_are_one_thing(theirs: dict[str, Any], said: str) -> None:
    form = Visit({"birth": "1979"}, initial={"birth": Birth(dt.date(1980, 5, 1), "day")})
    assert form.is_valid()
    [found] = edit_conflicts.conflicts(form, Stale("Anna", theirs=theirs, version=1))
    assert (found.field, found.theirs, found.mine, found.again) == ("birth", said, "1979", [said])
