"""Reports: frozen snapshots of figures, and the texts that were published before Ligzda."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ligzda.access.actor import Guarded
from ligzda.access.fields import CodeField
from ligzda.access.models import User
from ligzda.kernel.constraints import one_only
from ligzda.kernel.ids import new_key
from ligzda.kernel.languages import FIRST
from ligzda.projects.models.projects import Project


class ReportQuerySet(Guarded):
    """Reports; the project's circle decides."""

    circle_path = "project__circle"


class Report(models.Model):
    """A report as of a date. Draft: figures are computed when looked at. Published: the snapshot stands for ever."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        PUBLISHED = "published", _("published")

    key = models.CharField(max_length=8, unique=True, default=new_key, editable=False)
    project = models.ForeignKey(Project, models.PROTECT, related_name="reports")
    kind = CodeField(max_length=10, choices=[("quarterly", _("quarterly report")), ("final", _("final report"))], default="quarterly")
    as_of_date = models.DateField(_("data as of"))
    language = models.CharField(max_length=2, default=FIRST)
    state = CodeField(max_length=9, choices=State, default=State.DRAFT)
    narrative = models.JSONField(default=dict)  # section key → text
    is_suppressed = models.BooleanField(default=True)  # small cells hidden: the public version
    snapshot = models.JSONField(null=True, blank=True)
    fingerprint = models.CharField(max_length=64, blank=True)
    version = models.PositiveIntegerField(default=1)  # of the draft, for two people at once
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects = ReportQuerySet.as_manager()

    class Personal:
        identifying: set[str] = set()
        sensitive: set[str] = set()
        plain = {
            "key",
            "project",
            "kind",
            "as_of_date",
            "language",
            "state",
            "narrative",
            "is_suppressed",
            "snapshot",
            "fingerprint",
            "version",
            "created_at",
            "created_by",
            "published_at",
            "published_by",
        }

    class Meta:
        ordering = ["-as_of_date", "-id"]

    def __str__(self) -> str:
        return f"{self.project} {self.as_of_date}"


class PublishedText(models.Model):
    """A text published before Ligzda: its kind, its data-as-of or none, its publication date or unknown."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="published_texts")
    number = models.PositiveSmallIntegerField()
    subject = models.CharField(max_length=200)
    kind = models.CharField(max_length=20)
    in_series = models.BooleanField(default=False)  # one of the quarterly series
    as_of_date = models.DateField(null=True, blank=True)
    published_date = models.DateField(null=True, blank=True)  # as printed; empty: undated
    other_date = models.DateField(null=True, blank=True)  # from another source
    other_source = models.CharField(max_length=200, blank=True)
    source = models.CharField(max_length=200, blank=True)
    note = models.CharField(max_length=300, blank=True)

    class Personal:
        identifying: set[str] = set()
        sensitive: set[str] = set()
        plain = {
            "project",
            "number",
            "subject",
            "kind",
            "in_series",
            "as_of_date",
            "published_date",
            "other_date",
            "other_source",
            "source",
            "note",
        }

    class Meta:
        ordering = ["number"]
        constraints = [one_only("one_text_number", "project", "number")]

    def __str__(self) -> str:
        return self.subject
