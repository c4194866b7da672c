"""What no two rows about concerns, risks and hidden addresses may say, whoever writes them: each law has its constraint."""

import datetime as dt
from typing import Any

import pytest

from ligzda.access.models import Circle
from ligzda.kernel import clock
from ligzda.people.models import Reversal
from ligzda.safeguarding.models import AddressNotice, AddressReader, Concern, ConcernEnding, HiddenAddress, OwnWords, RiskFlag
from tests.cast import make_circle, make_family, make_person, make_user
from tests.refusing import Rows, Stories, constraints, is_refused

NOW = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)


def concern(**fields: Any) -> Concern:
    circle = make_circle(Circle.Kind.GROUP, is_closed=True)
    return Concern(circle=circle, is_danger_now=False, noticed_at=NOW, entered_by=make_user(), **fields)


def saved(row: Any) -> Any:
    row.save()
    return row


def flag(**fields: Any) -> RiskFlag:
    return RiskFlag(level="high", reason="sitis", review_date=clock.today(), author=make_user(), **fields)


def vault() -> HiddenAddress:
    return HiddenAddress.objects.create(person=make_person(), text="Liepu iela 7", noted_by=make_user())


def reported_without_a_reference() -> Rows:
    return [concern(), concern(reported_at=NOW, reference="Nr. 7"), concern(reference="Nr. 8")], concern(reported_at=NOW)


def one_ending_told_twice() -> Rows:
    first, second = saved(concern()), saved(concern())
    here, there = (Reversal.objects.create(kind="close", thing="cases.case", thing_id=n, kept="{}") for n in (1, 2))
    good = [ConcernEnding(concern=one, reversal=act) for one, act in ((first, here), (first, there), (second, here))]
    return good, ConcernEnding(concern=first, reversal=here)


def a_flag_of_a_person_and_a_family() -> Rows:
    return [flag(person=make_person()), flag(family=make_family())], flag(person=make_person(), family=make_family())


def two_flags_of_one_family() -> Rows:
    family = make_family()
    return [flag(family=family, ended_at=NOW), flag(family=family), flag(family=make_family())], flag(family=family)


def two_flags_of_one_person() -> Rows:
    person = make_person()
    return [flag(person=person, ended_at=NOW), flag(person=person), flag(person=make_person())], flag(person=person)


def one_reader_named_twice() -> Rows:
    address, anna, dace = vault(), make_user(), make_user()
    good = [AddressReader(address=where, user=who) for where, who in ((address, anna), (address, dace), (vault(), anna))]
    return good, AddressReader(address=address, user=anna)


def a_notice_about_nobody() -> Rows:
    address, reader = vault(), make_user()
    told = {"address": address, "reader": reader}
    return [AddressNotice(**told, person=make_person()), AddressNotice(**told, family=make_family())], AddressNotice(**told)


def one_person_told_twice() -> Rows:
    told, person = {"address": vault(), "reader": make_user()}, make_person()
    others = [{"person": make_person()}, {"address": vault()}, {"reader": make_user()}]
    return [AddressNotice(**{**told, "person": person, **other}) for other in ({}, *others)], AddressNotice(**told, person=person)


def one_family_told_twice() -> Rows:
    told, family = {"address": vault(), "reader": make_user()}, make_family()
    others = [{"family": make_family()}, {"address": vault()}, {"reader": make_user()}]
    return [AddressNotice(**{**told, "family": family, **other}) for other in ({}, *others)], AddressNotice(**told, family=family)


def one_text_parted_twice() -> Rows:
    here = {"user": make_user(), "thing": "cases.note", "thing_id": 7, "column": "text", "digest": "d"}
    others = [{"user": make_user()}, {"thing": "cases.case"}, {"thing_id": 8}, {"column": "title"}]
    return [OwnWords(**{**here, **other}) for other in ({}, *others)], OwnWords(**here | {"digest": "e"})


STORIES: Stories = {
    "reported_with_a_reference": reported_without_a_reference,
    "one_ending_of_a_concern": one_ending_told_twice,
    "flag_of_one": a_flag_of_a_person_and_a_family,
    "one_running_flag_of_a_family": two_flags_of_one_family,
    "one_running_flag_of_a_person": two_flags_of_one_person,
    "one_address_reader": one_reader_named_twice,
    "notice_of_one": a_notice_about_nobody,
    "one_notice_of_a_person": one_person_told_twice,
    "one_notice_of_a_family": one_family_told_twice,
    "own_words_once": one_text_parted_twice,
}


@pytest.mark.parametrize("name", STORIES)
def test_the_database_refuses(db: None, name: str) -> None:
    is_refused(name, STORIES[name])


def test_every_constraint_has_its_story() -> None:
    assert set(STORIES) == constraints("safeguarding")
