"""Instruments as data (areas, anchors, who is scored, licence), and the assessments made with them."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ligzda.access.actor import Guarded
from ligzda.access.fields import CodeField, EncryptedTextField
from ligzda.access.models import User
from ligzda.cases.models.cases import Case, Episode
from ligzda.cases.states import AssessmentState
from ligzda.kernel.constraints import check, one_only
from ligzda.kernel.ids import new_key
from ligzda.kernel.translated import Translated, TranslatedField
from ligzda.people.models import Person


class Instrument(models.Model):
    """A way of assessing: its areas, scale and licence. A licensed one stays off until proof of the licence is uploaded."""

    key = models.SlugField(max_length=40, unique=True)
    name = TranslatedField(blank=True)
    owner = models.CharField(max_length=120, blank=True)
    licence = models.CharField(max_length=200, blank=True)
    version = models.CharField(max_length=20, default="1")
    languages = models.CharField(max_length=40, default="lv,en,lt")
    channel = CodeField(max_length=10, choices=[("any", _("paper and screen")), ("paper", _("paper only"))], default="any")
    needs_proof = models.BooleanField(default=False)
    proof = models.ForeignKey("documents.Attachment", models.PROTECT, null=True, blank=True, related_name="+")
    lowest = models.SmallIntegerField(default=1)
    highest = models.SmallIntegerField(default=5)
    is_active = models.BooleanField(default=True)
    replaces = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="replaced_by")  # the version before

    class Personal:
        identifying: set[str] = set()
        sensitive: set[str] = set()
        plain = {
            "key", "name", "owner", "licence", "version", "languages", "channel", "needs_proof", "proof", "lowest",
            "highest", "is_active", "replaces",
        }  # fmt: skip

    class Meta:
        ordering = ["id"]
        constraints = [
            check("instrument_has_a_scale", highest__gt=models.F("lowest")),
            check("licensed_instrument_is_off_without_proof", Q(needs_proof=False) | Q(proof__isnull=False) | Q(is_active=False)),
        ]

    def __str__(self) -> str:
        return str(self.name)


class Area(models.Model):
    """One area of an instrument: scored once for the family, or for each child. ``anchors`` say what each level means."""

    class Scored(models.TextChoices):
        FAMILY = "family", _("once for the family")
        CHILD = "child", _("for each child")

    key = models.SlugField(max_length=70, unique=True, default=new_key)  # by which figures ask for it
    instrument = models.ForeignKey(Instrument, models.PROTECT, related_name="areas")
    code = models.SlugField(max_length=20)
    order = models.PositiveSmallIntegerField()
    scored = CodeField(max_length=6, choices=Scored, default=Scored.FAMILY)
    name = TranslatedField(blank=True)
    dimension = models.CharField(max_length=30, blank=True)  # the SOS impact dimension it feeds
    is_safety = models.BooleanField(default=False)  # its lowest level opens a concern
    anchors = models.JSONField(default=dict, blank=True)  # language → level → words

    class Personal:
        identifying: set[str] = set()
        sensitive: set[str] = set()
        plain = {
            "key", "instrument", "code", "order", "scored", "name", "dimension", "is_safety", "anchors",
        }  # fmt: skip

    class Meta:
        ordering = ["instrument", "order"]
        constraints = [one_only("one_area_code", "instrument", "code")]

    def __str__(self) -> str:
        return str(self.name)

    @property
    def meanings(self) -> list[tuple[int, str]]:
        """Each level with what it means."""
        return [(level, self.anchor(level)) for level in range(self.instrument.lowest, self.instrument.highest + 1)]

    def anchor(self, level: int) -> str:
        """What a level means, in the reader's language."""
        return str(Translated({code: words.get(str(level), "") for code, words in self.anchors.items()}))


class AssessmentQuerySet(Guarded):
    """Assessments; the case's circle decides who knows of one, ``Word.SEE_SCORES`` who reads its levels."""

    circle_path = "case__circle"


class Observed(models.TextChoices):
    """Initiative and willingness to cooperate, observed; never a reason to give or refuse support."""

    NOT_YET = "not_yet", _("not yet seen")
    SOMETIMES = "sometimes", _("sometimes")
    OFTEN = "often", _("often")
    ALWAYS = "always", _("of their own accord")


class Assessment(models.Model):
    """What a worker, the family and each child saw on one day, area by area. Levels are never added up."""

    State = AssessmentState

    class Risk(models.TextChoices):
        LOW = "low", _("low")
        MEDIUM = "medium", _("medium")
        HIGH = "high", _("high")

    key = models.CharField(max_length=8, unique=True, default=new_key, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="assessments")
    episode = models.ForeignKey(Episode, models.PROTECT, related_name="assessments")
    instrument = models.ForeignKey(Instrument, models.PROTECT, related_name="assessments")
    state = CodeField(max_length=5, choices=AssessmentState, default=AssessmentState.DRAFT)
    date = models.DateField()
    author = models.ForeignKey(User, models.PROTECT, related_name="+")
    risk = CodeField(max_length=6, choices=Risk, blank=True)
    initiative = CodeField(max_length=9, choices=Observed, blank=True)
    willingness = CodeField(max_length=9, choices=Observed, blank=True)
    observation = EncryptedTextField(blank=True)  # what was seen of initiative and cooperation
    finished_at = models.DateTimeField(null=True, blank=True)
    voided_at = models.DateTimeField(null=True, blank=True)
    void_reason = EncryptedTextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = AssessmentQuerySet.as_manager()

    class Personal:
        identifying: set[str] = set()
        sensitive = {"risk", "initiative", "willingness", "observation", "void_reason"}
        plain = {"key", "case", "episode", "instrument", "state", "date", "author", "finished_at", "voided_at", "version", "created_at"}

    class Meta:
        ordering = ["case", "date", "id"]
        constraints = [
            one_only("one_open_assessment", "case", "instrument", when=Q(state="draft", voided_at__isnull=True)),
        ]
        indexes = [models.Index(fields=["case", "-date", "-id"], name="assessment_case")]

    def __str__(self) -> str:
        return self.key

    @property
    def is_done(self) -> bool:
        return self.state == AssessmentState.DONE

    def get_absolute_url(self) -> str:
        return reverse("cases:assessment", args=[(self.case.family.root or self.case.family).key, self.case.key, self.key])


class Score(models.Model):
    """One area of one assessment, for the family (``person`` empty) or for a child. A row is a decision: level None is "not assessed"."""

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="scores")
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    level = models.SmallIntegerField(null=True, blank=True)
    own_level = models.SmallIntegerField(null=True, blank=True)  # the family's own, given before the worker's is shown
    evidence = EncryptedTextField(blank=True)
    child_words = EncryptedTextField(blank=True)
    by_user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    changed_at = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=1)

    class Personal:
        identifying: set[str] = set()
        sensitive = {"level", "own_level", "evidence", "child_words"}
        plain = {"assessment", "area", "person", "by_user", "changed_at", "version"}

    class Meta:
        ordering = ["assessment", "area", "person"]
        constraints = [
            one_only("one_family_score", "assessment", "area", when=Q(person__isnull=True)),
            one_only("one_score_per_child", "assessment", "area", "person", when=Q(person__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.assessment} {self.area_id}"


class ChildView(models.Model):
    """How one child sees things, in the child's own words; or why nobody asked."""

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="views")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    words = EncryptedTextField(blank=True)
    why_not = EncryptedTextField(blank=True)

    class Personal:
        identifying: set[str] = set()
        sensitive = {"words", "why_not"}
        plain = {"assessment", "person"}

    class Meta:
        ordering = ["assessment", "person"]
        constraints = [one_only("one_view_per_child", "assessment", "person")]

    def __str__(self) -> str:
        return f"{self.assessment} {self.person_id}"
