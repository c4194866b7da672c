"""The family's own page, made for a telephone: the plan and the own steps first."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ligzda.access.form_views import handle, notify, or_404, restored_draft, show
from ligzda.access.pages import Request, page
from ligzda.access.permissions import Permission
from ligzda.portal.actions import family_access as actions
from ligzda.portal.forms import FeedbackForm, MessageForm
from ligzda.portal.models import FamilyAccess
from ligzda.portal.queries import portal
from ligzda.portal.queries.own_plan import own_plan
from ligzda.safeguarding.redaction import veiled
from ligzda.web.forms import NoFields


@page(Permission.OWN_VIEW)
def my(request: Request) -> HttpResponse:
    """The plan, the own steps to tick, the next meeting."""
    access, chips = _chosen(request, "my")
    form = NoFields(request.POST or None)
    saved = handle(request, form, lambda _data: _tick(request, access))
    coming = veiled(access.case.family, portal.appointments(request.actor, access))
    return saved or show(
        request, "portal/own/plan.html", form, title=_("My plan"), access=access, chips=chips, plan=veiled(access.case.family, own_plan(request.actor, access)),
        next_one=coming[0] if coming else None,
    )  # fmt: skip


@page(Permission.OWN_VIEW)
def my_meetings(request: Request) -> HttpResponse:
    access, chips = _chosen(request, "my_meetings")
    return show(
        request, "portal/own/meetings.html", title=pgettext("own page", "Meetings"), access=access, chips=chips,
        coming=veiled(access.case.family, portal.appointments(request.actor, access)),
    )  # fmt: skip


@page(Permission.OWN_VIEW)
def my_messages(request: Request) -> HttpResponse:
    """Write to the team, and read what it answered."""
    access, chips = _chosen(request, "my_messages")
    form = MessageForm(request.POST or None)
    draft = restored_draft(request, form, "portal.my_message", access.key)
    saved = handle(request, form, lambda data: actions.write(access, by=request.actor, **data), then=lambda: _here(request))
    if saved:
        notify(request, _("The message was sent."))
        return saved
    listed = portal.messages(request.actor, access)
    actions.mark_read(access, by=request.actor)
    return show(
        request, "portal/own/messages.html", form, title=_("Messages"), access=access, chips=chips, messages_=listed, draft=draft,
        form_name="portal.my_message", record=access.key,
    )  # fmt: skip


@page(Permission.OWN_VIEW)
def my_feedback(request: Request) -> HttpResponse:
    access, chips = _chosen(request, "my_feedback")
    form = FeedbackForm(request.POST or None)
    draft = restored_draft(request, form, "portal.my_feedback", access.key)
    saved = handle(request, form, lambda data: actions.give_feedback(access, by=request.actor, **data), then=reverse("portal:my"))
    if saved:
        notify(request, _("Your answer was sent to the team."))
    return saved or show(
        request, "portal/own/feedback.html", form, title=_("How is the support?"), access=access, chips=chips, draft=draft,
        form_name="portal.my_feedback", record=access.key,
    )  # fmt: skip


@page(Permission.OWN_VIEW)
def my_access(request: Request) -> HttpResponse:
    """Who may see the file and who looked; consents given."""
    access, chips = _chosen(request, "my_access")
    actor = request.actor
    return show(
        request, "portal/own/access.html", title=_("Who sees"), access=access, chips=chips, sitters=portal.sitters(actor, access),
        looks=portal.looks(actor, access), consents=portal.own_consents(actor, access),
    )  # fmt: skip


def _chosen(request: Request, name: str) -> tuple[FamilyAccess, list[dict[str, Any]]]:
    """The file in question, with chips where somebody has several; its reading is noted."""
    access, mine = portal.chosen(request.actor, request.GET.get("file", "")[:8])
    one: FamilyAccess = or_404(access)
    here = reverse(f"portal:{name}")
    chips = [{"label": str(each.case.site), "url": f"{here}?file={each.key}", "active": each.pk == one.pk} for each in mine]
    return one, chips if len(chips) > 1 else []


def _tick(request: Request, access: FamilyAccess) -> str:
    is_done = request.POST.get("done") == "yes"
    actions.tick(access, by=request.actor, key=request.POST.get("step", "")[:8], is_done=is_done)
    notify(request, _("Marked as done. Your team sees it.") if is_done else _("The step is open again."))
    return _here(request)


def _here(request: Request) -> str:
    return request.get_full_path()
