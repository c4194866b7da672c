"""Assessments of a file: the sheet being filled in, the latest levels, what is due. Levels only for those who hold ``SEE_SCORES``."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Value
from django.db.models.functions import Coalesce

from ligzda.access.actor import Actor, prepared
from ligzda.access.permissions import Permission
from ligzda.cases import rules
from ligzda.cases.models import Area, Assessment, Case, Episode, Instrument, Score
from ligzda.cases.states import AssessmentState
from ligzda.people.models import Person
from ligzda.people.queries import members
from ligzda.people.queries.families import Member

Place = tuple[int, int | None]  # area, and the child (the root of its records) where the area is scored per child


@dataclass(frozen=True)
class Mark:
    """A level of one area in one finished assessment."""

    assessment_id: int
    assessment_key: str
    date: dt.date
    area_id: int
    person_id: int | None
    person: str
    person_key: str
    level: int | None
    own_level: int | None

    @property
    def place(self) -> Place:
        return self.area_id, self.person_id


@dataclass(frozen=True)
class Standing:
    """Where an area stands: its last level, the one before, and the first."""

    last: Mark
    before: int | None
    first: int

    @property
    def level(self) -> int:
        return self.last.level or 0

    @property
    def change(self) -> int:
        return self.level - self.first


@dataclass(frozen=True)
class Slot:
    """One question of the sheet: an area, for the family or for one child; how it stands, and how it was last time."""

    area: Area
    child: Member | None
    score: Score | None
    before: Mark | None

    @property
    def place(self) -> Place:
        return self.area.pk, self.child.person_id if self.child else None

    @property
    def is_danger(self) -> bool:
        """Only the lowest level of safety wears the sign of danger."""
        return self.area.is_safety and self.score is not None and self.score.level == self.area.instrument.lowest

    @property
    def label(self) -> str:
        return f"{self.area} · {self.child.first_name}" if self.child else str(self.area)

    @property
    def arguments(self) -> list[str]:
        return [self.area.code, self.child.person_key] if self.child else [self.area.code]


@dataclass(frozen=True)
class AssessmentSheet:
    """An assessment with everything it asks, in order: an area for the family, then for each child."""

    assessment: Assessment
    slots: list[Slot]
    children: list[Member]
    views: dict[int, Any]  # by person: the child's own words, or why nobody asked

    @cached_property
    def decided(self) -> int:
        return sum(slot.score is not None for slot in self.slots)

    def at(self, code: str, person_key: str = "") -> int | None:
        """The place of a question in the order; None for one that this sheet does not ask."""
        wanted = [code, person_key] if person_key else [code]
        return next((place for place, slot in enumerate(self.slots) if slot.arguments == wanted), None)

    def after(self, place: int) -> Slot | None:
        """The next question nobody has answered, from here on and then from the beginning."""
        around = [*self.slots[place + 1 :], *self.slots[:place]]
        return next((slot for slot in around if slot.score is None), None)

    @cached_property
    def silent(self) -> list[Member]:
        """Children of whom neither words nor a reason are written anywhere."""
        heard = {slot.place[1] for slot in self.slots if slot.score and slot.score.child_words}
        return [child for child in self.children if child.person_id not in heard | self.views.keys()]


def instruments_in_use(actor: Actor) -> list[Instrument]:
    """What a worker may assess with on a screen; open to everybody who assesses."""
    return list(Instrument.objects.filter(is_active=True).exclude(channel="paper").order_by("id"))


def assessments_of(actor: Actor, case: Case) -> list[Assessment]:
    """All of this file, the latest first; voided ones stay away."""
    return _of_case(actor, Permission.SEE_SCORES, case=case.pk)


@prepared
def _of_case(actor: Actor, word: Permission, *, case: int) -> Any:
    rows = Assessment.objects.visible_to(actor, word).filter(case=case, voided_at__isnull=True)
    return rows.select_related("instrument", "author", "case__family__root").order_by("-date", "-id")


def assessment_by_key(actor: Actor, case: Case, key: str, word: Permission = Permission.SEE_SCORES) -> Assessment | None:
    rows = Assessment.objects.visible_to(actor, word).filter(case=case, key=key, voided_at__isnull=True)
    return rows.select_related("instrument", "author", "case__circle", "case__family__root").first()


def children_on(actor: Actor, case: Case, day: dt.date) -> list[Member]:
    """The children of the family on a day, the eldest first."""
    return [one for one in members(actor, case.family, day) if rules.is_child(one.role, one.birth_date, day)]


def belongs_on(actor: Actor, case: Case, person: Person, day: dt.date) -> bool:
    """Was this child in the family on that day?"""
    return (person.root_id or person.pk) in {one.person_id for one in children_on(actor, case, day)}


def marks(actor: Actor, case: Case | int) -> list[Mark]:
    """Every level of the finished assessments of a file, the earliest first. One statement."""
    number = case.pk if isinstance(case, Case) else case
    return [Mark(*row) for row in _marks(actor, Permission.SEE_SCORES, case=number)]


@prepared
def _marks(actor: Actor, word: Permission, *, case: int) -> Any:
    """In the order of ``Mark``."""
    finished = Assessment.objects.visible_to(actor, word).filter(case=case, state=AssessmentState.DONE, voided_at__isnull=True)
    rows = Score.objects.filter(assessment__in=finished).order_by("assessment__date", "assessment_id", "area__order", "id")
    name, key = (Coalesce(f"person__root__{column}", f"person__{column}", Value("")) for column in ("first_name", "key"))
    return rows.values_list(
        "assessment_id", "assessment__key", "assessment__date", "area_id", Coalesce("person__root_id", "person_id"), name, key, "level",
        "own_level",
    )  # fmt: skip


def standings(found: Iterable[Mark]) -> dict[Place, Standing]:
    """From marks in the order of time; those that say "not assessed" count as none."""
    by_place: dict[Place, list[Mark]] = {}
    for mark in found:
        if mark.level is not None:
            by_place.setdefault(mark.place, []).append(mark)
    return {place: Standing(line[-1], line[-2].level if len(line) > 1 else None, line[0].level or 0) for place, line in by_place.items()}


def sheet(actor: Actor, assessment: Assessment) -> AssessmentSheet:
    """Five statements, however many children and areas."""
    children = children_on(actor, assessment.case, assessment.date)
    scores = {_place(score): score for score in assessment.scores.select_related("by_user", "person")}
    before = _before(actor, assessment)
    slots = []
    for area in assessment.instrument.areas.select_related("instrument").order_by("order"):
        for child in children if area.scored == Area.Scored.CHILD else [None]:
            place = area.pk, child.person_id if child else None
            slots.append(Slot(area, child, scores.get(place), before.get(place)))
    views = {view.person.root_id or view.person_id: view for view in assessment.views.select_related("person")}
    return AssessmentSheet(assessment, slots, children, views)


def slot_apart(actor: Actor, assessment: Assessment, code: str, person: Person | None) -> Slot | None:
    """A question about a child who was not in the family on that day: shown with the sentence why it cannot be answered."""
    area = assessment.instrument.areas.filter(code=code, scored=Area.Scored.CHILD).first()
    return Slot(area, None, None, None) if area and person else None


def before_of(actor: Actor, assessment: Assessment, area: Area, person: Person | None) -> Mark | None:
    """The level of the same area in the assessment before this one."""
    return _before(actor, assessment).get((area.pk, (person.root_id or person.pk) if person else None))


def finished_in(actor: Actor, episode: Episode) -> bool:
    return Assessment.objects.filter(episode=episode, state=AssessmentState.DONE, voided_at__isnull=True).exists()


def _before(actor: Actor, assessment: Assessment) -> dict[Place, Mark]:
    earlier = [one for one in marks(actor, assessment.case) if (one.date, one.assessment_id) < (assessment.date, assessment.pk)]
    return {one.place: one for one in earlier if one.level is not None}


def _place(score: Score) -> Place:
    return score.area_id, (score.person.root_id or score.person_id) if score.person else None


def open_draft(actor: Actor, case: Case) -> Assessment | None:
    """What somebody has begun and not finished."""
    rows = Assessment.objects.visible_to(actor, Permission.SEE_SCORES).filter(
        case=case, state=AssessmentState.DRAFT, voided_at__isnull=True
    )
    return rows.order_by("-date", "-id").first()
