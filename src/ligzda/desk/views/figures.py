"""Own work in numbers, and the records behind it."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from ligzda.access.pages import Request, page
from ligzda.access.permissions import Permission
from ligzda.desk.forms import PeriodForm
from ligzda.desk.presenting import project_page, scope_chips
from ligzda.desk.queries.figures import has_own_work, own_projects, own_work, project_work
from ligzda.desk.queries.records import records, service_types
from ligzda.projects.queries.projects import sees_recorded
from ligzda.web.paging import page_of


@page(Permission.SEE_FIGURES)
def figures(request: Request) -> HttpResponse:
    """Own work, or one of the projects in whose circle the reader sits."""
    form = PeriodForm(request.GET if "since" in request.GET or "until" in request.GET else None)
    asked = form.cleaned_data if form.is_bound and form.is_valid() else {}
    projects = own_projects(request.actor)
    is_work = has_own_work(request.actor) or not projects
    key = request.GET.get("project", "" if is_work else projects[0].key)
    project = next((one for one in projects if one.key == key), None)
    if key and project is None:
        raise Http404
    days = asked.get("since"), asked.get("until")
    context = {"title": _("Figures"), "form": form, "chosen": key, "chips": scope_chips(projects, key, is_work=is_work)}
    context["opens_files"] = request.actor.holds(Permission.SEE_CASE)
    if project is None:
        context["work"] = own_work(request.actor, *days)
    else:
        context["work"] = shown = project_work(request.actor, project, *days)
        context |= project_page(shown, shows_recorded=sees_recorded(request.actor, project))
    return render(request, "desk/figures.html", context, status=422 if form.errors else 200)


@page(Permission.SEE_CASE)
def records_list(request: Request) -> HttpResponse:
    """Meetings with families, newest first."""
    service = request.GET.get("service", "")[:40]
    shown = page_of(records(request.actor, service), request)
    context = {"title": _("Records"), "page": shown, "services": service_types(request.actor), "service": service}
    return render(request, "desk/records.html", context)
