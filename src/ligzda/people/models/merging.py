"""The merge of doubles: decisions that two records are the same, or are not."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ligzda.access.fields import CodeField, EncryptedTextField
from ligzda.access.models import User
from ligzda.kernel.constraints import check, one_only
from ligzda.people.models.families import Family
from ligzda.people.models.persons import Person


class Merge(models.Model):
    """That two records are one person or one family. Undone, everything is as before; the earlier record is the root."""

    class Decided(models.TextChoices):
        OPEN = "open", _("to be decided")
        SAME = "same", _("the same")
        DISTINCT = "distinct", _("not the same")

    first_person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    second_person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    first_family = models.ForeignKey(Family, models.PROTECT, null=True, related_name="+")
    second_family = models.ForeignKey(Family, models.PROTECT, null=True, related_name="+")
    decided = CodeField(max_length=8, choices=Decided)
    reason = models.CharField(max_length=300, blank=True)
    by_user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    merged_at = models.DateTimeField(null=True, blank=True)  # when the two became one; it may have been asked for long before
    settled = EncryptedTextField(blank=True)  # JSON: what stood on the root before, what was chosen
    undone_at = models.DateTimeField(null=True)
    undone_because = models.CharField(max_length=300, blank=True)
    undone_by_user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Personal:
        identifying = {"settled"}
        sensitive = {"reason", "undone_because"}
        plain = {
            "first_person",
            "second_person",
            "first_family",
            "second_family",
            "decided",
            "by_user",
            "at",
            "merged_at",
            "undone_at",
            "undone_by_user",
        }

    class Meta:
        constraints = [
            check(
                "merge_of_two_alike",
                Q(first_person__isnull=False, second_person__isnull=False, first_family__isnull=True, second_family__isnull=True)
                | Q(first_person__isnull=True, second_person__isnull=True, first_family__isnull=False, second_family__isnull=False),
            ),
            one_only("one_decision_per_two_persons", "first_person", "second_person", when=Q(undone_at__isnull=True)),
            one_only("one_decision_per_two_families", "first_family", "second_family", when=Q(undone_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"{self.decided} {self.pk}"

    @property
    def pair(self) -> tuple[Any, Any]:
        """The two records, the earlier one first."""
        if self.first_person_id:
            return self.first_person, self.second_person
        return self.first_family, self.second_family
