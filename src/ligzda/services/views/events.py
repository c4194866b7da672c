"""Events: announced, held or not, invited and present apart."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from ligzda.access.form_views import handle, notify, or_404, show
from ligzda.access.pages import page
from ligzda.access.permissions import Permission
from ligzda.services import group_forms as forms
from ligzda.services.actions import events as actions
from ligzda.services.models import Event
from ligzda.services.queries import choices
from ligzda.services.queries import events as queries
from ligzda.services.queries.entry import people
from ligzda.web.paging import page_of


@page(Permission.ORGANISE_EVENT)
def event_list(request: HttpRequest) -> HttpResponse:
    """Latest first; those without a day on top."""
    return show(request, "services/events.html", page=page_of(queries.events(request.actor), request))  # type: ignore[attr-defined]


@page(Permission.ORGANISE_EVENT)
def event(request: HttpRequest, key: str) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    row = or_404(queries.event_by_key(actor, key))
    return show(request, "services/event.html", about=queries.event_page(actor, row), crumbs=crumbs(row))


@page(Permission.ORGANISE_EVENT)
def new_event(request: HttpRequest) -> HttpResponse:
    """Announced is not held: it counts in no figure."""
    actor = request.actor  # type: ignore[attr-defined]
    projects, sites = queries.projects_to_organise(actor), queries.sites_to_organise(actor)
    form = forms.EventForm(request.POST or None, choices=choices.for_event(actor, projects, sites))

    def write(data: dict[str, Any]) -> str:
        project = next(one for one in projects if one.key == data["project"])
        site = next((one for one in sites if one.key == data["site"]), None)
        new = actions.announce(by=actor, **{**data, "project": project, "site": site})
        notify(request, _("The event is announced."))
        return reverse("services:event", args=[new.key])

    answer = handle(request, form, write)
    return answer or show(
        request, "services/form.html", form, title=_("New event"), verb=_("Announce"), crumbs=crumbs(None, _("New event"))
    )


@page(Permission.ORGANISE_EVENT)
def invite(request: HttpRequest, key: str) -> HttpResponse:
    actor, text = request.actor, request.GET.get("q", "")[:200]  # type: ignore[attr-defined]
    row = or_404(queries.event_by_key(actor, key))
    form = forms.InviteForm(request.POST or None, people=choices.people(actor, text))

    def write(data: dict[str, Any]) -> str:
        chosen = people(actor, [int(pk) for pk in data.get("persons") or []])
        actions.invite(row, by=actor, persons=chosen, described=data["described"])
        notify(request, _("The invitation is noted."))
        return reverse("services:event", args=[key])

    answer = handle(request, form, write)
    return answer or show(request, "services/invite.html", form, text=text, event=row, crumbs=crumbs(row, _("Invite")))


@page(Permission.ORGANISE_EVENT)
def hold(request: HttpRequest, key: str) -> HttpResponse:
    """Persons, a stated number, or nobody knows."""
    actor = request.actor  # type: ignore[attr-defined]
    row = or_404(queries.event_by_key(actor, key))
    invited = [(str(one.person_id), str(one.person)) for one in queries.event_page(actor, row).invitations if one.person_id]
    late = row.state == Event.State.UNCONFIRMED
    form = forms.HoldForm(request.POST or None, people=invited, late=late, initial={"on": row.start_date})

    def write(data: dict[str, Any]) -> str:
        chosen = people(actor, [int(pk) for pk in data.pop("persons", None) or []])
        actions.hold(row, by=actor, persons=chosen, **{**data, "guests": data["guests"].splitlines()})
        notify(request, _("The event is recorded as held."))
        return reverse("services:event", args=[key])

    answer = handle(request, form, write)
    title = _("The event took place")
    return answer or show(request, "services/hold.html", form, title=title, event=row, crumbs=crumbs(row, title))


@page(Permission.ORGANISE_EVENT)
def cancel(request: HttpRequest, key: str) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    row = or_404(queries.event_by_key(actor, key))
    form = forms.ReasonLine(request.POST or None)

    def write(data: dict[str, Any]) -> str:
        actions.cancel(row, by=actor, because=data["reason"])
        notify(request, _("The event is cancelled."))
        return reverse("services:event", args=[key])

    answer = handle(request, form, write)
    title = _("The event does not take place")
    return answer or show(request, "services/form.html", form, title=title, verb=_("Cancel the event"), crumbs=crumbs(row, title))


def crumbs(row: Event | None, *more: str) -> list[dict[str, str]]:
    found_ = [{"label": _("Events"), "url": reverse("services:events")}]
    if row:
        found_.append({"label": row.title, "url": reverse("services:event", args=[row.key]) if more else ""})
    return found_ + [{"label": one, "url": ""} for one in more]
