"""How assessments are laid out: addresses, rows with dots, the question on a page, the profile with its table."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from ligzda.cases.forms.assessments import as_chip
from ligzda.cases.models import Assessment, Case, Instrument
from ligzda.cases.profile import draw
from ligzda.cases.queries.assessments import AssessmentSheet, Slot
from ligzda.cases.queries.profile import Profile, ProfileLine
from ligzda.web import formatting


@dataclass(frozen=True)
class Pages:
    """Where the pages of a file's assessments are, and which comes next."""

    case: Case
    assessment: Assessment | None = None

    def _of(self, name: str, *more: str) -> str:
        family = self.case.family.root or self.case.family
        own = [self.assessment.key] if self.assessment else []
        return reverse(f"cases:{name}", args=[family.key, self.case.key, *own, *more])

    @property
    def all(self) -> str:
        return Pages(self.case)._of("assessments")

    @property
    def new(self) -> str:
        return Pages(self.case)._of("assess")

    @property
    def observe(self) -> str:
        return self._of("observe")

    @property
    def void(self) -> str:
        return self._of("void_assessment")

    def slot(self, slot: Slot) -> str:
        return self._of("score_child" if slot.child else "score", *slot.arguments)

    def next(self, sheet: AssessmentSheet, place: int) -> str:
        """The next question nobody has answered; then what was observed; then the whole."""
        slot = sheet.after(place)
        if slot:
            return self.slot(slot)
        return self.observe if not sheet.assessment.risk or sheet.silent else self._of("assessment")

    def after(self, sheet: AssessmentSheet, slot: Slot, place: int | None) -> str:
        """The next question; from a child who is not safe straight to the concern, with what was just written."""
        now = sheet.slots[place] if place is not None else slot
        if now.is_danger and now.child:
            return f"{reverse('safeguarding:raise')}?{urlencode({'person': now.child.person_key})}"
        return self.next(sheet, -1 if place is None else place)

    def groups(self, sheet: AssessmentSheet) -> list[dict[str, Any]]:
        """Area by area, with a way to each of its questions."""
        by_area = groupby(sheet.slots, key=lambda slot: slot.area)
        return [
            {"area": area, "rows": [{"slot": slot, "url": self.slot(slot), "dots": dots_of(slot)} for slot in slots]}
            for area, slots in by_area
        ]

    def crumbs(self, base: list[dict[str, Any]], label: Any = "") -> list[dict[str, Any]]:
        """Below the file: all assessments, this one, and the page."""
        steps: list[dict[str, Any]] = [{"label": _("Assessment"), "url": self.all}]
        if self.assessment:
            steps.append({"label": formatting.day(self.assessment.date), "url": self._of("assessment") if label else ""})
        return [*base[:-1], *steps, *([{"label": label}] if label else [])]


def dots(instrument: Instrument, level: int | None, before: int | None) -> dict[str, Any]:
    """A level as dots: the number stands in the filled one, a ring around the one of last time."""
    scale = range(instrument.lowest, instrument.highest + 1)
    said = {"level": level, "highest": instrument.highest, "before": before}
    text = _("%(level)s of %(highest)s") % said if level is not None else _("Not assessed")
    if before is not None:
        text += ", " + _("before: %(before)s") % said
    return {"text": text, "dots": [{"number": one, "now": one == level, "before": one == before} for one in scale]}


def dots_of(slot: Slot) -> dict[str, Any] | None:
    """Nothing before somebody decided: the level of last time would lead the hand."""
    if slot.score is None:
        return None
    return dots(slot.area.instrument, slot.score.level, slot.before.level if slot.before else None)


def area_page(sheet: AssessmentSheet, slot: Slot, place: int | None, pages: Pages) -> dict[str, Any]:
    """One question: where it stands among all, the other children, what comes after it."""
    others = [one for one in sheet.slots if one.area == slot.area and one.child] if slot.child else []
    return {
        "slot": slot, "sheet": sheet, "pages": pages, "number": (place or 0) + 1, "groups": pages.groups(sheet), "next": sheet.after(place or 0),
        "chips": [{"label": one.child.first_name, "url": pages.slot(one), "active": one is slot} for one in others if one.child],
    }  # fmt: skip


def sheet_page(sheet: AssessmentSheet, pages: Pages, *, may_assess: bool) -> dict[str, Any]:
    """The whole assessment: every area with its level, what was observed, what is open."""
    one = sheet.assessment
    children = [{"name": child.first_name, "view": sheet.views.get(child.person_id)} for child in sheet.children]
    return {
        "sheet": sheet, "groups": pages.groups(sheet), "next": sheet.after(-1), "next_url": pages.next(sheet, -1), "children": children,
        "is_done": one.is_done, "is_draft": not one.is_done, "may_score": may_assess and not one.is_done, "may_assess": may_assess,
        "observe_first": not one.risk or bool(sheet.silent),
    }  # fmt: skip


def initial_of(slot: Slot) -> dict[str, Any]:
    """What stands; nothing is proposed for what nobody has decided."""
    score = slot.score
    if score is None:
        return {"version": 0}
    return {
        "own_level": as_chip(score.own_level), "level": as_chip(score.level), "evidence": score.evidence, "child_words": score.child_words,
        "version": score.version,
    }  # fmt: skip


def observed_of(sheet: AssessmentSheet) -> dict[str, Any]:
    one = sheet.assessment
    found: dict[str, Any] = {name: getattr(one, name) for name in ("risk", "initiative", "willingness", "observation", "version")}
    for person, view in sheet.views.items():
        found |= {f"words_{person}": view.words, f"why_not_{person}": view.why_not}
    return found


def drawn(profile: Profile) -> dict[str, Any]:
    """A profile with its picture, the finding in a sentence, and the same numbers in a table."""
    finding = _finding(profile)
    how = _("A dot for each assessment; the number is the level, the last one is filled. A gap means that the area was not assessed then.")
    name = f"profile-{profile.instrument.key}"
    return {
        "profile": profile, "name": name, "finding": finding, "svg": draw(profile, title=finding, describes=how, name=name),
        "table": _table(profile, name),
    }  # fmt: skip


def goals(case: Case, found: Iterable[Profile]) -> list[dict[str, Any]]:
    """The low areas, the lowest first, each with the way to a goal."""
    low = [line for profile in found for line in profile.lines if line.is_low and line.standing]
    low.sort(key=lambda line: (line.standing.level if line.standing else 0, line.area.order))
    place = reverse("cases:goal_new", args=[(case.family.root or case.family).key, case.key])
    return [
        {"line": line, "url": f"{place}?{urlencode({'area': line.area.code, 'person': line.person_key})}", "dots": standing_of(line)}
        for line in low
    ]


def standing_of(line: ProfileLine) -> dict[str, Any]:
    """Where an area stands now, as dots."""
    one = line.standing
    return dots(line.area.instrument, one.level if one else None, one.before if one else None)


def _finding(profile: Profile) -> str:
    if len(profile.columns) < 2:
        return _("The first assessment. The next one shows what changes.")
    said = {"up": profile.improved, "down": profile.worse, "same": profile.same}
    return _("Higher than at first: %(up)s. Lower: %(down)s. As at first: %(same)s.") % said


def _table(profile: Profile, name: str) -> dict[str, Any]:
    days = [formatting.day(column.date) for column in profile.columns]
    heads = [
        {"label": _("Area")},
        *({"label": day, "number": True} for day in days),
        {"label": _("Change since the first"), "number": True},
    ]
    rows = [
        {
            "cells": [
                {"text": line.label},
                *_cells(line, days),
                {"text": _change(line), "label": _("Change since the first"), "number": True},
            ]
        }
        for line in profile.lines
    ]
    note = _("In brackets: the family's own score.")
    return {"id": f"{name}-table", "caption": _("Levels by area"), "columns": heads, "rows": rows, "note": note}


def _cells(line: ProfileLine, days: list[str]) -> list[dict[str, Any]]:
    found = []
    for day, mark in zip(days, line.marks, strict=True):
        level = "–" if mark is None or mark.level is None else str(mark.level)
        own = f" ({mark.own_level})" if mark is not None and mark.own_level is not None else ""
        found.append({"text": level + own, "label": day, "number": True})
    return found


def _change(line: ProfileLine) -> str:
    if line.standing is None:
        return "–"
    return formatting.number(line.standing.change) if line.standing.change <= 0 else f"+{line.standing.change}"
