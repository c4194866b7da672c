"""Casework of the large population: two finished assessments and a running plan for every case."""

import datetime as dt
import random
from collections.abc import Iterator
from typing import Any

from ligzda.cases.catalogue import ensure_instruments
from ligzda.cases.models import Area, Assessment, Goal, Instrument, Plan, Score, Step
from ligzda.demo.bulk_insert import first_id, numbered, pour
from ligzda.kernel import clock

APART = 180  # days between the two assessments
GOALS, STEPS = 2, 3  # of each plan; of each goal
TEXTS = ("Bērns skolā katru dienu.", "Rēķini samaksāti laikā.")
DEEDS = ("Saruna ar klases audzinātāju.", "Sastādīt nedēļas budžetu.", "Pieteikties konsultācijai.")


def write(first_case: int, first_episode: int, admitted: list[dt.date], workers: list[int]) -> None:
    """``admitted`` and ``workers``: for each case in order the day it began, and the id of the user whose steps they are."""
    ensure_instruments()
    instrument = Instrument.objects.filter(is_active=True).order_by("id")[0]
    areas = list(Area.objects.filter(instrument=instrument, scored=Area.Scored.FAMILY).order_by("order").values_list("pk", flat=True))
    dice = random.Random(20261128)
    days = list(enumerate(zip(admitted, workers, strict=True)))
    _assessments(first_case, first_episode, days, instrument.pk, areas, dice)
    _plans(first_case, first_episode, days, dice)


def _assessments(case: int, episode: int, days: list[Any], instrument: int, areas: list[int], dice: random.Random) -> None:
    now, today, first = clock.now(), clock.today(), first_id(Assessment)
    made = (
        (case + n, episode + n, instrument, "done", min(day + dt.timedelta(days=offset), today), worker, "low", now)
        for n, (day, worker) in days
        for offset in (20, 20 + APART)
    )
    names = ("id", "case_id", "episode_id", "instrument_id", "state", "date", "author_id", "risk", "finished_at")
    pour(Assessment, names, numbered(first, made))

    def scores() -> Iterator[tuple[Any, ...]]:
        for n in range(2 * len(days)):
            for area in areas:
                yield first + n, area, dice.randrange(1, 6), True, "Redzēts mājās."

    pour(Score, ("id", "assessment_id", "area_id", "level", "is_asked", "evidence"), numbered(first_id(Score), scores()))


def _plans(case: int, episode: int, days: list[Any], dice: random.Random) -> None:
    today, plan, goal = clock.today(), first_id(Plan), first_id(Goal)
    plans = (
        (plan + n, case + n, episode + n, "running", day + dt.timedelta(days=40), today + dt.timedelta(days=dice.randrange(1, 180)), worker)
        for n, (day, worker) in days
    )
    pour(Plan, ("id", "case_id", "episode_id", "state", "starts_date", "review_date", "author_id"), plans)
    goals = ((plan + n, TEXTS[g % len(TEXTS)], g + 1) for n, _day in days for g in range(GOALS))
    pour(Goal, ("id", "plan_id", "text", "order"), numbered(goal, goals))

    def steps() -> Iterator[tuple[Any, ...]]:
        for n, (_day, worker) in days:
            for g in range(GOALS):
                for s in range(STEPS):
                    due = today + dt.timedelta(days=dice.randrange(-20, 120))
                    yield case + n, goal + GOALS * n + g, DEEDS[s % len(DEEDS)], worker, due, s + 1

    pour(Step, ("id", "case_id", "goal_id", "text", "user_id", "due_date", "order"), numbered(first_id(Step), steps()))
