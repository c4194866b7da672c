"""How close people are to each other, and to what stands around a family: a school, a doctor, a neighbour."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ligzda.access.fields import CodeField, EncryptedTextField
from ligzda.kernel.constraints import check, ordered
from ligzda.people.models.contact import Organisation
from ligzda.people.models.families import Family
from ligzda.people.models.persons import Person

FROM_ONE = Q(person__isnull=False, family__isnull=True) | Q(person__isnull=True, family__isnull=False)
TO_ONE = (
    Q(other__isnull=False, organisation__isnull=True, place="")
    | Q(other__isnull=True, organisation__isnull=False, place="")
    | (Q(other__isnull=True, organisation__isnull=True) & ~Q(place=""))
)


class Bond(models.Model):
    """A tie of a person or a whole family with a person, an organisation or a named place of life."""

    class Kind(models.TextChoices):
        CLOSE = "close", pgettext_lazy("tie", "close")
        ORDINARY = "ordinary", pgettext_lazy("tie", "ordinary")
        WEAK = "weak", pgettext_lazy("tie", "weak")
        CONFLICT = "conflict", pgettext_lazy("tie", "conflict")
        BROKEN = "broken", pgettext_lazy("tie", "broken off")

    class Flow(models.TextChoices):
        NONE = "none", _("not said")
        IN = "in", _("gives strength")
        OUT = "out", _("takes strength")
        BOTH = "both", _("gives and takes strength")

    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="bonds")
    family = models.ForeignKey(Family, models.PROTECT, null=True, related_name="bonds")
    other = models.ForeignKey(Person, models.PROTECT, null=True, related_name="bonds_in")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    place = models.CharField(max_length=120, blank=True)
    kind = CodeField(max_length=8, choices=Kind)
    flow = CodeField(max_length=4, choices=Flow, default=Flow.NONE)
    from_date = models.DateField(null=True, blank=True)
    until_date = models.DateField(null=True, blank=True)
    note = EncryptedTextField(blank=True)

    class Personal:
        identifying: set[str] = set()
        sensitive = {"kind", "flow", "place", "note", "organisation"}
        plain = {"person", "family", "other", "from_date", "until_date"}

    class Meta:
        constraints = [
            check("bond_of_one", FROM_ONE),
            check("bond_with_one", TO_ONE),
            check("bond_with_another", Q(person__isnull=True) | Q(other__isnull=True) | ~Q(person=F("other"))),
            ordered("bond_ends_after_start", "from_date", "until_date"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
