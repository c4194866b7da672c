"""Families, dated membership in several at once, relations, the merge of doubles, and who may see whom."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ligzda.access.actor import Actor, Guarded
from ligzda.access.models import Circle, User
from ligzda.access.words import Word
from ligzda.kernel.constraints import check, one_only, ordered
from ligzda.kernel.ids import new_key
from ligzda.people.models.persons import Person


class FamilyQuerySet(Guarded):
    """Families; seen by the circles that have sight of them."""

    def visible_to(self, actor: Actor, word: Word) -> Any:
        sight = actor.sight(word)
        if sight.everything:
            return self
        return self.filter(pk__in=Sight.objects.filter(circle__in=sight.circle_ids(), family__isnull=False).values("family"))


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
    type = models.CharField(_("family type"), max_length=13, choices=Type, default=Type.UNKNOWN)
    territory = models.ForeignKey("places.Territory", models.PROTECT, null=True, blank=True, related_name="+")  # of residence
    root = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = FamilyQuerySet.as_manager()

    class Personal:
        identifying = {"name", "folded"}
        sensitive = {"type"}
        plain = {"key", "territory", "root", "created_at"}

    class Meta:
        indexes = [models.Index(fields=["folded", "id"], name="family_folded")]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """That a person belongs to a family, as what, from when until when; overlapping ones are allowed."""

    class Role(models.TextChoices):
        MOTHER = "mother", _("mother")
        FATHER = "father", _("father")
        CHILD = "child", _("child")
        PARTNER = "partner", _("partner")
        GRANDPARENT = "grandparent", _("grandparent")
        GUARDIAN = "guardian", _("guardian")
        FOSTER_CARER = "foster_carer", _("foster carer")
        FOSTER_CHILD = "foster_child", _("foster child")
        RELATIVE = "relative", _("relative")
        OTHER = "other", _("other")

    family = models.ForeignKey(Family, models.PROTECT, related_name="memberships")
    person = models.ForeignKey(Person, models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=12, choices=Role)
    lives_here = models.BooleanField(default=True)
    from_date = models.DateField(null=True, blank=True)
    until_date = models.DateField(null=True, blank=True)

    class Personal:
        identifying: set[str] = set()
        sensitive = {"role", "lives_here"}
        plain = {"family", "person", "from_date", "until_date"}

    class Meta:
        constraints = [ordered("membership_ends_after_start", "from_date", "until_date")]
        indexes = [
            models.Index(fields=["family", "person"], name="membership_family"),
            models.Index(fields=["person", "family"], name="membership_person"),
        ]

    def __str__(self) -> str:
        return f"{self.person} · {self.role}"


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

    first = models.ForeignKey(Person, models.PROTECT, related_name="relations_out")
    second = models.ForeignKey(Person, models.PROTECT, related_name="relations_in")
    kind = models.CharField(max_length=15, choices=Kind)
    from_date = models.DateField(null=True, blank=True)
    until_date = models.DateField(null=True, blank=True)

    class Personal:
        identifying: set[str] = set()
        sensitive = {"kind"}
        plain = {"first", "second", "from_date", "until_date"}

    class Meta:
        constraints = [
            check("relation_between_two", ~Q(first=F("second"))),
            ordered("relation_ends_after_start", "from_date", "until_date"),
            one_only("one_relation_of_a_kind", "first", "second", "kind", "from_date"),
        ]

    def __str__(self) -> str:
        return f"{self.first} {self.kind} {self.second}"


class Sight(models.Model):
    """That the people of a circle may see a family with its members, or one person."""

    circle = models.ForeignKey(Circle, models.CASCADE, related_name="sights")
    family = models.ForeignKey(Family, models.CASCADE, null=True, blank=True, related_name="sights")
    person = models.ForeignKey(Person, models.CASCADE, null=True, blank=True, related_name="sights")

    class Personal:
        identifying: set[str] = set()
        sensitive: set[str] = set()
        plain = {"circle", "family", "person"}

    class Meta:
        constraints = [
            check("sight_of_one", Q(family__isnull=False, person__isnull=True) | Q(family__isnull=True, person__isnull=False)),
            one_only("one_sight_of_family", "circle", "family"),
            one_only("one_sight_of_person", "circle", "person"),
        ]

    def __str__(self) -> str:
        return f"{self.circle_id}"


class Merge(models.Model):
    """That two records are one person or one family. Undone, everything is as before; the earlier record is the root."""

    first_person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    second_person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    first_family = models.ForeignKey(Family, models.PROTECT, null=True, related_name="+")
    second_family = models.ForeignKey(Family, models.PROTECT, null=True, related_name="+")
    decided = models.CharField(max_length=8, choices=[("open", _("to be decided")), ("same", _("the same")), ("distinct", _("not the same"))])
    reason = models.CharField(max_length=300, blank=True)
    by_user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    undone_at = models.DateTimeField(null=True)
    undone_by_user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Personal:
        identifying: set[str] = set()
        sensitive = {"reason"}
        plain = {"first_person", "second_person", "first_family", "second_family", "decided", "by_user", "at", "undone_at", "undone_by_user"}

    class Meta:
        constraints = [
            check(
                "merge_of_two_alike",
                Q(first_person__isnull=False, second_person__isnull=False, first_family__isnull=True, second_family__isnull=True)
                | Q(first_person__isnull=True, second_person__isnull=True, first_family__isnull=False, second_family__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.decided} {self.pk}"
