"""The money of a project: the budget in force and the variants that texts quote, each with its sum and what is left over."""

from dataclasses import dataclass
from decimal import Decimal

from ligzda.access.actor import Actor
from ligzda.projects import rules
from ligzda.projects.models import BudgetVersion, Project
from ligzda.projects.queries.projects import sees_whole


@dataclass(frozen=True)
class Funding:
    """One split as shown: its parts and rest, where it is from, and the amount in euro where it is an old currency."""

    split: rules.Split
    version: int
    source: str
    note: str
    in_euro: Decimal | None


@dataclass(frozen=True)
class Money:
    """The budget in force (None: unknown), earlier versions, and quoted variants."""

    budget: Funding | None
    earlier: tuple[Funding, ...]
    quoted: tuple[Funding, ...]

    def own_minus(self, variant: Funding) -> Decimal | None:
        """Own share of the budget less the own and partners' parts of a variant: what the variant leaves out."""
        own = ("own", "partner")
        return self.budget.split.of_kind(*own) - variant.split.of_kind(*own) if self.budget else None


def money(actor: Actor, project: Project) -> Money | None:
    """None for those who see only a site's part of the project."""
    if not sees_whole(actor, project):
        return None
    found = [_funding(one) for one in BudgetVersion.objects.filter(project=project).prefetch_related("sources").order_by("-version", "pk")]
    budgets = [one for kind, one in found if kind == BudgetVersion.Kind.BUDGET]
    quoted = tuple(one for kind, one in found if kind == BudgetVersion.Kind.QUOTED)
    return Money(budgets[0] if budgets else None, tuple(budgets[1:]), quoted)


def _funding(row: BudgetVersion) -> tuple[str, Funding]:
    parts = [(one.name, one.kind, one.amount, one.includes_in_kind) for one in row.sources.all()]
    made = rules.split(parts, row.total, row.currency)
    return row.kind, Funding(made, row.version, row.source, row.note, rules.in_euro(row.total, row.currency))
