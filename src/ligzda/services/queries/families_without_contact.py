"""Families with whom nobody met for a while: open files without a meeting that took place since a day."""

import datetime as dt
from typing import Any

from django.db.models import Exists, Max, OuterRef
from django.db.models.functions import Coalesce
from django.urls import reverse

from ligzda.access.actor import Actor
from ligzda.access.permissions import Permission
from ligzda.cases import deadlines, rules
from ligzda.cases.models import Episode
from ligzda.cases.queries.supervision import SupervisedFamily
from ligzda.cases.states import OPEN, CaseState
from ligzda.services.models import Attendance, Session


def silent(actor: Actor, on: dt.date | None = None) -> "Silent":
    """Open stays, not on hold, without a contact in the last days (a setting), who is silent longest first."""
    day = on or actor.on
    since = day - dt.timedelta(days=deadlines.length("silent"))
    met = Session.objects.filter(case=OuterRef("case"), status=Session.Status.HELD, voided_at=None, moved_to=None, date__gte=since)
    came = Attendance.objects.unless_closed_to(actor, Permission.OVERSEE, Permission.LEAD_GROUP).filter(
        case=OuterRef("case"), status__in=("present", "late"), session__date__gte=since, session__voided_at=None
    )
    stays = Episode.objects.visible_to(actor, Permission.OVERSEE).filter(is_latest=True, state__in=OPEN - {CaseState.ON_HOLD})
    return Silent(stays.filter(~Exists(met), ~Exists(came), admitted_date__lt=since), day)


class Silent:
    """``rows[0:26]`` is one statement; families nobody ever met stand first."""

    def __init__(self, stays: Any, on: dt.date) -> None:
        held = Session.objects.filter(case=OuterRef("case"), status=Session.Status.HELD, voided_at=None, moved_to=None)
        last = held.order_by().values("case").annotate(last=Max("date")).values("last")
        self.rows = stays.annotate(since=Coalesce(last, "admitted_date")).order_by("since", "case__number")
        self.on = on

    def __getitem__(self, cut: slice) -> list[SupervisedFamily]:
        family = (Coalesce(f"case__family__root__{name}", f"case__family__{name}") for name in ("key", "name"))
        rows = self.rows.values_list("case__number", "case__circle_id", "case__key", "since", *family)[cut]
        return [
            SupervisedFamily(name, number, reverse("desk:case", args=[key, case_key]), circle, due_date=since, overdue_days=rules.overdue_days(since, self.on))
            for number, circle, case_key, since, key, name in rows
        ]  # fmt: skip
