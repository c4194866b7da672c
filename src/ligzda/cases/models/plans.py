"""The family's plan: versions, goals, small steps, signatures, reviews. A new version is a new row; the old one stays."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ligzda.access.actor import Guarded
from ligzda.access.fields import CodeField, EncryptedTextField
from ligzda.access.models import User
from ligzda.cases.models.assessments import Area, Observed
from ligzda.cases.models.cases import Case, Episode
from ligzda.cases.states import PlanState
from ligzda.kernel.constraints import check, one_only
from ligzda.kernel.ids import new_key
from ligzda.kernel.languages import FIRST
from ligzda.people.models import Person


class InCase(Guarded):
    """What belongs to a case; its circle decides."""

    circle_path = "case__circle"


class Plan(models.Model):
    """What the family and the team have agreed to try, until a day on which they look at it again. ``version`` counts per episode."""

    State = PlanState

    key = models.CharField(max_length=8, unique=True, default=new_key, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="plans")
    episode = models.ForeignKey(Episode, models.PROTECT, related_name="plans")
    version = models.PositiveSmallIntegerField(default=1)
    state = CodeField(max_length=7, choices=State, default=State.DRAFT)
    starts_date = models.DateField(null=True, blank=True)  # the day it was agreed
    review_date = models.DateField(null=True, blank=True)  # until it is looked at again
    ended_date = models.DateField(null=True, blank=True)
    family_words = models.TextField(blank=True)  # what the family says it wants, as they said it
    change_reason = models.CharField(max_length=300, blank=True)  # why there is a new version
    language = models.CharField(max_length=10, default=FIRST)  # the family's language, in which it was entered
    author = models.ForeignKey(User, models.PROTECT, related_name="+")
    edited = models.PositiveIntegerField(default=1)  # for two people who save at once
    created_at = models.DateTimeField(auto_now_add=True)

    objects = InCase.as_manager()

    class Personal:
        identifying: set[str] = set()
        sensitive = {"family_words", "change_reason"}
        plain = {
            "key", "case", "episode", "version", "state", "starts_date", "review_date", "ended_date", "language", "author", "edited",
            "created_at",
        }  # fmt: skip

    class Meta:
        ordering = ["case", "episode", "version"]
        constraints = [
            one_only("one_plan_version", "episode", "version"),
            one_only("one_running_plan", "case", when=Q(state="running")),
            one_only("one_draft_plan", "case", when=Q(state="draft")),
            check("plan_is_agreed_on_a_day", Q(state="draft") | Q(starts_date__isnull=False, review_date__isnull=False)),
            check(
                "plan_is_reviewed_after_its_start",
                Q(review_date__isnull=True) | Q(starts_date__isnull=True) | Q(review_date__gt=F("starts_date")),
            ),
        ]
        indexes = [models.Index(fields=["case", "state"], name="plan_case_state")]

    def __str__(self) -> str:
        return f"{self.case} v{self.version}"

    def get_absolute_url(self) -> str:
        family = self.case.family.root or self.case.family
        return reverse("cases:plan", args=[family.key, self.case.key])

    def has_goals(self) -> bool:
        return self.goals.exists()

    def goals_without_step(self) -> bool:
        return self.goals.filter(steps__isnull=True).exists()

    def steps_without_day(self) -> bool:
        return Step.objects.filter(goal__plan=self, due_date__isnull=True, state=Step.State.OPEN).exists()

    def family_answered(self) -> bool:
        """Whether somebody of the family signed, or a refusal is recorded."""
        return self.signatures.filter(person__isnull=False).exists()


class Goal(models.Model):
    """Something that shall be true: for the family, or for one child. Grows out of an area of life where there is one."""

    class Progress(models.TextChoices):
        OPEN = "open", _("not yet")
        PARTLY = "partly", _("partly")
        REACHED = "reached", _("reached")
        DROPPED = "dropped", _("given up")

    key = models.CharField(max_length=8, unique=True, default=new_key, editable=False)
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="goals")
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")  # the child whose part this is
    area = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, related_name="+")
    level_at_start = models.SmallIntegerField(null=True, blank=True)
    text = models.TextField()
    due_date = models.DateField(null=True, blank=True)
    order = models.PositiveSmallIntegerField(default=1)
    progress = CodeField(max_length=7, choices=Progress, default=Progress.OPEN)
    origin = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="+")  # the same goal in the version before

    class Personal:
        identifying: set[str] = set()
        sensitive = {"text", "level_at_start", "progress"}
        plain = {"key", "plan", "person", "area", "due_date", "order", "origin"}

    class Meta:
        ordering = ["plan", "order", "id"]

    def __str__(self) -> str:
        return self.key


class Step(models.Model):
    """Who does what by when: a worker, somebody of the family, or another institution. From a goal, or from a meeting's decision."""

    class State(models.TextChoices):
        OPEN = "open", _("open")
        DONE = "done", _("done")
        DROPPED = "dropped", _("not needed any more")

    key = models.CharField(max_length=8, unique=True, default=new_key, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="steps")
    goal = models.ForeignKey(Goal, models.CASCADE, null=True, blank=True, related_name="steps")
    text = models.CharField(max_length=300)
    user = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")  # one of these three does it
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    institution = models.CharField(max_length=160, blank=True)
    due_date = models.DateField(null=True, blank=True)
    state = CodeField(max_length=7, choices=State, default=State.OPEN)
    done_date = models.DateField(null=True, blank=True)
    done_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    result = models.CharField(max_length=300, blank=True)
    order = models.PositiveSmallIntegerField(default=1)
    origin = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = InCase.as_manager()

    class Personal:
        identifying: set[str] = set()
        sensitive = {"text", "institution", "result"}
        plain = {"key", "case", "goal", "user", "person", "due_date", "state", "done_date", "done_by", "order", "origin", "created_at"}

    class Meta:
        ordering = ["case", "order", "id"]
        constraints = [
            check("step_done_on_a_day", Q(state="done", done_date__isnull=False) | (~Q(state="done") & Q(done_date__isnull=True))),
            check(
                "step_has_one_owner",
                Q(user__isnull=False, person__isnull=True, institution="")
                | Q(user__isnull=True, person__isnull=False, institution="")
                | (Q(user__isnull=True, person__isnull=True) & ~Q(institution="")),
            ),
        ]
        indexes = [
            models.Index(fields=["case", "state", "due_date"], name="step_case_due"),
            models.Index(fields=["user", "state", "due_date"], name="step_user_due"),
        ]

    def __str__(self) -> str:
        return self.key


class Signature(models.Model):
    """That somebody agreed to a plan, or did not: on paper, on the screen, by an e-signed file, or a refusal with its reason."""

    class How(models.TextChoices):
        PAPER = "paper", _("on paper")
        SCREEN = "screen", _("on the screen")
        FILE = "file", _("e-signed file")
        REFUSED = "refused", _("did not sign")

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="signatures")
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")  # of the family, or
    user = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")  # of the team
    how = CodeField(max_length=7, choices=How)
    date = models.DateField()
    reason = models.CharField(max_length=300, blank=True)  # of a refusal
    drawing = EncryptedTextField(blank=True)  # what was drawn on the screen, as the path of an SVG
    file = models.ForeignKey("documents.Attachment", models.PROTECT, null=True, blank=True, related_name="+")
    read_aloud_by = models.CharField(max_length=120, blank=True)  # and in which language it was understood
    read_in = models.CharField(max_length=10, blank=True)
    by_user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Personal:
        identifying = {"drawing", "read_aloud_by"}
        sensitive = {"reason"}
        plain = {"plan", "person", "user", "how", "date", "file", "read_in", "by_user", "at"}

    class Meta:
        ordering = ["plan", "id"]
        constraints = [
            check("signature_of_one", Q(person__isnull=False, user__isnull=True) | Q(person__isnull=True, user__isnull=False)),
            check("refusal_has_a_reason", ~Q(how="refused") | ~Q(reason="")),
            one_only("one_signature_of_a_person", "plan", "person", when=Q(person__isnull=False)),
            one_only("one_signature_of_a_worker", "plan", "user", when=Q(user__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.how}"


class Review(models.Model):
    """The family and the team looked at the plan on a day, goal by goal, and decided how to go on."""

    class Decision(models.TextChoices):
        CONTINUE = "continue", _("go on")
        CHANGE = "change", _("change the plan")
        STEP_DOWN = "step_down", _("step down")
        CLOSE = "close", _("close")

    key = models.CharField(max_length=8, unique=True, default=new_key, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="reviews")
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="reviews")
    date = models.DateField()
    due_date = models.DateField()  # when it should have been, as the plan then said
    decision = CodeField(max_length=9, choices=Decision)
    next_date = models.DateField(null=True, blank=True)
    present = models.CharField(max_length=300, blank=True)
    minutes = models.TextField(blank=True)  # what was said
    family_words = models.TextField(blank=True)
    initiative = CodeField(max_length=9, choices=Observed, blank=True)
    willingness = CodeField(max_length=9, choices=Observed, blank=True)
    author = models.ForeignKey(User, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = InCase.as_manager()

    class Personal:
        identifying = {"present"}
        sensitive = {"decision", "minutes", "family_words", "initiative", "willingness"}
        plain = {"key", "case", "plan", "date", "due_date", "next_date", "author", "created_at"}

    class Meta:
        ordering = ["case", "date", "id"]
        indexes = [models.Index(fields=["case", "-date"], name="review_case")]

    def __str__(self) -> str:
        return self.key


class GoalProgress(models.Model):
    """What a review said about one goal."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="goals")
    goal = models.ForeignKey(Goal, models.PROTECT, related_name="progresses")
    progress = CodeField(max_length=7, choices=Goal.Progress)
    note = models.TextField(blank=True)

    class Personal:
        identifying: set[str] = set()
        sensitive = {"progress", "note"}
        plain = {"review", "goal"}

    class Meta:
        ordering = ["review", "goal"]
        constraints = [one_only("one_progress_of_a_goal", "review", "goal")]

    def __str__(self) -> str:
        return f"{self.review} {self.goal_id}"
