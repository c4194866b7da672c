"""Proposals as their readers see them: who waits for a second person, what the second person has to know, what stands on the own page."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from ligzda.access import proposing
from ligzda.access.actor import Actor
from ligzda.access.models import AuditEntry, Proposal, User
from ligzda.access.notices import KEPT
from ligzda.access.permissions import Permission
from ligzda.access.proposing import ABOVE
from ligzda.access.roles import title
from ligzda.kernel import clock

P = Proposal.State


@dataclass(frozen=True)
class Behind:
    """How the account came to be: who made it and when, how its first link was handed over, when its owner was first here."""

    made_by: str
    made_at: dt.datetime
    link: Any
    first_at: dt.datetime | None
    changed_by: tuple[str, ...]


@dataclass(frozen=True)
class Own:
    """A proposal about the own account."""

    what: Any
    at: dt.datetime
    by: str
    state: Any
    decided_by: str
    decided_at: dt.datetime | None


def waiting_for(actor: Actor, *, ready: bool = False) -> list[Proposal]:
    """Roles that wait at the places this actor decides on, the own proposals among them. One statement, for who may.

    ``ready``: only what another one proposed and whose owner has signed in.
    """
    if actor.user is None or not (actor.holds(Permission.ASSIGN) or actor.holds(Permission.ADMINISTER)):
        return []
    here = Q(seat__circle__in=actor.scope(Permission.ASSIGN).circle_ids())
    if actor.holds(Permission.ADMINISTER):
        here |= Q(seat__circle__kind__in=ABOVE)
    rows = Proposal.objects.filter(proposing.open_proposals(actor), here, kind=Proposal.Kind.ROLE, about__is_active=True)
    if ready:
        rows = rows.exclude(by=actor.user).exclude(about=actor.user)
        rows = rows.filter(about__first_password_at__isnull=False, about__last_login__isnull=False)
    return list(rows.select_related("about", "by", "seat__circle").order_by("until_at", "id"))


def proposal_by_key(actor: Actor, key: str) -> Proposal | None:
    """For whoever may decide it, and for whoever proposed it: nobody else knows of it."""
    rows = Proposal.objects.filter(key=key, kind=Proposal.Kind.ROLE).select_related("about__function", "by", "seat__circle")
    found: Proposal | None = rows.first()
    if found is None or actor.user is None or not (found.by_id == actor.user.pk or proposing.may_decide(actor, found)):
        return None
    return found


def waiting_about(actor: Actor, user: User) -> dict[str, Any]:
    """On an account's page: seat → proposal, and the address that waits. A seat in a file is no administrator's matter."""
    if not actor.holds(Permission.ADMINISTER):
        return {"roles": {}, "email": None}
    rows = Proposal.objects.filter(proposing.open_proposals(actor), about=user).select_related("by", "seat__circle").order_by("id")
    roles = {one.seat_id: one for one in rows if one.seat is not None and one.seat.circle.kind in ABOVE}
    return {"roles": roles, "email": next((one for one in rows if one.kind == Proposal.Kind.EMAIL), None)}


def behind(actor: Actor, user: User) -> Behind:
    """What a second person weighs before agreeing: is this really somebody, and did the way in reach the owner alone?"""
    acts = AuditEntry.objects.filter(thing=User._meta.label_lower, thing_id=user.pk).select_related("user").order_by("id")
    rows = [row for row in acts if row.act.rsplit(":", 1)[-1] in proposing.HANDLING]
    made = next((row for row in rows if row.act.endswith("add_user")), None)
    changed = dict.fromkeys(row.user.name for row in rows if row.user and not row.act.endswith(("add_user", "invite")))
    return Behind(
        made.user.name if made and made.user else "", user.joined_at, user.get_first_link_display(), user.first_password_at, tuple(changed)
    )


def own(actor: Actor) -> list[Own]:
    """Everything that was proposed, confirmed or refused about the own account in three months, and what still waits."""
    if actor.user is None:
        return []
    rows = Proposal.objects.filter(about=actor.user, at__gte=clock.now() - KEPT).select_related("by", "decided_by", "seat__circle")
    return [_own(row) for row in rows.order_by("-at", "-id")]


def _own(row: Proposal) -> Own:
    what = f"{title(row.seat.role)} · {row.seat.circle}" if row.seat else row.get_kind_display()
    state = P.EXPIRED.label if row.state == P.OPEN and row.until_at <= clock.now() else row.get_state_display()
    return Own(what, row.at, row.by.name if row.by else "", state, row.decided_by.name if row.decided_by else "", row.decided_at)
