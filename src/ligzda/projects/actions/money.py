"""Set a budget or a quoted variant: the parts in the original currency, exact to the cent."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from ligzda.access import audit
from ligzda.access.actor import Actor
from ligzda.kernel.locking import taken
from ligzda.kernel.refused import Refused
from ligzda.projects import rules
from ligzda.projects.actions import allowed
from ligzda.projects.models import BudgetSource, BudgetVersion, Project
from ligzda.web import formatting

MAY_HAVE_REST = BudgetVersion.Kind.QUOTED


@dataclass(frozen=True)
class Source:
    """One part as entered. ``amount`` None: it is known to exist, its size is not."""

    kind: str
    name: str
    amount: Decimal | None
    includes_in_kind: bool = False


@transaction.atomic
def set_budget(
    project: Project,
    *,
    by: Actor,
    total: Decimal,
    currency: str,
    sources: Sequence[Source],
    kind: str = "budget",
    source: str = "",
    note: str = "",
) -> BudgetVersion:
    """A new version of the budget, which must re-add to the cent; or a variant that a text quotes, whose rest is shown."""
    allowed.manage(by, project)
    _check(kind, total, currency, sources)
    Project.objects.select_for_update(no_key=True).get(pk=project.pk)  # two versions at once wait for each other, also the first two
    last = BudgetVersion.objects.filter(project=project, kind=kind).order_by("version").last()
    budget = BudgetVersion.objects.create(
        project=project, version=last.version + 1 if last else 1, kind=kind, total=total, currency=currency, source=source, note=note
    )
    BudgetSource.objects.bulk_create(
        BudgetSource(budget=budget, kind=one.kind, name=one.name, amount=one.amount, includes_in_kind=one.includes_in_kind)
        for one in sources
    )
    audit.record(by, "set_budget", budget, circle=project.circle, changed={"total": (last.total if last else None, total)})
    return budget


@transaction.atomic
def drop_quoted(budget: BudgetVersion, *, by: Actor) -> None:
    """A quoted variant that no text prints goes. Versions of the budget itself stay."""
    budget = taken(budget)
    allowed.manage(by, budget.project)
    if budget.kind != BudgetVersion.Kind.QUOTED:
        raise Refused(_("A version of the budget stays. Enter a new version instead."))
    audit.record(by, "remove_quoted", budget, circle=budget.project.circle, changed={"total": (budget.total, None)})
    budget.delete()


def _check(kind: str, total: Decimal, currency: str, sources: Sequence[Source]) -> None:
    if any(one.amount is not None and (one.amount < 0 or one.amount != rules.cents(one.amount)) for one in sources):
        raise Refused(_("An amount is written to the cent and is not less than 0."))
    if total < 0 or total != rules.cents(total):
        raise Refused(_("An amount is written to the cent and is not less than 0."), field="total")
    if kind == BudgetVersion.Kind.QUOTED and not sources:
        raise Refused(_("A quoted split has at least one part."))
    parts = sum((one.amount for one in sources if one.amount is not None), Decimal(0))
    known = all(one.amount is not None for one in sources)
    if kind != MAY_HAVE_REST and sources and (parts > total or (known and parts != total)):
        raise Refused(
            _("The parts add up to %(parts)s, the total is %(total)s. The difference is %(rest)s.")
            % {
                "parts": formatting.money(parts, currency),
                "total": formatting.money(total, currency),
                "rest": formatting.money(total - parts, currency),
            },
            field="total",
        )
