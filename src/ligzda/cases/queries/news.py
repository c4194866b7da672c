"""News of my teams: who joined, who took over, who stands in for whom, and from when. Nothing of what was written."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ligzda.access.actor import Actor
from ligzda.access.models import Circle, Seat
from ligzda.access.words import Word
from ligzda.cases import timers
from ligzda.cases.actions.team import TEAM_ROLES
from ligzda.cases.models import Case
from ligzda.cases.queries.cases import NO_TEAM

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
    since = day - dt.timedelta(days=timers.length("team_news"))
    rows = Seat.objects.filter(circle__in=own, from_date__gte=since, from_date__lte=day).exclude(role__in=NO_TEAM)
    seen = Case.objects.visible_to(actor, Word.SEE_CONTACT).order_by().values("circle")
    rows = rows.filter(circle__in=seen).select_related("user", "instead_of", "circle__case__family__root").order_by("-from_date", "-id")
    return [_news(one) for one in rows[:LIMIT]]


def _news(seat: Seat) -> News:
    case = seat.circle.case
    family = case.family.root or case.family
    what: Any = _("joined the team")
    if seat.instead_of:
        what = _("stands in for: %(name)s") % {"name": seat.instead_of.name}
    elif seat.is_responsible:
        what = _("is responsible now")
    return News(what, seat.user.name, family.name, seat.from_date, reverse("cases:case", args=[family.key, case.key]))
