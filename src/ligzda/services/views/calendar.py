"""My week as a list: meetings, group sessions, events."""

import datetime as dt

from django.http import HttpRequest, HttpResponse

from ligzda.access.form_views import show
from ligzda.access.pages import page
from ligzda.access.permissions import Permission
from ligzda.services.queries.events import events_between, is_on
from ligzda.services.queries.meetings import unwritten, week

WEEK = dt.timedelta(days=7)


@page(Permission.OWN_WORK)
def calendar(request: HttpRequest) -> HttpResponse:
    """Seven days from Monday; earlier and later by links."""
    actor = request.actor  # type: ignore[attr-defined]
    monday = _monday(request.GET.get("week", ""), actor.on)
    days = week(actor, monday)
    events = events_between(actor, monday, days[-1][0])
    shown = [{"date": day, "meetings": rows, "events": [one for one in events if is_on(one, day)]} for day, rows in days]
    return show(
        request, "services/calendar.html", days=shown, monday=monday, sunday=days[-1][0], before=monday - WEEK, after=monday + WEEK,
        today=actor.on, open=unwritten(actor), may_log=actor.holds(Permission.LOG),
    )  # fmt: skip


def _monday(text: str, today: dt.date) -> dt.date:
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        day = today
    day = min(max(day, dt.date(1950, 1, 1)), dt.date(2150, 1, 1))
    return day - dt.timedelta(days=day.weekday())
