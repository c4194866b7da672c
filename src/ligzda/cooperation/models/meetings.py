"""Meetings with other professions: who may hear which item of the agenda and why, what was said, what was decided."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from ligzda.access.fields import CodeField, EncryptedTextField
from ligzda.access.models import User
from ligzda.cases.models.cases import Case
from ligzda.cases.models.plans import InCase, Step
from ligzda.cooperation.models.cooperation import Ground
from ligzda.cooperation.states import MeetingState
from ligzda.kernel.constraints import check, one_only
from ligzda.kernel.ids import new_key


class CaseMeeting(models.Model):
    """People of several institutions talk about one family: planned, invited, held with a minute, or cancelled."""

    key = models.CharField(max_length=8, unique=True, default=new_key, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="meetings")
    state = CodeField(max_length=9, choices=MeetingState, default=MeetingState.PLANNED)
    date = models.DateField()
    start_time = models.TimeField(null=True, blank=True)
    place = models.CharField(max_length=160, blank=True)
    purpose = models.CharField(max_length=300)
    family_informed = models.BooleanField(null=True)  # None: not yet said
    not_informed_because = models.CharField(max_length=300, blank=True)
    invited_date = models.DateField(null=True, blank=True)
    held_date = models.DateField(null=True, blank=True)
    others_present = models.CharField(max_length=300, blank=True)  # of the family and the team
    minute = EncryptedTextField(blank=True)  # what was said, and by whom
    disagreements = EncryptedTextField(blank=True)
    family_words = EncryptedTextField(blank=True)
    cancelled_because = models.CharField(max_length=300, blank=True)
    author = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = InCase.as_manager()

    class Personal:
        identifying = {"others_present"}
        sensitive = {
            "place", "purpose", "not_informed_because", "minute", "disagreements", "family_words", "cancelled_because",
        }  # fmt: skip
        plain = {
            "key", "case", "state", "date", "start_time", "family_informed", "invited_date", "held_date", "author", "version", "created_at",
        }  # fmt: skip

    class Meta:
        ordering = ["-date", "-id"]
        indexes = [models.Index(fields=["case", "state", "date"], name="meeting_case")]

    def __str__(self) -> str:
        return self.key

    def get_absolute_url(self) -> str:
        return reverse("cooperation:meeting", args=[(self.case.family.root or self.case.family).key, self.case.key, self.key])


class AgendaItem(models.Model):
    """What is talked about, in one line, in its place of the agenda."""

    meeting = models.ForeignKey(CaseMeeting, models.CASCADE, related_name="items")
    order = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=200)

    class Personal:
        identifying: set[str] = set()
        sensitive = {"text"}
        plain = {"meeting", "order"}

    class Meta:
        ordering = ["meeting", "order"]
        constraints = [one_only("one_item_in_a_place", "meeting", "order")]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.order}"


class MeetingInvitation(models.Model):
    """Somebody from outside the team: from where, in what function. What they may hear stands in ``hearings``."""

    meeting = models.ForeignKey(CaseMeeting, models.CASCADE, related_name="invitations")
    name = models.CharField(max_length=120)
    institution = models.CharField(max_length=160)
    function = models.CharField(max_length=120)
    ground = models.CharField(max_length=200)  # which law or decision, or who agreed and when
    was_present = models.BooleanField(null=True)

    class Personal:
        identifying = {"name"}
        sensitive = {"institution", "function", "ground"}
        listed = {"institution", "name", "function"}
        plain = {"meeting", "was_present"}

    class Meta:
        ordering = ["meeting", "id"]
        constraints = [check("invitation_has_a_ground", ~Q(ground=""))]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.pk}"


class Hearing(models.Model):
    """This person may hear this item, on this ground. Where there is no row, the person is not invited to the item."""

    invitation = models.ForeignKey(MeetingInvitation, models.CASCADE, related_name="hearings")
    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="hearings")
    ground_kind = CodeField(max_length=9, choices=Ground)

    class Personal:
        identifying: set[str] = set()
        sensitive = {"ground_kind"}
        plain = {"invitation", "item"}

    class Meta:
        ordering = ["item", "invitation"]
        constraints = [one_only("one_hearing", "invitation", "item")]

    def __str__(self) -> str:
        return f"{self.invitation_id} {self.item_id}"


class MeetingDecision(models.Model):
    """A decision of a meeting is a step with an owner and a day; this says which meeting it comes from."""

    meeting = models.ForeignKey(CaseMeeting, models.PROTECT, related_name="decisions")
    step = models.OneToOneField(Step, models.PROTECT, related_name="decided_at")

    class Personal:
        identifying: set[str] = set()
        sensitive: set[str] = set()
        plain = {"meeting", "step"}

    class Meta:
        ordering = ["meeting", "id"]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.step_id}"
