"""A programme: who runs it, for whom, where, under which numbers."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ligzda.access.actor import Actor, Guarded
from ligzda.access.fields import CodeField
from ligzda.access.models import Circle
from ligzda.access.permissions import Permission
from ligzda.kernel.constraints import one_only, ordered
from ligzda.people.models import Organisation
from ligzda.places.models import Site, Territory


class ProjectQuerySet(Guarded):
    """Projects; the project's own circle decides, or a site circle of a site where the project works."""

    def visible_to(self, actor: Actor, word: Permission) -> Any:
        scope = actor.scope(word)
        if scope.everything:
            return self
        at_sites = ProjectSite.objects.filter(site__circle__in=scope.sites).values("project")
        return self.filter(Q(circle__in=scope.own) | Q(pk__in=at_sites)) if scope.sites else self.filter(circle__in=scope.own)


class Project(models.Model):
    """A programme or project. Dates are those in force; earlier ones stand in its amendments."""

    class Default(models.TextChoices):
        COMPLETE = "complete", _("complete unless stated")
        UNKNOWN = "unknown", _("unknown unless stated")

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        RUNNING = "running", pgettext_lazy("project", "running")
        SERVICES_ENDED = "services_ended", _("services ended")
        CLOSED = "closed", pgettext_lazy("project", "closed")

    key = models.SlugField(max_length=40, unique=True)
    number = models.CharField(_("project number"), max_length=80, blank=True)
    squeezed = models.CharField(max_length=80, blank=True, db_index=True)
    title_lv = models.CharField(max_length=300)
    title_en = models.CharField(max_length=300, blank=True)
    acronym = models.CharField(max_length=60, blank=True)
    goal = models.TextField(blank=True)
    target_group = models.TextField(blank=True)
    programme_lines = models.JSONField(default=list)  # nested funding lines, outermost first
    funder = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="funded")
    supervising_body = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    currency = models.CharField(max_length=3, default="EUR")
    start_date = models.DateField(null=True, blank=True)
    end_date = models.DateField(null=True, blank=True)
    services_end_date = models.DateField(null=True, blank=True)
    actual_end_date = models.DateField(null=True, blank=True)
    reporting_months = models.PositiveSmallIntegerField(default=3)
    state = CodeField(max_length=14, choices=State, default=State.DRAFT)
    unless_stated = CodeField(max_length=8, choices=Default, default=Default.COMPLETE)  # what holds where no coverage statement does
    unless_stated_because = models.CharField(max_length=300, blank=True)
    circle = models.OneToOneField(Circle, models.PROTECT, related_name="project_of")
    territories = models.ManyToManyField(Territory, blank=True, related_name="+")

    objects = ProjectQuerySet.as_manager()

    class Personal:
        identifying: set[str] = set()
        sensitive: set[str] = set()
        plain = {
            "key",
            "number",
            "squeezed",
            "title_lv",
            "title_en",
            "acronym",
            "goal",
            "target_group",
            "programme_lines",
            "funder",
            "supervising_body",
            "currency",
            "start_date",
            "end_date",
            "services_end_date",
            "actual_end_date",
            "reporting_months",
            "state",
            "unless_stated",
            "unless_stated_because",
            "circle",
        }

    class Meta:
        ordering = ["-start_date", "id"]
        constraints = [ordered("project_ends_after_start", "start_date", "end_date")]

    def __str__(self) -> str:
        return self.acronym or self.title_lv


class ProjectAlias(models.Model):
    """Another spelling of the number, the funder or the title, found when somebody types it."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="aliases")
    text = models.CharField(max_length=300)
    squeezed = models.CharField(max_length=300, db_index=True)
    kind = CodeField(max_length=10, choices=[("number", _("number")), ("funder", _("funder")), ("title", _("title"))], default="number")

    class Personal:
        identifying: set[str] = set()
        sensitive: set[str] = set()
        plain = {"project", "text", "squeezed", "kind"}

    class Meta:
        constraints = [one_only("one_alias_of_a_text", "project", "text")]

    def __str__(self) -> str:
        return self.text


class Partner(models.Model):
    """An organisation's part in a project."""

    class Role(models.TextChoices):
        LEAD = "lead", _("lead")
        PARTNER = "partner", _("partner")
        COOPERATION = "cooperation", _("cooperation institution")
        SUPERVISING = "supervising", _("supervising body")
        DONOR = "donor", _("donor")
        DELEGATING = "delegating", _("delegating body")

    project = models.ForeignKey(Project, models.CASCADE, related_name="partners")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="partnerships")
    role = CodeField(max_length=12, choices=Role)
    note = models.CharField(max_length=300, blank=True)

    class Personal:
        identifying: set[str] = set()
        sensitive: set[str] = set()
        plain = {"project", "organisation", "role", "note"}

    class Meta:
        constraints = [one_only("one_partner_role", "project", "organisation", "role")]

    def __str__(self) -> str:
        return f"{self.organisation} · {self.role}"


class ProjectSite(models.Model):
    """That a project works at a site."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="project_sites")
    site = models.ForeignKey(Site, models.PROTECT, related_name="project_sites")

    class Personal:
        identifying: set[str] = set()
        sensitive: set[str] = set()
        plain = {"project", "site"}

    class Meta:
        constraints = [one_only("one_site_per_project", "project", "site")]

    def __str__(self) -> str:
        return f"{self.project} · {self.site}"


class SourceValue(models.Model):
    """What a source says although the records say otherwise: kept as quoted, with the place and the decision."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="source_values")
    field = models.CharField(max_length=40)
    value = models.CharField(max_length=200)
    source = models.CharField(max_length=200, blank=True)
    decision = models.CharField(max_length=400, blank=True)

    class Personal:
        identifying: set[str] = set()
        sensitive: set[str] = set()
        plain = {"project", "field", "value", "source", "decision"}

    def __str__(self) -> str:
        return f"{self.field}: {self.value}"
