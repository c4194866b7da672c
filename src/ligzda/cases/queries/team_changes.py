"""News of my teams: who joined, who took over, who stands in for whom, and from when. Nothing of what was written."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ligzda.access.actor import Actor, prepared
from ligzda.access.models import Circle, Seat
from ligzda.access.permissions import Permission
from ligzda.cases import deadlines
from ligzda.cases.models import Case
from ligzda.cases.queries.cases import NO_TEAM
from ligzda.cases.seating import TEAM_ROLES

LIMIT = 25


@dataclass(frozen=True)
class News:
    """One change in a team: ``what`` happened, ``who`` is concerned, in which family, since when."""

    what: Any
    who: str
    family_name: str
    since: dt.date
    url: str


def news(actor: Actor, on: dt.date | None = None) -> list[News]:
    """Of the files in whose team this actor is; the latest first. One statement."""
    day = on or actor.on
    if actor.user is None:
        return []
    own = [seat.circle_id for seat in actor.seats if seat.kind == Circle.Kind.CASE and seat.role in TEAM_ROLES]
    since = day - dt.timedelta(days=deadlines.length("team_news"))
    return [_news(*row) for row in _rows(actor, Permission.SEE_CONTACT, circles=own, since=since, day=day)] if own else []


@prepared
def _rows(actor: Actor, word: Permission, *, circles: list[int], since: dt.date, day: dt.date) -> Any:
    seen = Case.objects.visible_to(actor, word).filter(circle__in=circles).order_by().values("circle")
    rows = Seat.objects.filter(circle__in=seen, from_date__gte=since, from_date__lte=day).exclude(role__in=NO_TEAM)
    case = "circle__case"
    key, name = (Coalesce(f"{case}__family__root__{column}", f"{case}__family__{column}") for column in ("key", "name"))
    found = rows.order_by("-from_date", "-id").values_list(
        "user__name", "instead_of__name", "is_responsible", "from_date", f"{case}__key", key, name
    )
    return found[:LIMIT]


def _news(who: str, absent: str | None, is_responsible: bool, since: dt.date, case_key: str, family_key: str, family_name: str) -> News:
    what: Any = _("joined the team")
    if absent:
        what = _("stands in for: %(name)s") % {"name": absent}
    elif is_responsible:
        what = _("is responsible now")
    return News(what, who, family_name, since, reverse("desk:case", args=[family_key, case_key]))
