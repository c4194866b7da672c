"""Camps: a cohort whose sessions are days, and numbers that were told and not counted."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ligzda.access import audit
from ligzda.access.actor import Actor
from ligzda.access.permissions import Permission
from ligzda.kernel.refused import Refused
from ligzda.places.models import Territory
from ligzda.services import rules
from ligzda.services.actions.checks import must_have_reason
from ligzda.services.actions.groups import open_cohort, plan_sessions
from ligzda.services.models import Cohort, Group, StatedNumber

LONGEST = 60  # days of one camp


@transaction.atomic
def plan_camp(group: Group, *, by: Actor, start_date: dt.date, end_date: dt.date, note: str = "") -> Cohort:
    """The days of a camp, each a session to be confirmed."""
    if group.kind != Group.Kind.CAMP:
        raise Refused(_("This group is no camp."))
    if end_date < start_date:
        raise Refused(_("The end date is before the start date. Check both."), field="end_date")
    days = rules.days_between(start_date, end_date)
    if len(days) > LONGEST:
        raise Refused(_("A camp of more than 60 days? Check the dates."), field="end_date")
    cohort = open_cohort(group, by=by, start_date=start_date, end_date=end_date, planned_sessions=len(days), note=note)
    plan_sessions(cohort, by=by, dates=days)
    return cohort


@transaction.atomic
def confirm_as_held(cohort: Cohort, *, by: Actor, known_by: str) -> Cohort:
    """That the camp took place is known, although no day was written down: how it is known stands beside it."""
    if not by.may(Permission.LEAD_GROUP, cohort):
        raise Refused(_("Only those who lead the group can do this."))
    if cohort.start_date and cohort.start_date > by.on:
        raise Refused(_("This day is still to come."))
    cohort.held_known_by = must_have_reason(known_by)[:200]
    cohort.save(update_fields=["held_known_by"])
    audit.record(by, "confirm_camp", cohort, circle=cohort.group.circle)
    return cohort


@transaction.atomic
def state_number(
    cohort: Cohort, *, by: Actor, unit: str, value: int | None, source: str, territory: Territory | None = None,
    territory_label: str = "",
) -> StatedNumber:  # fmt: skip
    """A number that was told, per territory, or that nobody told one. Printed apart, never added to people who were counted."""
    if not by.may(Permission.LEAD_GROUP, cohort):
        raise Refused(_("Only those who lead the group can do this."))
    source = must_have_reason(source)
    group = cohort.group
    Cohort.objects.select_for_update(no_key=True).get(pk=cohort.pk)
    of: dict[str, Any] = {"cohort": cohort, "unit": unit, "territory": territory, "territory_label": territory_label}
    before = StatedNumber.objects.filter(**of).values_list("value", flat=True).first()
    row, is_new = StatedNumber.objects.update_or_create(**of, defaults={"value": value, "source": source[:200]})
    audit.record(by, "state_number", cohort, circle=group.circle, changed={unit: ("" if is_new else before, value)})
    return row
