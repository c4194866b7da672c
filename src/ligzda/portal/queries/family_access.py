"""The team's side of the family's own page: who has it, what they wrote, what nobody has answered."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ligzda.access.actor import Actor, prepared
from ligzda.access.permissions import Permission
from ligzda.cases.models import Case
from ligzda.cases.queries.waiting import Waiting
from ligzda.kernel import clock
from ligzda.portal.models import FamilyAccess, FamilyFeedback, FamilyMessage


@dataclass(frozen=True)
class AccessRow:
    """One member with the own page, as the team sees it."""

    key: str
    name: str
    state: str  # invited, expired, active, ended
    is_child: bool
    plan: Any
    since: dt.datetime
    unread: int


def access_rows(actor: Actor, case: Case) -> list[AccessRow]:
    """Members who were invited, those who have access first. One statement."""
    unread = Count("messages", filter=Q(messages__is_from_family=True, messages__read_at__isnull=True))
    rows = FamilyAccess.objects.visible_to(actor, Permission.SEE_CASE).filter(case=case).select_related("person").annotate(unread=unread)
    return [_row(one, actor) for one in rows.order_by("ended_at", "-accepted_at", "id")]


def access_by_key(actor: Actor, case: Case, key: str, word: Permission = Permission.SEE_CASE) -> FamilyAccess | None:
    rows = FamilyAccess.objects.visible_to(actor, word).filter(case=case, key=key)
    return rows.select_related("case__circle", "case__family", "person", "user").prefetch_related("children").first()


def access_by_token(actor: Actor, token_digest: str) -> FamilyAccess | None:
    """An invitation by what only its holder knows; need-to-know is the token itself."""
    return FamilyAccess.objects.filter(token_digest=token_digest).first() if token_digest else None


def feedback(actor: Actor, case: Case) -> list[FamilyFeedback]:
    """What the members said about the support, the latest first."""
    seen = FamilyAccess.objects.visible_to(actor, Permission.SEE_CASE).filter(case=case).values("id")
    return list(FamilyFeedback.objects.filter(access__in=seen).select_related("access__person").order_by("-id")[:25])


def messages_waiting(actor: Actor, on: dt.date | None = None) -> list[Waiting]:
    """Messages from families that nobody of the team has opened, for those in the team of the file; one statement."""
    own = actor.scope(Permission.NOTE).own
    found: dict[str, Waiting] = {}
    for at, access_key, case_key, family_key, name in _unread(actor, circles=list(own)) if own else []:
        url = reverse("portal:family_messages", args=[family_key, case_key, access_key])
        found.setdefault(url, Waiting(_("Answer the family's message"), name, clock.day_of(at), 0, url, "case_worker"))
    return list(found.values())


@prepared
def _unread(actor: Actor, *, circles: list[int]) -> Any:
    rows = FamilyMessage.objects.filter(
        is_from_family=True, read_at__isnull=True, access__ended_at__isnull=True, access__case__circle__in=circles
    )
    family = "access__case__family"
    key, name = (Coalesce(f"{family}__root__{column}", f"{family}__{column}") for column in ("key", "name"))
    return rows.order_by("id").values_list("at", "access__key", "access__case__key", key, name)


def _row(one: FamilyAccess, actor: Actor) -> AccessRow:
    state = "ended" if one.ended_at else "active" if one.accepted_at else "invited"
    if state == "invited" and one.expires_at and clock.day_of(one.expires_at) < actor.on:
        state = "expired"
    return AccessRow(one.key, str(one.person), state, one.is_child, one.get_plan_display(), one.accepted_at or one.invited_at, one.unread)  # type: ignore[attr-defined]
