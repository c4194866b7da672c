"""Notes of a file, each with a tier, and what they said before."""

from django.db import models
from django.db.models import Q

from ligzda.access.actor import Guarded
from ligzda.access.fields import CodeField, EncryptedTextField
from ligzda.access.models import User
from ligzda.access.permissions import Tier
from ligzda.cases.models.cases import Case
from ligzda.kernel.constraints import check, one_only
from ligzda.kernel.ids import new_key
from ligzda.kernel.translated import TranslatedField
from ligzda.people.models import Person

PLAIN_TIERS = frozenset({Tier.CONTACT, Tier.WORKING})  # readable by the team, searchable; the others are encrypted


class NoteQuerySet(Guarded):
    """Notes; the case's circle decides who sees that one exists, the tier who reads it."""

    circle_path = "case__circle"


class Note(models.Model):
    """A text in a file, with a tier. Working notes are plain and searchable; professional and safeguarding ones encrypted."""

    key = models.CharField(max_length=8, unique=True, default=new_key, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="notes")
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    tier = CodeField(max_length=12, choices=[(str(tier), str(tier)) for tier in Tier], default=str(Tier.WORKING))
    date = models.DateField()
    text = models.TextField(blank=True)
    sealed_text = EncryptedTextField(blank=True)
    author = models.ForeignKey(User, models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)
    voided_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = NoteQuerySet.as_manager()

    class Personal:
        identifying: set[str] = set()
        sensitive = {"text", "sealed_text"}
        plain = {"key", "case", "person", "tier", "date", "author", "version", "voided_at", "created_at"}

    class Meta:
        constraints = [
            check(
                "protected_notes_are_sealed",
                Q(tier__in=[str(Tier.CONTACT), str(Tier.WORKING)], sealed_text="")
                | Q(tier__in=[str(Tier.PROFESSIONAL), str(Tier.SAFEGUARDING)], text=""),
            )
        ]
        indexes = [models.Index(fields=["case", "-date", "-id"], name="note_case")]

    def __str__(self) -> str:
        return self.key

    @property
    def body(self) -> str:
        """The text, wherever its tier keeps it. Whoever shows it has asked for the reader's clearance."""
        return str(self.text or self.sealed_text)


class NoteFile(models.Model):
    """A file that was added with a note. It has the note's tier, and lies among the papers of the case."""

    note = models.ForeignKey(Note, models.PROTECT, related_name="files")
    file = models.OneToOneField("documents.Attachment", models.PROTECT, related_name="with_note")

    class Personal:
        identifying: set[str] = set()
        sensitive: set[str] = set()
        plain = {"note", "file"}

    class Meta:
        ordering = ["note", "id"]

    def __str__(self) -> str:
        return f"{self.note} {self.file}"


class NoteVersion(models.Model):
    """What a note said before it was corrected or voided, and why; protected like the note itself, whatever its tier."""

    note = models.ForeignKey(Note, models.PROTECT, related_name="versions")
    version = models.PositiveIntegerField()
    text = EncryptedTextField(blank=True)
    reason = models.CharField(max_length=300)
    by_user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Personal:
        identifying: set[str] = set()
        sensitive = {"text", "reason"}
        plain = {"note", "version", "by_user", "at"}

    class Meta:
        ordering = ["note", "version"]
        constraints = [one_only("one_note_version", "note", "version")]

    def __str__(self) -> str:
        return f"{self.note} v{self.version}"


class NoteTemplate(models.Model):
    """What a recurring note begins with: questions to answer, in the languages somebody wrote it in."""

    key = models.CharField(max_length=8, unique=True, default=new_key, editable=False)
    name = TranslatedField(blank=True)
    text = TranslatedField(blank=True)
    order = models.PositiveSmallIntegerField(default=1)
    is_active = models.BooleanField(default=True)

    class Personal:
        identifying: set[str] = set()
        sensitive: set[str] = set()
        plain = {"key", "name", "text", "order", "is_active"}

    class Meta:
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return str(self.name)
