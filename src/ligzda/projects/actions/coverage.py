"""Say, narrow and withdraw what was never reported. A statement is versioned, never overwritten."""

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from ligzda.access import audit
from ligzda.access.actor import Actor
from ligzda.kernel import clock
from ligzda.kernel.refused import Refused
from ligzda.kernel.translated import Translated
from ligzda.measure.indicators import exists
from ligzda.projects.actions import allowed
from ligzda.projects.indicators.coming import COMING
from ligzda.projects.models import CoverageStatement, Project
from ligzda.web import formatting


@transaction.atomic
def state_coverage(
    project: Project,
    *,
    by: Actor,
    measure: str,
    state: str,
    from_date: dt.date,
    until_date: dt.date | None = None,
    dimensions: Iterable[str] = (),
    floor: Decimal | int | None = None,
    comparator: str = "",
    exempt: bool = False,
    note: Translated | None = None,
    source: str = "",
    reason: str = "",
    instead_of: CoverageStatement | None = None,
) -> CoverageStatement:
    """A new statement, from now on in force; ``instead_of`` is the one it replaces (narrowed, widened or corrected)."""
    allowed.manage(by, project)
    reason = "" if by.is_system and not reason else allowed.give_reason(reason)
    _check(state, from_date, until_date, floor)
    if exempt and measure == "*":
        raise Refused(_("Choose one figure: all of them together were never published."), field="exempt")
    _check_measure(project, measure)
    statement = CoverageStatement.objects.create(
        project=project,
        measure=measure,
        dimensions=sorted(dimensions),
        from_date=from_date,
        until_date=until_date,
        state=state,
        floor=floor if state == CoverageStatement.State.AT_LEAST else None,
        comparator=(comparator or "≥") if state == CoverageStatement.State.AT_LEAST else "",
        exempt=exempt,
        note=note or Translated(),
        source=source,
        reason=reason,
        entered_by=by.user,
    )
    if instead_of is not None:
        _in_force(instead_of)
        instead_of.replaced_by = statement
        instead_of.save(update_fields=["replaced_by"])
    audit.record(by, "narrow_coverage" if instead_of else "state_coverage", statement, circle=project.circle)
    return statement


@transaction.atomic
def withdraw(statement: CoverageStatement, *, by: Actor, reason: str) -> CoverageStatement:
    """From now on the records speak for themselves again; the statement stays readable with the reason."""
    locked = CoverageStatement.objects.select_for_update().select_related("project__circle").get(pk=statement.pk)
    allowed.manage(by, locked.project)
    _in_force(locked)
    locked.withdrawn_because = allowed.give_reason(reason)
    locked.withdrawn_at, locked.withdrawn_by = clock.now(), by.user
    locked.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_because"])
    audit.record(by, "withdraw_coverage", locked, circle=locked.project.circle)
    return locked


@transaction.atomic
def set_default(project: Project, *, by: Actor, unless_stated: str, reason: str) -> Project:
    """Whether figures are complete or unknown where no statement touches them; money, posts and targets are not touched by it."""
    allowed.manage(by, project)
    if unless_stated not in Project.Default.values:
        raise Refused(_("Choose one."), field="unless_stated")
    locked = Project.objects.select_for_update(of=("self",)).select_related("circle").get(pk=project.pk)
    because = allowed.give_reason(reason)
    if locked.unless_stated != unless_stated:
        changed = {"unless_stated": (locked.unless_stated, unless_stated)}
        locked.unless_stated, locked.unless_stated_because = unless_stated, because
        locked.save(update_fields=["unless_stated", "unless_stated_because"])
        audit.record(by, "coverage_default", locked, circle=locked.circle, changed=changed)
    return locked


def _in_force(statement: CoverageStatement) -> None:
    if statement.withdrawn_at is not None or statement.replaced_by_id is not None:
        raise Refused(_("This statement is no longer in force. Look at the list again."))


def _check_measure(project: Project, measure: str) -> None:
    """A statement about nothing would never be obeyed: its figure is counted, comes with a later room, or was promised or typed here."""
    if measure == "*" or exists(measure) or measure in COMING:
        return
    if not (project.targets.filter(code=measure).exists() or project.typed_aggregates.filter(code=measure).exists()):
        raise Refused(_("There is no figure called “%(code)s”.") % {"code": measure}, field="measure")


def _check(state: str, start: dt.date, end: dt.date | None, floor: Decimal | int | None) -> None:
    if end is not None and end < start:
        raise Refused(
            _("The end date is before the start date (%(start)s). Check both.") % {"start": formatting.day(start)}, field="until_date"
        )
    if floor is not None and floor < 0:
        raise Refused(_("A floor cannot be less than 0."), field="floor")
    if state not in CoverageStatement.State.values:
        raise Refused(_("Choose one."), field="state")
