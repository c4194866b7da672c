"""Somebody leaves the house: what they carried ends today. Who takes a family over is the coordinator's to decide."""

from django.db import transaction

from ligzda.access import audit
from ligzda.access.actor import Actor
from ligzda.access.models import User
from ligzda.cases.models import Responsibility


@transaction.atomic
def end_work(user: User, *, by: Actor) -> int:
    """No stay is carried by this person any more. Answers how many stays were left."""
    carried = Responsibility.objects.filter(user=user, until_date__isnull=True).select_related("episode__case__circle")
    left = list(carried.order_by("id"))
    for one in left:
        one.until_date = max(by.on, one.from_date)
        one.save(update_fields=["until_date"])
        audit.record(by, "team.left", one.episode.case, circle=one.episode.case.circle)
    return len(left)
