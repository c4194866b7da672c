"""Meetings with other professions: planned, people invited item by item, the minute."""

from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ligzda.access import audit
from ligzda.access.form_views import handle, number_from, or_404, restored_draft, show
from ligzda.access.pages import Request, page
from ligzda.access.permissions import Permission
from ligzda.cases.actions.steps import Owner
from ligzda.cases.models import Case
from ligzda.cases.pages import case_of
from ligzda.cases.queries.cases import worker_by_key
from ligzda.cooperation import letters
from ligzda.cooperation.actions import meetings as actions
from ligzda.cooperation.actions.meetings import Decision
from ligzda.cooperation.forms.meetings import InvitationForm, InvitedForm, MeetingForm, MinuteForm, ReasonForm
from ligzda.cooperation.models import CaseMeeting
from ligzda.cooperation.queries import meetings as queries
from ligzda.cooperation.queries.cooperation import meeting_badge, page_of, told_with
from ligzda.cooperation.states import MEETING, MeetingState
from ligzda.cooperation.views.cooperation import below, download
from ligzda.kernel import languages
from ligzda.people.edit_conflicts import chosen, conflicts
from ligzda.people.queries import person_by_key
from ligzda.web.forms import Form


@page(Permission.PLAN)
def plan(request: Request, key: str, case_key: str) -> HttpResponse:
    one = case_of(request, key, case_key)
    form = MeetingForm(request.POST or None)
    draft = restored_draft(request, form, "cases.meeting", one.key)
    saved = handle(request, form, lambda data: actions.plan_meeting(one, by=request.actor, **form.arguments(data)))
    title = pgettext("meeting with other professions", "Plan a meeting")
    return saved or _page(request, one, form, title, draft=draft, form_name="cases.meeting", record=one.key)


@page(Permission.SEE_CASE)
def meeting(request: Request, key: str, case_key: str, meeting_key: str) -> HttpResponse:
    """The whole: agenda, who may hear what and why, minute, decisions, and what comes next."""
    one = case_of(request, key, case_key)
    meeting = or_404(queries.meeting_by_key(request.actor, one, meeting_key))
    options = MEETING.options(meeting, request.actor) if request.actor.may(Permission.PLAN, one) else []
    context = {
        "title": meeting.purpose, "crumbs": below(one, meeting.purpose), "case": one, "meeting": meeting, "badge": meeting_badge(meeting),
        "view": queries.meeting_view(request.actor, meeting), "options": options, "told": told_with(request.actor, meeting),
        "may_change": bool(options) and meeting.state == MeetingState.PLANNED,
        "first": next((option.move.name for option in options if option.move.name != "cancel" and not option.objections), ""),
    }  # fmt: skip
    return show(request, "cooperation/meeting.html", **context)


@page(Permission.PLAN)
def change(request: Request, key: str, case_key: str, meeting_key: str) -> HttpResponse:
    """While it is being planned. Whoever saved meanwhile is shown beside."""
    one, meeting = _planned(request, key, case_key, meeting_key)
    data = chosen(request.POST) if request.method == "POST" else None
    form = MeetingForm(data, initial=MeetingForm.of(meeting))
    draft = restored_draft(request, form, "cases.meeting_change", meeting.key)
    version = number_from(request.POST.get("version")) if data is not None else number_from(draft.version) if draft else meeting.version

    def write(values: dict[str, Any]) -> CaseMeeting:
        return actions.change_meeting(meeting, by=request.actor, expected_version=version, **form.arguments(values))

    saved = handle(request, form, write)
    stale = getattr(form, "stale", None)
    extra: dict[str, Any] = {"version": stale.version, "conflicts": conflicts(form, stale)} if stale else {"version": version}
    return saved or _page(
        request, one, form, _("Change the meeting"), meeting, draft=draft, form_name="cases.meeting_change", record=meeting.key, **extra
    )


@page(Permission.PLAN)
def invite(request: Request, key: str, case_key: str, meeting_key: str) -> HttpResponse:
    """Somebody onto the list, with what they may hear."""
    one, meeting = _planned(request, key, case_key, meeting_key)
    form = InvitationForm(request.POST or None, agenda=[(item.order, item.text) for item in meeting.items.all()])
    draft = restored_draft(request, form, "cases.invitation", meeting.key)
    saved = handle(request, form, lambda data: actions.invite_person(meeting, by=request.actor, **form.arguments(data)), then=meeting)
    return saved or _page(request, one, form, _("Invite somebody"), meeting, draft=draft, form_name="cases.invitation", record=meeting.key)


@page(Permission.PLAN)
def take_off(request: Request, key: str, case_key: str, meeting_key: str, invitation_id: int) -> HttpResponse:
    one, meeting = _planned(request, key, case_key, meeting_key)
    invitation = or_404(queries.invitation_in(request.actor, meeting, invitation_id))
    form = Form(request.POST if request.method == "POST" else None)
    saved = handle(request, form, lambda data: actions.take_off(invitation, by=request.actor))
    return saved or _page(request, one, form, _("Take off the list"), meeting, lead=f"{invitation.name}, {invitation.institution}")


@page(Permission.PLAN)
def invitation(request: Request, key: str, case_key: str, meeting_key: str, invitation_id: int) -> HttpResponse:
    """The invitation as a paper: this person's items alone."""
    one = case_of(request, key, case_key)
    meeting = or_404(queries.meeting_by_key(request.actor, one, meeting_key))
    guest = or_404(queries.invitation_in(request.actor, meeting, invitation_id))
    audit.record(request.actor, "meeting.invitation_printed", meeting, circle=one.circle)
    return download(one, letters.invitation_paper(meeting, guest, languages.reading()), f"{meeting.key}-{guest.pk}")


@page(Permission.PLAN)
def move(request: Request, key: str, case_key: str, meeting_key: str, move: str) -> HttpResponse:
    """One step of the meeting, with what it needs."""
    one = case_of(request, key, case_key)
    meeting = or_404(queries.meeting_by_key(request.actor, one, meeting_key))
    if move not in MOVES or (request.method != "POST" and meeting.state not in MEETING.move(move).sources):
        raise Http404
    label, objections = MEETING.move(move).label, MEETING.objections(meeting, move, request.actor)
    form, name = MOVES[move][0](request, meeting), f"cases.meeting_{move}"
    draft = restored_draft(request, form, name, meeting.key)
    saved = handle(request, form, lambda data: MOVES[move][1](request, meeting, form, data), objections=objections)
    return saved or _page(request, one, form, label, meeting, objections=objections, draft=draft, form_name=name, record=meeting.key)


def _minute_form(request: Request, meeting: CaseMeeting) -> MinuteForm:
    present = [(str(one.pk), f"{one.name}, {one.institution}") for one in meeting.invitations.all()]
    return MinuteForm(request.POST or None, present=present, owners=queries.owners(request.actor, meeting), date=meeting.date)


def _hold(request: Request, meeting: CaseMeeting, form: MinuteForm, data: dict[str, Any]) -> CaseMeeting:
    rest, rows = form.taken(data)
    rest["present"] = {int(pk) for pk in rest["present"]}
    decisions = [Decision(row["text"], _owner(request, row["owner"], row["institution"]), row["due"]) for row in rows]
    return actions.hold(meeting, by=request.actor, decisions=decisions, **rest)


def _owner(request: Request, chosen_owner: str, institution: str) -> Owner:
    """``user:…``, ``person:…`` or ``institution:…``; what was typed stands for an institution that was not on the list."""
    kind, _colon, key = chosen_owner.partition(":")
    if kind == "user":
        return Owner(user=worker_by_key(request.actor, key))
    if kind == "person":
        return Owner(person=person_by_key(request.actor, key))
    return Owner(institution=key or institution)


MOVES: dict[str, tuple[Any, Any]] = {
    "invite": (lambda request, meeting: InvitedForm(request.POST or None),
               lambda request, meeting, form, data: actions.invite(meeting, by=request.actor, **data)),
    "hold": (_minute_form, _hold),
    "cancel": (lambda request, meeting: ReasonForm(request.POST or None),
               lambda request, meeting, form, data: actions.cancel(meeting, by=request.actor, **data)),
}  # fmt: skip


def _planned(request: Request, key: str, case_key: str, meeting_key: str) -> tuple[Case, CaseMeeting]:
    """A meeting that may still be changed; another looks as if this page did not exist, unless something is being sent."""
    one = case_of(request, key, case_key)
    meeting = or_404(queries.meeting_by_key(request.actor, one, meeting_key))
    if not request.actor.may(Permission.PLAN, one) or (request.method != "POST" and meeting.state != MeetingState.PLANNED):
        raise Http404
    return one, meeting


def _page(request: Request, one: Case, form: Any, title: str, meeting: CaseMeeting | None = None, **context: Any) -> HttpResponse:
    back = meeting.get_absolute_url() if meeting else page_of(one)
    return show(
        request, "cases/step.html", form, title=title, crumbs=below(one, title), verb=_("Save") if context.get("form_name") else title,
        back=back, who=_("the team of this case"), **context,
    )  # fmt: skip
