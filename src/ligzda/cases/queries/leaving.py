"""Families of somebody who leaves: how many at each site, which ones, and who was left with nobody."""

from typing import Any

from django.db.models import Count, Exists, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ligzda.access.actor import Actor
from ligzda.access.leaving import Alone
from ligzda.access.models import Seat, User
from ligzda.access.permissions import Permission
from ligzda.cases import rules
from ligzda.cases.models import Case, Episode
from ligzda.cases.queries.waiting import Waiting
from ligzda.cases.states import OPEN
from ligzda.kernel import clock

NOBODY = _("Nobody is responsible: say who takes the family over")
RESPONSIBLE = Seat.objects.filter(is_responsible=True, until_date__isnull=True)


def alone_without(actor: Actor, user: User) -> list[Alone]:
    """For whoever closes the account: a number per site of families in the programme for whom this person is responsible."""
    if not actor.holds(Permission.ADMINISTER):
        return []
    seats = RESPONSIBLE.filter(user=user, circle__is_closed=False)
    rows = Case.objects.filter(circle__in=seats.values("circle"), episodes__is_latest=True, episodes__state__in=OPEN)
    found = rows.order_by("site__name").values_list("site__name").annotate(families=Count("family", distinct=True))
    return [Alone(place, families) for place, families in found]


def families_of(actor: Actor, user_key: str) -> list[Case]:
    """For the coordinator: which ones, at the own sites. A stranger's key and one that does not exist cost and answer the same."""
    rows = Case.objects.visible_to(actor, Permission.OVERSEE).filter(episodes__is_latest=True, episodes__state__in=OPEN)
    return list(
        rows.filter(circle__in=RESPONSIBLE.filter(user__key=user_key).values("circle")).select_related("family__root").order_by("number")
    )


def left_with_nobody(actor: Actor, on: Any = None) -> list[Waiting]:
    """Families whose responsible worker's account was closed and whom nobody took over yet. One statement, for who forms teams."""
    if not actor.holds(Permission.ASSIGN):
        return []
    day, found = on or actor.on, []
    for key, name, case_key, left_at in _left(actor, Permission.ASSIGN):
        since = clock.day_of(left_at)
        url = reverse("cases:hand_over", args=[key, case_key])
        found.append(Waiting(NOBODY, name, since, rules.overdue_days(since, day), url, "coordinator"))
    return found


def _left(actor: Actor, word: Permission) -> Any:
    """Led by the few seats that ended with an account."""
    ended = Seat.objects.filter(ended_at__isnull=False, is_responsible=True)
    rows = Episode.objects.visible_to(actor, word).filter(is_latest=True, state__in=OPEN, case__circle__in=ended.values("circle"))
    here = {"circle": OuterRef("case__circle")}
    last = ended.filter(**here).order_by("-ended_at").values("ended_at")[:1]
    key, name = (Coalesce(f"case__family__root__{column}", f"case__family__{column}") for column in ("key", "name"))
    nobody = rows.filter(~Exists(RESPONSIBLE.filter(**here))).annotate(left_at=Subquery(last))
    return nobody.order_by("left_at", "id").values_list(key, name, "case__key", "left_at")
