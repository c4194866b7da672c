"""What a coordinator chooses from when an auditor is given a sample."""

from typing import Any

from ligzda.access.actor import Actor
from ligzda.access.models import Circle, User
from ligzda.access.permissions import Permission
from ligzda.cases.models import Case

MOST = 60


def auditors(actor: Actor) -> Any:
    """Accounts that have been given the function of an auditor, or sat as one before."""
    return User.objects.filter(is_active=True, seats__role="auditor").distinct().order_by("name", "id") | User.objects.filter(
        is_active=True, function__role="auditor"
    ).distinct().order_by("name", "id")


def auditor_by_key(actor: Actor, key: str) -> User | None:
    found: User | None = auditors(actor).filter(key=key).first()
    return found


def cases_to_pick(actor: Actor, text: str = "") -> list[Case]:
    """Files of the own sites by number; names stay out of the list of a sample."""
    rows = Case.objects.visible_to(actor, Permission.ASSIGN).select_related("project", "site").order_by("-opened_at", "-id")
    return list((rows.filter(number__icontains=text.strip()[:20]) if text.strip() else rows)[:MOST])


def picked(actor: Actor, keys: list[str]) -> list[Circle]:
    """Circles of the chosen files, and of their projects for the figures."""
    cases = list(Case.objects.visible_to(actor, Permission.ASSIGN).filter(key__in=keys[:500]).select_related("circle").order_by("id"))
    return [case.circle for case in cases]
