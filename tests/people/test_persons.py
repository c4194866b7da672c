"""Entering and changing people: what is blocked, what is warned of, what is kept."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ligzda.access.actor import Actor
from ligzda.access.models import AuditEntry
from ligzda.kernel.refused import Refused, Stale
from ligzda.people import queries
from ligzda.people.actions import contact, rights
from ligzda.people.actions.codes import set_code
from ligzda.people.actions.families import add_member, change_family, change_member, enter_member, register_family
from ligzda.people.actions.persons import add_former_name, change_person, register_person, relate
from ligzda.people.models import Consent, ContactDetail, Person, PersonalCode, Relation
from ligzda.people.optimistic_lock import version_of
from ligzda.people.rules.days import age_text, born, overlap
from ligzda.people.rules.text import clean
from tests.cast import Cast

CALM = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # a busy machine is no fault of the rule

ON = dt.date(2026, 11, 22)
AGES = [
    (dt.date(1992, 11, 22), "day", "34"), (dt.date(1992, 11, 23), "day", "33"), (dt.date(1992, 1, 1), "year", "34"),
    (dt.date(2026, 4, 30), "day", "6"), (dt.date(2025, 11, 23), "day", "11"), (dt.date(2024, 2, 29), "day", "2"),
]  # fmt: skip


@pytest.mark.parametrize(("birth", "precision", "number"), AGES)
def test_an_age_is_as_exact_as_the_birth_date(birth: dt.date, precision: str, number: str) -> None:
    text = age_text(birth, precision, ON)
    assert number in text.split()
    assert (len(text.split()) > 2) == (precision == "year")


def test_an_age_after_death_is_the_age_reached() -> None:
    assert age_text(dt.date(1950, 1, 1), "day", ON, dt.date(2000, 6, 1)) == age_text(dt.date(1950, 1, 1), "day", dt.date(2000, 6, 1))


def test_a_birth_date_may_be_a_month_or_a_year(enter: Any) -> None:
    anna = enter("Anna Bērziņa", 1981, 5, 17, birth_precision="year")
    assert (anna.birth_date, anna.birth_precision) == (dt.date(1981, 1, 1), "year")
    assert (enter("Juris Ozols").birth_date, enter("Juris Kalns").birth_precision) == (None, "unknown")
    span = born(dt.date(2024, 2, 1), "month")
    assert span and (span.earliest, span.latest) == (dt.date(2024, 2, 1), dt.date(2024, 2, 29))


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"first_name": ""}, "first_name"), ({"first_name": "A" * 5_000_000}, "first_name"), ({"last_name": "B" * 81}, "last_name"),
        ({"first_name": "An\x00na"}, "first_name"), ({"first_name": "An\x07na"}, "first_name"),
        ({"last_name": "abc\u202edef"}, "last_name"),
        ({"birth_date": dt.date(2099, 1, 1)}, "birth_date"), ({"birth_date": dt.date(1799, 1, 1)}, "birth_date"),
        ({"birth_date": dt.date(2000, 1, 2), "death_date": dt.date(2000, 1, 1)}, "death_date"),
        ({"death_date": dt.date(2099, 1, 1)}, "death_date"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_beside_its_field(me: Actor, values: dict[str, Any], field: str) -> None:
    with pytest.raises(Refused) as refused:
        register_person(by=me, **{"first_name": "Anna", "last_name": "Bērziņa", **values})
    assert refused.value.field == field
    assert len(str(refused.value.sentences[0])) < 200
    assert not Person.objects.exists()


@CALM
@given(st.text(max_size=60))
def test_a_cleaned_line_stays_clean(text: str) -> None:
    try:
        line = clean(text, field=None, most=60)
    except Refused:
        return
    assert clean(line, field=None, most=60) == line == line.strip()
    assert line.isprintable()


def test_a_code_with_a_wrong_check_digit_is_kept_with_a_reason(me: Actor, enter: Any) -> None:
    anna = enter()
    with pytest.raises(Refused) as refused:
        set_code(anna, by=me, country="LV", code="161175-19996")
    assert refused.value.warning
    code = set_code(anna, by=me, country="LV", code="161175-19996", accept_because="Tā rakstīts pasē")
    assert (code.code, code.check_note) == ("161175-19996", "Tā rakstīts pasē")


def test_a_new_code_leaves_the_old_one_as_a_former_code(me: Actor, enter: Any) -> None:
    anna = enter()
    set_code(anna, by=me, country="LV", code="161175-19997")
    set_code(anna, by=me, country="LV", code="328673-00679")
    set_code(anna, by=me, country="LV", code="328673-00679")
    assert list(PersonalCode.objects.order_by("id").values_list("is_former", flat=True)) == [True, False]


def test_codes_and_phones_lie_encrypted_and_the_trail_holds_no_text(me: Actor, enter: Any) -> None:
    anna = enter()
    set_code(anna, by=me, country="LV", code="161175-19997")
    contact.add_contact(anna, by=me, kind="phone", value="27880031")
    with connection.cursor() as cursor:
        for table, column, text in (("people_personalcode", "code", "161175"), ("people_contactdetail", "value", "27880031")):
            cursor.execute(f"SELECT {column} FROM {table}")
            assert text not in str(cursor.fetchall())
    assert "27880031" not in str(list(AuditEntry.objects.values()))
    assert "161175" not in str(list(AuditEntry.objects.values()))


@pytest.mark.parametrize(
    ("parent", "child", "precision", "allowed"),
    [
        ((1980, 1, 1), (2005, 1, 1), "day", True), ((2005, 1, 1), (1980, 1, 1), "day", False), ((1980, 1, 1), (1980, 1, 1), "day", False),
        ((1980, 5, 1), (1980, 1, 1), "year", False), ((1981, 1, 1), (1980, 1, 1), "year", False),
    ],
)  # fmt: skip
def test_a_child_is_not_born_before_its_parent(me: Actor, enter: Any, parent: Any, child: Any, precision: str, allowed: bool) -> None:
    one, two = (enter(name, *day, birth_precision=precision, sex="male") for name, day in (("Juris A", parent), ("Anna B", child)))
    if allowed or (precision == "year" and parent[0] == child[0]):
        assert relate(one, two, by=me, kind="parent")
        return
    with pytest.raises(Refused) as refused:
        relate(one, two, by=me, kind="parent")
    assert not refused.value.warning


def test_a_mother_less_than_twelve_years_older_needs_a_reason(me: Actor, enter: Any) -> None:
    mother, child = enter("Anna A", 2000, 1, 2, sex="female"), enter("Elīna A", 2012, 1, 1)
    with pytest.raises(Refused) as refused:
        relate(mother, child, by=me, kind="parent")
    assert refused.value.warning
    assert relate(mother, child, by=me, kind="parent", accept_because="Pārbaudīts dokumentos").note == "Pārbaudīts dokumentos"


def test_nobody_becomes_their_own_ancestor(me: Actor, enter: Any) -> None:
    a, b, c = (enter(f"Anna {letter}") for letter in "ABC")
    relate(a, b, by=me, kind="parent")
    relate(b, c, by=me, kind="adoptive_parent")
    for first, second in ((c, a), (b, a), (a, a)):
        with pytest.raises(Refused):
            relate(first, second, by=me, kind="parent")
    assert Relation.objects.count() == 2


def test_a_changed_birth_date_must_still_fit_the_children(me: Actor, enter: Any) -> None:
    mother, child = enter("Anna A", 1980, 1, 1), enter("Elīna A", 2005, 1, 1)
    relate(mother, child, by=me, kind="parent")
    with pytest.raises(Refused):
        change_person(mother, by=me, birth_date=dt.date(2006, 1, 1))
    with pytest.raises(Refused):
        change_person(child, by=me, birth_date=dt.date(1979, 1, 1))


def test_who_saves_second_sees_both_values_and_nothing_is_overwritten(me: Actor, enter: Any) -> None:
    anna = enter()
    version = version_of(anna)
    change_person(anna, by=me, version=version, last_name="Kalniņa")
    with pytest.raises(Stale) as stale:
        change_person(anna, by=me, version=version, last_name="Ozola", first_name="Anna")
    assert stale.value.theirs == {"last_name": "Kalniņa"}
    assert Person.objects.get().last_name == "Kalniņa"
    change_person(anna, by=me, version=stale.value.version, last_name="Ozola")
    assert Person.objects.get().last_name == "Ozola"


def test_the_same_change_twice_is_no_conflict(me: Actor) -> None:
    family = register_family(by=me, name="Bērziņu ģimene")
    version = version_of(family)
    change_family(family, by=me, version=version, name="Kalniņu ģimene")
    assert change_family(family, by=me, version=version, name="Kalniņu ģimene").name == "Kalniņu ģimene"


def test_a_person_may_belong_to_several_families_but_not_twice_to_one(me: Actor, enter: Any) -> None:
    anna, families = enter(), [register_family(by=me, name=name) for name in ("Pirmā", "Otrā")]
    for family in families:
        add_member(family, by=me, person=anna, role="child", from_date=dt.date(2020, 1, 1))
    with pytest.raises(Refused):
        add_member(families[0], by=me, person=anna, role="child")
    with pytest.raises(Refused):
        add_member(families[0], by=me, person=enter("Juris B"), role="father", from_date=ON, until_date=dt.date(2020, 1, 1))


def test_a_member_of_then_is_not_a_member_of_today(me: Actor, enter: Any) -> None:
    family, anna = register_family(by=me, name="Pirmā"), enter()
    stay = add_member(family, by=me, person=anna, role="child", from_date=dt.date(2015, 1, 1))
    change_member(stay, by=me, role="child", from_date=stay.from_date, until_date=dt.date(2020, 12, 31), lives_here=True)
    assert queries.members(me, family) == []
    assert [m.age for m in queries.members(me, family, dt.date(2020, 1, 1))]
    assert add_member(family, by=me, person=anna, role="child", from_date=dt.date(2021, 1, 1))


def test_a_new_member_is_entered_whole_or_not_at_all(me: Actor) -> None:
    family = register_family(by=me, name="Pirmā")
    with pytest.raises(Refused):
        enter_member(family, by=me, person={"first_name": "Anna", "last_name": ""}, role="")
    assert not Person.objects.exists()


@CALM
@given(st.lists(st.one_of(st.none(), st.dates(dt.date(2020, 1, 1), dt.date(2020, 2, 1))), min_size=4, max_size=4))
def test_spans_overlap_when_they_share_a_day(days: list[dt.date | None]) -> None:
    (a, b), (c, d) = days[:2], days[2:]
    if (a and b and b < a) or (c and d and d < c):
        return
    every = [dt.date(2019, 12, 1) + dt.timedelta(days=n) for n in range(100)]
    shared = any((not a or a <= day) and (not b or day <= b) and (not c or c <= day) and (not d or day <= d) for day in every)
    assert overlap((a, b), (c, d)) == shared


def test_who_may_not_change_a_person_is_told_so_and_nothing_happens(cast: Cast, me: Actor, enter: Any) -> None:
    person = enter()
    add_member(cast.family, by=me, person=person, role="mother")
    for name in ("worker_out", "intake", "manager", "leader", "partner", "auditor", "admin", "nobody"):
        with pytest.raises(Refused):
            change_person(person, by=cast.actor(name), last_name="Cita")
        with pytest.raises(Refused):
            add_former_name(person, by=cast.actor(name), last_name="Cita")
    for name in ("worker_in", "coordinator"):
        change_person(person, by=cast.actor(name), last_name=f"Uzvārds{name[0]}")


def test_who_takes_in_a_referral_enters_people_but_opens_no_file(cast: Cast) -> None:
    intake = cast.actor("intake")
    family = register_family(by=intake, name="Jaunā ģimene")
    person = register_person(by=intake, first_name="Anna", last_name="Jaunā")
    assert add_member(family, by=intake, person=person, role="mother")
    with pytest.raises(Refused):
        add_member(cast.family, by=intake, person=person, role="mother")
    with pytest.raises(Refused):
        register_person(by=cast.actor("auditor"), first_name="Anna", last_name="Jaunā")


def test_a_phone_twice_is_one_and_an_unsafe_one_says_so(me: Actor, enter: Any) -> None:
    anna = enter()
    first = contact.add_contact(anna, by=me, kind="phone", value="27880031")
    assert contact.add_contact(anna, by=me, kind="phone", value="+371 27 880 031") == first
    changed = contact.change_contact(first, by=me, kind="phone", value="27880031", is_safe=False, rule="Nekad nezvanīt")
    assert not changed.is_safe
    contact.remove_contact(changed, by=me)
    assert not ContactDetail.objects.exists()


@pytest.mark.parametrize("purpose", ["everything", ""])
def test_a_consent_is_for_a_purpose_of_the_list(me: Actor, enter: Any, purpose: str) -> None:
    with pytest.raises(Refused) as refused:
        rights.give_consent(enter(), by=me, purpose=purpose, given_date=dt.date(2024, 1, 1))
    assert refused.value.field == "purpose" and refused.value.sentences and not Consent.objects.exists()


def test_a_consent_is_withdrawn_once_and_stays_in_the_history(me: Actor, enter: Any) -> None:
    consent = rights.give_consent(enter(), by=me, purpose="photos", given_date=dt.date(2024, 1, 1))
    with pytest.raises(Refused):
        rights.withdraw_consent(consent, by=me, on=dt.date(2023, 1, 1))
    rights.withdraw_consent(consent, by=me, on=dt.date(2024, 2, 1))
    with pytest.raises(Refused):
        rights.withdraw_consent(consent, by=me, on=dt.date(2024, 3, 1))
    with pytest.raises(Refused):
        rights.give_consent(enter(), by=me, purpose="photos", given_date=dt.date(2099, 1, 1))


def test_an_institution_with_a_wrong_registration_number_is_refused(me: Actor) -> None:
    assert contact.register_organisation(by=me, name="Bauskas Sociālais dienests", registration_number="40003521600").pk
    with pytest.raises(Refused):
        contact.register_organisation(by=me, name="Cits", registration_number="40003521601")
