"""What one person proposed about an account is confirmed by a second one, declined, taken back, or ends by itself."""

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ligzda.access import audit, proposing
from ligzda.access.actions.emails import take_email
from ligzda.access.actions.seats import end_at_once
from ligzda.access.actor import Actor, not_over
from ligzda.access.models import Proposal, Seat, User
from ligzda.access.notices import tell
from ligzda.kernel import clock
from ligzda.kernel.refused import Refused

P = Proposal.State


@transaction.atomic
def confirm(proposal: Proposal, *, by: Actor) -> Proposal:
    """The second person agrees: from this moment the role opens what it opens. The row is locked, so that nobody agrees to what has ended."""
    locked = _lock(proposal)
    Refused.unless_empty(proposing.objections(by, locked))
    return _agree(locked, by)


@transaction.atomic
def decline(proposal: Proposal, *, by: Actor) -> Proposal:
    """No: by whoever could confirm it, or taken back by who proposed it. The seat ends before it began."""
    locked = _lock(proposal)
    is_own = by.user is not None and locked.by_id == by.user.pk
    if locked.kind != Proposal.Kind.ROLE or not (is_own or proposing.may_decide(by, locked)):
        raise Refused(_("A coordinator of that site or a second administrator confirms this."))
    if locked.state != P.OPEN:
        raise Refused(proposing.OVER)
    _decide(locked, P.WITHDRAWN if is_own else P.DECLINED, by)
    _end_seat(locked, by)
    return locked


@transaction.atomic
def fall_back(user: User, *, by: Actor) -> int:
    """An account that nobody has used was changed: whatever was given to it is only proposed again. Answers how many seats."""
    seats = Seat.objects.select_for_update(of=("self",)).filter(not_over(by.on), user=user).select_related("circle")
    found = list(seats.order_by("id"))
    for seat in found:
        seat.is_proposed = True
        seat.save(update_fields=["is_proposed"])
        Proposal.objects.create(kind=Proposal.Kind.ROLE, about=user, by=by.user, seat=seat)
        audit.record(by, "propose_role", seat, circle=seat.circle, changed={"is_proposed": (False, True)})
    return len(found)


@transaction.atomic
def end_expired(*, by: Actor) -> int:
    """Nobody confirmed it in time: the clock of the house ends it, and a role has to be proposed anew."""
    late = Proposal.objects.select_for_update(of=("self",)).filter(state=P.OPEN, until_at__lte=clock.now())
    rows = list(late.select_related("seat__circle", "about").order_by("id"))
    for one in rows:
        _decide(one, P.EXPIRED, by)
        _end_seat(one, by)
        audit.record(by, "proposal_ended", one.about)
    return len(rows)


@transaction.atomic
def confirm_at_server(user: User, *, by: Actor, email: str = "") -> list[Proposal]:
    """Where nobody is left to confirm, or the old mailbox is dead. Whoever keeps the server answers for the account and all that waits for it.

    ``email``: the address with which it signs in from now on. All of it stands in the trail and on the owner's page.
    """
    if not by.is_system:
        raise Refused(_("This is done at the server only."))
    rows = Proposal.objects.select_for_update(of=("self",)).filter(proposing.open_proposals(by), about=user)
    done = []
    for one in rows.select_related("seat__circle", "about").order_by("id"):
        if one.kind == Proposal.Kind.EMAIL and email:
            _decide(one, P.WITHDRAWN, by)
            audit.record(by, "drop_email", user)
            continue
        done.append(_agree(one, by) if one.kind == Proposal.Kind.ROLE else take_email(one, by=by))
    if email:
        done.append(take_email(Proposal(kind=Proposal.Kind.EMAIL, about=user, by=None, email=email), by=by))
    Proposal.objects.create(kind=Proposal.Kind.SERVER, about=user, by=None, state=P.CONFIRMED, decided_at=clock.now())
    audit.record(by, "confirm_user", user)
    tell(user, "confirm_user")
    return done


@transaction.atomic
def end_all(user: User, *, by: Actor) -> int:
    """Inside the act of closing an account: what was proposed for it, and by it, waits no longer."""
    rows = Proposal.objects.select_for_update(of=("self",)).filter(Q(about=user) | Q(by=user), state=P.OPEN)
    found = list(rows.select_related("seat__circle", "about").order_by("id"))
    for one in found:
        _decide(one, P.WITHDRAWN, by)
        _end_seat(one, by)
        if one.kind == Proposal.Kind.EMAIL:
            audit.record(by, "drop_email", one.about)
    return len(found)


def _agree(proposal: Proposal, by: Actor) -> Proposal:
    seat = proposal.seat
    if seat is None or seat.ended_at:
        raise Refused(proposing.OVER)
    seat.is_proposed = False
    seat.save(update_fields=["is_proposed"])
    _decide(proposal, P.CONFIRMED, by)
    audit.record(by, "seat", seat, circle=seat.circle, changed={"is_proposed": (True, False)})
    audit.record(by, "confirm_role", proposal.about)
    tell(proposal.about, "confirm_role")
    return proposal


def _lock(proposal: Proposal) -> Proposal:
    rows = Proposal.objects.select_for_update(of=("self",)).select_related("seat__circle", "about", "by")
    locked: Proposal = rows.get(pk=proposal.pk)
    return locked


def _decide(proposal: Proposal, state: str, by: Actor) -> None:
    proposal.state, proposal.decided_by, proposal.decided_at = state, by.user, clock.now()
    proposal.old_digest = proposal.new_digest = ""
    proposal.save()


def _end_seat(proposal: Proposal, by: Actor) -> None:
    if proposal.seat is not None and proposal.seat.is_proposed and not proposal.seat.ended_at:
        end_at_once(proposal.seat, by=by)
