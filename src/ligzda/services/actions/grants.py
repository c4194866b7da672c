"""A family assistant's hours: entered with their decision, corrected with a reason, taken back when they were entered by mistake."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ligzda.access import audit
from ligzda.access.actor import Actor
from ligzda.access.permissions import Permission
from ligzda.cases import deadlines
from ligzda.cases.models import Case
from ligzda.cases.rules import ONE_DAY, missing_sentence, not_yet
from ligzda.kernel import clock
from ligzda.kernel.clock import add_months
from ligzda.kernel.refused import Refused
from ligzda.services import rules
from ligzda.services.models import AssistantGrant

GIVEN = ("number", "decided_date", "body", "from_date", "until_date", "hours_week")
NOT_YOURS = _("This step is not yours to take; ask your coordinator.")


@transaction.atomic
def grant(case: Case, *, by: Actor, **given: Any) -> AssistantGrant:
    """Hours by a decision (``GIVEN``). Grants of one family follow each other and never overlap, so that an hour is used of one only."""
    if not by.may(Permission.PROPOSE, case):
        raise Refused(NOT_YOURS)
    _sound(case, by, **given)
    made = AssistantGrant.objects.create(case=case, by_user=by.user, **_tidy(given))
    changed = {"hours_week": ("", made.hours_week), "until_date": ("", made.until_date)}
    audit.record(by, "add_grant", made, circle=case.circle, changed=changed)
    return made


@transaction.atomic
def correct(made: AssistantGrant, *, by: Actor, reason: str, **given: Any) -> AssistantGrant:
    """As the decision really says. What was entered before stays, void, with the reason; the visits are counted anew."""
    if not by.may(Permission.PROPOSE, made):
        raise Refused(NOT_YOURS)
    _sound(made.case, by, but=made, **given)
    locked: AssistantGrant = AssistantGrant.objects.select_for_update().get(pk=made.pk)
    if locked.voided_at is not None:
        raise Refused(_("A colleague changed these hours meanwhile. Look at them once more."))
    after = _tidy(given)
    changed = {name: (getattr(locked, name), value) for name, value in after.items() if getattr(locked, name) != value}
    if not changed:
        raise Refused(_("Nothing differs from what is entered already."))
    Refused.unless_empty([missing_sentence(reason)], field="reason")
    locked.voided_at, locked.void_reason = clock.now(), reason.strip()[:300]
    locked.save(update_fields=["voided_at", "void_reason"])
    right = AssistantGrant.objects.create(case=locked.case, by_user=by.user, corrects=locked, **after)
    audit.record(by, "correct_grant", right, circle=locked.case.circle, changed=changed)
    return right


@transaction.atomic
def void(made: AssistantGrant, *, by: Actor, reason: str) -> AssistantGrant:
    """Entered by mistake: it gives no hours any more and stays, with the reason."""
    if not by.may(Permission.PROPOSE, made):
        raise Refused(NOT_YOURS)
    Refused.unless_empty([missing_sentence(reason)], field="reason")
    locked: AssistantGrant = AssistantGrant.objects.select_for_update().get(pk=made.pk)
    if locked.voided_at is None:
        locked.voided_at, locked.void_reason = clock.now(), reason.strip()[:300]
        locked.save(update_fields=["voided_at", "void_reason"])
        audit.record(by, "void_grant", locked, circle=locked.case.circle, changed={"voided": (False, True)})
    return locked


def _tidy(given: dict[str, Any]) -> dict[str, Any]:
    return {name: value.strip() if isinstance(value := given[name], str) else value for name in GIVEN}


def _sound(
    case: Case, by: Actor, *, number: str, decided_date: dt.date, body: str, from_date: dt.date, until_date: dt.date, hours_week: int,
    but: AssistantGrant | None = None,
) -> None:  # fmt: skip
    """What one decision can give, on days for which no other gives hours. The case is locked, so that two never give the same day."""
    Case.objects.select_for_update().get(pk=case.pk)
    for field, text in (("number", number), ("body", body)):
        Refused.unless_empty([None if text.strip() else _("Say which decision it is, and who decided.")], field=field)
    Refused.unless_empty([not_yet(decided_date, by.on)], field="decided_date")
    latest = add_months(from_date, deadlines.length("grant")) - ONE_DAY
    Refused.unless_empty([rules.grant_ends_before(from_date, until_date), rules.grant_too_long(until_date, latest)], field="until_date")
    limits = deadlines.length("grant_least"), deadlines.length("grant_most")
    Refused.unless_empty([rules.grant_hours(hours_week, *limits)], field="hours_week")
    others = AssistantGrant.objects.filter(case=case, voided_at__isnull=True).exclude(pk=but.pk if but else None)
    same = others.filter(from_date__lte=until_date, until_date__gte=from_date).first()
    Refused.unless_empty([rules.granted_already(same.number, same.from_date, same.until_date) if same else None], field="from_date")
