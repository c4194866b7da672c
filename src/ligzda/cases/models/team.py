"""Who was responsible for a stay, from when until when. The seats say who sees the file; this says who carried it."""

from django.db import models
from django.db.models import Q

from ligzda.access.models import User
from ligzda.cases.models.cases import Episode
from ligzda.kernel.constraints import one_only, ordered


class Responsibility(models.Model):
    """One worker's time as the responsible one. The day of a hand-over belongs to the new worker; a stand-in is never responsible."""

    episode = models.ForeignKey(Episode, models.PROTECT, related_name="responsibilities")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    from_date = models.DateField()
    until_date = models.DateField(null=True, blank=True)
    follows = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="followed_by"
    )  # empty: the first of the stay

    class Personal:
        identifying: set[str] = set()
        sensitive: set[str] = set()
        plain = {"episode", "user", "from_date", "until_date", "follows"}

    class Meta:
        ordering = ["episode", "from_date", "id"]
        constraints = [
            ordered("responsibility_ends_after_start", "from_date", "until_date"),
            one_only("one_responsible_of_a_stay", "episode", when=Q(until_date__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"{self.episode} {self.user_id}"
