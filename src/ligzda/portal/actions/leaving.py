"""Somebody's account is closed: the own page they had as a member of a family is taken away."""

from django.db import transaction

from ligzda.access import audit
from ligzda.access.actor import Actor
from ligzda.access.models import User
from ligzda.kernel import clock
from ligzda.portal.models import FamilyAccess


@transaction.atomic
def end_work(user: User, *, by: Actor) -> int:
    """Answers how many pages were taken away."""
    rows = list(FamilyAccess.objects.filter(user=user, ended_at__isnull=True).select_related("case__circle").order_by("id"))
    for page in rows:
        page.ended_at, page.token_digest = clock.now(), ""
        page.save(update_fields=["ended_at", "token_digest"])
        audit.record(by, "family_access.ended", page, circle=page.case.circle)
    return len(rows)
