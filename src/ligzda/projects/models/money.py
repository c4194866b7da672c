"""Funding by source and version, in the original currency, to the cent."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ligzda.access.fields import CodeField
from ligzda.kernel.constraints import one_only
from ligzda.projects.models.projects import Project


class BudgetVersion(models.Model):
    """A split of the money: the budget itself, or a variant that a text quotes and that may not re-add."""

    class Kind(models.TextChoices):
        BUDGET = "budget", _("budget")
        QUOTED = "quoted", _("quoted variant")

    project = models.ForeignKey(Project, models.CASCADE, related_name="budgets")
    version = models.PositiveSmallIntegerField(default=1)
    kind = CodeField(max_length=6, choices=Kind, default=Kind.BUDGET)
    total = models.DecimalField(max_digits=14, decimal_places=2)
    currency = models.CharField(max_length=3)
    source = models.CharField(max_length=200, blank=True)
    note = models.TextField(blank=True)

    class Personal:
        identifying: set[str] = set()
        sensitive: set[str] = set()
        plain = {"project", "version", "kind", "total", "currency", "source", "note"}

    class Meta:
        ordering = ["kind", "-version", "id"]
        constraints = [one_only("one_budget_version", "project", "kind", "version")]

    def __str__(self) -> str:
        return f"{self.kind} {self.version}"


class BudgetSource(models.Model):
    """One part of a split. ``amount`` empty: the part is known to exist, its size is not."""

    class Kind(models.TextChoices):
        GRANT = "grant", _("grant")
        STATE = "state", _("state co-financing")
        OWN = "own", _("own contribution")
        PARTNER = "partner", _("partner's contribution")
        UNKNOWN = "unknown", _("source unknown")

    budget = models.ForeignKey(BudgetVersion, models.CASCADE, related_name="sources")
    kind = CodeField(max_length=7, choices=Kind)
    name = models.CharField(max_length=160)
    amount = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    includes_in_kind = models.BooleanField(default=False)

    class Personal:
        identifying: set[str] = set()
        sensitive: set[str] = set()
        plain = {"budget", "kind", "name", "amount", "includes_in_kind"}

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name
