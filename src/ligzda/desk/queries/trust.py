"""Whose circle a family's page shows: that of the case admitted last among those the reader may open."""

from django.db.models import Q

from ligzda.access.actor import Actor
from ligzda.access.models import Circle
from ligzda.access.permissions import Permission
from ligzda.cases.models import Case
from ligzda.people.models import Family


def circle_of(actor: Actor, family: Family) -> Circle | None:
    rows = Case.objects.visible_to(actor, Permission.SEE_CASE).filter(Q(family=family) | Q(family__root=family))
    case = rows.select_related("circle").order_by("-opened_at", "-id").first()
    return case.circle if case else None
