"""What this room has to say when a stay is about to end: was a family that counts as lost really looked for?"""

import datetime as dt
from typing import Any

from ligzda.access.actor import Actor
from ligzda.cases import deadlines, rules
from ligzda.cases.models import Episode
from ligzda.cases.states import ExitType
from ligzda.services.models import Enrolment, Session


def hardly_looked_for(episode: Episode, exit_type: str, on: dt.date, actor: Actor) -> Any:
    """Contact is lost after several attempts over some weeks; an attempt is a meeting to which nobody came, since the last one that took place."""
    if exit_type != ExitType.LOST_CONTACT:
        return None
    rows = Session.objects.filter(case=episode.case, voided_at__isnull=True, date__gte=episode.admitted_date, date__lte=on)
    last = rows.filter(status=Session.Status.HELD).order_by("-date").values_list("date", flat=True).first() or episode.admitted_date
    attempts = rows.filter(status=Session.Status.NO_SHOW, date__gte=last).order_by("date").values_list("date", flat=True)
    return rules.too_few_attempts(list(attempts), on, deadlines.length("contact_lost_attempts"), deadlines.length("contact_lost_days"))


def enrolled(circles: Any) -> Any:
    """Whom a group's page is about, so that their hidden addresses stay covered on it."""
    return Enrolment.objects.filter(cohort__group__circle__in=circles).order_by().values("person_id")
