"""Where and with whom each child lives, as somebody decided it: dated, never overwritten."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ligzda.access.actor import Actor, Guarded
from ligzda.access.fields import CodeField
from ligzda.access.models import User
from ligzda.access.permissions import Permission
from ligzda.cases.models.cases import Case
from ligzda.kernel.constraints import one_only, ordered
from ligzda.people.models import Person
from ligzda.people.models.belonging import persons_seen


class CareStatusQuerySet(Guarded):
    """Whoever reads a file in which the child stands; a child may stand in several. What a closed circle recorded stays in it."""

    def visible_to(self, actor: Actor, word: Permission) -> Any:
        scope = actor.scope(word)
        if scope.even_closed:
            return self
        open_or_own = Q(case__circle__is_closed=False) | Q(case__circle__in=list(scope.own))
        return self.filter(open_or_own, person__in=persons_seen(scope.circle_ids()))


class CareStatus(models.Model):
    """A child's care from a day on, until the next status begins. One status per child on one day."""

    class Kind(models.TextChoices):
        WITH_PARENTS = "with_parents", _("with the parents")
        AT_RISK = "at_risk", _("at risk of removal")
        REMOVED = "removed", _("separated from the family")
        FOSTER = "foster", _("in a foster family")
        GUARDIAN = "guardian", _("with a guardian")
        KIN = "kin", _("with relatives")
        INSTITUTION = "institution", _("in an institution")
        ADOPTED = "adopted", _("adopted")
        RETURNED = "returned", _("returned to the family")

    person = models.ForeignKey(Person, models.PROTECT, related_name="care_statuses")
    case = models.ForeignKey(Case, models.PROTECT, related_name="care_statuses")  # where it was recorded
    kind = CodeField(max_length=12, choices=Kind)
    from_date = models.DateField()
    until_date = models.DateField(null=True, blank=True)  # the day on which the next status began
    deciding_body = models.CharField(max_length=160, blank=True)  # empty: no decision, the worker's recorded risk
    decision_number = models.CharField(max_length=60, blank=True)
    decision_date = models.DateField(null=True, blank=True)
    reason = models.TextField(blank=True)
    source = models.CharField(max_length=200, blank=True)
    accepted_because = models.CharField(max_length=300, blank=True)  # why it is right although it looked unlikely
    by_user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    voided_at = models.DateTimeField(null=True, blank=True)
    void_reason = models.CharField(max_length=300, blank=True)
    entered_at = models.DateTimeField(auto_now_add=True)

    objects = CareStatusQuerySet.as_manager()

    class Personal:
        identifying = {"decision_number"}
        sensitive = {"kind", "deciding_body", "reason", "source", "accepted_because", "void_reason"}
        plain = {"person", "case", "from_date", "until_date", "decision_date", "by_user", "voided_at", "entered_at"}

    class Meta:
        ordering = ["person", "from_date", "id"]
        constraints = [
            one_only("one_care_status_a_day", "person", "from_date", when=Q(voided_at__isnull=True)),
            one_only("one_care_status_now", "person", when=Q(until_date__isnull=True, voided_at__isnull=True)),
            ordered("care_status_ends_after_start", "from_date", "until_date"),
        ]
        indexes = [models.Index(fields=["person", "-from_date"], name="care_status_person")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.kind} {self.from_date}"
