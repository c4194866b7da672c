"""The next meetings as the family sees them: when, what kind, where; never with which specialist about what."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from ligzda.access.actor import Actor
from ligzda.access.permissions import Permission
from ligzda.services.models import Session
from ligzda.services.queries.words import first_upper

MOST = 10
SECRET_KINDS = frozenset({"consultation"})  # with whom somebody speaks is for nobody else of the family


@dataclass(frozen=True)
class Coming:
    """One planned meeting."""

    date: dt.date
    start_time: dt.time | None
    minutes: int
    what: str
    place: str


def portal(actor: Actor, case_id: int) -> list[Coming]:
    """Planned from today on, by the hour."""
    rows = Session.objects.visible_to(actor, Permission.OWN_VIEW).filter(case=case_id, status=Session.Status.PLANNED, date__gte=actor.on)
    rows = rows.filter(voided_at=None, moved_to=None).select_related("service", "site").order_by("date", "start_time", "id")
    return [_coming(row) for row in rows[:MOST]]


def _coming(row: Session) -> Coming:
    what = _("Consultation") if row.service.is_consultation or row.service.kind in SECRET_KINDS else first_upper(str(row.service))
    return Coming(
        row.date, row.start_time, row.minutes, what, str(Session.Place(row.place).label)
    )  # never what was typed: it may be an address
