"""Doubles: the queue, and two records side by side with the decision about them. For coordinators."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from ligzda.access.form_views import handle, show
from ligzda.access.pages import Request, page
from ligzda.access.permissions import Permission
from ligzda.kernel.refused import Refused
from ligzda.people.actions import merging
from ligzda.people.duplicates import objections
from ligzda.people.forms import DecisionForm
from ligzda.people.queries.comparison import record_by_key, side_by_side, to_choose
from ligzda.people.queries.duplicates import decided, decision_between, suspected


@page(Permission.MERGE)
def duplicates(request: Request) -> HttpResponse:
    pairs, done = suspected(request.actor), decided(request.actor)
    return render(request, "people/duplicates.html", {"title": _("Possible duplicates"), "pairs": pairs, "decided": done})


@page(Permission.MERGE)
def compare(request: Request, kind: str, first: str, second: str) -> HttpResponse:
    one, two = record_by_key(request.actor, kind, first), record_by_key(request.actor, kind, second)
    if one is None or two is None or one.pk == two.pk:
        raise Http404
    one, two = sorted((one, two), key=lambda record: record.pk)
    form = DecisionForm(request.POST or None, **to_choose(request.actor, one, two))
    answer = handle(request, form, lambda data: _decide(request, one, two, form, data))
    return answer or _compare_page(request, kind, one, two, form)


def _compare_page(request: Request, kind: str, one: Any, two: Any, form: DecisionForm) -> HttpResponse:
    actor, decision = request.actor, decision_between(request.actor, one, two)
    crumbs = [{"label": _("Possible duplicates"), "url": reverse("people:duplicates")}, {"label": _("Compare")}]
    context = {
        "title": _("Compare two records"), "crumbs": crumbs, "kind": kind, "first": one, "second": two, "form": form,
        "lines": side_by_side(actor, one, two), "decision": decision if decision and decision.decided != "open" else None,
        "objections": objections(one, two, actor),
    }  # fmt: skip
    return show(request, "people/compare.html", **context)


def _decide(request: Request, one: Any, two: Any, form: DecisionForm, data: dict[str, Any]) -> str:
    act, reason = request.POST.get("act"), data["because"]
    if act == "merge":
        merging.merge(one, two, by=request.actor, reason=reason, chosen=form.chosen(), accept_because=form.reason)
    elif act == "apart":
        merging.keep_apart(one, two, by=request.actor, reason=reason)
    elif act == "undo" and (decision := decision_between(request.actor, one, two)) is not None:
        merging.unmerge(decision, by=request.actor, reason=reason, edited=data.get("edited", ""))
    else:
        raise Refused(_("Choose what to do with these two records."))
    return reverse("people:duplicates")
