"""Coverage statements: the list with its history, a new one, narrowing and withdrawing with a reason."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from ligzda.access.actor import Actor
from ligzda.access.form_views import handle, or_404, show
from ligzda.access.pages import Request, page
from ligzda.access.permissions import Permission
from ligzda.measure.dimensions import dimension
from ligzda.measure.indicators import exists, indicator
from ligzda.measure.labels import label, labels
from ligzda.projects.actions import coverage as writes
from ligzda.projects.components import lang
from ligzda.projects.forms import CoverageForm, DefaultForm, ReasonForm
from ligzda.projects.models import CoverageStatement, Project
from ligzda.projects.queries.overview import known_codes, statements
from ligzda.projects.queries.projects import by_key, manages
from ligzda.projects.views.shared import crumbs, project_step
from ligzda.web.paging import page_of

Names = Mapping[str, Mapping[str, str]]


@page(Permission.SEE_RECORDED)
def coverage(request: Request, key: str) -> HttpResponse:
    project = by_key(request.actor, key, Permission.SEE_RECORDED)
    listed = statements(request.actor, project, with_former=True)
    names = _names(listed)
    in_force = page_of([one for one in listed if one.withdrawn_at is None and one.replaced_by_id is None], request)
    context = {
        "title": _("What the records cover"),
        "project": project,
        "page": in_force,
        "in_force": [_shown(one, names) for one in in_force],
        "former": [_shown(one, names) for one in listed if one.withdrawn_at is not None or one.replaced_by_id is not None],
        "manages": manages(request.actor, project),
        "crumbs": crumbs(project_step(project), (_("What the records cover"), "")),
    }
    return render(request, "projects/coverage.html", context)


def _shown(one: CoverageStatement, names: Names) -> dict[str, Any]:
    return {
        "row": one,
        "title": measure_title(one.measure),
        "parts": ", ".join(_part(each, names) for each in one.dimensions),
        "note": one.note,
    }


def _names(listed: list[CoverageStatement]) -> Names:
    """What readers call the values that are named in statements: one list per dimension, whatever is stated."""
    named = {text.partition("=")[0] for one in listed for text in one.dimensions if "=" in text}
    return {name: labels(name, lang()) for name in sorted(named)}


def _part(text: str, names: Names) -> str:
    """A dimension, or one value of it, in words: never the key of a group."""
    name, has_value, value = text.partition("=")
    title = str(dimension(name).title)
    return f"{title}: {label(name, value, lang(), names[name])}" if has_value else title


def measure_title(code: str) -> str:
    """What a reader calls the figure a statement is about."""
    if code == "*":
        return _("every reach and service figure")
    return str(indicator(code).title) if exists(code) else code


@page(Permission.MANAGE_PROJECT)
def state(request: Request, key: str, number: int | None = None) -> HttpResponse:
    project = by_key(request.actor, key, Permission.MANAGE_PROJECT)
    former = _statement(request.actor, project, number) if number is not None else None
    codes = [(code, measure_title(code)) for code in known_codes(request.actor, project)]
    if former is not None and former.measure not in {"*", *dict(codes)}:
        codes.append((former.measure, former.measure))
    form = CoverageForm(request.POST or None, codes=codes, initial=_initial(former))
    if about := _group(former):  # which group stays as it is; its key is shown to nobody
        del form.fields["dimensions"]
    answer = handle(request, form, lambda data: _keep(request.actor, project, data, former))
    if answer:
        return answer
    title = _("Change the statement") if former else _("New statement")
    return show(request, "projects/form.html", form, title=title, lead=about, crumbs=crumbs(project_step(project), (title, "")))


def _group(former: CoverageStatement | None) -> str:
    """In words, where the statement is about one group or camp."""
    if former is None or not any(text.startswith(("group=", "camp=")) for text in former.dimensions):
        return ""
    return str(_shown(former, _names([former]))["parts"])


def _initial(former: CoverageStatement | None) -> dict[str, Any]:
    if former is None:
        return {}
    names = ("measure", "state", "floor", "comparator", "exempt", "from_date", "until_date", "note", "source")
    return {name: getattr(former, name) for name in names} | {"dimensions": ", ".join(former.dimensions)}


def _keep(by: Actor, project: Project, given: dict[str, Any], former: CoverageStatement | None) -> str:
    given.setdefault("dimensions", former.dimensions if former else [])
    writes.state_coverage(project, by=by, instead_of=former, **given)
    return reverse("projects:coverage", args=[project.key])


@page(Permission.MANAGE_PROJECT)
def default(request: Request, key: str) -> HttpResponse:
    project = by_key(request.actor, key, Permission.MANAGE_PROJECT)
    form = DefaultForm(request.POST or None, initial={"unless_stated": project.unless_stated})
    answer = handle(request, form, lambda data: _set_default(request.actor, project, data))
    if answer:
        return answer
    title = _("What holds unless stated")
    lead = _("Money, posts and targets are known in any case. Choose “unknown” for a programme that is put together from published texts.")
    steps = crumbs(project_step(project), (title, ""))
    return show(request, "projects/form.html", form, title=title, crumbs=steps, lead=lead)


def _set_default(by: Actor, project: Project, data: dict[str, Any]) -> str:
    writes.set_default(project, by=by, **data)
    return reverse("projects:coverage", args=[project.key])


@page(Permission.MANAGE_PROJECT)
def withdraw(request: Request, key: str, number: int) -> HttpResponse:
    project = by_key(request.actor, key, Permission.MANAGE_PROJECT)
    one = _statement(request.actor, project, number)
    form = ReasonForm(request.POST or None)
    answer = handle(request, form, lambda data: _withdraw(request.actor, one, data["reason"]))
    if answer:
        return answer
    title = _("Withdraw the statement")
    lead = _("The figure will then follow the records: %(title)s.") % {"title": measure_title(one.measure)}
    steps = crumbs(project_step(project), (title, ""))
    return show(request, "projects/form.html", form, title=title, crumbs=steps, lead=lead, verb=title)


def _withdraw(by: Actor, one: CoverageStatement, reason: str) -> str:
    writes.withdraw(one, by=by, reason=reason)
    return reverse("projects:coverage", args=[one.project.key])


def _statement(by: Actor, project: Project, number: int) -> CoverageStatement:
    listed = statements(by, project, with_former=True)
    return or_404(next((one for one in listed if one.pk == number), None))
