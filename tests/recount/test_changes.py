"""After each of many random changes the two counts agree: on the figures that the change can touch, and on some at random."""

import datetime as dt
import os
import random
from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.db import transaction

from ligzda.kernel.refused import Refused
from ligzda.measure.engine import compute
from ligzda.measure.indicators import indicator
from ligzda.measure.request import FigureRequest
from tests.kept import TODAY
from tests.proofs import SOAK, note
from tests.recount.asking import DEFINITIONS, all_differences, axes, codes, projects
from tests.recount.changes import CHANGES, Change
from tests.recount.counting import PERIODS, Question
from tests.recount.records import Records

AT_RANDOM = 20
TRIES = 60
# One axis of each figure, another one for another day's seed: a statement is compiled once for each, and that takes longest.
SEED = int(os.environ.get("LIGZDA_SEED", "7"))


def how_many(on_postgresql: bool) -> int:
    if SOAK:
        return 1000
    return 20 if on_postgresql else 200


def axis_of(code: str) -> str:
    names = [name for name in axes(code) if name not in PERIODS]
    return names[(SEED + len(code)) % len(names)] if names else ""


class Asker:
    """Questions about one day of each project, so that what was read once serves many of them."""

    def __init__(self, records: Records, rng: random.Random) -> None:
        self.rng, self.projects, self.days = rng, projects(records), dict[int, dt.date]()

    def project(self, pk: int | None) -> Any:
        return next((one for one in self.projects if one.id == pk), None) or self.rng.choice(self.projects)

    def question(self, code: str, project: Any) -> tuple[str, Question]:
        last = min(TODAY, project.end_date or TODAY)
        span = (last - project.start_date).days
        day = self.days.setdefault(project.id, last - dt.timedelta(days=self.rng.choice((0, 0, self.rng.randint(0, span // 2)))))
        since = self.rng.choice((None, None, project.start_date + dt.timedelta(days=span // 4)))
        measure = self.rng.choice(("total", "total", "total", "new", "cumulative"))
        by = (axis_of(code),) if axis_of(code) and measure == "total" and self.rng.random() < 0.5 else ()
        return code, Question(project.id, project.start_date, day, since, measure, by)


def planned(rng: random.Random, wanted: int) -> Iterator[Change]:
    """Each kind once where there is room for all, in the order in which one makes the next possible; the rest by chance."""
    every = CHANGES if wanted >= len(CHANGES) else ()
    yield from every
    for _n in range(wanted - len(every)):
        yield rng.choices(CHANGES, [one.often for one in CHANGES])[0]


def changed(rng: random.Random, change: Change, done: Counter[str]) -> tuple[Change, int | None]:
    """A change that the rooms accept; what they refuse is no change and is tried on something else, at last as another kind."""
    for attempt in range(2 * TRIES):
        patience = TRIES // 2 if change.act.__name__ in done else TRIES
        one = change if attempt < patience else rng.choice(CHANGES)
        try:
            with transaction.atomic():
                return one, one.act(rng)
        except (Refused, LookupError):
            continue
    raise AssertionError(f"never accepted: {change.act.__name__}")


def test_what_can_be_touched_is_said_of_figures_that_exist() -> None:
    named = {code for change in CHANGES for code in change.touches}
    assert named == set(codes()), "each figure is touched by some change"


def test_every_figure_can_be_asked_new_by_each_of_its_axes(demo: None, db: None) -> None:
    """The deepest questions: SQLite's parser has an end."""
    project = projects(Records())[0]
    since = project.start_date + dt.timedelta(days=100)
    for code in codes():
        if indicator(code).is_units:
            for by in axes(code):
                compute(FigureRequest(code, TODAY, project.id, project_start=project.start_date, since=since, measure="new", by=(by,)))


def test_the_counts_agree_after_every_change(demo: None, db: None, on_postgresql: bool) -> None:
    rng, wanted, asked = random.Random(SEED), how_many(on_postgresql), 0
    done: Counter[str] = Counter()
    for kind in planned(rng, wanted):
        change, project = changed(rng, kind, done)
        done[change.act.__name__] += 1
        records = Records()
        asker = Asker(records, rng)
        touched = [asker.question(code, asker.project(project)) for code in change.touches]
        others = [asker.question(code, rng.choice(asker.projects)) for code in rng.sample(sorted(DEFINITIONS), AT_RANDOM)]
        asked += len(touched) + len(others)
        found = all_differences(records, [*touched, *others])
        assert not found, "\n".join([f"after {sum(done.values())} changes, the last one: {change.act.__name__}", *found[:20]])
    note("recount", asked=asked, faults=0, of=f"{wanted} changes")
    assert sum(done.values()) == wanted, done
    missing = {one.act.__name__ for one in CHANGES} - set(done)
    assert on_postgresql or not missing, f"never accepted: {missing}"
