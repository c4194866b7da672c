"""Risk flags: set with a reason and a day to look again, looked at again, taken down with a reason."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ligzda.access import audit
from ligzda.access.actor import Actor
from ligzda.access.deadlines import length
from ligzda.access.permissions import Permission
from ligzda.kernel import clock
from ligzda.kernel.refused import Refused
from ligzda.people.models import Family, Person
from ligzda.safeguarding import rules
from ligzda.safeguarding.models import RiskFlag

NOT_YOURS = _("This step is not yours to take; ask your coordinator.")


@transaction.atomic
def flag(
    *, by: Actor, level: str, reason: str, review_date: dt.date, person: Person | None = None, family: Family | None = None
) -> RiskFlag:
    """A risk of a person or a family. A flag that runs already is taken down by the new one: levels are never added."""
    thing: Person | Family | None = person or family
    if thing is None or by.user is None or not by.may(Permission.NOTE, thing):
        raise Refused(NOT_YOURS)
    if level not in RiskFlag.Level.values:
        raise Refused(_("Choose the level."), field="level")
    if not reason.strip():
        raise Refused(_("Say in a sentence why."), field="reason")
    most = length("risk_high" if level == RiskFlag.Level.HIGH else "risk_medium")
    Refused.unless_empty([rules.review_too_late(level, review_date, by.on, most)], field="review_date")
    RiskFlag.objects.filter(person=person, family=family, ended_at__isnull=True).update(ended_at=clock.now())
    new = RiskFlag.objects.create(person=person, family=family, level=level, reason=reason.strip(), review_date=review_date, author=by.user)
    audit.record(by, "risk.flagged", new)
    return new


@transaction.atomic
def take_down(flag: RiskFlag, *, by: Actor, reason: str) -> RiskFlag:
    """The risk is over: who says so and why stays."""
    thing = flag.person or flag.family
    if not by.may(Permission.NOTE, thing):
        raise Refused(NOT_YOURS)
    if flag.ended_at:
        raise Refused(_("This flag was taken down already."))
    if not reason.strip():
        raise Refused(_("Say in a sentence why."), field="reason")
    flag.ended_at, flag.end_reason = clock.now(), reason.strip()
    flag.save(update_fields=["ended_at", "end_reason"])
    audit.record(by, "risk.ended", flag)
    return flag
