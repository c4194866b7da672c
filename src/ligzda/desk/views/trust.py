"""Who can see, who looked; and the sample a coordinator gives an auditor."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from ligzda.access.actions.seats import seat_sample
from ligzda.access.idempotency import once
from ligzda.access.pages import Request, page
from ligzda.access.permissions import Permission
from ligzda.access.queries import who_can_see, who_looked
from ligzda.desk.forms import SampleForm
from ligzda.desk.queries.samples import auditor_by_key, auditors, cases_to_pick, picked
from ligzda.desk.queries.trust import circle_of
from ligzda.kernel.refused import Refused
from ligzda.people.queries import family_by_key


@page(Permission.SEE_CASE)
def family_access(request: Request, key: str) -> HttpResponse:
    """For everyone in the circle: who sits in it and why, and who opened the file when."""
    family = family_by_key(request.actor, key, Permission.SEE_CASE)
    circle = circle_of(request.actor, family) if family else None
    if family is None or circle is None:
        raise Http404
    crumbs = [{"label": _("Families"), "url": reverse("desk:families")}, {"label": family.name, "url": reverse("desk:family", args=[key])}]
    context = {
        "family": family, "crumbs": [*crumbs, {"label": _("Who can see, who looked")}], "sitters": who_can_see(request.actor, circle),
        "looks": who_looked(request.actor, circle),
    }  # fmt: skip
    return render(request, "desk/access.html", context)


@page(Permission.ASSIGN)
def samples(request: Request) -> HttpResponse:
    """A coordinator picks files by hand and seats an auditor in them for some days."""
    form = SampleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            return once(request, lambda: _seat(request, form.cleaned_data))
        except Refused as refused:
            form.refuse(refused)
    context = {
        "title": _("Audit sample"), "form": form, "auditors": auditors(request.actor), "cases": cases_to_pick(request.actor, request.GET.get("q", "")),
        "chosen": set(request.POST.getlist("cases")), "who": request.POST.get("auditor", ""), "q": request.GET.get("q", ""),
    }  # fmt: skip
    return render(request, "desk/samples.html", context, status=422 if form.errors else 200)


def _seat(request: Request, days: dict[str, Any]) -> str:
    auditor = auditor_by_key(request.actor, request.POST.get("auditor", ""))
    if auditor is None:
        raise Refused(_("Choose the auditor."))
    seat_sample(picked(request.actor, request.POST.getlist("cases")), by=request.actor, user=auditor, **days)
    return reverse("desk:samples")
