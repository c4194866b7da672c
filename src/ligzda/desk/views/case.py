"""The way of a case: where it stands, what comes next, its team, its notes, its history."""

from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from ligzda.access.form_views import handle, restored_draft, show
from ligzda.access.pages import Request, page
from ligzda.access.permissions import Permission
from ligzda.cases.pages import case_of, crumbs
from ligzda.cases.queries import cases as queries
from ligzda.cases.queries.badges import badge_of
from ligzda.cases.queries.notes import notes_of, tiers_to_write
from ligzda.cases.states import EPISODE, CaseState
from ligzda.closure.actions import closing
from ligzda.closure.forms import ContactForm
from ligzda.closure.queries.episodes import areas, levels_beside, side_by_side
from ligzda.closure.queries.history import history
from ligzda.desk import steps
from ligzda.people.queries.reversals import undone


@page(Permission.SEE_CASE)
def case(request: Request, key: str, case_key: str) -> HttpResponse:
    one = case_of(request, key, case_key)
    episode = queries.latest_episode(request.actor, one)
    options, stays = EPISODE.options(episode, request.actor), side_by_side(request.actor, one)
    query = request.GET.get("q", "")[:80]
    may_contact = episode.state == CaseState.AFTERCARE and request.actor.may(Permission.PROPOSE, one)
    contact_first = may_contact and (episode.aftercare_until_date or request.actor.on) > request.actor.on
    context = {
        "title": one.number, "crumbs": [*crumbs(one)[:-2], {"label": one.number}], "case": one, "episode": episode, "badge": badge_of(episode.state),
        "steps": queries.way(request.actor, episode), "options": options, "first": "" if contact_first else _first(options),
        "team": queries.team(request.actor, one),
        "history": history(request.actor, one), "notes": notes_of(request.actor, one, query), "query": query,
        "may_assign": request.actor.may(Permission.ASSIGN, one), "may_note": bool(tiers_to_write(request.actor, one)),
        "may_contact": may_contact, "contact_first": contact_first,
        "step": queries.next_step(request.actor, one.family), "stays": stays, "levels_beside": levels_beside(stays),
        "undone": undone(request.actor, one.circle),
    }  # fmt: skip
    return show(request, "desk/case.html", **context)


@page(Permission.PROPOSE)
def move(request: Request, key: str, case_key: str, move: str) -> HttpResponse:
    """One move with its day and sentence; what objects to it is said before anything is typed."""
    one = case_of(request, key, case_key)
    episode = queries.latest_episode(request.actor, one)
    if move not in steps.STEPS or (request.method != "POST" and episode.state not in EPISODE.move(move).sources):
        raise Http404
    label, objections = EPISODE.move(move).label, EPISODE.objections(episode, move, request.actor)
    form, name = steps.STEPS[move].form(request, one), f"cases.{move}"
    draft = restored_draft(request, form, name, one.key)
    saved = handle(request, form, lambda data: steps.act(request.actor, move, episode, form, data), objections=objections)
    return saved or show(
        request, "cases/step.html", form, title=label, crumbs=crumbs(one, label), objections=objections, verb=label, draft=draft,
        form_name=name, record=one.key, back=one.get_absolute_url(), who=_("the team of this case"),
    )  # fmt: skip


@page(Permission.PROPOSE)
def contact(request: Request, key: str, case_key: str) -> HttpResponse:
    """An after-care contact: when, and how the family is."""
    one = case_of(request, key, case_key)
    episode = queries.latest_episode(request.actor, one)
    form = ContactForm(request.POST or None, areas=areas(request.actor, one))
    draft = restored_draft(request, form, "cases.contact", one.key)
    saved = handle(request, form, lambda data: closing.record_contact(episode, by=request.actor, **form.arguments(data)), then=one)
    title = _("After-care contact")
    return saved or show(
        request, "cases/step.html", form, title=title, crumbs=crumbs(one, title), verb=_("Save"), back=one.get_absolute_url(),
        who=_("the team of this case"), draft=draft, form_name="cases.contact", record=one.key,
        lead=" ".join(map(str, closing.objections_to_contact(episode, request.actor))),
    )  # fmt: skip


def _first(options: list[Any]) -> str:
    """The one filled button: the first move nobody objects to, in the order of the table; the way on, not the way out."""
    forward = ("plan", "activate", "step_down", "close", "aftercare", "end", "resume", "reopen")
    return next((option.move.name for name in forward for option in options if option.move.name == name and not option.objections), "")
