"""My day."""

from django.http import HttpResponse
from django.shortcuts import render

from ligzda.access.pages import Request, page
from ligzda.access.words import Word
from ligzda.desk.queries.day import day


@page(Word.SIGNED_IN)
def my_day(request: Request) -> HttpResponse:
    """Today's meetings, then what waits, most overdue first."""
    found = day(request.actor, everything="all" in request.GET)
    return render(request, "desk/day.html", {"day": found, "may_log": request.actor.holds(Word.LOG)})
