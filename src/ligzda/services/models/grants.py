"""Hours of a family assistant, given by a decision with number and date: so many a week, from–until."""

from django.db import models
from django.db.models import F, Q

from ligzda.access.models import User
from ligzda.cases.models.cases import Case
from ligzda.cases.models.plans import InCase
from ligzda.kernel.constraints import check
from ligzda.kernel.ids import new_key


class AssistantGrant(models.Model):
    """What one decision gives to one family. Grants of a family follow each other; what was used of them is counted from the visits."""

    key = models.CharField(max_length=8, unique=True, default=new_key, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="grants")
    number = models.CharField(max_length=40)  # of the decision
    decided_date = models.DateField()
    body = models.CharField(max_length=160)  # who decided
    from_date = models.DateField()
    until_date = models.DateField()
    hours_week = models.PositiveSmallIntegerField()
    voided_at = models.DateTimeField(null=True, blank=True)  # entered by mistake
    void_reason = models.CharField(max_length=300, blank=True)
    corrects = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="corrected_by")  # the void one it replaces
    by_user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    entered_at = models.DateTimeField(auto_now_add=True)

    objects = InCase.as_manager()

    class Personal:
        identifying = {"number"}
        sensitive = {"void_reason"}
        listed = {"number"}
        plain = {
            "key", "case", "decided_date", "body", "from_date", "until_date", "hours_week", "voided_at", "corrects", "by_user",
            "entered_at",
        }  # fmt: skip

    class Meta:
        ordering = ["case", "from_date"]
        constraints = [
            check("grant_ends_after_start", Q(until_date__gte=F("from_date"))),
            check("grant_gives_hours", Q(hours_week__gte=1)),
        ]
        indexes = [models.Index(fields=["case", "from_date"], name="grant_case")]

    def __str__(self) -> str:
        return self.number
