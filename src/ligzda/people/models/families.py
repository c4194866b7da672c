"""Families, and the dated ties between persons."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ligzda.access.actor import Actor, Guarded
from ligzda.access.fields import CodeField
from ligzda.access.permissions import Permission
from ligzda.kernel.constraints import check, one_only, ordered
from ligzda.kernel.ids import new_key
from ligzda.people.models.belonging import compound, families_seen, families_seen_in_parts
from ligzda.people.models.persons import Person


class FamilyQuerySet(Guarded):
    """Families; seen by the circles that have sight of them."""

    def visible_to(self, actor: Actor, word: Permission) -> Any:
        scope = actor.scope(word)
        return self if scope.even_closed else self.filter(pk__in=families_seen(scope.circle_ids()))

    def visible_in_parts(self, actor: Actor, word: Permission) -> list[Any]:
        """The same families in querysets to be joined after each has been narrowed."""
        scope = actor.scope(word)
        if scope.even_closed:
            return [self]
        return [self.filter(pk__in=compound(part)) for part in families_seen_in_parts(scope.circle_ids())]


class Family(models.Model):
    """People who live or belong together, under the name a worker typed. ``root`` as with persons."""

    class Type(models.TextChoices):
        TWO_PARENT = "two_parent", _("two-parent family")
        SINGLE_PARENT = "single_parent", _("single-parent family")
        FOSTER = "foster", _("foster family")
        GUARDIAN = "guardian", _("guardian's family")
        ADOPTIVE = "adoptive", _("adoptive family")
        EXTENDED = "extended", _("extended family")
        OTHER = "other", _("other")
        UNKNOWN = "unknown", _("unknown")

    key = models.CharField(max_length=8, unique=True, default=new_key, editable=False)
    name = models.CharField(_("heading"), max_length=120)
    folded = models.CharField(max_length=130)
    type = CodeField(_("family type"), max_length=13, choices=Type, default=Type.UNKNOWN)
    territory = models.ForeignKey("places.Territory", models.PROTECT, null=True, blank=True, related_name="+")  # of residence
    root = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged")
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    objects = FamilyQuerySet.as_manager()

    class Personal:
        identifying = {"name", "folded"}
        sensitive = {"type"}
        listed = {"name", "folded"}
        plain = {"key", "territory", "root", "created_at", "changed_at"}

    class Meta:
        indexes = [models.Index(fields=["folded", "id"], name="family_folded")]

    def __str__(self) -> str:
        return self.name


class Relation(models.Model):
    """A dated tie: ``first`` is the <kind> of ``second`` (parent of a child; partner of a partner)."""

    class Kind(models.TextChoices):
        PARENT = "parent", _("parent")
        ADOPTIVE_PARENT = "adoptive_parent", _("adoptive parent")
        FOSTER_PARENT = "foster_parent", _("foster parent")
        GUARDIAN = "guardian", _("guardian")
        PARTNER = "partner", _("partner")
        SPOUSE = "spouse", _("spouse")
        SIBLING = "sibling", _("sibling")
        GRANDPARENT = "grandparent", _("grandparent")
        OTHER = "other", _("other tie")

    class Ended(models.TextChoices):
        SEPARATED = "separated", _("separated")
        DIVORCED = "divorced", _("divorced")

    first = models.ForeignKey(Person, models.PROTECT, related_name="relations_out")
    second = models.ForeignKey(Person, models.PROTECT, related_name="relations_in")
    kind = CodeField(max_length=15, choices=Kind)
    from_date = models.DateField(null=True, blank=True)
    until_date = models.DateField(null=True, blank=True)
    ended_as = CodeField(max_length=9, choices=Ended, blank=True)  # of a couple: how it ended
    note = models.CharField(max_length=300, blank=True)  # why an unlikely tie was kept

    class Personal:
        identifying: set[str] = set()
        sensitive = {"kind", "note", "ended_as"}
        plain = {"first", "second", "from_date", "until_date"}

    class Meta:
        constraints = [
            check("relation_between_two", ~Q(first=F("second"))),
            ordered("relation_ends_after_start", "from_date", "until_date"),
            one_only("one_relation_of_a_kind", "first", "second", "kind", "from_date"),
        ]

    def __str__(self) -> str:
        return f"{self.first} {self.kind} {self.second}"
