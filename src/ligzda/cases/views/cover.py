"""Who works in somebody's place while they are absent, and how heavy a file weighs."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from ligzda.access.form_views import handle, or_404, show
from ligzda.access.models import User
from ligzda.access.pages import Request, page
from ligzda.access.permissions import Permission
from ligzda.cases.actions import cover as actions
from ligzda.cases.actions import team
from ligzda.cases.forms.team import BackForm, StandInForm, WeightForm
from ligzda.cases.models import Case
from ligzda.cases.pages import crumbs
from ligzda.cases.queries import cover as queries
from ligzda.cases.queries.cases import case_by_key, workers_in
from ligzda.cases.queries.referrals import all_colleagues, colleagues


@page(Permission.OVERSEE)
def stand_in(request: Request, key: str, case_key: str) -> HttpResponse:
    """In one file."""
    one = or_404(case_by_key(request.actor, key, case_key, Permission.OVERSEE))
    absent, staff = workers_in(request.actor, one), colleagues(request.actor, one.site)
    form = StandInForm(request.POST or None, absent=absent, staff=staff)
    saved = handle(request, form, lambda data: actions.stand_in([one], by=request.actor, **_people(data, absent, staff)), then=one)
    return saved or _page(request, form, _("Set a stand-in"), one)


@page(Permission.OVERSEE)
def stand_in_caseload(request: Request) -> HttpResponse:
    """In all open files of one worker at once."""
    absent, staff = queries.workers(request.actor), all_colleagues(request.actor)
    form = StandInForm(request.POST or None, absent=absent, staff=staff, initial={"absent": request.GET.get("worker", "")})

    def begin(data: dict[str, Any]) -> str:
        people = _people(data, absent, staff)
        actions.stand_in(queries.caseload_of(request.actor, people["absent"]), by=request.actor, **people)
        return reverse("desk:caseload")

    return handle(request, form, begin) or _page(request, form, _("Set a stand-in for all files"))


@page(Permission.OVERSEE)
def back(request: Request, absent_key: str, user_key: str) -> HttpResponse:
    """The absent worker is back."""
    one = or_404(next((o for o in queries.stand_ins(request.actor) if (o.absent_key, o.user_key) == (absent_key, user_key)), None))
    form = BackForm(request.POST or None)

    def end(data: dict[str, Any]) -> str:
        absent, user = queries.pair(request.actor, one)
        actions.end_stand_in(absent, user, by=request.actor, **data)
        return reverse("desk:caseload")

    lead = _("%(user)s stands in for: %(absent)s") % {"user": one.user, "absent": one.absent}
    return handle(request, form, end) or _page(request, form, _("End the stand-in"), lead=lead)


@page(Permission.OVERSEE)
def weight(request: Request, key: str, case_key: str) -> HttpResponse:
    one = or_404(case_by_key(request.actor, key, case_key, Permission.OVERSEE))
    form = WeightForm(request.POST or None, initial={"weight": str(one.weight)})
    saved = handle(request, form, lambda data: team.weigh(one, by=request.actor, weight=int(data["weight"])))
    return saved or _page(request, form, _("Weight in the caseload"), one)


def _people(data: dict[str, Any], absent: list[User], staff: list[User]) -> dict[str, Any]:
    """The chosen accounts in place of their keys."""
    return {
        **data,
        "absent": next(one for one in absent if one.key == data["absent"]),
        "user": next(one for one in staff if one.key == data["user"]),
    }


def _page(request: Request, form: Any, title: str, one: Case | None = None, lead: str = "") -> HttpResponse:
    overview = {"label": _("Team"), "url": reverse("desk:supervision")}
    return show(
        request, "cases/step.html", form, title=title, crumbs=crumbs(one, title) if one else [overview, {"label": title}], verb=title,
        back=one.get_absolute_url() if one else overview["url"], lead=lead,
    )  # fmt: skip
