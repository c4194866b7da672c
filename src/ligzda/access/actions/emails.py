"""Another e-mail address for an account: it waits in a table of ours until the old and the new mailbox have both confirmed it."""

import secrets

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ligzda.access import audit
from ligzda.access.actor import Actor
from ligzda.access.addresses import keep_address, must_be_free
from ligzda.access.models import Proposal, User
from ligzda.access.notices import tell
from ligzda.access.proposing import link_digest, waits
from ligzda.kernel import clock
from ligzda.kernel.post import goes_out, post
from ligzda.kernel.refused import Refused

P = Proposal.State
GONE = _("This link does not work any more: it was used, another one was sent, or fourteen days have passed.")
NO_MAIL = _(
    "No e-mail goes out from here, so nobody could confirm another address. At the server: ligzda user confirm ADDRESS --email NEW."
)


@transaction.atomic
def propose_email(user: User, address: str, *, by: Actor) -> Proposal:
    """Two links go out, one to each mailbox; nothing changes until both were opened and confirmed. An earlier proposal is over."""
    must_be_free(address, but=user)
    if not goes_out():
        raise Refused(NO_MAIL, field="email")
    drop_email(user, by=by)
    old, new = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
    values = {"old_digest": link_digest(old), "new_digest": link_digest(new)}
    proposal = Proposal.objects.create(kind=Proposal.Kind.EMAIL, about=user, by=by.user, email=address, **values)
    _ask(user, user.email, old)
    _ask(user, address, new)
    audit.record(by, "propose_email", user)
    return proposal


@transaction.atomic
def drop_email(user: User, *, by: Actor) -> int:
    """The address that waits is not wanted any more. The trail says so only where one waited."""
    rows = Proposal.objects.filter(kind=Proposal.Kind.EMAIL, about=user, state=P.OPEN)
    dropped = rows.update(state=P.WITHDRAWN, decided_by=by.user, decided_at=clock.now(), old_digest="", new_digest="")
    if dropped:
        audit.record(by, "drop_email", user)
    return dropped


@transaction.atomic
def confirm_mailbox(token: str, *, by: Actor) -> Proposal:
    """Whoever reads this mailbox agrees. With the second of the two the address changes; the link works once."""
    rows = Proposal.objects.select_for_update(of=("self",)).select_related("about")
    mark = link_digest(token)
    proposal = rows.filter(old_digest=mark).first() or rows.filter(new_digest=mark).first()
    if proposal is None or not waits(proposal):
        raise Refused(GONE)
    if proposal.old_digest == mark:
        proposal.old_at, proposal.old_digest = clock.now(), ""
    else:
        proposal.new_at, proposal.new_digest = clock.now(), ""
    proposal.save()
    audit.record(by, "confirm_mailbox", proposal.about)
    return take_email(proposal, by=by) if proposal.old_at and proposal.new_at else proposal


@transaction.atomic
def take_email(proposal: Proposal, *, by: Actor) -> Proposal:
    """Inside another act that has seen both mailboxes confirm, or at the server: the address enters the sign-in library."""
    user, before = proposal.about, proposal.about.email
    must_be_free(proposal.email, but=user)
    user.email = proposal.email
    keep_address(user)
    proposal.state, proposal.decided_at, proposal.old_digest, proposal.new_digest = P.CONFIRMED, clock.now(), "", ""
    proposal.save()
    audit.record(by, "change_email", user, changed={"email": (before, user.email)})
    tell(user, "change_email", also=[before])
    return proposal


def _ask(user: User, address: str, token: str) -> None:
    link = settings.SITE_ADDRESS + reverse("access:mailbox", args=[token])
    with translation.override(user.language):
        subject = gettext("Confirm an e-mail address for Ligzda")
        text = gettext(
            "Somebody asked that an account in Ligzda sign in with another e-mail address. If this is right, confirm it here: %(link)s\n"
            "The old and the new mailbox both have to confirm. If you know nothing of it, do nothing and tell your administrator."
        ) % {"link": link}
    post(address, subject, text)
