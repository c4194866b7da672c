"""Files that people add: kept encrypted outside the web root, with a circle and a tier like any other text."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ligzda.access.actor import Guarded
from ligzda.access.fields import CodeField, EncryptedTextField
from ligzda.access.models import Circle, User
from ligzda.access.permissions import PROTECTED, Tier
from ligzda.kernel.constraints import check, one_only
from ligzda.kernel.ids import new_key


class AttachmentQuerySet(Guarded):
    """Files; their circle decides, their tier who opens them."""


class Attachment(models.Model):
    """One uploaded file. Its bytes lie encrypted under ``LIGZDA_VAR``; ``content_type`` is what the content is, not what its name says.

    Of a protected file title and name are encrypted too: they often say all.
    """

    key = models.CharField(max_length=8, unique=True, default=new_key, editable=False)
    circle = models.ForeignKey(Circle, models.PROTECT, related_name="attachments")
    tier = CodeField(_("who reads it"), max_length=12, choices=[(str(tier), str(tier)) for tier in Tier], default=str(Tier.WORKING))
    title = models.CharField(_("title"), max_length=200, blank=True)
    name = models.CharField(max_length=255, blank=True)  # as it was called, in any script
    sealed_title = EncryptedTextField(blank=True)
    sealed_name = EncryptedTextField(blank=True)
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    digest = models.CharField(max_length=64)  # of the content, as evidence that nothing was changed
    stored_as = models.CharField(max_length=80, unique=True)
    author = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    is_compiled = models.BooleanField(default=False)  # put together here of what others wrote: its author typed none of it
    date = models.DateField()
    voided_at = models.DateTimeField(null=True, blank=True)
    void_reason = models.CharField(max_length=300, blank=True)
    added_at = models.DateTimeField(auto_now_add=True)

    objects = AttachmentQuerySet.as_manager()

    class Personal:
        identifying = {"name", "title", "sealed_name", "sealed_title"}
        sensitive = {"void_reason"}
        plain = {
            "key",
            "circle",
            "tier",
            "content_type",
            "size",
            "digest",
            "stored_as",
            "author",
            "is_compiled",
            "date",
            "voided_at",
            "added_at",
        }

    class Meta:
        ordering = ["-date", "-id"]
        constraints = [
            check(
                "protected_files_are_sealed",
                Q(tier__in=[str(tier) for tier in Tier if tier not in PROTECTED], sealed_name="", sealed_title="")
                | Q(tier__in=[str(tier) for tier in Tier if tier in PROTECTED], name="", title=""),
            )
        ]
        indexes = [models.Index(fields=["circle", "-date", "-id"], name="attachment_circle")]

    def __str__(self) -> str:
        return self.key

    @property
    def filename(self) -> str:
        """The name it came with. Whoever shows it has asked whether the reader may open the file."""
        return str(self.name or self.sealed_name)

    @property
    def heading(self) -> str:
        """What it is called in a list, under the same condition."""
        return str(self.title or self.sealed_title) or self.filename


class WordTemplate(models.Model):
    """An organisation's own Word file for one kind of document in one language. The newest one that is active is used."""

    key = models.CharField(max_length=8, unique=True, default=new_key, editable=False)
    kind = models.CharField(_("kind of document"), max_length=16)
    language = models.CharField(_("language"), max_length=2)
    name = models.CharField(max_length=255)
    stored_as = models.CharField(max_length=80, unique=True)
    is_active = models.BooleanField(default=True)
    added_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)

    class Personal:
        identifying: set[str] = set()
        sensitive: set[str] = set()
        plain = {"key", "kind", "language", "name", "stored_as", "is_active", "added_by", "added_at"}

    class Meta:
        ordering = ["kind", "language", "-id"]
        constraints = [one_only("one_active_word_template", "kind", "language", when=Q(is_active=True))]

    def __str__(self) -> str:
        return self.key
