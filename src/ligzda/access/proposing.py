"""Who may confirm what another proposed: the law of two people, asked by the page that shows the button and by the act itself."""

import datetime as dt
import hashlib
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ligzda.access.actor import Actor
from ligzda.access.models import AuditEntry, Circle, Proposal, User
from ligzda.access.permissions import Permission
from ligzda.kernel import clock

ABOVE = [Circle.Kind.ORGANISATION, Circle.Kind.SITE, Circle.Kind.PROJECT]
LATELY = dt.timedelta(days=30)
HANDLING = (
    "add_user",
    "invite",
    "change_user",
    "propose_email",
    "open_user",
    "reset_two_factor",
)  # acts that could make an account one's own
OVER = _("This proposal is over: it was decided, taken back, or nobody confirmed it within 14 days.")


def handled_lately(actor: Actor, user: User) -> bool:
    """Whether the actor made, invited or changed this account within 30 days, and nobody at the server has answered for it since."""
    return actor.user is not None and _handled(actor.user.pk, user.pk)


def may_decide(actor: Actor, proposal: Proposal) -> bool:
    """A coordinator of that place; above a single file also an administrator."""
    if proposal.kind != Proposal.Kind.ROLE or proposal.seat is None or actor.user is None:
        return False
    circle = proposal.seat.circle
    return actor.scope(Permission.ASSIGN).covers(circle) or (circle.kind in ABOVE and actor.holds(Permission.ADMINISTER))


def objections(actor: Actor, proposal: Proposal) -> list[Any]:
    """Every reason why this actor cannot confirm it now; empty when it can be confirmed."""
    me, about, proposer = actor.user, proposal.about, proposal.by
    if me is None or not may_decide(actor, proposal):
        return [_("A coordinator of that site or a second administrator confirms this.")]
    found: list[Any] = []
    if proposal.state != Proposal.State.OPEN or proposal.until_at <= clock.now():
        found.append(OVER)
    if me.pk == proposal.by_id:
        found.append(_("Nobody confirms what they proposed. A second person does."))
    if me.pk == about.pk:
        found.append(_("Nobody confirms a role of the own account."))
    if not about.is_active:
        found.append(_("This account is closed. Open it again first."))
    if about.first_password_at is None or about.last_login is None:
        found.append(_("The person has not signed in yet. A role is confirmed after that."))
    if _handled(me.pk, about.pk):
        found.append(_("You made, invited or changed this account within the last 30 days. Somebody else confirms its roles."))
    if proposer is not None and (_handled(proposer.pk, me.pk) or _handled(me.pk, proposer.pk)):
        found.append(
            _("One of you two made, invited or changed the other's account within the last 30 days. A third person confirms this.")
        )
    return found


def _handled(who: int, whom: int) -> bool:
    if who == whom:
        return False
    since = clock.now() - LATELY
    answered = Proposal.objects.filter(about=whom, kind=Proposal.Kind.SERVER).order_by("-at").values_list("at", flat=True).first()
    acts = AuditEntry.objects.filter(user=who, thing=User._meta.label_lower, thing_id=whom, act__in=HANDLING)
    return acts.filter(at__gte=max(since, answered or since)).exists()


def open_proposals(actor: Actor) -> Q:
    """Those that still wait at this moment, also where the job has not come round yet."""
    return Q(state=Proposal.State.OPEN, until_at__gt=clock.now())


def waits(proposal: Proposal) -> bool:
    """Whether anybody can still confirm it."""
    return proposal.state == Proposal.State.OPEN and proposal.until_at > clock.now() and proposal.about.is_active


def link_digest(token: str) -> str:
    """How a link to a mailbox is known: the token itself is kept nowhere."""
    return hashlib.sha256(token.encode()).hexdigest()


def mailbox_is_asked(token: str) -> bool:
    """Whether this link still asks a mailbox. Whoever holds it was sent it; nothing is changed."""
    mark = link_digest(token)
    waiting = Proposal.objects.filter(Q(old_digest=mark) | Q(new_digest=mark)).first()
    return waiting is not None and waits(waiting)
