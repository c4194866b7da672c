"""The way of one separated child back to the family: conditions, visits, stays on trial, who agreed, support afterwards."""

import datetime as dt

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ligzda.access.actor import Guarded
from ligzda.access.fields import CodeField
from ligzda.access.models import User
from ligzda.care import deadlines
from ligzda.care.models.statuses import CareStatus
from ligzda.care.states import OPEN_RETURN, ReturnState
from ligzda.cases.models.cases import Case
from ligzda.kernel.clock import add_months, age_on
from ligzda.kernel.constraints import one_only, ordered
from ligzda.kernel.ids import new_key
from ligzda.people.models import Person


class ReturnPlanQuerySet(Guarded):
    """Return plans; the circle of the file in which the plan was made decides."""

    circle_path = "case__circle"


class ReturnPlan(models.Model):
    """What has to be true before a child comes home, and how the way there goes. One at a time for a child."""

    key = models.CharField(max_length=8, unique=True, default=new_key, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="return_plans")
    person = models.ForeignKey(Person, models.PROTECT, related_name="return_plans")
    state = CodeField(max_length=12, choices=ReturnState, default=ReturnState.DRAFTED)
    contact_schedule = models.TextField(blank=True)  # when, where and how the child and the family meet meanwhile
    authority_consent = models.CharField(max_length=300, blank=True)  # to stays on trial: who consented, when, number
    safety_check = models.TextField(blank=True)
    opinion = models.TextField(blank=True)  # what the worker proposes to the authority, and why
    # The decision that the child stays in care. The one to return is the child's care status and stands there alone.
    deciding_body = models.CharField(max_length=160, blank=True)
    decision_number = models.CharField(max_length=60, blank=True)
    decision_date = models.DateField(null=True, blank=True)
    returned = models.OneToOneField(CareStatus, models.PROTECT, null=True, blank=True, related_name="return_plan")
    support_plan = models.TextField(blank=True)
    support_hours = models.PositiveSmallIntegerField(null=True, blank=True)  # a week
    support_until_date = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ReturnPlanQuerySet.as_manager()

    class Personal:
        identifying = {"decision_number"}
        sensitive = {"contact_schedule", "authority_consent", "safety_check", "opinion", "deciding_body", "support_plan"}
        plain = {"key", "case", "person", "state", "decision_date", "returned", "support_hours", "support_until_date", "created_at"}

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [one_only("one_open_return_plan", "person", when=Q(state__in=sorted(OPEN_RETURN)))]

    def __str__(self) -> str:
        return f"{self.case} {self.state}"

    def get_absolute_url(self) -> str:
        return reverse("care:return_plan", args=[(self.case.family.root or self.case.family).key, self.case.key, self.key])

    def entered(self, state: str) -> dt.date | None:
        """The day on which the plan came into a state for the last time."""
        return self.stages.filter(state=state).order_by("from_date", "id").values_list("from_date", flat=True).last()

    def is_child_to_answer(self, on: dt.date) -> bool:
        """Old enough to sign or to refuse; of an unknown age nobody is asked to."""
        born = self.person.birth_date
        return born is not None and age_on(born, on) >= deadlines.length("child_answers_from")

    def support_may_end(self, on: dt.date) -> bool:
        came_home = self.entered(ReturnState.RETURNED)
        return came_home is not None and on >= add_months(came_home, deadlines.length("return_support"))

    def is_home(self) -> bool:
        """The child's present status is that it lives with the family."""
        same = Q(person=self.person_id) | Q(person__root=self.person_id) | Q(person__merged=self.person_id)
        last = CareStatus.objects.filter(same, voided_at__isnull=True).order_by("from_date", "id").last()
        return last is not None and last.kind in {CareStatus.Kind.RETURNED, CareStatus.Kind.WITH_PARENTS}


class ReturnStage(models.Model):
    """That a plan came into a state, or was reviewed in it, on a day, and the sentence that says why."""

    plan = models.ForeignKey(ReturnPlan, models.PROTECT, related_name="stages")
    state = CodeField(max_length=12, choices=ReturnState)
    from_date = models.DateField()
    sentence = models.TextField(blank=True)
    by_user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    entered_at = models.DateTimeField(auto_now_add=True)

    class Personal:
        identifying: set[str] = set()
        sensitive = {"sentence"}
        plain = {"plan", "state", "from_date", "by_user", "entered_at"}

    class Meta:
        ordering = ["plan", "from_date", "id"]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.state}"


class ReturnCondition(models.Model):
    """What must be true before the child comes home, how one sees it, who judges it and by when; and what was judged."""

    class Answer(models.TextChoices):
        OPEN = "open", pgettext_lazy("condition", "not judged yet")
        MET = "met", pgettext_lazy("condition", "met")
        NOT_MET = "not_met", pgettext_lazy("condition", "not met")

    plan = models.ForeignKey(ReturnPlan, models.CASCADE, related_name="conditions")
    what = models.TextField()
    how_seen = models.TextField()
    judge = models.CharField(max_length=160)
    due_date = models.DateField()
    answer = CodeField(max_length=7, choices=Answer, default=Answer.OPEN)
    answered_date = models.DateField(null=True, blank=True)
    remark = models.TextField(blank=True)

    class Personal:
        identifying = {"judge"}
        sensitive = {"what", "how_seen", "answer", "remark"}
        plain = {"plan", "due_date", "answered_date"}

    class Meta:
        ordering = ["plan", "due_date", "id"]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.answer}"


class ContactVisit(models.Model):
    """A visit between the child and the family while they live apart: planned, and then whether it was held."""

    class State(models.TextChoices):
        PLANNED = "planned", pgettext_lazy("visit", "planned")
        HELD = "held", pgettext_lazy("visit", "held")
        NOT_HELD = "not_held", pgettext_lazy("visit", "not held")

    class Company(models.TextChoices):
        SUPERVISED = "supervised", _("with somebody present")
        ALONE = "alone", _("without supervision")

    plan = models.ForeignKey(ReturnPlan, models.CASCADE, related_name="visits")
    date = models.DateField()
    with_whom = models.CharField(max_length=160)
    company = CodeField(max_length=10, choices=Company)
    state = CodeField(max_length=8, choices=State, default=State.PLANNED)
    reaction = models.TextField(blank=True)  # how the child took it, in words; of a visit not held: why
    by_user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Personal:
        identifying = {"with_whom"}
        sensitive = {"state", "company", "reaction"}
        plain = {"plan", "date", "by_user"}

    class Meta:
        ordering = ["plan", "-date", "-id"]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.date} {self.state}"


class TrialStay(models.Model):
    """Days at home on trial, how they went, and what the child says of them."""

    plan = models.ForeignKey(ReturnPlan, models.CASCADE, related_name="stays")
    from_date = models.DateField()
    until_date = models.DateField(null=True, blank=True)
    how = models.TextField(blank=True)
    child_words = models.TextField(blank=True)
    by_user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Personal:
        identifying: set[str] = set()
        sensitive = {"how", "child_words"}
        plain = {"plan", "from_date", "until_date", "by_user"}

    class Meta:
        ordering = ["plan", "-from_date", "-id"]
        constraints = [ordered("trial_stay_ends_after_start", "from_date", "until_date")]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.from_date}"


class ReturnAnswer(models.Model):
    """That somebody signed the plan, or refused to and why."""

    class As(models.TextChoices):
        PARENT = "parent", pgettext_lazy("who signs", "parent")
        CHILD = "child", pgettext_lazy("who signs", "child")
        CARER = "carer", pgettext_lazy("who signs", "carer")
        WORKER = "worker", pgettext_lazy("who signs", "worker")

    plan = models.ForeignKey(ReturnPlan, models.CASCADE, related_name="answers")
    who = models.CharField(max_length=160)
    role = CodeField(max_length=6, choices=As)
    date = models.DateField()
    is_refusal = models.BooleanField(default=False)
    reason = models.CharField(max_length=300, blank=True)

    class Personal:
        identifying = {"who"}
        sensitive = {"is_refusal", "reason"}
        plain = {"plan", "role", "date"}

    class Meta:
        ordering = ["plan", "date", "id"]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.role}"


class SupportContact(models.Model):
    """That somebody asked how it goes after the child came home."""

    plan = models.ForeignKey(ReturnPlan, models.CASCADE, related_name="contacts")
    date = models.DateField()
    sentence = models.TextField()
    by_user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Personal:
        identifying: set[str] = set()
        sensitive = {"sentence"}
        plain = {"plan", "date", "by_user"}

    class Meta:
        ordering = ["plan", "-date", "-id"]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.date}"
