"""What is asked when a stay ends or begins anew: the areas of life, those that went back, the stays beside each other."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import prefetch_related_objects

from ligzda.access.actor import Actor
from ligzda.access.permissions import Permission
from ligzda.cases.models import Area, Case, Episode, Instrument, Score
from ligzda.closure.models import AftercareArea


@dataclass(frozen=True)
class Stay:
    """One stay as a column: what is compared when a family comes back."""

    ordinal: int
    admitted_date: dt.date
    closed_date: dt.date | None
    exit_type: Any
    continuing: tuple[str, ...]
    back: tuple[str, ...]  # areas that went back in its after-care
    levels: dict[str, str]  # area → levels of its last assessment; empty for who may not see levels


def areas(actor: Actor, case: Case) -> list[Area]:
    """The areas of the instrument this case is assessed with, else of the first one in use."""
    used = case.assessments.filter(voided_at__isnull=True).order_by("-date", "-id").values_list("instrument_id", flat=True).first()
    first = Instrument.objects.filter(is_active=True).order_by("id").values_list("id", flat=True).first()
    return list(Area.objects.filter(instrument=used or first).order_by("order"))


def went_back(actor: Actor, case: Case) -> set[int]:
    """Areas of which the last word in the after-care of the latest stay was that they went back."""
    rows = AftercareArea.objects.filter(contact__episode__case=case, contact__episode__is_latest=True).order_by(
        "contact__date", "contact_id"
    )
    last: dict[int, str] = dict(rows.values_list("area_id", "state"))
    return {area for area, state in last.items() if state == AftercareArea.State.BACK}


def side_by_side(actor: Actor, case: Case) -> list[Stay]:
    """All stays, the earliest first; nothing when there is only one. The caller has checked sight of the case."""
    episodes = list(case.episodes.order_by("ordinal"))
    if len(episodes) < 2:
        return []
    prefetch_related_objects(episodes, "continuing", "aftercare_contacts__areas__area")
    levels = _levels(episodes) if actor.scope(Permission.SEE_SCORES).covers(case.circle) else {}
    return [_stay(one, levels.get(one.pk, {})) for one in episodes]


def levels_beside(stays: list[Stay]) -> list[tuple[str, list[str]]]:
    """Area by area, the levels of each stay in order."""
    names = dict.fromkeys(area for stay in stays for area in stay.levels)
    return [(area, [stay.levels.get(area, "") for stay in stays]) for area in names]


def _stay(one: Episode, levels: dict[str, str]) -> Stay:
    said = [area for contact in one.aftercare_contacts.all() for area in contact.areas.all()]
    back = tuple(dict.fromkeys(str(row.area) for row in said if row.state == AftercareArea.State.BACK))
    continuing = tuple(row.what for row in one.continuing.all())
    exit_type = one.get_exit_type_display() if one.exit_type else ""
    return Stay(one.ordinal, one.admitted_date, one.closed_date, exit_type, continuing, back, levels)


def _levels(episodes: list[Episode]) -> dict[int, dict[str, str]]:
    """The levels of each stay's last finished assessment; those of several children stand beside each other."""
    finished = {"assessment__state": "done", "assessment__voided_at__isnull": True}
    rows = Score.objects.filter(assessment__episode__in=episodes, level__isnull=False, **finished)
    rows = rows.select_related("area", "assessment").order_by("assessment__date", "assessment_id", "area__order", "id")
    last = {row.assessment.episode_id: row.assessment_id for row in rows}
    found: dict[int, dict[str, str]] = {}
    for row in rows:
        if last[row.assessment.episode_id] == row.assessment_id:
            here = found.setdefault(row.assessment.episode_id, {})
            here[str(row.area)] = ", ".join(filter(None, [here.get(str(row.area), ""), str(row.level)]))
    return found
