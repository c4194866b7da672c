"""A family assistant's hours: entered with their decision, taken back when they were entered by mistake."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ligzda.access import audit
from ligzda.access.actor import Actor
from ligzda.access.words import Word
from ligzda.cases import rules, timers
from ligzda.cases.models import AssistantGrant, Case
from ligzda.kernel import clock
from ligzda.kernel.clock import add_months
from ligzda.kernel.refused import Refused

NOT_YOURS = _("This step is not yours to take; ask your coordinator.")


@transaction.atomic
def grant(
    case: Case, *, by: Actor, number: str, decided_date: dt.date, body: str, from_date: dt.date, until_date: dt.date, hours_week: int
) -> AssistantGrant:
    """Hours by a decision. Grants of one family follow each other and never overlap, so that an hour is used of one only."""
    if not by.may(Word.PROPOSE, case):
        raise Refused(NOT_YOURS)
    Case.objects.select_for_update().get(pk=case.pk)
    Refused.unless_empty([rules.not_yet(decided_date, by.on)], field="decided_date")
    latest = add_months(from_date, timers.length("grant")) - rules.ONE_DAY
    Refused.unless_empty([rules.grant_ends_before(from_date, until_date), rules.grant_too_long(until_date, latest)], field="until_date")
    limits = timers.length("grant_least"), timers.length("grant_most")
    Refused.unless_empty([rules.grant_hours(hours_week, *limits)], field="hours_week")
    same = AssistantGrant.objects.filter(case=case, voided_at__isnull=True, from_date__lte=until_date, until_date__gte=from_date).first()
    Refused.unless_empty([rules.granted_already(same.number, same.from_date, same.until_date) if same else None], field="from_date")
    made = AssistantGrant.objects.create(
        case=case, number=number.strip(), decided_date=decided_date, body=body.strip(), from_date=from_date, until_date=until_date,
        hours_week=hours_week, by_user=by.user,
    )  # fmt: skip
    audit.record(by, "add_grant", made, circle=case.circle, changed={"hours_week": ("", hours_week), "until_date": ("", until_date)})
    return made


@transaction.atomic
def void(made: AssistantGrant, *, by: Actor, reason: str) -> AssistantGrant:
    """Entered by mistake: it gives no hours any more and stays, with the reason."""
    if not by.may(Word.PROPOSE, made):
        raise Refused(NOT_YOURS)
    Refused.unless_empty([rules.missing_sentence(reason)], field="reason")
    locked: AssistantGrant = AssistantGrant.objects.select_for_update().get(pk=made.pk)
    if locked.voided_at is None:
        locked.voided_at, locked.void_reason = clock.now(), reason.strip()[:300]
        locked.save(update_fields=["voided_at", "void_reason"])
        audit.record(by, "void_grant", locked, circle=locked.case.circle, changed={"voided": (False, True)})
    return locked
