"""Service types and topics: open lists that an administrator edits."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ligzda.access.fields import CodeField
from ligzda.access.models import Function
from ligzda.kernel.translated import TranslatedField


class ServiceType(models.Model):
    """A kind of service. Says whether it is a specialist consultation; social work and home visits are contacts."""

    class Kind(models.TextChoices):
        CONTACT = "contact", _("contact")
        CONSULTATION = "consultation", _("consultation")
        HOME_VISIT = "home_visit", _("home visit")
        GROUP = "group", _("support group")
        CAMP = "camp", _("camp")
        COURSE = "course", _("course")
        CONFERENCE = "conference", _("family group conference")
        MENTORING = "mentoring", _("mentoring")

    key = models.SlugField(max_length=40, unique=True)  # as in figures: psychologist, lawyer, home_visit
    name = TranslatedField()
    kind = CodeField(max_length=12, choices=Kind)
    function = models.ForeignKey(Function, models.PROTECT, null=True, blank=True, related_name="services")
    is_consultation = models.BooleanField(default=False)
    is_counted = models.BooleanField(default=True)  # qualifies for reach figures
    usual_minutes = models.PositiveSmallIntegerField(default=60)
    usual_place = models.CharField(max_length=8, default="centre")
    is_active = models.BooleanField(default=True)

    class Personal:
        identifying: set[str] = set()
        sensitive: set[str] = set()
        plain = {
            "key",
            "name",
            "kind",
            "function",
            "is_consultation",
            "is_counted",
            "usual_minutes",
            "usual_place",
            "is_active",
        }

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return str(self.name)


class Topic(models.Model):
    """What a meeting was about: the code list of contents."""

    key = models.SlugField(max_length=40, unique=True)
    group_key = models.SlugField(max_length=40, blank=True)
    name = TranslatedField()
    is_active = models.BooleanField(default=True)

    class Personal:
        identifying: set[str] = set()
        sensitive: set[str] = set()
        plain = {"key", "group_key", "name", "is_active"}

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return str(self.name)
