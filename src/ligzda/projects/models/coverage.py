"""Coverage statements: whether everything was recorded; and the few numbers that were typed, not counted."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ligzda.access.fields import CodeField
from ligzda.access.models import User
from ligzda.kernel.constraints import check, ordered
from ligzda.kernel.translated import TranslatedField
from ligzda.projects.models.projects import Project


class CoverageStatement(models.Model):
    """What the records of a project do and do not cover. Versioned, never overwritten; a figure obeys those in force."""

    class State(models.TextChoices):
        COMPLETE = "complete", _("complete")
        AT_LEAST = "at_least", _("at least")
        UNKNOWN = "unknown", _("unknown")

    project = models.ForeignKey(Project, models.CASCADE, related_name="coverage_statements")
    measure = models.CharField(max_length=40)  # code of a figure, or "*"
    dimensions = models.JSONField(default=list)  # ["site", "service=lawyer"]: all that are listed must apply
    from_date = models.DateField()
    until_date = models.DateField(null=True, blank=True)
    state = CodeField(max_length=8, choices=State)
    floor = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    comparator = CodeField(max_length=1, choices=[(">", ">"), ("≥", "≥")], blank=True)
    exempt = models.BooleanField(default=False)  # the number was published long ago: small as it is, hiding it would protect nobody
    source = models.CharField(max_length=200, blank=True)
    note = TranslatedField(blank=True)
    reason = models.CharField(max_length=300, blank=True)
    entered_at = models.DateTimeField(auto_now_add=True)
    entered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    replaced_by = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="replaces")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_because = models.CharField(max_length=300, blank=True)

    class Personal:
        identifying: set[str] = set()
        sensitive: set[str] = set()
        plain = {
            "project",
            "measure",
            "dimensions",
            "from_date",
            "until_date",
            "state",
            "floor",
            "comparator",
            "exempt",
            "source",
            "note",
            "reason",
            "entered_at",
            "entered_by",
            "replaced_by",
            "withdrawn_at",
            "withdrawn_by",
            "withdrawn_because",
        }

    class Meta:
        ordering = ["id"]
        constraints = [
            ordered("coverage_ends_after_start", "from_date", "until_date"),
            check("coverage_floor_with_at_least", Q(state="at_least", comparator__in=[">", "≥"]) | ~Q(state="at_least")),
        ]

    def __str__(self) -> str:
        return f"{self.measure} {self.state}"


class TypedAggregate(models.Model):
    """A reported number without person rows behind it. Shown apart, never unioned with persons."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="typed_aggregates")
    code = models.CharField(max_length=40)
    dimension = models.CharField(max_length=120, blank=True)
    date = models.DateField()
    value = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)  # empty: unknown
    source = models.CharField(max_length=200)
    method = models.CharField(max_length=200, blank=True)

    class Personal:
        identifying: set[str] = set()
        sensitive: set[str] = set()
        plain = {"project", "code", "dimension", "date", "value", "source", "method"}

    def __str__(self) -> str:
        return f"{self.code} {self.value}"
