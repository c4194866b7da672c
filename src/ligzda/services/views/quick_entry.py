"""The quick log and planning: one contact, in under a minute."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from ligzda.access.form_views import back_to, handle, notify, or_404, restored_draft, show, warn
from ligzda.access.pages import page
from ligzda.access.permissions import Permission
from ligzda.cases.queries.families import families_list
from ligzda.services.actions.entry import record
from ligzda.services.forms import LogForm, PlanForm
from ligzda.services.models import Session
from ligzda.services.queries.entry import ContactForm, entry
from ligzda.services.queries.grants import week_told

DRAFT = "log"


@page(Permission.LOG)
def log(request: HttpRequest) -> HttpResponse:
    """With a family: the form. Without: whose meeting was it?"""
    actor, asked = request.actor, request.GET  # type: ignore[attr-defined]
    if "family" not in asked:
        return pick(request, "services:log")
    about = or_404(entry(actor, asked["family"], asked.get("planned", ""), asked.get("case", "")))
    form = LogForm(request.POST or None, about=about, initial=_asked(request))
    draft = restored_draft(request, form, DRAFT, about.family.key)
    answer = handle(request, form, lambda data: _saved(request, about, data))
    return answer or show(
        request, "services/log.html", form, about=about, draft=draft, record=about.family.key, back=back_to(request, reverse("desk:day"))
    )


def _asked(request: HttpRequest) -> dict[str, Any]:
    """My day's button "nobody came" opens the form with that answer."""
    outcome = request.GET.get("outcome", "")
    return {"outcome": outcome} if outcome in Session.Status.values else {}


def _saved(request: HttpRequest, about: ContactForm, data: dict[str, Any]) -> str:
    plan = "as_plan" in request.POST
    session = record(about.case, by=request.actor, planned=None if plan else about.usual.planned, as_plan=plan, **data)  # type: ignore[attr-defined]
    notify(request, _("The meeting is planned.") if plan else _("The entry is saved."), session_url(session), _("Correct"))
    warn(request, week_told(request.actor, session))  # type: ignore[attr-defined]
    home = back_to(request, reverse("desk:family", args=[about.family.key]))
    return f"{reverse('services:plan')}?family={about.family.key}&next={home}" if "then_plan" in request.POST else home


def session_url(session: Session) -> str:
    return reverse("services:session", args=[session.key])


@page(Permission.LOG)
def plan(request: HttpRequest) -> HttpResponse:
    """A meeting to come."""
    if "family" not in request.GET:
        return pick(request, "services:plan")
    about = or_404(entry(request.actor, request.GET["family"], "", request.GET.get("case", "")))  # type: ignore[attr-defined]
    form = PlanForm(request.POST or None, about=about, initial={"date": None, "start_time": None})

    def write(data: dict[str, Any]) -> str:
        session = record(about.case, by=request.actor, planned=None, as_plan=True, **data)  # type: ignore[attr-defined]
        notify(request, _("The meeting is planned."))
        warn(request, week_told(request.actor, session))  # type: ignore[attr-defined]
        return back_to(request, reverse("services:calendar"))

    answer = handle(request, form, write)
    return answer or show(request, "services/plan.html", form, about=about, back=back_to(request, reverse("services:calendar")))


def pick(request: HttpRequest, name: str) -> HttpResponse:
    """Which family? Search first, the recent ones below."""
    text = request.GET.get("q", "")[:200]
    families = families_list(request.actor, text)[0:25]  # type: ignore[attr-defined]
    return show(request, "services/pick.html", families=families, text=text, url=reverse(name), planning=name == "services:plan")
