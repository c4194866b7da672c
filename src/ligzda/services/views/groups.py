"""Groups: the list, one group, a new one."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from ligzda.access.actor import Actor
from ligzda.access.form_views import handle, notify, or_404, show
from ligzda.access.pages import page
from ligzda.access.permissions import Permission
from ligzda.services.actions import camps, groups
from ligzda.services.group_forms import CampForm, CohortForm, GroupForm
from ligzda.services.models import Group
from ligzda.services.queries import choices
from ligzda.services.queries import groups as queries
from ligzda.services.queries.services import service_by_key
from ligzda.web.paging import page_of

SERVICE_OF = {Group.Kind.CAMP: "camp"}


@page(Permission.NOTE)
def group_list(request: HttpRequest) -> HttpResponse:
    """Mine first; for those who lead none: which groups meet at their sites."""
    actor = request.actor  # type: ignore[attr-defined]
    rows: Any = page_of(queries.groups(actor), request)
    return show(
        request, "services/groups.html", page=rows, nearby=queries.groups_nearby(actor), may_open=bool(choices.for_group(actor)["site"])
    )


@page(Permission.LEAD_GROUP)
def group(request: HttpRequest, key: str) -> HttpResponse:
    """One group with its runs, people and sessions."""
    actor = request.actor  # type: ignore[attr-defined]
    row = or_404(queries.group_by_key(actor, key))
    return show(
        request, "services/group.html", group=row, cohorts=queries.cohorts(actor, row), leaders=row.leaders.all(), crumbs=crumbs(row)
    )


@page(Permission.LEAD_GROUP)
def new_group(request: HttpRequest) -> HttpResponse:
    """A coordinator opens a group and seats who leads it."""
    actor = request.actor  # type: ignore[attr-defined]
    offered = choices.for_group(actor)
    form = GroupForm(request.POST or None, choices=offered, initial={"from_date": actor.on, "leader": actor.user.key})

    def write(data: dict[str, Any]) -> str:
        new = groups.open_group(by=actor, **_chosen(actor, data))
        notify(request, _("The group is open."))
        return reverse("services:group", args=[new.key])

    answer = handle(request, form, write)
    return answer or show(
        request, "services/form.html", form, title=_("New group"), verb=_("Open the group"), crumbs=crumbs(None, _("New group"))
    )


def _chosen(actor: Actor, data: dict[str, Any]) -> dict[str, Any]:
    """The answers of the form as the action takes them."""
    kept = {name: data[name] for name in ("kind", "name", "topic", "place", "from_date")}
    picked = {name: choices.pick(actor, name, data[name]) for name in ("site", "project")}
    return {
        **kept,
        **picked,
        "service": service_by_key(actor, SERVICE_OF.get(data["kind"], "support_group")),
        "leaders": [choices.pick(actor, "leader", data["leader"])],
        "is_open": data["is_open"] == "yes",
        "is_closed_circle": data["circle"] == "closed",
        "weekday": int(data["weekday"]) if data["weekday"] else None,
    }


@page(Permission.LEAD_GROUP)
def new_cohort(request: HttpRequest, key: str) -> HttpResponse:
    """One more run of the group, or the days of a camp."""
    actor = request.actor  # type: ignore[attr-defined]
    row = or_404(queries.group_by_key(actor, key))
    is_camp = row.kind == Group.Kind.CAMP
    form = (CampForm if is_camp else CohortForm)(request.POST or None)

    def write(data: dict[str, Any]) -> str:
        if is_camp:
            camps.plan_camp(row, by=actor, **data)
        else:
            share = data.pop("completion")
            groups.open_cohort(row, by=actor, completion_share=share, **data)
        notify(request, _("The camp is planned.") if is_camp else _("The new run is entered."))
        return reverse("services:group", args=[key])

    answer = handle(request, form, write)
    title = _("Days of the camp") if is_camp else _("New run of the group")
    return answer or show(request, "services/form.html", form, title=title, verb=_("Save"), crumbs=crumbs(row))


def crumbs(row: Group | None, *more: str) -> list[dict[str, str]]:
    found_ = [{"label": _("Groups"), "url": reverse("services:groups")}]
    if row:
        found_.append({"label": row.name, "url": reverse("services:group", args=[row.key]) if more else ""})
    return found_ + [{"label": one, "url": ""} for one in more]
