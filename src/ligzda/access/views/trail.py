"""Who read and who changed: each sees as much of the trail as the own seats open."""

import datetime as dt

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from ligzda.access.pages import Request, page
from ligzda.access.queries import trail
from ligzda.access.words import Word
from ligzda.kernel import clock
from ligzda.web.paging import SIZE, Page, start_of


@page(Word.SIGNED_IN)
def audit(request: Request) -> HttpResponse:
    actor = request.actor
    if not any(actor.holds(word) for word in (Word.SEE_AUDIT, Word.SEE_READS, Word.SEE_SYSTEM_AUDIT)):
        raise Http404
    asked = _asked(request)
    start = start_of(request)
    found = trail.lines(actor, asked, start, SIZE)
    query = request.GET.copy()
    query["from"] = str(start + SIZE)
    context = {
        "title": _("Access log"),
        "page": Page(found[:SIZE], start, SIZE, len(found) > SIZE, f"?{query.urlencode()}"),
        "asked": asked,
        "months": _months(actor.on.replace(day=1), asked.month),
        "people": trail.people(actor, asked),
        "kinds": [("all", _("Everything")), ("changes", _("Changes")), ("reads", _("Reads"))] if actor.holds(Word.SEE_READS) else [],
    }
    return render(request, "access/audit.html", context)


def _months(present: dt.date, asked: dt.date) -> list[dt.date]:
    """The last two years, as long as the trail is kept, and whatever else was asked for."""
    return sorted({clock.add_months(present, -n) for n in range(24)} | {asked}, reverse=True)


def _asked(request: Request) -> trail.Asked:
    """Whatever is not a month or a kind means this month and everything."""
    kind = request.GET.get("kind", "all")
    try:
        month = dt.date.fromisoformat(f"{request.GET.get('month', '')[:7]}-01")
    except ValueError:
        month = request.actor.on.replace(day=1)
    if not dt.date.min.year < month.year < dt.date.max.year:  # months at the edge of the calendar have no neighbour
        month = request.actor.on.replace(day=1)
    return trail.Asked(month, kind if kind in trail.KINDS else "all", request.GET.get("user", "")[:8])
