"""Persons: names, dates, codes, languages; and the keys that find them."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ligzda.access.actor import Actor, Guarded
from ligzda.access.fields import CodeField, EncryptedTextField, LookupField
from ligzda.access.models import User
from ligzda.access.permissions import Permission
from ligzda.kernel.constraints import check, one_only, ordered
from ligzda.kernel.ids import new_key
from ligzda.people.models.belonging import compound, persons_seen, persons_seen_in_parts


class PersonQuerySet(Guarded):
    """Persons; seen through a family that a circle sees, or directly."""

    def visible_to(self, actor: Actor, word: Permission) -> Any:
        scope = actor.scope(word)
        return self if scope.even_closed else self.filter(pk__in=persons_seen(scope.circle_ids()))

    def visible_in_parts(self, actor: Actor, word: Permission) -> list[Any]:
        """The same persons in querysets to be joined after each has been narrowed; somebody may be in several."""
        scope = actor.scope(word)
        if scope.even_closed:
            return [self]
        return [self.filter(pk__in=compound(part)) for part in persons_seen_in_parts(scope.circle_ids())]


class Sex(models.TextChoices):
    FEMALE = "female", _("female")
    MALE = "male", _("male")
    OTHER = "other", _("other")
    UNKNOWN = "unknown", _("unknown")


class BirthPrecision(models.TextChoices):
    DAY = "day", _("exact day")
    MONTH = "month", _("month and year")
    YEAR = "year", _("year only, or about")
    UNKNOWN = "unknown", _("unknown")


class Person(models.Model):
    """One human being. After a merge ``root`` points to the record that stays; no other row moves."""

    key = models.CharField(max_length=8, unique=True, default=new_key, editable=False)
    first_name = models.CharField(_("first name"), max_length=80)
    last_name = models.CharField(_("last name"), max_length=80)
    folded = models.TextField()  # present and former names, folded, a blank before and after each word
    sex = CodeField(_("sex"), max_length=7, choices=Sex, default=Sex.UNKNOWN)
    birth_date = models.DateField(_("date of birth"), null=True, blank=True)
    birth_precision = CodeField(max_length=7, choices=BirthPrecision, default=BirthPrecision.DAY)
    death_date = models.DateField(null=True, blank=True)
    disability = CodeField(max_length=7, choices=[("yes", _("yes")), ("no", _("no")), ("unknown", _("unknown"))], default="unknown")
    interpreter_needed = models.CharField(max_length=40, blank=True)  # language code, or empty
    root = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged")
    struck_at = models.DateTimeField(null=True, blank=True)  # entered by mistake: belongs nowhere, and nobody enters it anywhere again
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    objects = PersonQuerySet.as_manager()

    class Personal:
        identifying = {"first_name", "last_name", "folded", "birth_date"}
        sensitive = {"disability", "death_date", "interpreter_needed", "sex"}
        listed = {"first_name", "last_name", "folded", "interpreter_needed"}
        plain = {"key", "birth_precision", "root", "struck_at", "created_at", "changed_at"}

    class Meta:
        constraints = [
            ordered("death_after_birth", "birth_date", "death_date"),
            check("birth_date_known_or_not", Q(birth_precision="unknown", birth_date__isnull=True) | ~Q(birth_precision="unknown")),
        ]
        indexes = [
            models.Index(fields=["folded", "id"], name="person_folded"),
            models.Index(fields=["birth_date"], name="person_birth_date"),
        ]

    def __str__(self) -> str:
        return f"{self.first_name} {self.last_name}"

    def get_absolute_url(self) -> str:
        return reverse("people:person", args=[self.key])


class FormerName(models.Model):
    """A name somebody had before; found by search like the present one."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="former_names")
    first_name = models.CharField(max_length=80, blank=True)
    last_name = models.CharField(max_length=80, blank=True)
    until_date = models.DateField(null=True, blank=True)

    class Personal:
        identifying = {"first_name", "last_name"}
        sensitive: set[str] = set()
        listed = {"first_name", "last_name"}
        plain = {"person", "until_date"}

    def __str__(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()


class NameWord(models.Model):
    """A distinct folded word that occurs in somebody's name."""

    word = models.CharField(max_length=80, unique=True)

    class Personal:
        identifying = {"word"}
        sensitive: set[str] = set()
        listed = {"word"}
        plain: set[str] = set()

    def __str__(self) -> str:
        return self.word


class NameKey(models.Model):
    """A deletion key of a name word: the word itself, or with one letter left out. Finds a name with one typing error."""

    word = models.ForeignKey(NameWord, models.CASCADE, related_name="keys")
    deletion = models.CharField(max_length=80, db_index=True)

    class Personal:
        identifying = {"deletion"}
        sensitive: set[str] = set()
        listed = {"deletion"}
        plain = {"word"}

    class Meta:
        constraints = [one_only("one_deletion_per_word", "word", "deletion")]

    def __str__(self) -> str:
        return self.deletion


class PersonalCode(models.Model):
    """A Latvian or Lithuanian personal code, encrypted; former codes stay, restricted.

    Two records may hold the same one: that they do is known to nobody who does not see both. Each is *not yet checked against a
    document* until somebody says that they did.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="codes")
    country = CodeField(max_length=2, choices=[("LV", _("Latvia")), ("LT", _("Lithuania"))])
    code = EncryptedTextField()
    lookup = LookupField()
    is_former = models.BooleanField(default=False)
    until_date = models.DateField(null=True, blank=True)  # when a former code was replaced, if known
    check_note = models.CharField(max_length=300, blank=True)  # why a code with a failing check digit was kept
    checked_at = models.DateTimeField(null=True, blank=True)  # compared with a document
    checked_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    class Personal:
        identifying = {"code", "lookup"}
        sensitive: set[str] = set()
        plain = {"person", "country", "is_former", "until_date", "check_note", "checked_at", "checked_by"}

    class Meta:
        constraints = [one_only("one_code_of_a_person", "person", "lookup")]

    def __str__(self) -> str:
        return f"{self.country} {self.pk}"


class LanguageSkill(models.Model):
    """A language somebody speaks, and whether they read it alone, with help or not at all."""

    class Reads(models.TextChoices):
        ALONE = "alone", _("reads alone")
        WITH_HELP = "with_help", _("reads with help")
        NOT = "not", _("does not read")
        UNKNOWN = "unknown", _("unknown")

    person = models.ForeignKey(Person, models.CASCADE, related_name="languages")
    language = models.CharField(max_length=10)
    reads = CodeField(max_length=9, choices=Reads, default=Reads.UNKNOWN)
    is_preferred = models.BooleanField(default=False)

    class Personal:
        identifying: set[str] = set()
        sensitive = {"language", "reads"}
        listed = {"language"}
        plain = {"person", "is_preferred"}

    class Meta:
        constraints = [one_only("one_skill_per_language", "person", "language")]

    def __str__(self) -> str:
        return self.language
