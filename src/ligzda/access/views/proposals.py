"""The second person's page, and the links that go to the old and the new mailbox."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from ligzda.access import proposing
from ligzda.access.actions import emails, proposals
from ligzda.access.form_views import handle, or_404, show
from ligzda.access.models import Proposal
from ligzda.access.pages import Request, page
from ligzda.access.permissions import Permission
from ligzda.access.queries import proposals as ask
from ligzda.access.roles import ROLES
from ligzda.kernel.refused import Refused
from ligzda.web.forms import Form

CHOICES = {"confirm": proposals.confirm, "decline": proposals.decline}


@page(Permission.SIGNED_IN)
def proposal(request: Request, key: str) -> HttpResponse:
    """Who is to get which role, who wants it so, and how the account came to be; then yes or no."""
    one = or_404(ask.proposal_by_key(request.actor, key))
    form = Form(request.POST if request.method == "POST" else None)
    decide = CHOICES.get(request.POST.get("choice", "confirm"), proposals.confirm)
    answer = handle(request, form, lambda _data: decide(one, by=request.actor), then=lambda: _after(request))
    context = {
        "title": _("A role waits for a second person"), "one": one, "about": one.about, "role": ROLES[one.seat.role],
        "behind": ask.behind(request.actor, one.about), "objections": proposing.objections(request.actor, one),
        "is_open": one.state == Proposal.State.OPEN, "is_own": one.by == request.user,
    }  # fmt: skip
    return answer or show(request, "access/proposal.html", form, **context)


@page(Permission.ANYONE, why="The link in the mailbox is the proof; the page names nobody and shows no address.")
def mailbox(request: Request, token: str) -> HttpResponse:
    """One of the two mailboxes confirms. Looking confirms nothing: mail programs open links by themselves."""
    state, sentence = ("ask", "") if proposing.mailbox_is_asked(token) else ("gone", emails.GONE)
    if request.method == "POST":
        try:
            done = emails.confirm_mailbox(token, by=request.actor)
            state = "done" if done.state == Proposal.State.CONFIRMED else "half"
        except Refused as refused:
            state, sentence = "gone", " ".join(str(one) for one in refused.sentences)
    context = {"title": _("Confirm an e-mail address"), "state": state, "sentence": sentence}
    return render(request, "access/mailbox.html", context, status=410 if state == "gone" else 200)


def _after(request: Request) -> str:
    messages.success(request, _("Saved."))
    return reverse("access:users") if request.actor.holds(Permission.ADMINISTER) else reverse("home")
