"""The way of a case: where it stands, what comes next, its team, its notes, its history."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from ligzda.access import audit
from ligzda.access.handling import brought_back, found, handle, show
from ligzda.access.pages import Request, page
from ligzda.access.words import Word
from ligzda.cases.actions import episodes
from ligzda.cases.forms.episodes import AftercareForm, CloseForm, StepForm, TransferForm
from ligzda.cases.forms.team import AssignForm
from ligzda.cases.models import Case, Episode
from ligzda.cases.queries import cases as queries
from ligzda.cases.queries.notes import notes_of, tiers_to_write
from ligzda.cases.queries.referrals import colleagues, other_sites
from ligzda.cases.queries.tones import badge_of
from ligzda.cases.states import EPISODE, CaseState
from ligzda.people.queries import members, person_by_key

ACTIONS: dict[str, Callable[..., Any]] = {
    "plan": episodes.plan, "activate": episodes.activate, "step_down": episodes.step_down, "hold": episodes.hold, "resume": episodes.resume,
    "close": episodes.close, "close_early": episodes.close, "aftercare": episodes.aftercare, "end": episodes.end,
    "transfer": episodes.transfer, "reopen": episodes.reopen,
}  # fmt: skip


@page(Word.SEE_CASE)
def case(request: Request, key: str, case_key: str) -> HttpResponse:
    one = case_of(request, key, case_key)
    audit.read(request.actor, one, circle=one.circle, page="cases:case")
    episode = queries.latest_episode(request.actor, one)
    options = EPISODE.options(episode, request.actor)
    query = request.GET.get("q", "")[:80]
    context = {
        "title": one.number, "crumbs": [*crumbs(one)[:-2], {"label": one.number}], "case": one, "episode": episode, "badge": badge_of(episode.state),
        "steps": queries.way(request.actor, episode), "options": options, "first": _first(options), "team": queries.team(request.actor, one),
        "history": queries.history(request.actor, one), "notes": notes_of(request.actor, one, query), "query": query,
        "may_assign": request.actor.may(Word.ASSIGN, one), "may_note": bool(tiers_to_write(request.actor, one)),
        "may_contact": episode.state == CaseState.AFTERCARE and request.actor.may(Word.PROPOSE, one),
        "step": queries.next_step(request.actor, one.family),
    }  # fmt: skip
    return show(request, "cases/case.html", **context)


@page(Word.PROPOSE)
def move(request: Request, key: str, case_key: str, move: str) -> HttpResponse:
    """One move with its day and sentence; what objects to it is said before anything is typed."""
    one = case_of(request, key, case_key)
    episode = queries.latest_episode(request.actor, one)
    if move not in ACTIONS or (request.method != "POST" and episode.state not in EPISODE.move(move).sources):
        raise Http404
    label, objections = EPISODE.move(move).label, EPISODE.objections(episode, move, request.actor)
    form, name = _form(request, move, one), f"cases.{move}"
    draft = brought_back(request, form, name, one.key)
    saved = handle(request, form, lambda data: _act(request, move, episode, data), objections=objections)
    return saved or show(
        request, "cases/step.html", form, title=label, crumbs=crumbs(one, label), objections=objections, verb=label, draft=draft,
        form_name=name, record=one.key, back=one.get_absolute_url(), who=_("the team of this case"),
    )  # fmt: skip


@page(Word.PROPOSE)
def contact(request: Request, key: str, case_key: str) -> HttpResponse:
    """An after-care contact: when, and how the family is."""
    one = case_of(request, key, case_key)
    episode = queries.latest_episode(request.actor, one)
    form = StepForm(request.POST or None)
    form.fields["sentence"].label = _("How the family is")
    draft = brought_back(request, form, "cases.contact", one.key)
    saved = handle(request, form, lambda data: episodes.record_contact(episode, by=request.actor, **data) and one)
    title = _("After-care contact")
    return saved or show(
        request, "cases/step.html", form, title=title, crumbs=crumbs(one, title), verb=_("Save"), back=one.get_absolute_url(),
        who=_("the team of this case"), draft=draft, form_name="cases.contact", record=one.key,
    )  # fmt: skip


def case_of(request: Request, key: str, case_key: str) -> Case:
    one: Case = found(queries.case_by_key(request.actor, key, case_key))
    return one


def crumbs(one: Case, label: Any = "") -> list[dict[str, Any]]:
    family = one.family.root or one.family
    return [
        {"label": _("Families"), "url": reverse("cases:families")},
        {"label": family.name, "url": reverse("desk:family", args=[family.key])},
        {"label": one.number, "url": one.get_absolute_url()},
        {"label": label},
    ]


def _form(request: Request, move: str, one: Case) -> Any:
    if move in {"close", "close_early"}:
        return CloseForm(request.POST or None)
    if move == "aftercare":
        people = [(member.person_key, member.name) for member in members(request.actor, one.family)]
        return AftercareForm(request.POST or None, people=people)
    if move == "transfer":
        return TransferForm(request.POST or None, sites=other_sites(request.actor, one.site))
    form: Any = StepForm(request.POST or None)
    if move == "reopen":
        form.fields["case_worker"] = AssignForm(staff=colleagues(request.actor, one.site)).fields["user"]
        form.fields["case_worker"].label = _("Responsible worker")
    return form


def _act(request: Request, move: str, episode: Episode, data: dict[str, Any]) -> Case:
    case, data = episode.case, dict(data)
    if "consent_of" in data:
        data["consent_of"] = person_by_key(request.actor, data["consent_of"])
    if "case_worker" in data:
        data["case_worker"] = next(user for user in colleagues(request.actor, case.site) if user.key == data["case_worker"])
    ACTIONS[move](episode, by=request.actor, **data)
    return case


def _first(options: list[Any]) -> str:
    """The one filled button: the first move nobody objects to, in the order of the table; the way on, not the way out."""
    forward = ("plan", "activate", "step_down", "close", "aftercare", "end", "resume", "reopen")
    return next((option.move.name for name in forward for option in options if option.move.name == name and not option.objections), "")
