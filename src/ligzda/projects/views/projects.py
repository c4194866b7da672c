"""The list of projects, the project page, its curve as a file, and the form of a project."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from ligzda.access.actor import Actor
from ligzda.access.once import once
from ligzda.access.pages import Request, page
from ligzda.access.words import Word
from ligzda.documents import charts
from ligzda.kernel.refused import Refused
from ligzda.projects import presenting, rules
from ligzda.projects.actions import plan
from ligzda.projects.actions import projects as writes
from ligzda.projects.forms import AmendmentForm, ProjectForm
from ligzda.projects.models import Amendment, Project
from ligzda.projects.queries.overview import Overview, day_shown, overview
from ligzda.projects.queries.projects import by_key, dates, listed
from ligzda.projects.views.shared import asked_day, crumbs, or_404, project_step

FIELDS = ("title_lv", "title_en", "acronym", "number", "start_date", "end_date", "goal", "target_group")


@page(Word.SEE_FIGURES)
def projects(request: Request) -> HttpResponse:
    rows = [{"project": one, "dates": dates(one), "as_of": day_shown(one, None)} for one in listed(request.actor)]
    may_create = request.actor.holds(Word.MANAGE_PROJECT)
    if not rows and not may_create:
        raise Http404
    return render(request, "projects/projects.html", {"title": _("Projects"), "rows": rows, "may_create": may_create})


@page(Word.SEE_FIGURES)
def project(request: Request, key: str) -> HttpResponse:
    one = by_key(request.actor, key)
    found = overview(request.actor, one, asked_day(request, one), presenting.lang())
    return render(request, "projects/project.html", _page(found))


def _page(found: Overview) -> dict[str, object]:
    return {
        "found": found,
        "project": found.project,
        "dates": dates(found.project),
        "months": rules.months(found.project.start_date, found.project.end_date),
        "crumbs": crumbs((found.project, "")),
        "cards": presenting.cards(found),
        "further": presenting.further_targets(found),
        "chart": presenting.chart(found),
        "others": presenting.other_figures(found),
        "services": presenting.services(found),
        "services_note": presenting.sentence(found.services_note),
        "posts": presenting.posts(found),
        "clarify": presenting.to_clarify(found),
        "funding_bar": presenting.shares_bar(found.money.budget.split.parts) if found.money and found.money.budget else "",
        "quoted": presenting.quoted(found),
    }


@page(Word.SEE_FIGURES)
def curve(request: Request, key: str) -> HttpResponse:
    """The drawing as a file of its own, as it stands in documents."""
    one = by_key(request.actor, key)
    found = overview(request.actor, one, asked_day(request, one), presenting.lang())
    drawn = or_404(presenting.curve(found))
    svg = charts.for_paper(charts.curve_svg(drawn), f"{one}, {presenting.description_of(found.curve)}")
    name = f"{one.key}-{found.as_of.isoformat()}.svg"
    return HttpResponse(svg, content_type="image/svg+xml", headers={"Content-Disposition": f'attachment; filename="{name}"'})


@page(Word.MANAGE_PROJECT)
def new(request: Request) -> HttpResponse:
    return _answer(request, ProjectForm(request.POST or None), None)


@page(Word.MANAGE_PROJECT)
def edit(request: Request, key: str) -> HttpResponse:
    found = by_key(request.actor, key, Word.MANAGE_PROJECT)
    initial = {name: getattr(found, name) for name in FIELDS}
    return _answer(request, ProjectForm(request.POST or None, initial=initial, is_new=False), found)


def _answer(request: Request, form: ProjectForm, found: Project | None) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            return once(request, lambda: _keep(request.actor, form, found))
        except Refused as refused:
            form.refuse(refused)
    title = _("Change the project") if found else _("New project")
    steps = crumbs(*([project_step(found)] if found else []), (title, ""))
    return render(request, "projects/form.html", {"title": title, "form": form, "crumbs": steps}, status=422 if form.errors else 200)


def _keep(by: Actor, form: ProjectForm, found: Project | None) -> str:
    given = dict(form.cleaned_data)
    kept = writes.change_project(found, by=by, **given) if found else writes.create_project(given.pop("key"), by=by, **given)
    return reverse("projects:project", args=[kept.key])


@page(Word.MANAGE_PROJECT)
def amendment(request: Request, key: str, version: int) -> HttpResponse:
    found = by_key(request.actor, key, Word.MANAGE_PROJECT)
    one = or_404(next((row for row in found.amendments.all() if row.version == version), None))
    form = AmendmentForm(request.POST or None, initial={"signed_date": one.signed_date})
    if request.method == "POST" and form.is_valid():
        return once(request, lambda: _date(request.actor, one, form))
    title = _("Amendment")
    context = {"title": title, "form": form, "crumbs": crumbs(project_step(found), (title, "")), "lead": one.reason}
    return render(request, "projects/form.html", context, status=422 if form.errors else 200)


def _date(by: Actor, one: Amendment, form: AmendmentForm) -> str:
    plan.date_amendment(one, by=by, signed_date=form.cleaned_data["signed_date"])
    return reverse("projects:project", args=[one.project.key])
