"""How far a seat reaches, circle by circle: open and closed, below a site, below the organisation; and where an act belongs."""

import datetime as dt
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from ligzda.access import pages
from ligzda.access.actions.functions import save_function
from ligzda.access.actor import Actor, Scope, in_force, not_over, own_work
from ligzda.access.homes import circle_of, organisation
from ligzda.access.models import Circle, Function, Seat
from ligzda.access.permissions import Permission
from ligzda.access.queries.circles import who_can_see
from ligzda.cases.models import Episode
from ligzda.kernel.translated import Translated
from ligzda.people.models import FormerName
from tests.cast import Cast, make_circle, make_person, make_seat, make_user

DAY = dt.date(2026, 3, 2)
ONE = dt.timedelta(days=1)


@pytest.fixture
def circles(db: None) -> dict[str, Circle]:
    """A site with an open and a closed file, another site with a file, and the organisation above."""
    site, other = make_circle(Circle.Kind.SITE, parent=organisation()), make_circle(Circle.Kind.SITE, parent=organisation())
    open_file, closed = make_circle(parent=site), make_circle(parent=site, is_closed=True)
    return {"top": organisation(), "site": site, "open": open_file, "closed": closed, "there": make_circle(parent=other), "other": other}


EVERYTHING = {"top", "site", "open", "there", "other"}


@pytest.mark.parametrize(
    ("scope", "reached"),
    [
        ({}, set()),
        ({"own": ("open",)}, {"open"}),
        ({"own": ("closed",)}, {"closed"}),
        ({"own": ("site",), "sites": ("site",)}, {"site", "open"}),
        ({"own": ("site", "closed"), "sites": ("site",)}, {"site", "open", "closed"}),
        ({"sites": ("site",)}, {"open"}),
        ({"everything": True}, EVERYTHING),
        ({"everything": True, "own": ("closed",)}, EVERYTHING | {"closed"}),
        ({"everything": True, "even_closed": True}, EVERYTHING | {"closed"}),
    ],
)
def test_a_scope_reaches_just_these_circles_in_a_list_and_one_by_one(
    circles: dict[str, Circle], scope: dict[str, Any], reached: set[str]
) -> None:
    seen = Scope(**{name: tuple(circles[one].pk for one in said) if isinstance(said, tuple) else said for name, said in scope.items()})
    listed = Circle.objects.filter(pk__in=seen.circle_ids())
    assert {name for name, circle in circles.items() if circle in listed} == reached
    assert {name for name, circle in circles.items() if seen.covers(circle)} == reached
    assert bool(seen) is bool(reached)


SEATS = [
    ({}, True, True),
    ({"since": DAY}, True, True),
    ({"since": DAY + ONE}, False, True),
    ({"until": DAY}, True, True),
    ({"until": DAY - ONE}, False, False),
    ({"until": DAY + ONE}, True, True),
    ({"is_proposed": True}, False, False),
    ({"ended_at": dt.datetime(2026, 3, 2, tzinfo=dt.UTC)}, False, False),
]


@pytest.mark.parametrize(("fields", "runs", "is_not_over"), SEATS)
def test_a_seat_is_in_force_from_its_first_to_its_last_day(db: None, fields: dict[str, Any], runs: bool, is_not_over: bool) -> None:
    user = make_user()
    make_seat(make_circle(), user, "case_worker", **fields)
    make_seat(make_circle(), make_user(), "case_worker")  # somebody else's is never this person's
    assert Seat.objects.filter(in_force(DAY), user=user).exists() is runs
    assert Seat.objects.filter(not_over(DAY), user=user).exists() is is_not_over
    assert len(Actor(user, DAY).seats) == int(runs)


@pytest.mark.parametrize(
    ("fields", "is_theirs"),
    [
        ({}, True),
        ({"until": DAY - ONE}, False),
        ({"since": DAY + ONE}, False),
        ({"instead_of": None}, False),
        ({"circle": "other_case"}, False),
    ],
)
def test_a_stand_in_does_the_work_of_whom_they_stand_in_for_in_that_file(cast: Cast, fields: dict[str, Any], is_theirs: bool) -> None:
    stand_in, absent = make_user("Vietniece"), cast.worker_in
    where = cast.other_case.circle if "circle" in fields else cast.circle
    make_seat(where, stand_in, "case_worker", **{"instead_of": absent} | {name: one for name, one in fields.items() if name != "circle"})
    rows = Seat.objects.filter(circle=cast.circle, role="case_worker", user=absent)
    mine = own_work("user", "circle", True, user=stand_in.pk, on=DAY)
    assert rows.filter(mine).exists() is is_theirs
    assert not rows.filter(own_work("user", "circle", False, user=stand_in.pk, on=DAY)).exists()
    assert not rows.filter(own_work("user", "circle", True, user=stand_in.pk, on=None)).exists()
    assert rows.filter(own_work("user", "circle", False, user=absent.pk, on=None)).exists()  # type: ignore[union-attr]


def test_who_sits_above_reads_open_files_below_and_no_closed_one(cast: Cast) -> None:
    head, below = make_user("Daina Kalva"), make_user("Vija Strods")
    make_seat(organisation(), head, "coordinator")
    make_seat(organisation(), below, "case_worker")  # a role that reaches no further than its seat

    def names() -> set[str]:
        return {one.name for one in who_can_see(cast.actor("worker_in"), Circle.objects.get(pk=cast.circle.pk))}

    assert names() == {"Ilze Krūmiņa", "Māra Ozola", "Guna Priede", "Daina Kalva"}
    Circle.objects.filter(pk=cast.circle.pk).update(is_closed=True)
    assert names() == {"Ilze Krūmiņa", "Guna Priede"}


# where an act belongs


def test_what_is_in_nobodys_file_belongs_where_its_writer_sits_and_a_jobs_to_the_organisation(cast: Cast) -> None:
    person = make_person()
    former = FormerName.objects.create(person=person, last_name="Agrāk")
    assert circle_of(cast.actor("coordinator"), person) == cast.site.circle.pk == circle_of(cast.actor("coordinator"), former)
    assert circle_of(Actor.system("import"), person) == organisation().pk == circle_of(Actor.system("import"), former)
    assert circle_of(cast.actor("nobody"), person) == organisation().pk
    member = cast.family.memberships.get().person
    assert circle_of(cast.actor("worker_in"), member) == cast.circle.pk
    assert circle_of(cast.actor("coordinator"), cast.case) == cast.circle.pk == circle_of(Actor.system("import"), cast.case)


def test_a_record_read_with_what_it_hangs_on_belongs_to_the_same_circle(cast: Cast) -> None:
    by = cast.actor("coordinator")
    alone, beside = (rows.get(case=cast.case) for rows in (Episode.objects, Episode.objects.select_related("case__circle")))
    assert circle_of(by, alone) == circle_of(by, beside) == cast.circle.pk


# pages and functions


@pytest.mark.parametrize(("status", "writes", "is_told"), [(200, True, True), (302, True, True), (409, True, False), (200, False, False)])
def test_whose_words_were_saved_is_followed_where_they_were_saved(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, status: int, writes: bool, is_told: bool
) -> None:
    told: list[Any] = []
    episode = cast.case.episodes.get()
    monkeypatch.setattr(pages, "SAVED", [lambda actor, written, typed: told.append(written)])

    def view(request: Any) -> HttpResponse:
        if writes:
            episode.exit_reason = "Pārcēlās uz citu vietu."
        return HttpResponse(status=status)

    request = RequestFactory().post("/")
    request.user = cast.worker_in
    pages.page(Permission.SIGNED_IN)(view)(request)
    assert bool(told) is is_told


def test_functions_of_one_name_have_keys_of_their_own(cast: Cast) -> None:
    name = Translated(lv="x", en="Play therapist")
    for _n in range(3):
        save_function(None, by=cast.actor("admin"), role="specialist", is_specialist=True, name=name)
    assert list(Function.objects.filter(name__en="Play therapist").order_by("id").values_list("key", flat=True)) == [
        "play_therapist", "play_therapist_2", "play_therapist_3",
    ]  # fmt: skip
