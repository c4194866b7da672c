"""The profile of a file: each area over the finished assessments, from the first to the last, and what changed."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from ligzda.access.actor import Actor
from ligzda.cases.models import Area, Case, Instrument
from ligzda.cases.queries.assessments import Mark, Standing, marks, standings
from ligzda.kernel.prepared import Prepared

SHOWN = 6  # columns: the first, and the last five


@dataclass(frozen=True)
class Column:
    """One finished assessment."""

    assessment_id: int
    key: str
    date: dt.date


@dataclass(frozen=True)
class ProfileLine:
    """One area, for the family or for one child, with a mark (or nothing) for each column."""

    area: Area
    person: str
    person_key: str
    marks: tuple[Mark | None, ...]
    standing: Standing | None

    @property
    def label(self) -> str:
        return f"{self.area} · {self.person}" if self.person else str(self.area)

    @property
    def is_danger(self) -> bool:
        """Only the lowest level of safety wears the sign of danger."""
        return self.standing is not None and self.area.is_safety and self.standing.level == self.area.instrument.lowest

    @property
    def is_low(self) -> bool:
        """Where the lower half of the scale ends, a goal begins."""
        return self.standing is not None and self.standing.level * 2 <= self.area.instrument.lowest + self.area.instrument.highest


@dataclass(frozen=True)
class Profile:
    """One instrument's areas over time."""

    instrument: Instrument
    count: int  # of assessments; the columns may be fewer
    columns: list[Column]
    lines: list[ProfileLine]

    @property
    def improved(self) -> int:
        return sum(line.standing is not None and line.standing.change > 0 for line in self.lines)

    @property
    def worse(self) -> int:
        return sum(line.standing is not None and line.standing.change < 0 for line in self.lines)

    @property
    def same(self) -> int:
        return sum(line.standing is not None and line.standing.change == 0 for line in self.lines)


def profiles(actor: Actor, case: Case | int) -> list[Profile]:
    """One for each instrument the family was assessed with. Two statements."""
    found = marks(actor, case)
    if not found:
        return []
    areas = {area.pk: area for area in _areas(ids=list({one.area_id for one in found}))}
    by_instrument: dict[int, list[Mark]] = {}
    for one in found:
        by_instrument.setdefault(areas[one.area_id].instrument_id, []).append(one)
    return [_profile(its, areas) for its in by_instrument.values()]


@Prepared
def _areas(*, ids: list[int]) -> Any:
    return Area.objects.filter(pk__in=ids).select_related("instrument").order_by("id")


def lowest_or_changed(actor: Actor, case: int, most: int = 4) -> list[ProfileLine]:
    """What a family's page shows of the profile: the lowest areas of a file, those that changed first. Two statements."""
    lines = [line for profile in profiles(actor, case) for line in profile.lines if line.standing]
    return sorted(lines, key=_weight)[:most]


def _weight(line: ProfileLine) -> tuple[Any, ...]:
    standing = line.standing
    return (standing.level, -abs(standing.change), line.area.order) if standing else (99, 0, 0)


def _profile(found: list[Mark], areas: dict[int, Area]) -> Profile:
    dated = {one.assessment_id: Column(one.assessment_id, one.assessment_key, one.date) for one in found}
    columns = list(dated.values())
    count = len(columns)
    if count > SHOWN:
        columns = [columns[0], *columns[1 - SHOWN :]]
    latest, now = {one.place: one for one in found}, standings(found)
    at = {(one.place, one.assessment_id): one for one in found}
    lines = []
    for place, last in sorted(latest.items(), key=lambda pair: (areas[pair[0][0]].order, pair[1].person)):
        row = tuple(at.get((place, column.assessment_id)) for column in columns)
        lines.append(ProfileLine(areas[place[0]], last.person, last.person_key, row, now.get(place)))
    return Profile(areas[found[0].area_id].instrument, count, columns, lines)
