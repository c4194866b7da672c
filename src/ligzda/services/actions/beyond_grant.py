"""Does a visit of the family assistant lie within the hours of the decision? Beyond them it is kept with a reason, never lost."""

from typing import Any

from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from ligzda.access.models import Seat
from ligzda.kernel.refused import Refused
from ligzda.services import rules
from ligzda.services.models import AssistantGrant, Session
from ligzda.web import formatting

COUNTED = (Session.Status.HELD, Session.Status.PLANNED, Session.Status.UNCONFIRMED)


def reason_beyond_grant(session: Session, because: str) -> str:
    """The reason why a visit goes beyond the grant, or nothing when it does not. Without one: a warning.

    Where no decision was ever entered there is nothing to go beyond.
    """
    sentence = _beyond(session) if session.case_id and session.worker_id else None
    if sentence is None:
        return ""
    if not because.strip():
        raise Refused(sentence, field="because", warning=True)
    return because.strip()[:200]


def _beyond(session: Session) -> Any:
    given = AssistantGrant.objects.filter(case=session.case, voided_at__isnull=True)
    if not given.exists() or not _assistants(session).filter(user=session.worker_id).exists():
        return None
    grant = given.filter(from_date__lte=session.date, until_date__gte=session.date).first()
    if grant is None:
        return _("No decision gives hours of a family assistant on this day. Check the date, or write why the visit is right.")
    left = rules.granted_minutes(grant.from_date, grant.until_date, grant.hours_week) - _taken(session, grant) - session.minutes
    if left >= 0:
        return None
    told = {"number": grant.number, "beyond": formatting.length(-left)}
    return _("This goes beyond the hours of decision %(number)s by %(beyond)s. Check the length, or write why it is right.") % told


def _assistants(session: Session) -> Any:
    """Whoever is or was this family's assistant; a visit may be written down when the seat has ended."""
    return Seat.objects.filter(circle=session.case.circle_id, role="family_assistant")


def _taken(session: Session, grant: AssistantGrant) -> int:
    """Minutes of the assistants' other visits, held and planned."""
    rows = Session.objects.filter(
        case=session.case_id, worker__in=_assistants(session).values("user"), date__gte=grant.from_date, date__lte=grant.until_date, status__in=COUNTED,
        voided_at__isnull=True, moved_to__isnull=True,
    )  # fmt: skip
    return rows.exclude(pk=session.pk).aggregate(total=Sum("minutes"))["total"] or 0
