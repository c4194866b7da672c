"""What stood before a state was changed: kept by the act itself, so that the organisation can have it undone."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from ligzda.access.actor import Guarded
from ligzda.access.fields import CodeField, EncryptedTextField
from ligzda.access.models import Circle, User
from ligzda.kernel.constraints import check


class ReversalQuerySet(Guarded):
    """Reversals; the circle of the file decides. One without a file is reached through the thing it is about."""


class Reversal(models.Model):
    """One act that changed a state, with everything it changed. Undone, all of that stands again as before.

    Who asked for the undoing is not kept here: it is the organisation's, whoever found the reason.
    """

    class Reason(models.TextChoices):
        TOO_EARLY = "too_early", pgettext_lazy("why something was undone", "it was decided too early")
        MISTAKE = "mistake", pgettext_lazy("why something was undone", "it was entered by mistake")
        OTHER_RECORD = "other_record", pgettext_lazy("why something was undone", "another file or person was meant")
        UNFINISHED = "unfinished", pgettext_lazy("why something was undone", "something begun has to be finished first")
        NEW_FACTS = "new_facts", pgettext_lazy("why something was undone", "more is known now")

    kind = models.CharField(max_length=20)  # a key of ``people.reversing.KINDS``
    thing = models.CharField(max_length=60)
    thing_id = models.BigIntegerField()
    circle = models.ForeignKey(Circle, models.PROTECT, null=True, related_name="reversals")
    kept = EncryptedTextField()  # rows before and after, as ``people.reversing`` writes them
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)
    reason = CodeField(max_length=12, choices=Reason, blank=True)

    objects = ReversalQuerySet.as_manager()

    class Personal:
        identifying: set[str] = set()
        sensitive = {"kept"}
        plain = {"kind", "thing", "thing_id", "circle", "made_at", "made_by", "undone_at", "reason"}

    class Meta:
        ordering = ["-id"]
        constraints = [check("undone_with_a_reason", Q(undone_at__isnull=True) | ~Q(reason=""))]
        indexes = [
            models.Index(fields=["circle", "-id"], name="reversal_circle"),
            models.Index(fields=["thing", "thing_id"], name="reversal_thing"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.thing_id}"
