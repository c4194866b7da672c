"""Organisations, phones, e-mails and addresses."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ligzda.access.fields import CodeField, EncryptedTextField, LookupField
from ligzda.access.models import User
from ligzda.kernel.constraints import check, ordered
from ligzda.kernel.ids import new_key
from ligzda.people.models.families import Family
from ligzda.people.models.persons import Person


class Organisation(models.Model):
    """A municipality's service, a funder, a partner, a school."""

    class Kind(models.TextChoices):
        NGO = "ngo", _("association")
        MUNICIPALITY = "municipality", _("municipality")
        SOCIAL_SERVICE = "municipal_social_service", _("municipal social service")
        ORPHANS_COURT = "orphans_court", _("orphan's court")
        SCHOOL = "school", _("school")
        FUNDER = "funder", _("funder")
        STATE = "state", _("state institution")
        OTHER = "other", _("other")

    key = models.CharField(max_length=8, unique=True, default=new_key, editable=False)
    name = models.CharField(max_length=160)
    folded = models.CharField(max_length=170, db_index=True)
    aliases = models.JSONField(default=list)
    kind = CodeField(max_length=24, choices=Kind, default=Kind.OTHER)
    registration_number = models.CharField(max_length=20, blank=True)
    country = models.CharField(max_length=2, default="LV")
    address = models.CharField(max_length=200, blank=True)
    lookup = LookupField()  # of the house
    is_secret_place = models.BooleanField(default=False)  # a shelter: its address may be hidden like anybody's

    class Personal:
        identifying: set[str] = set()
        sensitive: set[str] = set()
        plain = {"key", "name", "folded", "aliases", "kind", "registration_number", "country", "address", "lookup", "is_secret_place"}

    class Meta:
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name


class ContactDetail(models.Model):
    """A phone in E.164 or an e-mail, encrypted. ``is_safe`` False: never call or write there."""

    person = models.ForeignKey(Person, models.CASCADE, null=True, blank=True, related_name="contact_details")
    organisation = models.ForeignKey(Organisation, models.CASCADE, null=True, blank=True, related_name="contact_details")
    kind = CodeField(max_length=5, choices=[("phone", _("phone")), ("email", _("e-mail"))])
    value = EncryptedTextField()
    lookup = LookupField()
    is_safe = models.BooleanField(default=True)
    rule = EncryptedTextField(blank=True)  # when and how to call
    who_answers = EncryptedTextField(blank=True)  # who may pick up or read
    say_as = EncryptedTextField(blank=True)  # as whom to call or write: a neutral sender
    no_sms = models.BooleanField(default=False)

    class Personal:
        identifying = {"value", "lookup"}
        sensitive = {"rule", "is_safe", "who_answers", "say_as", "no_sms"}
        plain = {"person", "organisation", "kind"}

    class Meta:
        constraints = [
            check("contact_of_one", Q(person__isnull=False, organisation__isnull=True) | Q(person__isnull=True, organisation__isnull=False))
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class Address(models.Model):
    """Where a person or family is declared or lives, encrypted but for the territory."""

    person = models.ForeignKey(Person, models.CASCADE, null=True, blank=True, related_name="addresses")
    family = models.ForeignKey(Family, models.CASCADE, null=True, blank=True, related_name="addresses")
    kind = CodeField(max_length=8, choices=[("declared", _("declared residence")), ("actual", _("actual residence"))])
    text = EncryptedTextField()
    lookup = LookupField()  # of the house, so that every spelling of it is found
    entered_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")  # who typed it reads it, hidden or not
    territory = models.ForeignKey("places.Territory", models.PROTECT, null=True, blank=True, related_name="+")
    from_date = models.DateField(null=True, blank=True)
    until_date = models.DateField(null=True, blank=True)

    class Personal:
        identifying = {"text", "lookup"}
        sensitive: set[str] = set()
        plain = {"person", "family", "kind", "territory", "entered_by", "from_date", "until_date"}

    class Meta:
        constraints = [
            check("address_of_one", Q(person__isnull=False, family__isnull=True) | Q(person__isnull=True, family__isnull=False)),
            ordered("address_ends_after_start", "from_date", "until_date"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
