"""The table of secret calendar addresses: read by ``models``, which names it among the others."""

from django.db import models
from django.utils import timezone


class CalendarFeed(models.Model):
    """The secret address under which a person's own calendar reads along. Only its digest is kept; it is shown once."""

    user = models.OneToOneField("access.User", models.CASCADE, related_name="calendar_feed")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True, blank=True)  # when a calendar last asked

    class Personal:
        identifying: set[str] = set()
        sensitive: set[str] = set()
        plain = {"user", "digest", "made_at", "read_at"}

    def __str__(self) -> str:
        return f"{self.user_id}"
