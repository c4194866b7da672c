"""My day, and the address under which the own calendar reads along."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ligzda.access.actions import feeds
from ligzda.access.actor import Actor
from ligzda.access.pages import Request, page
from ligzda.access.permissions import Permission
from ligzda.access.queries.settings import feed_of
from ligzda.desk.queries.day import day
from ligzda.desk.queries.feed import calendar_file

NEW_ADDRESS = "calendar_address"


@page(Permission.OWN_WORK)
def my_day(request: Request) -> HttpResponse:
    """Today's meetings, then what waits, most overdue first."""
    found = day(request.actor, everything="all" in request.GET)
    return render(request, "desk/day.html", {"day": found, "may_log": request.actor.holds(Permission.LOG)})


@page(Permission.OWN_WORK)
def calendar_feed(request: Request) -> HttpResponse:
    """Make the address, make another one, take it back. It is shown once, after it was made."""
    if request.method == "POST":
        if request.POST.get("act") == "revoke":
            feeds.revoke(by=request.actor)
        else:
            address = reverse("desk:feed", args=[feeds.make(by=request.actor)])
            request.session[NEW_ADDRESS] = request.build_absolute_uri(address)
        return HttpResponseRedirect(reverse("desk:calendar_feed"))
    crumbs = [{"label": _("Calendar"), "url": reverse("services:calendar")}, {"label": _("Calendar address")}]
    context = {
        "title": _("Calendar address"),
        "crumbs": crumbs,
        "feed": feed_of(request.actor),
        "link": request.session.pop(NEW_ADDRESS, ""),
    }
    return render(request, "desk/calendar_feed.html", context)


@require_safe
@page(Permission.ANYONE, why="A calendar cannot sign in; the address itself is the secret, and nothing behind it names anybody.")
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """The calendar as a file; an address that was taken back looks as if it had never been."""
    user = feeds.opened(secret, by=Actor.system("calendar"))
    if user is None:
        raise Http404
    with translation.override(user.language):
        text = calendar_file(Actor(user), request.build_absolute_uri("/").rstrip("/"))
    return HttpResponse(text, content_type="text/calendar; charset=utf-8", headers={"Content-Disposition": 'inline; filename="ligzda.ics"'})
