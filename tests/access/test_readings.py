"""Whatever shows text, contact data or an address writes who read it, before it is sent: no page does so by itself."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from ligzda.access import audit
from ligzda.access.form_views import number_from
from ligzda.access.keys import lookup_digest
from ligzda.access.models import ReadEntry
from ligzda.access.shown import BODY_GUARDS, Shown, gathering
from ligzda.cases.models import Case, Note
from ligzda.kernel import clock
from tests.cast import Cast


def as_user(cast: Cast, name: str) -> Client:
    client = Client()
    client.force_login(cast.users[name])
    return client


def readings(cast: Cast, name: str) -> list[tuple[str, int | None, str]]:
    user: Any = cast.users[name]
    return list(ReadEntry.objects.filter(user_id=user.pk).order_by("id").values_list("page", "circle_id", "thing"))


def test_a_file_opened_again_within_ten_minutes_is_one_reading(cast: Cast) -> None:
    client = as_user(cast, "worker_in")
    for _n in range(3):
        assert client.get(cast.case.get_absolute_url()).status_code == 200
    assert readings(cast, "worker_in") == [("desk:case", cast.circle.pk, "cases.case")]
    ReadEntry.objects.update(at=clock.now() - dt.timedelta(minutes=11))
    client.get(cast.case.get_absolute_url())
    assert len(readings(cast, "worker_in")) == 2


def test_two_readers_and_two_pages_are_four_readings(cast: Cast) -> None:
    for name in ("worker_in", "coordinator"):
        client = as_user(cast, name)
        for _n in range(2):
            client.get(cast.case.get_absolute_url())
            client.get(reverse("desk:family", args=[cast.family.key]))
    assert ReadEntry.objects.count() == 4
    assert set(ReadEntry.objects.values_list("circle_id", flat=True)) == {cast.circle.pk}


def test_what_is_not_there_for_somebody_is_no_reading(cast: Cast) -> None:
    assert as_user(cast, "worker_out").get(cast.case.get_absolute_url()).status_code == 404
    assert as_user(cast, "nobody").get(reverse("desk:family", args=[cast.family.key])).status_code == 404
    assert ReadEntry.objects.count() == 0


def test_a_list_of_names_is_one_reading_in_the_circle_of_the_seat(cast: Cast) -> None:
    answer = as_user(cast, "coordinator").get(reverse("desk:families"), {"q": "Vītoliņu", "state": "active"})
    assert cast.family.name in answer.content.decode()
    entry = ReadEntry.objects.get()
    assert (entry.circle_id, entry.thing_id, entry.page) == (cast.site.circle.pk, None, "desk:families")
    assert entry.asked == {"state": "active", "q": [lookup_digest("vitolinu")[:24]]}
    assert "tol" not in str(entry.asked)


def test_a_list_of_somebody_who_sits_in_files_alone_belongs_to_their_site(cast: Cast) -> None:
    as_user(cast, "worker_in").get(reverse("desk:families"))
    assert readings(cast, "worker_in") == [("desk:families", cast.site.circle.pk, "cases.episode")]


def test_a_list_narrowed_otherwise_is_another_reading(cast: Cast) -> None:
    client = as_user(cast, "coordinator")
    for state in ("active", "active", ""):
        client.get(reverse("desk:families"), {"state": state})
    assert [entry.asked for entry in ReadEntry.objects.order_by("id")] == [{"state": "active"}, {}]


@pytest.mark.parametrize("name", ["access:account"])
def test_a_page_about_nobody_is_no_reading(cast: Cast, name: str) -> None:
    assert as_user(cast, "coordinator").get(reverse(name)).status_code == 200
    assert ReadEntry.objects.count() == 0


def test_a_form_that_comes_back_is_read_as_well_and_a_redirect_is_not(cast: Cast) -> None:
    client, url = as_user(cast, "worker_in"), reverse("cases:note", args=[cast.family.key, cast.case.key])
    assert client.post(url, {"text": ""}).status_code == 422
    assert readings(cast, "worker_in") == [("cases:note", cast.circle.pk, "cases.case")]
    ReadEntry.objects.all().delete()
    assert client.post(url, {"text": "Bija mājās.", "tier": "working", "date": clock.today().isoformat()}).status_code == 302
    assert Note.objects.count() == 1
    assert ReadEntry.objects.count() == 0


def test_a_guard_covers_the_body_and_knows_whose_it_is(cast: Cast) -> None:
    asked: list[tuple[Any, frozenset[int]]] = []

    def covers(actor: Any, circles: frozenset[int], text: str, _shown: Any) -> str:
        asked.append((actor.user, circles))
        return text.replace(cast.family.name, "•••")

    BODY_GUARDS.append(covers)
    try:
        page = as_user(cast, "worker_in").get(reverse("desk:family", args=[cast.family.key])).content.decode()
    finally:
        BODY_GUARDS.remove(covers)
    assert cast.family.name not in page and "•••" in page
    assert asked == [(cast.users["worker_in"], frozenset({cast.circle.pk}))]


@pytest.mark.parametrize(
    ("name", "typed", "is_kept"),
    [
        ("state", "active", True),
        ("site", "bauska-1", True),
        ("from", "2026-03-01", True),
        ("state", "Anna Liepa", False),  # whoever writes words into an address where a code belongs
        ("state", "x" * 40, True),
        ("state", "x" * 41, False),
        ("q", "liepa", False),
        ("family", "liepa", False),
        ("person", "liepa", False),
    ],
)
def test_codes_are_noted_as_they_are_and_words_never(name: str, typed: str, is_kept: bool) -> None:
    said = audit._filter({name: typed, "empty": ""})
    assert set(said) == {name} and (said[name] == typed) is is_kept
    if not is_kept:
        assert said[name] == [lookup_digest(word)[:24] for word in typed.lower().split()]


def test_a_text_of_another_file_that_a_page_shows_is_a_reading_in_that_file_once(cast: Cast) -> None:
    """What the page is about, and each text it took from elsewhere, whatever the page."""
    mine, theirs = (
        Note.objects.create(case=one, date=clock.today(), text="Saruna.", author=cast.worker_in) for one in (cast.case, cast.other_case)
    )
    shown = Shown()
    with gathering(shown):
        shown.open(cast.case)
        assert [Note.objects.get(pk=one.pk).text for one in (mine, theirs, theirs)] == ["Saruna."] * 3
    told = [(one.circle_id, one.thing) for one in shown.readings(cast.actor("coordinator"), cast.site.circle_id)]
    assert sorted(told) == sorted([(cast.circle.pk, "cases.case"), (cast.other_case.circle_id, "cases.note")])


@pytest.mark.parametrize(("is_quiet", "is_listed"), [(False, True), (True, False)])
def test_a_list_beside_a_text_of_a_file_is_noted_at_the_seat_and_beside_a_closed_one_it_is_not(
    cast: Cast, is_quiet: bool, is_listed: bool
) -> None:
    note = Note.objects.create(case=cast.case, date=clock.today(), text="Saruna.", author=cast.worker_in)
    shown = Shown()
    with gathering(shown):
        shown.meet([cast.case, cast.other_case], Case)
        assert Note.objects.get(pk=note.pk).text == "Saruna."
    found = shown.readings(cast.actor("coordinator"), cast.site.circle_id, is_quiet=is_quiet)
    assert ((cast.site.circle_id, None) in {(one.circle_id, one.thing_id) for one in found}) is is_listed


@pytest.mark.parametrize(("text", "number"), [("999999999", 999_999_999), ("1000000000", 0), ("²", 0), ("-1", 0), ("", 0), (None, 0)])
def test_a_version_that_came_back_is_a_number_of_at_most_nine_digits(text: str | None, number: int) -> None:
    assert number_from(text) == number
