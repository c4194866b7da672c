"""How support becomes less, what goes on after it, what went along to others, and what was heard of each area of life afterwards."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ligzda.access.fields import CodeField
from ligzda.cases.models import AftercareContact, Area, Assessment, Episode, Note, Plan, Referral, Review
from ligzda.cooperation.models import CaseMeeting
from ligzda.documents.models import Attachment
from ligzda.kernel.constraints import check, one_only


class Intensity(models.Model):
    """From a day on, how often the team meets the family while support becomes less."""

    class Per(models.TextChoices):
        WEEK = "week", _("a week")
        MONTH = "month", _("a month")

    episode = models.ForeignKey(Episode, models.CASCADE, related_name="intensities")
    from_date = models.DateField()
    times = models.PositiveSmallIntegerField()
    per = CodeField(max_length=5, choices=Per)

    class Personal:
        identifying: set[str] = set()
        sensitive: set[str] = set()
        plain = {"episode", "from_date", "times", "per"}

    class Meta:
        ordering = ["episode", "from_date"]
        constraints = [one_only("one_intensity_a_day", "episode", "from_date"), check("intensity_is_something", times__gte=1)]

    def __str__(self) -> str:
        return f"{self.times}/{self.per}"


class Continuing(models.Model):
    """Something that goes on after the closing: what, with whom, and who pays for it."""

    episode = models.ForeignKey(Episode, models.CASCADE, related_name="continuing")
    what = models.CharField(max_length=200)
    with_whom = models.CharField(max_length=160, blank=True)
    who_pays = models.CharField(max_length=160, blank=True)

    class Personal:
        identifying: set[str] = set()
        sensitive = {"what", "with_whom", "who_pays"}
        plain = {"episode"}

    class Meta:
        ordering = ["episode", "id"]

    def __str__(self) -> str:
        return self.what


class AftercareArea(models.Model):
    """What an after-care contact heard of one area of life: it holds, or it went back. An area nobody asked about has no row."""

    class State(models.TextChoices):
        HOLDS = "holds", _("holds")
        BACK = "back", _("went back")

    contact = models.ForeignKey(AftercareContact, models.CASCADE, related_name="areas")
    area = models.ForeignKey(Area, models.PROTECT, related_name="+")
    state = CodeField(max_length=5, choices=State)

    class Personal:
        identifying: set[str] = set()
        sensitive = {"state"}
        plain = {"contact", "area"}

    class Meta:
        ordering = ["contact", "area"]
        constraints = [one_only("one_word_on_an_area", "contact", "area")]

    def __str__(self) -> str:
        return f"{self.contact_id} {self.area_id} {self.state}"


class TransferItem(models.Model):
    """One thing that went along with a family that was handed over. What was not chosen did not go."""

    episode = models.ForeignKey(Episode, models.PROTECT, related_name="transfer_items")
    referral = models.ForeignKey(Referral, models.PROTECT, null=True, blank=True, related_name="brought")  # at our own site
    note = models.ForeignKey(Note, models.PROTECT, null=True, blank=True, related_name="+")  # one of these
    assessment = models.ForeignKey(Assessment, models.PROTECT, null=True, blank=True, related_name="+")
    plan = models.ForeignKey(Plan, models.PROTECT, null=True, blank=True, related_name="+")
    review = models.ForeignKey(Review, models.PROTECT, null=True, blank=True, related_name="+")
    meeting = models.ForeignKey(CaseMeeting, models.PROTECT, null=True, blank=True, related_name="+")
    file = models.ForeignKey(Attachment, models.PROTECT, null=True, blank=True, related_name="+")

    class Personal:
        identifying: set[str] = set()
        sensitive: set[str] = set()
        plain = {"episode", "referral", "note", "assessment", "plan", "review", "meeting", "file"}

    class Meta:
        ordering = ["episode", "id"]

    def __str__(self) -> str:
        return f"{self.episode} {self.pk}"
