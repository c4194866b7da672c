"""A family's timeline: whole over its pages, narrowed, of one cost, and open to every room that speaks in it."""

import datetime as dt
import sys

import pytest

from ligzda.cases.timeline import Kind, Reading, TimelineEntry
from ligzda.desk.queries import timeline as page
from ligzda.desk.queries.timeline import timeline, whole_record
from tests.services.world import TODAY, World, make

DAY = dt.timedelta(days=1)
PLANTED = Kind("planted", 9)


@pytest.fixture
def world(db: None) -> World:
    return make()


def test_the_timeline_pages_by_25_without_a_gap_or_a_double(world: World) -> None:
    for n in range(60):
        world.held("vitolini", "social_work", TODAY - (n // 2) * DAY, "agnese")
    family, by, seen, after, pages = world.cases["vitolini"].family, world.actor("worker"), [], None, 0
    while after != "":
        page = timeline(by, family, after=after)
        seen += [entry.id for group in page.groups for entry in group["entries"]]
        after, pages = page.next_after, pages + 1
    assert (len(seen), len(set(seen)), pages) == (60, 60, 3)


def test_the_timeline_is_filtered_by_kind_and_person(world: World) -> None:
    world.held("vitolini", "social_work", TODAY - DAY, "kristers")
    world.held("vitolini", "social_work", TODAY - 3 * DAY, "agnese")
    by, family = world.actor("worker"), world.cases["vitolini"].family
    assert timeline(by, family, kind="notes").count == 0
    assert timeline(by, family, person=world.people["kristers"].pk).count == 1
    assert timeline(world.actor("other"), family).count == 0


@pytest.mark.parametrize("size", [5, 50])
def test_the_timeline_costs_the_same_for_five_and_fifty(world: World, size: int, django_assert_max_num_queries: object) -> None:
    for n in range(size):
        world.held("vitolini", "psychologist", TODAY - n * DAY, "agnese", "kristers")
    by = world.actor("worker")
    with django_assert_max_num_queries(9):  # type: ignore[operator]
        timeline(by, world.cases["vitolini"].family)


def test_a_planted_room_stands_in_the_timeline_and_in_the_whole_record(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def planted(reading: Reading) -> list[TimelineEntry]:
        return [TimelineEntry(PLANTED, 1, TODAY, "note", "Iesēts")] if reading.wants(PLANTED) else []

    world.held("vitolini", "social_work", TODAY, "agnese")
    by, case = world.actor("worker"), world.cases["vitolini"]
    monkeypatch.setattr(page, "ROOMS", (*page.ROOMS, planted))
    titles = [entry.title for group in timeline(by, case.family).groups for entry in group["entries"]]
    assert titles[0] == "Iesēts" and len(titles) > 1, "the higher rank stands on top"
    assert "Iesēts" in [entry.title for entry in whole_record(by, case, 50)]
    assert timeline(by, case.family, kind="meetings").count == 1


def test_each_kind_of_line_has_a_name_and_a_rank_of_its_own() -> None:
    kinds = [one for room in page.ROOMS for one in vars(sys.modules[room.__module__]).values() if isinstance(one, Kind)]
    assert len({one.rank for one in kinds}) == len({one.name for one in kinds}) == len(kinds)
    assert {one.name for one in kinds} == set(page.KINDS)
