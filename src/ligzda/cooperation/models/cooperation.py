"""Other professions and institutions: what was asked, what was told to whom and on what ground, which letters went out."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ligzda.access.fields import CodeField, EncryptedTextField
from ligzda.access.models import User
from ligzda.cases.models.cases import Case
from ligzda.cases.models.notes import Note
from ligzda.cases.models.plans import InCase
from ligzda.cooperation.states import RequestState
from ligzda.kernel.constraints import check
from ligzda.kernel.ids import new_key
from ligzda.kernel.languages import FIRST


class Ground(models.TextChoices):
    """Why somebody outside the team may hear something. Without one of these nobody is told anything."""

    AGREEMENT = "agreement", _("the family agreed")
    LAW = "law", _("a law demands or allows it")
    DECISION = "decision", _("a decision of an authority")


class InformationRequest(models.Model):
    """A question to another institution, or one from it: the same record in either direction, each with its ground and day."""

    class Direction(models.TextChoices):
        OUT = "out", _("we ask")
        IN = "in", _("we are asked")

    key = models.CharField(max_length=8, unique=True, default=new_key, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="requests")
    direction = CodeField(max_length=3, choices=Direction, default=Direction.OUT)
    state = CodeField(max_length=9, choices=RequestState, default=RequestState.DRAFTED)
    institution = models.CharField(max_length=160)
    name = models.CharField(max_length=120, blank=True)  # the person there
    what = EncryptedTextField()
    ground_kind = CodeField(max_length=9, choices=Ground)
    ground = models.CharField(max_length=200)
    sent_date = models.DateField(null=True, blank=True)  # of one from others: the day it came
    due_date = models.DateField()
    answered_date = models.DateField(null=True, blank=True)
    answer = models.ForeignKey(Note, models.PROTECT, null=True, blank=True, related_name="+")  # filed with its tier
    withdrawn_because = models.CharField(max_length=300, blank=True)
    author = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = InCase.as_manager()

    class Personal:
        identifying = {"name"}
        sensitive = {"institution", "what", "ground", "ground_kind", "withdrawn_because"}
        listed = {"institution", "name"}
        plain = {
            "key", "case", "direction", "state", "sent_date", "due_date", "answered_date", "answer", "author", "created_at",
        }  # fmt: skip

    class Meta:
        ordering = ["-due_date", "-id"]
        constraints = [check("request_has_a_ground", ~Q(ground=""))]
        indexes = [models.Index(fields=["case", "state", "due_date"], name="request_case_due")]

    def __str__(self) -> str:
        return self.key

    def get_absolute_url(self) -> str:
        return reverse("cooperation:request", args=[(self.case.family.root or self.case.family).key, self.case.key, self.key])


class Letter(models.Model):
    """A letter that went out, kept word for word, and as the paper that was sent."""

    class Kind(models.TextChoices):
        SCHOOL = "school", _("to the school")
        ORPHANS_COURT = "orphans_court", _("to the orphan's court")
        POLICE = "police", _("to the police")
        DOCTOR = "doctor", _("to the doctor")
        REFERRAL = "referral", _("referring the family on")
        TRANSFER = "transfer", _("handing the family over")
        OTHER = "other", _("to somebody else")

    key = models.CharField(max_length=8, unique=True, default=new_key, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="letters")
    kind = CodeField(max_length=13, choices=Kind)
    institution = models.CharField(max_length=160)
    name = models.CharField(max_length=120, blank=True)
    subject = models.CharField(max_length=160)
    body = EncryptedTextField()
    language = models.CharField(max_length=2, default=FIRST)
    date = models.DateField()
    file = models.ForeignKey("documents.Attachment", models.PROTECT, null=True, related_name="+")  # the paper as it went out
    author = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = InCase.as_manager()

    class Personal:
        identifying = {"name"}
        sensitive = {"institution", "subject", "body", "kind"}
        listed = {"institution", "name"}
        plain = {"key", "case", "language", "date", "file", "author", "created_at"}

    class Meta:
        ordering = ["-date", "-id"]
        indexes = [models.Index(fields=["case", "-date"], name="letter_case")]

    def __str__(self) -> str:
        return self.key


class Disclosure(models.Model):
    """That somebody outside the team was told something: to whom, what, on what ground, on which day. Never changed, never deleted."""

    class How(models.TextChoices):
        LETTER = "letter", _("by letter")
        ANSWER = "answer", _("as an answer to a request")
        QUESTION = "question", _("with a question of ours")
        MEETING = "meeting", _("at a meeting")
        TRANSFER = "transfer", _("with a transfer")
        OTHER = "other", _("in another way")

    key = models.CharField(max_length=8, unique=True, default=new_key, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="disclosures")
    date = models.DateField()
    institution = models.CharField(max_length=160)
    name = models.CharField(max_length=120, blank=True)
    what = EncryptedTextField()
    how = CodeField(max_length=8, choices=How, default=How.OTHER)
    ground_kind = CodeField(max_length=9, choices=Ground)
    ground = models.CharField(max_length=200)
    request = models.ForeignKey(InformationRequest, models.PROTECT, null=True, blank=True, related_name="disclosures")
    letter = models.ForeignKey(Letter, models.PROTECT, null=True, blank=True, related_name="disclosures")
    meeting = models.ForeignKey("cooperation.CaseMeeting", models.PROTECT, null=True, blank=True, related_name="disclosures")
    by_user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    entered_at = models.DateTimeField(auto_now_add=True)

    objects = InCase.as_manager()

    class Personal:
        identifying = {"name"}
        sensitive = {"institution", "what", "how", "ground_kind", "ground"}
        plain = {"key", "case", "date", "request", "letter", "meeting", "by_user", "entered_at"}

    class Meta:
        ordering = ["-date", "-id"]
        constraints = [check("disclosure_has_a_ground", ~Q(ground=""))]
        indexes = [models.Index(fields=["case", "-date"], name="disclosure_case")]

    def __str__(self) -> str:
        return self.key
