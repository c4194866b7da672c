"""Two tables of the house itself, its clock and its numbers: read by ``models``, which names them among the others."""

from django.db import models
from django.utils import timezone


class ClockRun(models.Model):
    """When a periodic job last ran and how it went."""

    name = models.CharField(max_length=60, unique=True)
    last_started_at = models.DateTimeField(null=True)
    last_finished_at = models.DateTimeField(null=True)
    ok = models.BooleanField(default=True)
    message = models.CharField(max_length=300, blank=True)

    class Personal:
        identifying: set[str] = set()
        sensitive: set[str] = set()
        plain = {"name", "last_started_at", "last_finished_at", "ok", "message"}

    def __str__(self) -> str:
        return self.name


class Setting(models.Model):
    """A number that this organisation changed: a deadline's. What nobody changed has no row and follows the default."""

    name = models.CharField(max_length=60, unique=True)
    numbers = models.JSONField(default=list)
    changed_by = models.ForeignKey("access.User", models.PROTECT, null=True, related_name="+")
    changed_at = models.DateTimeField(default=timezone.now)

    class Personal:
        identifying: set[str] = set()
        sensitive: set[str] = set()
        plain = {"name", "numbers", "changed_by", "changed_at"}

    def __str__(self) -> str:
        return self.name
