"""Concerns with what was added to them, risk flags, hidden addresses. What people wrote is encrypted."""

import json
from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from ligzda.access.actor import Actor, Guarded
from ligzda.access.fields import CodeField, EncryptedTextField, LookupField
from ligzda.access.models import Circle, User
from ligzda.access.permissions import Permission
from ligzda.kernel import clock
from ligzda.kernel.constraints import check, one_only
from ligzda.kernel.ids import new_key
from ligzda.people.models import Family, Person, Reversal
from ligzda.people.models.belonging import families_seen, persons_seen
from ligzda.places.models import Site
from ligzda.safeguarding.states import ConcernState


class ConcernQuerySet(Guarded):
    """Concerns; each has a closed circle of its own, so nobody sees one without a seat in it."""

    always_closed = True


class Concern(models.Model):
    """That a child may be in danger: who noticed what and when, in the child's own words; to whom it was reported."""

    class Kind(models.TextChoices):
        DISCLOSURE = "disclosure", _("a child told it")
        SIGN = "sign", _("a sign was seen")
        THIRD_PARTY = "third_party", _("somebody else told it")
        ACCIDENT = "accident", _("an accident")
        MISSING = "missing", _("a child is missing")
        SELF_HARM = "self_harm", _("somebody may harm themselves")
        UNKNOWN = "unknown", _("not said")

    key = models.CharField(max_length=8, unique=True, default=new_key, editable=False)
    circle = models.OneToOneField(Circle, models.PROTECT, related_name="concern")
    site = models.ForeignKey(Site, models.PROTECT, null=True, blank=True, related_name="+")
    state = CodeField(max_length=16, choices=ConcernState, default=ConcernState.IMMEDIATE_SAFETY)
    kind = EncryptedTextField(choices=Kind, default=Kind.UNKNOWN)
    is_about_staff = models.BooleanField(default=False)
    named = EncryptedTextField(blank=True)  # the colleague it is about, by the key of the account: no foreign key tells whom
    typed_name = EncryptedTextField(blank=True)  # a colleague's name as somebody wrote it who sees no list of the staff
    may_mean = EncryptedTextField(blank=True)  # ids of users it may mean until who leads has decided, and of those it means
    people = models.ManyToManyField(Person, blank=True, related_name="concerns")
    about = EncryptedTextField(blank=True)  # somebody who is not registered
    is_danger_now = models.BooleanField()
    noticed_at = models.DateTimeField()  # ≠ entered_at
    noticed_by = EncryptedTextField(blank=True)  # empty: who entered it
    entered_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(auto_now_add=True)
    child_words = EncryptedTextField(blank=True)  # verbatim
    seen = EncryptedTextField(blank=True)
    who_knows = EncryptedTextField(blank=True)
    reported_to = EncryptedTextField(blank=True)
    reported_person = EncryptedTextField(blank=True)
    reported_at = models.DateTimeField(null=True, blank=True)
    reported_how = EncryptedTextField(blank=True)
    reference = EncryptedTextField(blank=True)
    parents_told = EncryptedTextField(blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = ConcernQuerySet.as_manager()

    class Personal:
        identifying = {"about", "noticed_by", "reported_person", "reference", "named", "typed_name", "may_mean"}
        sensitive = {
            "kind",
            "is_about_staff",
            "is_danger_now",
            "child_words",
            "seen",
            "who_knows",
            "reported_to",
            "reported_how",
            "parents_told",
        }
        plain = {"key", "circle", "site", "state", "noticed_at", "entered_by", "entered_at", "reported_at", "closed_at"}

    class Meta:
        ordering = ["-id"]
        constraints = [check("reported_with_a_reference", Q(reported_at__isnull=True) | ~Q(reference=""))]

    def __str__(self) -> str:
        return self.key

    @cached_property
    def named_user(self) -> User | None:
        """The colleague it is about."""
        return User.objects.filter(key=self.named).first() if self.named else None

    @property
    def named_user_id(self) -> int | None:
        return self.named_user.pk if self.named_user else None

    def get_absolute_url(self) -> str:
        return reverse("safeguarding:concern", args=[self.key])

    @property
    def undecided(self) -> list[int]:
        """Users whom the typed name may mean: they and their line are left out until who leads has decided."""
        return [pk for pk, is_meant in self._meant() if is_meant is None]

    @property
    def meant(self) -> list[int]:
        """Users of whom it was decided that the typed name means them."""
        return [pk for pk, is_meant in self._meant() if is_meant]

    def _meant(self) -> list[tuple[int, bool | None]]:
        return [(int(pk), is_meant) for pk, is_meant in json.loads(self.may_mean or "[]")]

    def decided(self, user: int, is_meant: bool) -> str:
        """``may_mean`` with a decision about one of them."""
        return json.dumps([(pk, is_meant if pk == user else before) for pk, before in self._meant()])


class ConcernEntry(models.Model):
    """What was added later: a concern is corrected by addition only. ``act`` is the move it goes with, if any."""

    concern = models.ForeignKey(Concern, models.PROTECT, related_name="entries")
    act = models.CharField(max_length=20, blank=True)
    text = EncryptedTextField()
    author = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Personal:
        identifying: set[str] = set()
        sensitive = {"text"}
        plain = {"concern", "act", "author", "at"}

    class Meta:
        ordering = ["concern", "id"]

    def __str__(self) -> str:
        return f"{self.concern} {clock.day_of(self.at)}"


class ConcernEndingQuerySet(Guarded):
    """Endings; the concern's circle decides."""

    circle_path = "concern__circle"


class ConcernEnding(models.Model):
    """That a file of somebody the concern is about was closed, handed over or merged while it is open. Its circle decides whether it stays."""

    concern = models.ForeignKey(Concern, models.PROTECT, related_name="endings")
    reversal = models.ForeignKey(Reversal, models.PROTECT, related_name="+")
    told_at = models.DateTimeField(default=timezone.now)
    settled_at = models.DateTimeField(null=True, blank=True)

    objects = ConcernEndingQuerySet.as_manager()

    class Personal:
        identifying: set[str] = set()
        sensitive: set[str] = set()
        plain = {"concern", "reversal", "told_at", "settled_at"}

    class Meta:
        ordering = ["concern", "id"]
        constraints = [one_only("one_ending_of_a_concern", "concern", "reversal")]

    def __str__(self) -> str:
        return f"{self.concern} {self.reversal_id}"


class RiskFlagQuerySet(Guarded):
    """Flags; whoever reads the file of the person or family sees them."""

    def visible_to(self, actor: Actor, word: Permission) -> Any:
        scope = actor.scope(word)
        if scope.even_closed:
            return self
        circles = scope.circle_ids()
        return self.filter(Q(person__in=persons_seen(circles)) | Q(family__in=families_seen(circles)))


class RiskFlag(models.Model):
    """A risk that whoever works with the family knows before they go there. It has a day on which it is looked at again."""

    class Level(models.TextChoices):
        LOW = "low", _("low risk")
        MEDIUM = "medium", _("medium risk")
        HIGH = "high", _("high risk")

    key = models.CharField(max_length=8, unique=True, default=new_key, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="risk_flags")
    family = models.ForeignKey(Family, models.PROTECT, null=True, blank=True, related_name="risk_flags")
    level = CodeField(max_length=6, choices=Level)
    reason = EncryptedTextField()
    review_date = models.DateField()
    author = models.ForeignKey(User, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    end_reason = EncryptedTextField(blank=True)

    objects = RiskFlagQuerySet.as_manager()

    class Personal:
        identifying: set[str] = set()
        sensitive = {"level", "reason", "end_reason"}
        plain = {"key", "person", "family", "review_date", "author", "created_at", "ended_at"}

    class Meta:
        ordering = ["-id"]
        constraints = [
            check("flag_of_one", Q(person__isnull=False, family__isnull=True) | Q(person__isnull=True, family__isnull=False)),
            one_only("one_running_flag_of_a_family", "family", when=Q(ended_at__isnull=True, family__isnull=False)),
            one_only("one_running_flag_of_a_person", "person", when=Q(ended_at__isnull=True, person__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.level} {self.key}"


class HiddenAddressQuerySet(Guarded):
    """Hidden addresses; named people only, whatever seats others hold."""

    def visible_to(self, actor: Actor, word: Permission) -> Any:
        return self.filter(readers__user=actor.user) if actor.user is not None else self.none()


class HiddenAddress(models.Model):
    """Where somebody lives who must not be found: in this vault and nowhere else, for the people named as its readers.

    Whoever does not read it may hide an address of the same person as well, and learns nothing by it: each has its own readers.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="hidden_addresses")
    text = EncryptedTextField()
    lookup = LookupField()  # of the house, so that every spelling of it is found
    noted_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    noted_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = HiddenAddressQuerySet.as_manager()

    class Personal:
        identifying = {"text", "lookup"}
        sensitive: set[str] = set()
        plain = {"person", "noted_by", "noted_at", "ended_at"}

    class Meta:
        indexes = [models.Index(fields=["person"], condition=Q(ended_at__isnull=True), name="hidden_now")]

    def __str__(self) -> str:
        return f"hidden {self.pk}"


class AddressReader(models.Model):
    """Somebody who may read one hidden address."""

    address = models.ForeignKey(HiddenAddress, models.CASCADE, related_name="readers")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    added_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)

    class Personal:
        identifying: set[str] = set()
        sensitive: set[str] = set()
        plain = {"address", "user", "added_by", "added_at"}

    class Meta:
        constraints = [one_only("one_address_reader", "address", "user")]

    def __str__(self) -> str:
        return f"{self.user_id}"


class AddressNoticeQuerySet(Guarded):
    """Notices; each is one reader's own."""

    def visible_to(self, actor: Actor, word: Permission) -> Any:
        return self.filter(reader=actor.user) if actor.user is not None else self.none()


class AddressNotice(models.Model):
    """That an address in the vault was written down for somebody outside the family: told to one of its readers, who says when it was seen."""

    address = models.ForeignKey(HiddenAddress, models.CASCADE, related_name="notices")
    reader = models.ForeignKey(User, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, null=True, blank=True, related_name="+")
    family = models.ForeignKey(Family, models.CASCADE, null=True, blank=True, related_name="+")
    noted_at = models.DateTimeField(auto_now_add=True)
    seen_at = models.DateTimeField(null=True, blank=True)

    objects = AddressNoticeQuerySet.as_manager()

    class Personal:
        identifying: set[str] = set()
        sensitive: set[str] = set()
        plain = {"address", "reader", "person", "family", "noted_at", "seen_at"}

    class Meta:
        ordering = ["-id"]
        constraints = [
            check("notice_of_one", Q(person__isnull=False, family__isnull=True) | Q(person__isnull=True, family__isnull=False)),
            one_only("one_notice_of_a_person", "address", "reader", "person", when=Q(person__isnull=False)),
            one_only("one_notice_of_a_family", "address", "reader", "family", when=Q(family__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.address_id} {self.reader_id}"


class OwnWords(models.Model):
    """Which parts of a text a user typed: whoever typed an address goes on seeing it there, hidden or not. Holds no words, only where.

    ``parts`` are counted in letters of the wording that ``digest`` is of; of any other wording they say nothing.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    thing = models.CharField(max_length=60)
    thing_id = models.PositiveBigIntegerField()
    column = models.CharField(max_length=60)
    digest = models.CharField(max_length=64)
    parts = models.JSONField(default=list)

    class Personal:
        identifying: set[str] = set()
        sensitive: set[str] = set()
        plain = {"user", "thing", "thing_id", "column", "digest", "parts"}

    class Meta:
        constraints = [one_only("own_words_once", "user", "thing", "thing_id", "column")]
        indexes = [models.Index(fields=["thing_id", "user"], name="own_words_of_a_text")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.thing} {self.thing_id}"
