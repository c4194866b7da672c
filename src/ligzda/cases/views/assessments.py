"""Assessing a family: the profile, a new assessment, one area at a time, what was observed, finishing."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from ligzda.access.form_views import handle, or_404, restored_draft, show
from ligzda.access.pages import Request, page
from ligzda.access.permissions import Permission
from ligzda.cases import rules
from ligzda.cases.actions import assessments as actions
from ligzda.cases.forms.assessments import BeginForm, ObserveForm, ScoreForm, VoidAssessmentForm
from ligzda.cases.models import Assessment, Case
from ligzda.cases.pages import crumbs
from ligzda.cases.presenting import Pages, area_page, drawn, goals, initial_of, observed_of, sheet_page
from ligzda.cases.queries import assessments as queries
from ligzda.cases.queries.cases import case_by_key
from ligzda.cases.queries.profile import profiles
from ligzda.cases.states import ASSESSMENT
from ligzda.cases.tabs import family_tabs
from ligzda.people.edit_conflicts import chosen, conflicts
from ligzda.people.queries import person_by_key
from ligzda.web.forms import Form


@page(Permission.SEE_SCORES)
def assessments(request: Request, key: str, case_key: str) -> HttpResponse:
    """The profile over time, and every assessment there is."""
    one = _case(request, key, case_key, Permission.SEE_SCORES)
    rows, found_profiles = queries.assessments_of(request.actor, one), profiles(request.actor, one)
    context = {
        "case": one, "rows": rows, "profiles": [drawn(profile) for profile in found_profiles], "pages": Pages(one),
        "draft": next((row for row in rows if not row.is_done), None), "may_assess": request.actor.may(Permission.ASSESS, one),
        "goals": goals(one, found_profiles) if request.actor.may(Permission.PLAN, one) else [],
        "tabs": family_tabs(request.actor, key, case_key, "assessment"), "crumbs": crumbs(one, _("Assessment")),
    }  # fmt: skip
    return show(request, "cases/assessments.html", **context)


@page(Permission.ASSESS)
def assess(request: Request, key: str, case_key: str) -> HttpResponse:
    """A new assessment of a day; the first question follows at once."""
    one = _case(request, key, case_key)
    instruments = queries.instruments_in_use(request.actor)
    form = BeginForm(request.POST or None, instruments=instruments)

    def begin(data: dict[str, Any]) -> str:
        chosen_one = next((row for row in instruments if row.key == data.get("instrument")), instruments[0])
        begun = actions.begin(one, by=request.actor, on=data["on"], instrument=chosen_one)
        return Pages(one, begun).next(queries.sheet(request.actor, begun), -1)

    objections = [] if instruments else [_("No instrument is in use. The administrator switches one on.")]
    title = _("New assessment")
    return handle(request, form, begin, objections=objections) or show(
        request,
        "cases/step.html",
        form,
        title=title,
        crumbs=crumbs(one, title),
        verb=_("Begin"),
        back=Pages(one).all,
        objections=objections,
    )


@page(Permission.SEE_SCORES)
def assessment(request: Request, key: str, case_key: str, assessment_key: str) -> HttpResponse:
    """Everything this assessment asks, on one screen; sent, it is finished."""
    one, it = _assessment(request, key, case_key, assessment_key, Permission.SEE_SCORES)
    pages, form = Pages(one, it), Form(request.POST if request.method == "POST" else None)
    objections = ASSESSMENT.objections(it, "finish", request.actor) if not it.is_done else []
    saved = handle(request, form, lambda _data: actions.finish(it, by=request.actor), then=pages.all, objections=objections)
    sheet = queries.sheet(request.actor, it)
    context = {
        "case": one, "assessment": it, "pages": pages, "objections": objections, "crumbs": pages.crumbs(crumbs(one)),
        **sheet_page(sheet, pages, may_assess=request.actor.may(Permission.ASSESS, one)),
        "may_void": request.actor.may(Permission.MOVE if it.is_done else Permission.ASSESS, one),
    }  # fmt: skip
    return saved or show(request, "cases/assessment.html", form, **context)


@page(Permission.ASSESS)
def score(request: Request, key: str, case_key: str, assessment_key: str, area: str, person_key: str = "") -> HttpResponse:
    """One area, for the family or for one child."""
    one, it = _assessment(request, key, case_key, assessment_key)
    sheet, pages = queries.sheet(request.actor, it), Pages(one, it)
    person = or_404(person_by_key(request.actor, person_key)) if person_key else None
    place = sheet.at(area, person_key)
    slot = sheet.slots[place] if place is not None else or_404(queries.slot_apart(request.actor, it, area, person))
    data = chosen(request.POST) if request.method == "POST" else None
    form = ScoreForm(data, area=slot.area, before=slot.before, initial=initial_of(slot))
    record = f"{it.key}.{area}.{person_key}"
    draft = restored_draft(request, form, "cases.score", record)

    def decide(_data: dict[str, Any]) -> str:
        row = actions.score(it, by=request.actor, area=slot.area, person=person, **form.scores())
        actions.carry_into_concern(row, by=request.actor)
        return pages.after(queries.sheet(request.actor, it), slot, place)

    objections = [] if place is not None else [rules.not_that_day(it.date, person)]
    saved = handle(request, form, decide, objections=objections)
    context = area_page(sheet, slot, place, pages) | {"crumbs": pages.crumbs(crumbs(one), slot.label), "conflicts": _conflicts(form)}
    return saved or show(request, "cases/area.html", form, draft=draft, record=record, case=one, objections=objections, **context)


@page(Permission.ASSESS)
def observe(request: Request, key: str, case_key: str, assessment_key: str) -> HttpResponse:
    """Risk, initiative, cooperation, and how each child sees it."""
    one, it = _assessment(request, key, case_key, assessment_key)
    sheet, pages, title = queries.sheet(request.actor, it), Pages(one, it), _("What was observed")
    data = chosen(request.POST) if request.method == "POST" else None
    form = ObserveForm(data, children=sheet.children, initial=observed_of(sheet))
    draft = restored_draft(request, form, "cases.observe", it.key)
    saved = handle(request, form, lambda _data: actions.observe(it, by=request.actor, **form.observed()))
    return saved or show(
        request, "cases/step.html", form, title=title, crumbs=pages.crumbs(crumbs(one), title), verb=_("Save"), back=it.get_absolute_url(),
        who=_("those of the team who see levels"), draft=draft, form_name="cases.observe", record=it.key, conflicts=_conflicts(form),
    )  # fmt: skip


@page(Permission.ASSESS)
def void(request: Request, key: str, case_key: str, assessment_key: str) -> HttpResponse:
    one, it = _assessment(request, key, case_key, assessment_key)
    form, title, pages = VoidAssessmentForm(request.POST or None), _("Void the assessment"), Pages(one, it)
    saved = handle(request, form, lambda data: actions.void(it, by=request.actor, **data), then=pages.all)
    return saved or show(
        request, "cases/step.html", form, title=title, crumbs=pages.crumbs(crumbs(one), title), verb=title, back=it.get_absolute_url()
    )


def _case(request: Request, key: str, case_key: str, word: Permission = Permission.ASSESS) -> Case:
    one: Case = or_404(case_by_key(request.actor, key, case_key, word))
    return one


def _assessment(
    request: Request, key: str, case_key: str, assessment_key: str, word: Permission = Permission.ASSESS
) -> tuple[Case, Assessment]:
    one = _case(request, key, case_key, word)
    return one, or_404(queries.assessment_by_key(request.actor, one, assessment_key, word))


def _conflicts(form: Any) -> list[Any]:
    stale = getattr(form, "stale", None)
    return conflicts(form, stale) if stale else []
