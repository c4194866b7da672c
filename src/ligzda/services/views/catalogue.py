"""Service types and topics: open lists that an administrator edits."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from ligzda.access.form_views import handle, notify, or_404, show
from ligzda.access.pages import page
from ligzda.access.permissions import Permission
from ligzda.services.actions import catalogue
from ligzda.services.forms import EntryInListForm, NewServiceTypeForm, NewTopicForm, ServiceTypeForm
from ligzda.services.models import ServiceType, Topic
from ligzda.services.queries import services as queries

NAMES = ("name", "is_active")
HABITS = ("is_consultation", "usual_minutes", "usual_place")


def _tabs(active: str) -> list[dict[str, Any]]:
    pairs = (
        (_("Services"), "services:catalogue"), (_("Topics"), "services:topics"), (_("Instruments"), "cases:instruments"),
        (_("Templates of notes"), "cases:note_templates"), (_("Word templates"), "documents:templates"),
    )  # fmt: skip
    return [{"label": label, "url": reverse(name), "active": name == active} for label, name in pairs]


@page(Permission.ADMINISTER)
def types(request: HttpRequest) -> HttpResponse:
    rows = queries.service_types(request.actor)  # type: ignore[attr-defined]
    return show(request, "services/types.html", rows=rows, tabs=_tabs("services:catalogue"))


@page(Permission.ADMINISTER)
def topics(request: HttpRequest) -> HttpResponse:
    rows = queries.topics(request.actor)  # type: ignore[attr-defined]
    return show(request, "services/topics.html", rows=rows, tabs=_tabs("services:topics"))


@page(Permission.ADMINISTER)
def type_(request: HttpRequest, key: str) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    row = or_404(queries.service_by_key(actor, key))
    form = ServiceTypeForm(request.POST or None, initial={name: getattr(row, name) for name in (*NAMES, *HABITS)})

    def write(data: dict[str, Any]) -> str:
        catalogue.change(row, by=actor, **data)
        notify(request, _("Saved."))
        return reverse("services:catalogue")

    answer = handle(request, form, write)
    return answer or show(
        request, "services/form.html", form, title=_("Service"), verb=_("Save"), crumbs=_crumbs("services:catalogue", _("Services"), key)
    )


@page(Permission.ADMINISTER)
def new_type(request: HttpRequest) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    form = NewServiceTypeForm(request.POST or None, kinds=ServiceType.Kind.choices, initial={"usual_minutes": 60, "usual_place": "centre"})

    def write(data: dict[str, Any]) -> str:
        catalogue.add(ServiceType, by=actor, **data)
        notify(request, _("Saved."))
        return reverse("services:catalogue")

    answer = handle(request, form, write)
    title = _("New service")
    return answer or show(
        request, "services/form.html", form, title=title, verb=_("Save"), crumbs=_crumbs("services:catalogue", _("Services"), title)
    )


@page(Permission.ADMINISTER)
def topic(request: HttpRequest, key: str) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    row = or_404(queries.topic_by_key(actor, key))
    form = EntryInListForm(request.POST or None, initial={name: getattr(row, name) for name in NAMES})

    def write(data: dict[str, Any]) -> str:
        catalogue.change(row, by=actor, **data)
        notify(request, _("Saved."))
        return reverse("services:topics")

    answer = handle(request, form, write)
    return answer or show(
        request, "services/form.html", form, title=_("Topic"), verb=_("Save"), crumbs=_crumbs("services:topics", _("Topics"), key)
    )


@page(Permission.ADMINISTER)
def new_topic(request: HttpRequest) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    form = NewTopicForm(request.POST or None)

    def write(data: dict[str, Any]) -> str:
        catalogue.add(Topic, by=actor, **data)
        notify(request, _("Saved."))
        return reverse("services:topics")

    answer = handle(request, form, write)
    title = _("New topic")
    return answer or show(
        request, "services/form.html", form, title=title, verb=_("Save"), crumbs=_crumbs("services:topics", _("Topics"), title)
    )


def _crumbs(name: str, label: str, last: str) -> list[dict[str, str]]:
    return [{"label": label, "url": reverse(name)}, {"label": last, "url": ""}]
