"""Who read and who changed: each sees as much of the trail as the own seats open, and takes it along where the role allows it."""

import datetime as dt
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from ligzda.access.actions.trail import take_along
from ligzda.access.pages import Request, page
from ligzda.access.permissions import Permission
from ligzda.access.queries import trail
from ligzda.kernel import safe_cells
from ligzda.web.days import read_day
from ligzda.web.paging import SIZE, Page, start_of

LONGEST = 366  # days at once


@page(Permission.SIGNED_IN)
def audit(request: Request) -> HttpResponse:
    actor = _reader(request)
    asked, wrong = _asked(request)
    start = start_of(request)
    found = trail.lines(actor, asked, start, SIZE)
    query = request.GET.copy()
    query["from"] = str(start + SIZE)
    export = f"{reverse('access:audit_file')}?{request.GET.urlencode()}" if actor.holds(Permission.EXPORT_AUDIT) else ""
    context = {
        "title": _("Access log"), "asked": asked, "wrong": wrong, "people": trail.people(actor, asked), "kinds": _kinds(request, asked),
        "page": Page(found[:SIZE], start, SIZE, len(found) > SIZE, f"?{query.urlencode()}"), "export": export,
        "about": [(name, words, asked.typed.get(name, "")) for name, words in _about(request)],
        "is_narrowed": any(request.GET.get(name) not in {None, "", "all"} for name in ("since", "until", "user", "kind", *trail.ABOUT)),
    }  # fmt: skip
    return render(request, "access/audit.html", context, status=422 if wrong else 200)


@require_safe
@page(Permission.EXPORT_AUDIT)
def audit_file(request: Request) -> HttpResponse:
    """What the page shows with these filters, as a table; that it was taken along stands in the trail itself."""
    actor = _reader(request)
    asked, wrong = _asked(request)
    if wrong:
        raise Http404
    rows = take_along(asked, by=actor)
    text = safe_cells.table([_("When"), _("Who acted"), _("What was done"), _("Kind"), _("Where"), _("Page")], rows)
    name = f"ligzda-{asked.first.isoformat()}-{asked.last.isoformat()}.csv"
    return HttpResponse(text, content_type="text/csv; charset=utf-8", headers={"Content-Disposition": f'attachment; filename="{name}"'})


def _reader(request: Request) -> Any:
    if not any(request.actor.holds(word) for word in (Permission.SEE_AUDIT, Permission.SEE_READS, Permission.SEE_SYSTEM_AUDIT)):
        raise Http404
    return request.actor


def _kinds(request: Request, asked: trail.TrailFilter) -> list[tuple[str, str]]:
    """Changes and reads only where both are open; then the kinds of things that occur."""
    both = [("changes", _("Changes")), ("reads", _("Reads"))] if request.actor.holds(Permission.SEE_READS) else []
    return [("all", _("Everything")), *both, *trail.things(request.actor, asked)]


def _about(request: Request) -> list[tuple[str, str]]:
    """Families and people are looked for by those who see names."""
    words = {"family": _("Family or number of the file"), "person": pgettext("whom the entry is about", "Person")}
    return [(name, words[name]) for name in trail.ABOUT] if request.actor.holds(Permission.SEE_CONTACT) else []


def _asked(request: Request) -> tuple[trail.TrailFilter, str]:
    """The filters, and the sentence where a day cannot be one. Without days: this month so far."""
    today, get, wrong = request.actor.on, request.GET, ""
    first, last = today.replace(day=1), today
    try:
        last = read_day(get["until"]) if get.get("until") else last
        first = read_day(get["since"]) if get.get("since") else min(first, last)
    except ValueError:
        wrong = _("Write the days as 1.11.2026.")
    if not wrong and not dt.timedelta() <= last - first < dt.timedelta(days=LONGEST):
        wrong = _("Choose a first and a last day, at most a year apart.")
    if wrong or not dt.date.min.year + 1 < first.year <= last.year < dt.date.max.year - 1:
        first, last = today.replace(day=1), today
    kind = get.get("kind", "all")[:60]
    typed = {name: get[name].strip()[:80] for name, _words in _about(request) if get.get(name, "").strip()}
    return trail.TrailFilter(first, last, kind, get.get("user", "")[:8], typed), wrong
