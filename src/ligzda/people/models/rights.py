"""Consents and privacy notices as records: casework does not rest on consent, photos and stories do."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ligzda.access.fields import CodeField
from ligzda.kernel.constraints import ordered
from ligzda.people.models.persons import Person


class Consent(models.Model):
    """A consent for one purpose, given and perhaps withdrawn."""

    class Purpose(models.TextChoices):
        PHOTOS = "photos", _("photos")
        STORY = "story", _("telling the story")
        SHARING = "sharing", _("sharing beyond duty")
        RESEARCH = "research", _("research")
        FOLLOW_UP = "follow_up", _("contact after closing")

    person = models.ForeignKey(Person, models.CASCADE, related_name="consents")
    purpose = CodeField(max_length=9, choices=Purpose)
    given_date = models.DateField()
    withdrawn_date = models.DateField(null=True, blank=True)
    given_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    note = models.CharField(max_length=300, blank=True)

    class Personal:
        identifying: set[str] = set()
        sensitive = {"note"}
        plain = {"person", "purpose", "given_date", "withdrawn_date", "given_by"}

    class Meta:
        constraints = [ordered("consent_withdrawn_after_given", "given_date", "withdrawn_date")]

    def __str__(self) -> str:
        return self.purpose


class PrivacyNotice(models.Model):
    """That somebody was told what happens to the data: which version, when, in which language, read alone or aloud."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="privacy_notices")
    version = models.CharField(max_length=20)
    given_date = models.DateField()
    language = models.CharField(max_length=10)
    basis = models.CharField(max_length=60, blank=True)
    read_aloud_by = models.CharField(max_length=120, blank=True)

    class Personal:
        identifying = {"read_aloud_by"}
        sensitive: set[str] = set()
        plain = {"person", "version", "given_date", "language", "basis"}

    def __str__(self) -> str:
        return self.version
