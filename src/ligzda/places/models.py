"""Territories and sites."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ligzda.access.actor import Guarded
from ligzda.access.fields import CodeField, LookupField
from ligzda.access.models import Circle
from ligzda.kernel.constraints import ordered


class Territory(models.Model):
    """A municipality or city as the classifier names it, with the days between which it existed."""

    class Country(models.TextChoices):
        LV = "LV", _("Latvia")
        LT = "LT", _("Lithuania")

    code = models.CharField(max_length=20, unique=True)
    key = models.SlugField(max_length=60)  # stable English key in figures: bauska, valmiera
    name = models.CharField(max_length=120)
    folded = models.CharField(max_length=120, db_index=True)
    kind = models.CharField(max_length=30)
    country = CodeField(max_length=2, choices=Country)
    valid_from_date = models.DateField(null=True, blank=True)
    valid_until_date = models.DateField(null=True, blank=True)
    successors = models.ManyToManyField("self", symmetrical=False, related_name="predecessors", blank=True)

    class Personal:
        identifying: set[str] = set()
        sensitive: set[str] = set()
        plain = {"code", "key", "name", "folded", "kind", "country", "valid_from_date", "valid_until_date"}

    class Meta:
        ordering = ["name", "id"]
        constraints = [ordered("territory_ends_after_start", "valid_from_date", "valid_until_date")]

    def __str__(self) -> str:
        return self.name


class SiteQuerySet(Guarded):
    """Sites; the site's own circle decides."""


class Site(models.Model):
    """A centre or place of work. Its territory may differ from the provider's and from where a family lives."""

    key = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    territory = models.ForeignKey(Territory, models.PROTECT, related_name="sites")
    circle = models.OneToOneField(Circle, models.PROTECT, related_name="site")
    prefix = models.CharField(max_length=6, unique=True)  # of case numbers: BA-0117
    address = models.CharField(max_length=200, blank=True)
    lookup = LookupField()  # of the house
    is_secret_place = models.BooleanField(default=False)  # a shelter: its address may be hidden like anybody's
    is_active = models.BooleanField(default=True)

    objects = SiteQuerySet.as_manager()

    class Personal:
        identifying: set[str] = set()
        sensitive: set[str] = set()
        plain = {"key", "name", "territory", "circle", "prefix", "address", "lookup", "is_secret_place", "is_active"}

    class Meta:
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name
