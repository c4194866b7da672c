"""The genogram of a family: list and drawing say the same, as of a day, and only of whom the reader sees."""

import datetime as dt
import html
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from ligzda.access.actor import Actor
from ligzda.access.models import AuditEntry
from ligzda.care.models import CareStatus
from ligzda.desk import genogram as shown
from ligzda.kernel.refused import Refused
from ligzda.people.actions.bonds import change_tie, tie
from ligzda.people.actions.contact import add_address
from ligzda.people.actions.families import add_member, give_circle_access, register_family
from ligzda.people.actions.persons import change_relation, register_person, relate
from ligzda.people.genogram.drawing import Drawing
from ligzda.people.genogram.symbols import NAME
from ligzda.people.models import Bond, Organisation, Person, Relation
from ligzda.people.queries.genogram import genogram
from tests.cast import Cast


@pytest.fixture(autouse=True)
def _in_english(client: Client) -> Iterator[None]:
    client.cookies.load({"django_language": "en"})
    with translation.override("en"):
        yield


ME = Actor.system("test")


def enter(name: str, year: int, sex: str = "female") -> Person:
    first, _blank, last = name.partition(" ")
    return register_person(by=ME, first_name=first, last_name=last, sex=sex, birth_date=dt.date(year, 1, 2))


@pytest.fixture
def home(cast: Cast) -> dict[str, Person]:
    """A mother, a father who left, their son with him and her by turns, her new partner and their daughter."""
    people = {
        "mother": enter("Agnese Vītoliņa", 1990), "father": enter("Jānis Zariņš", 1988, "male"), "son": enter("Kristers Zariņš", 2014, "male"),
        "partner": enter("Pēteris Kalns", 1987, "male"), "girl": enter("Elīna Kalna", 2020),
    }  # fmt: skip
    for name, role in (("mother", "mother"), ("son", "child"), ("partner", "partner"), ("girl", "child")):
        add_member(cast.family, by=ME, person=people[name], role=role, from_date=dt.date(2021, 1, 1))
    add_member(cast.family, by=ME, person=people["father"], role="father", lives_here=False)
    years = {"from_date": dt.date(2012, 1, 1), "until_date": dt.date(2018, 5, 1)}
    relate(people["mother"], people["father"], by=ME, kind="spouse", ended_as="divorced", **years)  # type: ignore[arg-type]
    for parent, child in (("mother", "son"), ("father", "son"), ("mother", "girl"), ("partner", "girl")):
        relate(people[parent], people[child], by=ME, kind="parent")
    return people


def page(client: Client, cast: Cast, who: str = "worker_in", **query: str) -> str:
    user = cast.users[who]
    assert user
    client.force_login(user)
    translation.activate("en")
    return html.unescape(client.get(reverse("desk:genogram", args=[cast.family.key]), query).content.decode())


def drawn(text: str) -> str:
    return text[text.index('class="genogram"') : text.index("</svg>", text.index('class="genogram"'))]


def listed(text: str) -> str:
    return text[text.index('class="kin"') : text.index('id="drawing"')]


def test_list_and_drawing_name_the_same_people(cast: Cast, home: dict[str, Person], client: Client) -> None:
    text = page(client, cast)
    in_words = re.findall(r'<a href="/people/\w+/">([^<]+)</a>', listed(text))
    in_lines = re.findall(r'font-weight="600">([^<]+)</text><text[^>]*>([^<]+)</text>(?:<text[^>]*>(b\. \d+))?', drawn(text))
    assert sorted(in_words) == sorted(f"{first} {last}" for first, last, _years in in_lines)
    assert len([years for _first, _last, years in in_lines if years and years in listed(text)]) == len(home)
    assert {str(one) for one in home.values()} <= set(in_words)
    assert "divorced, 2018" in listed(text) and "divorced, 2018" in drawn(text)


def test_the_day_decides_who_is_there(cast: Cast, home: dict[str, Person], client: Client) -> None:
    before = page(client, cast, on="2013-06-01")
    assert "Kristers" not in before
    early = page(client, cast, on="2016-06-01")
    assert "Kristers" in early and "Elīna" not in early and "divorced, 2018" not in early
    assert "Elīna" in page(client, cast, on="nonsense")


def test_whom_the_reader_may_not_see_leaves_no_gap(cast: Cast, home: dict[str, Person], client: Client) -> None:
    hidden = register_family(by=ME, name="Slēptā ģimene")
    uncle = enter("Slēptais Onkulis", 1980, "male")
    add_member(hidden, by=ME, person=uncle, role="relative")
    relate(uncle, home["mother"], by=ME, kind="sibling")
    tie(home["mother"], by=ME, other=uncle, kind="conflict")
    tie(uncle, by=ME, other="Slēptā darbnīca", kind="close")
    assert "Slēpt" not in page(client, cast)


def test_a_household_of_a_family_the_reader_may_not_see_is_not_drawn(cast: Cast, home: dict[str, Person], client: Client) -> None:
    assert 'stroke-dasharray="8 5"' in page(client, cast)
    elsewhere = register_family(by=ME, name="Tēva mājas")
    add_member(elsewhere, by=ME, person=home["father"], role="father")
    text = page(client, cast)
    assert "Tēva mājas" not in text
    assert len(re.findall(r'<path[^>]*stroke-dasharray="8 5"', drawn(text))) == 1


def test_a_genogram_never_shows_an_address(cast: Cast, home: dict[str, Person], client: Client) -> None:
    add_address(by=ME, person=home["mother"], kind="actual", text="Slepenā iela 3, Bauska")
    text = page(client, cast)
    svg = b"".join(client.get(reverse("desk:genogram_svg", args=[cast.family.key])).streaming_content).decode()  # type: ignore[attr-defined]
    assert "Slepenā" not in text + svg


def test_the_file_is_the_same_drawing_and_is_written_down(cast: Cast, home: dict[str, Person], client: Client) -> None:
    page(client, cast)
    answer = client.get(reverse("desk:genogram_svg", args=[cast.family.key]))
    svg = b"".join(answer.streaming_content).decode()  # type: ignore[attr-defined]
    assert "Kristers" in svg and "var(" not in svg and "<script" not in svg
    paper = client.get(reverse("desk:genogram_pdf", args=[cast.family.key]))
    assert b"".join(paper.streaming_content).startswith(b"%PDF")  # type: ignore[attr-defined]
    assert AuditEntry.objects.filter(act="genogram.exported").count() == 2


def test_a_relation_is_entered_from_the_genogram(cast: Cast, home: dict[str, Person], client: Client) -> None:
    client.force_login(cast.users["worker_in"])  # type: ignore[arg-type]
    url = reverse("people:family_relation", args=[cast.family.key])
    data = {"first": home["mother"].key, "kind": "partner", "other": home["partner"].key}
    assert client.post(url, data).status_code == 302
    assert Relation.objects.filter(first=home["mother"], second=home["partner"], kind="partner").exists()
    circle = client.post(url, {"first": home["son"].key, "kind": "parent", "other": home["mother"].key})
    assert circle.status_code == 422
    assert "before its parent" in circle.content.decode()


def test_parentage_never_goes_in_a_circle(cast: Cast, home: dict[str, Person]) -> None:
    vague = [register_person(by=ME, first_name=name, last_name="Nezināms") for name in ("A", "B", "C")]
    relate(vague[0], vague[1], by=ME, kind="parent")
    relate(vague[1], vague[2], by=ME, kind="adoptive_parent")
    with pytest.raises(Refused, match="own ancestor"):
        relate(vague[2], vague[0], by=ME, kind="parent")


def test_a_tie_is_entered_drawn_and_ended(cast: Cast, home: dict[str, Person], client: Client) -> None:
    client.force_login(cast.users["worker_in"])  # type: ignore[arg-type]
    url = reverse("people:family_bond", args=[cast.family.key])
    assert client.post(url, {"whose": "", "kind": "close", "place": "Futbola komanda", "flow": "in"}).status_code == 302
    two = {"whose": home["son"].key, "kind": "conflict", "other": home["partner"].key, "place": "un vēl", "flow": "none"}
    assert client.post(url, two).status_code == 422
    assert client.post(url, two | {"place": ""}).status_code == 302
    text = page(client, cast)
    assert "Futbola komanda" in listed(text) and "Futbola komanda" in drawn(text)
    url = reverse("people:change_bond", args=[cast.family.key, Bond.objects.get(place="Futbola komanda").pk])
    assert 'value="Futbola komanda"' in client.get(url).content.decode()
    changed = {"whose": home["girl"].key, "place": "Futbola komanda", "kind": "weak", "flow": "none", "until_date": "2021-01-01"}
    assert client.post(url, changed).status_code == 302
    assert Bond.objects.get(place="Futbola komanda").person == home["girl"]
    assert "until 2021" in listed(page(client, cast))


def test_a_relation_is_put_right_with_the_guards_of_a_new_one(cast: Cast, home: dict[str, Person], client: Client) -> None:
    client.force_login(cast.users["worker_in"])  # type: ignore[arg-type]
    row = relate(home["partner"], home["son"], by=ME, kind="parent")
    url = reverse("people:change_relation", args=[cast.family.key, row.pk])
    assert f'<option value="{home["partner"].key}" selected>Pēteris Kalns</option>' in html.unescape(client.get(url).content.decode())
    both = {"first": home["partner"].key, "other": home["son"].key}
    circle = client.post(url, {"first": home["son"].key, "kind": "parent", "other": home["mother"].key, "note": "kept as typed"})
    assert circle.status_code == 422 and "kept as typed" in circle.content.decode()
    data = {"kind": "guardian", "from_date": "2021-01-01", "until_date": "2022-01-01", "note": "Bāriņtiesas lēmums"}
    assert client.post(url, data | both).status_code == 302
    row.refresh_from_db()
    assert (row.kind, row.first, str(row.until_date), row.note) == ("guardian", home["partner"], "2022-01-01", "Bāriņtiesas lēmums")
    entry = AuditEntry.objects.filter(act="change_relation").get()
    assert {"kind", "from_date", "until_date"} <= set(entry.digests)
    assert "guardian: Pēteris Kalns (until 2022)" in listed(page(client, cast))
    client.post(url, {"first": home["mother"].key, "kind": "guardian", "other": home["son"].key})
    row.refresh_from_db()
    assert (row.first, row.second, row.until_date) == (home["mother"], home["son"], None)
    page_of_person = reverse("people:row", args=[home["son"].key, "relations", row.pk])
    assert client.post(page_of_person, {"first": home["son"].key, "kind": "child", "other": home["partner"].key}).status_code == 302
    row.refresh_from_db()
    assert (row.first, row.second, row.kind) == (home["partner"], home["son"], "parent")


def test_a_parent_turned_round_does_not_stand_in_its_own_way(cast: Cast) -> None:
    older, younger = (register_person(by=ME, first_name=name, last_name="Nezināms") for name in ("A", "B"))
    row = relate(older, younger, by=ME, kind="parent")
    assert change_relation(row, younger, older, by=ME, kind="parent").first == younger
    same = relate(older, younger, by=ME, kind="sibling")
    assert relate(younger, older, by=ME, kind="sibling") == same
    with pytest.raises(Refused, match="already written down"):
        change_relation(row, older, younger, by=ME, kind="sibling")


def test_nobody_has_a_tie_with_themselves_and_dates_are_in_order(cast: Cast, home: dict[str, Person]) -> None:
    with pytest.raises(Refused, match="themselves"):
        tie(home["son"], by=ME, other=home["son"], kind="close")
    with pytest.raises(Refused, match="before the start"):
        tie(home["son"], by=ME, other="Skola", kind="close", from_date=dt.date(2024, 1, 2), until_date=dt.date(2024, 1, 1))
    with pytest.raises(Refused, match="choose one or write it"):
        tie(home["son"], by=ME, other=" ", kind="close")
    school = Organisation.objects.create(name="Bauskas skola", folded="bauskas skola", kind="school")
    bond = tie(home["son"], by=ME, other=school, kind="weak", from_date=dt.date(2024, 1, 2))
    with pytest.raises(Refused, match="before the start"):
        change_tie(bond, home["son"], by=ME, other=school, kind="weak", from_date=dt.date(2024, 1, 2), until_date=dt.date(2024, 1, 1))


def test_only_a_couple_separates_and_only_spouses_divorce(cast: Cast, home: dict[str, Person]) -> None:
    pairs = ((home["mother"], home["son"], "guardian", "Only a couple"), (home["mother"], home["partner"], "partner", "Only spouses"))
    for first, second, kind, said in pairs:
        with pytest.raises(Refused, match=said):
            relate(first, second, by=ME, kind=kind, until_date=dt.date(2024, 1, 1), ended_as="divorced")


def test_whom_the_drawing_has_no_room_for_is_told_on_page_and_paper(
    cast: Cast, home: dict[str, Person], client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    aunt = enter("Zigrīda Tālā", 1960)
    relate(aunt, home["father"], by=ME, kind="other")
    add_member(cast.family, by=ME, person=aunt, role="relative", until_date=dt.date(2020, 1, 1))
    far = enter("Ausma Vistālākā", 1940)
    give_circle_access(cast.circle, by=ME, person=far)
    relate(far, aunt, by=ME, kind="parent")
    assert "Vistālākā" in page(client, cast) and "no room" not in page(client, cast)
    people = len([one for one in genogram(ME, cast.family, dt.date(2026, 1, 1)).people if not one.is_unknown])
    monkeypatch.setattr("ligzda.people.queries.genogram.MOST", people - 1)
    text = page(client, cast)
    assert "Vistālākā" not in text and "no room for 1 more person" in text
    scene = genogram(ME, cast.family, dt.date(2026, 1, 1))
    assert "no room for 1 more person" in " ".join(re.findall(r">([^<]+)</text>", shown.as_file(scene, cast.family, dt.date(2026, 1, 1))))
    assert "no room for 1 more person" in str(shown.paper(scene, cast.family, dt.date(2026, 1, 1)).blocks)


def test_each_household_can_be_chosen_by_itself(cast: Cast, home: dict[str, Person], client: Client) -> None:
    assert "All households" not in page(client, cast)
    elsewhere = register_family(by=ME, name="Tēva mājas")
    add_member(elsewhere, by=ME, person=home["father"], role="father")
    give_circle_access(cast.circle, by=ME, family=elsewhere)
    every = page(client, cast)
    assert "All households" in every and every.count("Tēva mājas") >= 3
    alone = page(client, cast, home=elsewhere.key)
    assert "Jānis" in listed(alone) and "Elīna" not in listed(alone) + drawn(alone)
    assert "Elīna" in page(client, cast, home="no-such-home")


def test_a_day_that_is_none_or_lies_ahead_or_before_all_is_told(cast: Cast, home: dict[str, Person], client: Client) -> None:
    wrong = page(client, cast, on="31.02.2020")
    assert "“31.02.2020” is no day of the calendar" in wrong and 'value="31.02.2020"' in wrong
    assert "lies ahead" in page(client, cast, on="2199-01-01") and "lies ahead" not in page(client, cast)
    assert "Nobody belongs to the family on this day." in page(client, cast, on="0001-01-01")
    assert client.get(reverse("desk:genogram_svg", args=[cast.family.key]), {"on": "9999-12-31"}).status_code == 200


def test_the_paper_is_as_large_as_its_names_need(cast: Cast, home: dict[str, Person]) -> None:
    sizes = ((600, 700, "a4", False), (1200, 700, "a4", True), (2000, 900, "a3", True), (2600, 1000, "a2", True))
    for width, height, name, lies in sizes:
        sheet, wide = shown.fitting(Drawing("", width, height, {}, (), ()))
        assert (sheet.name, sheet.lies) == (name, lies)
        assert wide / width * NAME * 72 / 25.4 >= 6.9
        assert wide <= sheet.width_mm - shown.MARGIN


def test_the_genogram_is_flat(cast: Cast, home: dict[str, Person], client: Client) -> None:
    counts = []
    for more in (2, 20):
        for n in range(more):
            child = enter(f"Bērns{more}{n} Zariņš", 2010)
            add_member(cast.family, by=ME, person=child, role="child", from_date=dt.date(2021, 1, 1))
            relate(home["mother"], child, by=ME, kind="parent")
            tie(child, by=ME, other="Skola", kind="close")
        page(client, cast)
        with CaptureQueriesContext(connection) as seen:
            page(client, cast)
        counts.append(len(seen))
    assert counts[0] == counts[1]
    assert counts[0] <= 45


def test_a_reader_changes_nothing(cast: Cast, home: dict[str, Person], client: Client) -> None:
    text: Any = page(client, cast, "auditor")
    assert "/relations/new/" not in text and "/relations/" not in text


def test_after_an_adoption_the_former_ties_are_closed_to_the_worker_and_open_to_the_coordinator(
    cast: Cast, home: dict[str, Person], client: Client
) -> None:
    adopter = enter("Zane Adoptētāja", 1985)
    add_member(cast.family, by=ME, person=adopter, role="other")
    relate(adopter, home["girl"], by=ME, kind="adoptive_parent")
    tie(home["girl"], by=ME, other="Agrākā skola", kind="close")
    CareStatus.objects.create(
        case=cast.case, person=home["girl"], kind="adopted", from_date=dt.date(2024, 5, 1), deciding_body="Tiesa",
        decision_number="1", decision_date=dt.date(2024, 4, 1),
    )  # fmt: skip
    worker, coordinator = page(client, cast), page(client, cast, "coordinator")
    assert "parent: Pēteris Kalns" not in worker and "Agrākā skola" not in worker
    assert "adoptive parent: Zane Adoptētāja" in worker
    assert "parent: Pēteris Kalns" in coordinator and "Agrākā skola" in coordinator
