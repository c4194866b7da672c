"""Users, circles and seats, the change trail, drafts and form keys."""

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ligzda.access.calendar_feed import CalendarFeed as CalendarFeed
from ligzda.access.fields import CodeField, EncryptedTextField, LookupField
from ligzda.access.house import ClockRun as ClockRun
from ligzda.access.house import Setting as Setting
from ligzda.access.leaves import SignatureField
from ligzda.access.proposal import Proposal as Proposal
from ligzda.access.roles import ROLES
from ligzda.kernel import clock
from ligzda.kernel.constraints import check, one_only, ordered
from ligzda.kernel.ids import new_key
from ligzda.kernel.languages import FIRST
from ligzda.kernel.translated import TranslatedField


class UserManager(BaseUserManager["User"]):
    """Creates users by e-mail address."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save()
        return user


class User(AbstractBaseUser):
    """A person who signs in. What the user may see stands in seats, never here."""

    class Theme(models.TextChoices):
        SYSTEM = "system", _("as the device")
        LIGHT = "light", _("light")
        DARK = "dark", _("dark")

    class Link(models.TextChoices):
        MAIL = "mail", _("by e-mail to the owner")
        SERVER = "server", _("made at the server")
        SCREEN = "screen", _("shown on an administrator's screen, because no e-mail goes out")

    key = models.CharField(max_length=8, unique=True, default=new_key, editable=False)
    email = models.EmailField(_("e-mail"), unique=True)
    name = models.CharField(_("name"), max_length=120)
    function = models.ForeignKey("access.Function", models.PROTECT, null=True, blank=True, related_name="users")
    language = models.CharField(_("language"), max_length=2, default=FIRST)
    theme = CodeField(max_length=6, choices=Theme, default=Theme.SYSTEM)
    is_active = models.BooleanField(default=True)
    is_system = models.BooleanField(default=False)
    wants_digest = models.BooleanField(default=False)  # the numbers of the day by e-mail, each working morning
    digest_date = models.DateField(null=True, blank=True)  # the day it was last looked whether there is something to send
    joined_at = models.DateTimeField(default=timezone.now)
    first_password_at = models.DateTimeField(null=True, blank=True)  # empty: its owner has never been here
    first_link = CodeField(max_length=6, choices=Link, blank=True)  # how the way in was handed over; the least safe one, if several

    objects = UserManager()
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Personal:
        identifying = {"email", "name", "password"}
        sensitive: set[str] = set()
        plain = {
            "key", "function", "language", "theme", "is_active", "is_system", "wants_digest", "digest_date", "joined_at", "last_login",
            "first_password_at", "first_link",
        }  # fmt: skip

    class Meta:
        constraints = [
            check(
                "a_password_has_a_first_day",
                models.Q(("password__startswith", UNUSABLE_PASSWORD_PREFIX)) | models.Q(first_password_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def set_password(self, raw_password: str | None) -> None:
        """The first one is remembered for good: from then on no link to this account is shown to anybody but its owner."""
        super().set_password(raw_password)
        if raw_password is not None and self.first_password_at is None:
            self.first_password_at = clock.now()

    @property
    def initials(self) -> str:
        return "".join(word[0] for word in self.name.split()[:2]).upper()


class Function(models.Model):
    """A function or profession: an open list that an administrator edits, beside the closed access roles."""

    key = models.SlugField(max_length=40, unique=True)
    name = TranslatedField()
    duties = TranslatedField(blank=True)  # what somebody with this function does
    role = models.CharField(max_length=30)
    is_specialist = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)

    class Personal:
        identifying: set[str] = set()
        sensitive: set[str] = set()
        plain = {"key", "name", "duties", "role", "is_specialist", "is_active"}

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return str(self.name)


class Circle(models.Model):
    """Those who may know one thing. A case's circle hangs below the circles of its site and its project."""

    class Kind(models.TextChoices):
        ORGANISATION = "organisation", _("organisation")
        SITE = "site", _("site")
        PROJECT = "project", _("project")
        CASE = "case", _("client file")
        REFERRAL = "referral", _("referral")
        GROUP = "group", _("group")  # closed: a closed group or a concern, and no row here tells which (ADR 15)
        EVENT = "event", _("event")

    kind = CodeField(max_length=12, choices=Kind)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    project = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="funded")
    name = models.CharField(max_length=80, blank=True)  # a number, a place or a project's key; never a person's or a family's name
    is_closed = models.BooleanField(default=False)

    class Meta:
        constraints = [one_only("one_organisation", "kind", when=models.Q(kind="organisation"))]

    class Personal:
        identifying: set[str] = set()
        sensitive: set[str] = set()
        plain = {"kind", "parent", "project", "name", "is_closed"}

    def __str__(self) -> str:
        kind = self.get_kind_display()
        return self.name or (kind if self.kind == self.Kind.ORGANISATION else f"{kind} {self.pk}")


class Seat(models.Model):
    """Who sits in a circle, as what, why and for how long. Nothing else grants sight."""

    class Because(models.TextChoices):
        APPOINTED = "appointed", _("appointed to this role")
        ASSIGNED = "assigned", _("assigned to the team")
        REFERRED = "referred", _("sent the referral")  # also whoever raised or leads a concern
        SAMPLE = "sample", _("part of an audit sample")
        STAND_IN = "stand_in", _("stands in for somebody absent")
        LEADS = "leads", _("leads the group or event")
        FAMILY = "family", _("belongs to the family")

    circle = models.ForeignKey(Circle, models.CASCADE, related_name="seats")
    user = models.ForeignKey(User, models.PROTECT, related_name="seats")
    role = CodeField(max_length=30, choices=[(key, role.title) for key, role in ROLES.items()])
    function = models.ForeignKey(Function, models.PROTECT, null=True, blank=True, related_name="+")
    because = CodeField(max_length=12, choices=Because)
    is_responsible = models.BooleanField(default=False)
    instead_of = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="stand_ins")  # a stand-in: for whom
    from_date = models.DateField()
    until_date = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)  # at once and for good: from then on it is in force at no moment
    is_proposed = models.BooleanField(default=False)  # waits for a second person; opens nothing until then

    class Personal:
        identifying: set[str] = set()
        sensitive: set[str] = set()
        plain = {
            "circle", "user", "role", "function", "because", "is_responsible", "instead_of", "from_date", "until_date", "ended_at",
            "is_proposed",
        }  # fmt: skip

    class Meta:
        constraints = [
            ordered("seat_ends_after_start", "from_date", "until_date"),
            one_only("one_responsible_seat", "circle", when=models.Q(is_responsible=True, until_date__isnull=True)),
        ]
        indexes = [
            models.Index(fields=["user", "circle", "role"], name="seat_user"),
            models.Index(fields=["circle", "user"], name="seat_circle"),
            models.Index(fields=["circle"], condition=models.Q(ended_at__isnull=False, is_responsible=True), name="seat_left"),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.role}"


class AuditEntry(models.Model):
    """One change, written in the action's transaction: ids and salted digests, no personal text."""

    at = models.DateTimeField(default=timezone.now)
    user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    act = models.CharField(max_length=60)
    thing = models.CharField(max_length=60)
    thing_id = models.BigIntegerField(null=True)
    circle = models.ForeignKey(Circle, models.PROTECT, null=True, related_name="+")  # part of what is signed
    digests = models.JSONField(default=dict)
    salt = models.CharField(max_length=32, blank=True)
    signature = SignatureField()
    seal = models.ForeignKey("access.Seal", models.PROTECT, null=True, related_name="changes")

    class Personal:
        identifying: set[str] = set()
        sensitive: set[str] = set()
        plain = {"at", "user", "act", "thing", "thing_id", "circle", "digests", "salt", "signature", "seal"}

    class Meta:
        constraints = [one_only("audit_signed_once", "signature", when=~models.Q(signature=""))]
        indexes = [
            models.Index(fields=["circle", "-id"], name="audit_circle"),
            models.Index(fields=["thing", "thing_id"], name="audit_thing"),
            models.Index(fields=["at"], name="audit_at"),
        ]

    def __str__(self) -> str:
        return f"{self.act} {self.thing} {self.thing_id}"


class ReadEntry(models.Model):
    """One read of a personal file, or of a list of them. Lies in a database file of its own on SQLite, so no page waits for an import."""

    at = models.DateTimeField(default=timezone.now)
    user_id = models.BigIntegerField()
    circle_id = models.BigIntegerField(null=True)
    thing = models.CharField(max_length=60)
    thing_id = models.BigIntegerField(null=True)  # empty: a list of such things
    page = models.CharField(max_length=60)
    asked = models.JSONField(default=dict)  # of a list: its filter, codes as they are and typed words as keyed digests
    signature = SignatureField()
    seal_id = models.BigIntegerField(null=True)

    class Personal:
        identifying: set[str] = set()
        sensitive: set[str] = set()
        plain = {"at", "user_id", "circle_id", "thing", "thing_id", "page", "asked", "signature", "seal_id"}

    class Meta:
        constraints = [one_only("read_signed_once", "signature", when=~models.Q(signature=""))]
        indexes = [
            models.Index(fields=["circle_id", "-id"], name="read_circle"),
            models.Index(fields=["user_id", "page", "-at"], name="read_again"),
            models.Index(fields=["seal_id", "id"], name="read_seal"),
            models.Index(fields=["at"], name="read_at"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} read {self.thing} {self.thing_id}"


class Seal(models.Model):
    """A batch of entries bound to the one before it: Merkle root, previous seal, signature by a key with an id."""

    trail = models.CharField(max_length=8)  # "changes" or "reads"
    at = models.DateTimeField(default=timezone.now)
    leaf = models.PositiveSmallIntegerField(default=1)  # the version of the leaf it is over
    first_id = models.BigIntegerField()
    last_id = models.BigIntegerField()
    count = models.PositiveIntegerField()
    root = models.CharField(max_length=64)
    previous = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64)
    key_id = models.CharField(max_length=16)

    class Personal:
        identifying: set[str] = set()
        sensitive: set[str] = set()
        plain = {"trail", "at", "leaf", "first_id", "last_id", "count", "root", "previous", "digest", "key_id"}

    class Meta:
        indexes = [models.Index(fields=["trail", "-id"], name="seal_trail")]

    def __str__(self) -> str:
        return f"{self.trail} {self.first_id}–{self.last_id}"


class SealHead(models.Model):
    """The end of a chain, signed, in the database that does not hold the seals: whoever empties one is told by the other."""

    trail = models.CharField(max_length=8, unique=True)
    digest = models.CharField(max_length=64, blank=True)
    count = models.PositiveBigIntegerField()
    at = models.DateTimeField(default=timezone.now)
    key_id = models.CharField(max_length=16)
    signature = models.CharField(max_length=64)

    class Personal:
        identifying: set[str] = set()
        sensitive: set[str] = set()
        plain = {"trail", "digest", "count", "at", "key_id", "signature"}

    def __str__(self) -> str:
        return f"{self.trail} {self.count}"


class Draft(models.Model):
    """What somebody was writing when the session, the network or the server ended. Its author alone reads it."""

    user = models.ForeignKey(User, models.CASCADE, related_name="drafts")
    place = LookupField(db_index=False)  # of which form and record: that somebody is writing a concern is nobody else's business
    fields = EncryptedTextField(blank=True)
    page = EncryptedTextField(blank=True)  # where to go on writing; it may hold what was searched for
    version = models.CharField(max_length=40, blank=True)
    saved_at = models.DateTimeField(default=timezone.now)

    class Personal:
        identifying: set[str] = set()
        sensitive = {"fields", "page"}
        plain = {"user", "place", "version", "saved_at"}

    class Meta:
        constraints = [one_only("one_draft", "user", "place")]

    def __str__(self) -> str:
        return str(self.saved_at)


class FormKey(models.Model):
    """A form that was saved once: pressing twice answers with the first result."""

    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    key = models.CharField(max_length=40)
    answer = EncryptedTextField(blank=True)  # an address, with what was searched for
    used_at = models.DateTimeField(default=timezone.now)

    class Personal:
        identifying: set[str] = set()
        sensitive = {"answer"}
        plain = {"user", "key", "used_at"}

    class Meta:
        constraints = [one_only("one_form_key", "user", "key")]

    def __str__(self) -> str:
        return self.key


class Checkpoint(models.Model):
    """What stays of a pruned part of the trail: the last digest, how many entries, of which days, signed."""

    trail = models.CharField(max_length=8)
    at = models.DateTimeField(default=timezone.now)
    from_at = models.DateTimeField()
    until_at = models.DateTimeField()
    count = models.PositiveBigIntegerField()
    last_digest = models.CharField(max_length=64)
    last_seal = models.BigIntegerField(default=0)
    key_id = models.CharField(max_length=16)
    signature = models.CharField(max_length=64)

    class Personal:
        identifying: set[str] = set()
        sensitive: set[str] = set()
        plain = {"trail", "at", "from_at", "until_at", "count", "last_digest", "last_seal", "key_id", "signature"}

    class Meta:
        constraints = [one_only("one_checkpoint", "trail")]

    def __str__(self) -> str:
        return f"{self.trail} until {clock.day_of(self.until_at)}"
