"""Somebody leaves the house: what they had planned does not take place, unless somebody else leads it as well."""

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext

from ligzda.access import audit
from ligzda.access.actor import Actor
from ligzda.access.models import User
from ligzda.services.models import GroupLeader, Session
from ligzda.services.states import machine_of

S = Session.Status


@transaction.atomic
def end_work(user: User, *, by: Actor) -> int:
    """They lead no group any more; another leader takes a group's sessions over, every other planned meeting is cancelled.

    Asked of nobody's word: whoever closes an account sees no file. The machine's own target and the trail are kept all the same.
    """
    running = Q(until_date__isnull=True) | Q(until_date__gt=by.on)
    for lead in GroupLeader.objects.filter(running, user=user).select_related("group__circle"):
        lead.until_date = max(by.on, lead.from_date)
        lead.save(update_fields=["until_date"])
        audit.record(by, "end_leader", lead.group, circle=lead.group.circle, changed={"leader": (user.pk, "")})
    planned = Session.objects.in_every_circle().filter(worker=user, status=S.PLANNED, voided_at=None, moved_to=None)
    planned = planned.select_for_update(of=("self",))
    ahead = list(planned.filter(date__gte=by.on).select_related("circle", "cohort__group").order_by("id"))
    return len([_end(session, by) for session in ahead])


def _end(session: Session, by: Actor) -> Session:
    other = _other_leader(session, by)
    if other is not None:
        before, session.worker, session.version = session.worker_id, other, session.version + 1
        session.save(update_fields=["worker", "version"])
        audit.record(by, "handed_on", session, circle=session.circle, changed={"worker": (before, other.pk)})
        return session
    session.status, session.version = machine_of(session).target(session, "cancel"), session.version + 1
    session.cancelled_because = gettext("The account of the person who planned it was closed.")
    session.save(update_fields=["status", "cancelled_because", "version"])
    audit.record(by, "cancel", session, circle=session.circle, changed={"status": (S.PLANNED, S.CANCELLED)})
    return session


def _other_leader(session: Session, by: Actor) -> User | None:
    """Somebody else who leads this group on that day."""
    if session.cohort is None:
        return None
    runs = Q(until_date__isnull=True) | Q(until_date__gte=max(session.date, by.on))
    found = session.cohort.group.leaders.filter(runs, user__is_active=True).exclude(user=session.worker_id)
    lead = found.select_related("user").order_by("from_date", "id").first()
    return lead.user if lead else None
