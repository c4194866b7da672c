"""Figures of the files know nothing that happened after their day, and nothing outside the stay."""

import datetime as dt

import pytest

from ligzda.access.actor import Actor
from ligzda.cases.models import Episode
from ligzda.projects.queries.figures import figures
from tests.cases.world import World

D = dt.date


def value(world: World, code: str, on: dt.date, **more: object) -> object:
    return figures(Actor.system("test"), world.cast.project, codes=[code], as_of=on, **more)[0].value  # type: ignore[arg-type]


@pytest.fixture
def came_back(world: World) -> Episode:
    """Closed on 15 April 2025; the test says when the family came back."""
    Episode.objects.all().update(admitted_date=D(2099, 1, 1))
    episode = Episode.objects.get(case=world.cast.case)
    Episode.objects.filter(pk=episode.pk).update(
        admitted_date=D(2024, 3, 1), closed_date=D(2025, 4, 15), exit_type="self_reliant", state="closed", is_latest=False
    )
    return episode


def back(world: World, before: Episode, on: dt.date) -> None:
    Episode.objects.create(case=world.cast.case, ordinal=2, entry="reopened", admitted_date=on, follows=before)


def test_a_return_after_the_day_of_the_data_is_not_known_on_it(world: World, came_back: Episode) -> None:
    back(world, came_back, D(2025, 7, 27))
    assert [value(world, "reopened", day) for day in (D(2025, 6, 30), D(2025, 7, 26), D(2025, 7, 27))] == [0, 0, 1]
    in_april = {"by": ("month",), "since": D(2025, 1, 1)}
    found = figures(Actor.system("test"), world.cast.project, codes=["reopened"], as_of=D(2025, 7, 27), **in_april)[0]  # type: ignore[arg-type]
    assert {row.key["month"]: row.value for row in found.rows or ()}["2025-04"] == 1, "the return is known, wherever the closing lies"


@pytest.mark.parametrize(("day", "counted"), [(D(2026, 4, 14), 1), (D(2026, 4, 15), 1), (D(2026, 4, 16), 0)])
def test_the_last_day_of_twelve_months_is_within_them(world: World, came_back: Episode, day: dt.date, counted: int) -> None:
    back(world, came_back, day)
    assert value(world, "reopened", D(2026, 12, 31)) == counted
