"""Referrals, cases, episodes, the spans of their states, notes."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ligzda.access.actor import Actor, Guarded
from ligzda.access.fields import EncryptedTextField
from ligzda.access.models import Circle, User
from ligzda.access.words import Tier, Word
from ligzda.cases.states import UNDECIDED, CaseState, Entry, ExitType, ReferralState
from ligzda.kernel.constraints import check, one_only, ordered
from ligzda.kernel.ids import new_key
from ligzda.people.models import Family, Organisation, Person
from ligzda.places.models import Site
from ligzda.projects.models import Activity, Project

PLAIN_TIERS = frozenset({Tier.CONTACT, Tier.WORKING})  # readable by the team, searchable; the others are encrypted
SOURCES = [
    *Organisation.Kind.choices,
    ("self_referral", _("the family itself")),
    ("relative", _("relatives or neighbours")),
    ("transfer", _("another site of the association")),
]


class CaseQuerySet(Guarded):
    """Cases; each has a circle of its own below its site's and its project's."""


class Case(models.Model):
    """A family's file at one site in one programme."""

    key = models.CharField(max_length=8, unique=True, default=new_key, editable=False)
    number = models.CharField(max_length=20, unique=True)
    family = models.ForeignKey(Family, models.PROTECT, related_name="cases")
    project = models.ForeignKey(Project, models.PROTECT, related_name="cases")
    site = models.ForeignKey(Site, models.PROTECT, related_name="cases")
    activity = models.ForeignKey(Activity, models.PROTECT, null=True, blank=True, related_name="+")
    circle = models.OneToOneField(Circle, models.PROTECT, related_name="case")
    family_type = models.CharField(max_length=13, default="unknown")  # at entry, frozen
    territory = models.ForeignKey("places.Territory", models.PROTECT, null=True, blank=True, related_name="+")  # at entry, frozen
    opened_at = models.DateTimeField(auto_now_add=True)

    objects = CaseQuerySet.as_manager()

    class Personal:
        identifying = {"number"}
        sensitive = {"family_type"}
        plain = {"key", "family", "project", "site", "activity", "circle", "territory", "opened_at"}

    class Meta:
        constraints = [one_only("one_case_per_family_site_and_programme", "family", "site", "project")]
        indexes = [models.Index(fields=["family", "circle"], name="case_family_circle")]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return reverse("cases:case", args=[(self.family.root or self.family).key, self.key])


class EpisodeQuerySet(Guarded):
    """Episodes; the case's circle decides."""

    circle_path = "case__circle"


class Episode(models.Model):
    """One stay in the programme, from admission (or re-opening) to its end. At most one is open per case."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="episodes")
    ordinal = models.PositiveSmallIntegerField(default=1)
    is_latest = models.BooleanField(default=True)  # the state of a case is the state of its latest episode
    entry = models.CharField(max_length=14, choices=Entry, default=Entry.ADMITTED)
    state = models.CharField(max_length=13, choices=CaseState, default=CaseState.ASSESSMENT)
    before_hold = models.CharField(max_length=13, choices=CaseState, blank=True)
    criterion = models.CharField(max_length=200, blank=True)
    admitted_date = models.DateField()
    agreement_date = models.DateField(null=True, blank=True)  # cooperation agreement signed
    closed_date = models.DateField(null=True, blank=True)
    exit_type = models.CharField(max_length=22, choices=ExitType, blank=True)
    exit_reason = models.TextField(blank=True)
    continues_with = models.CharField(max_length=300, blank=True)
    family_opinion = models.TextField(blank=True)
    aftercare_until_date = models.DateField(null=True, blank=True)
    reopened_because = models.CharField(max_length=300, blank=True)

    objects = EpisodeQuerySet.as_manager()

    class Personal:
        identifying: set[str] = set()
        sensitive = {"exit_reason", "family_opinion", "reopened_because", "criterion", "continues_with", "exit_type"}
        plain = {
            "case",
            "ordinal",
            "is_latest",
            "entry",
            "state",
            "before_hold",
            "admitted_date",
            "agreement_date",
            "closed_date",
            "aftercare_until_date",
        }

    class Meta:
        ordering = ["case", "ordinal"]
        constraints = [
            one_only("one_episode_ordinal", "case", "ordinal"),
            one_only("one_open_episode", "case", when=Q(closed_date__isnull=True)),
            one_only("one_latest_episode", "case", when=Q(is_latest=True)),
            ordered("episode_closes_after_admission", "admitted_date", "closed_date"),
            check(
                "episode_closed_with_exit", Q(closed_date__isnull=True, exit_type="") | (Q(closed_date__isnull=False) & ~Q(exit_type=""))
            ),
        ]
        indexes = [models.Index(fields=["admitted_date", "closed_date"], name="episode_dates")]

    def __str__(self) -> str:
        return f"{self.case} · {self.ordinal}"


class StateSpan(models.Model):
    """The state an episode was in, from–to, and the sentence that led there. Spans of one episode do not overlap."""

    episode = models.ForeignKey(Episode, models.PROTECT, related_name="spans")
    state = models.CharField(max_length=13, choices=CaseState)
    from_date = models.DateField()
    until_date = models.DateField(null=True, blank=True)
    sentence = models.TextField(blank=True)
    by_user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    entered_at = models.DateTimeField(auto_now_add=True)

    class Personal:
        identifying: set[str] = set()
        sensitive = {"sentence"}
        plain = {"episode", "state", "from_date", "until_date", "by_user", "entered_at"}

    class Meta:
        ordering = ["episode", "from_date", "id"]
        constraints = [
            ordered("span_ends_after_start", "from_date", "until_date"),
            one_only("one_open_span", "episode", when=Q(until_date__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"{self.episode} {self.state}"


class AftercareContact(models.Model):
    """That somebody asked the family how it is, after the case was closed."""

    episode = models.ForeignKey(Episode, models.PROTECT, related_name="aftercare_contacts")
    date = models.DateField()
    sentence = models.TextField()
    by_user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Personal:
        identifying: set[str] = set()
        sensitive = {"sentence"}
        plain = {"episode", "date", "by_user"}

    class Meta:
        ordering = ["date", "id"]

    def __str__(self) -> str:
        return f"{self.episode} {self.date}"


class ReferralQuerySet(Guarded):
    """Referrals; each has a circle of its own below the site's."""

    def visible_to(self, actor: Actor, word: Word) -> Any:
        """Once decided, a referral is for the sender and for those who decide; intake sees it until then."""
        seen = super().visible_to(actor, word)
        if word == Word.DECIDE or actor.is_system:
            return seen
        decides, own = actor.sight(Word.DECIDE), actor.sight(word).own
        return seen.filter(Q(state__in=UNDECIDED) | Q(circle__in=decides.circle_ids()) | Q(circle__in=own))


class Referral(models.Model):
    """A request that a family be supported: from whom, since when, why, and whether the family knew."""

    key = models.CharField(max_length=8, unique=True, default=new_key, editable=False)
    number = models.CharField(max_length=20, unique=True)
    state = models.CharField(max_length=9, choices=ReferralState, default=ReferralState.REFERRED)
    source = models.CharField(max_length=24, choices=SOURCES)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="referrals")
    sent_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="referrals")
    received_date = models.DateField()
    reason = models.TextField()
    family_informed = models.CharField(max_length=7, choices=[("yes", _("yes")), ("no", _("no")), ("unknown", _("unknown"))])
    legal_ground = models.CharField(max_length=200, blank=True)
    is_urgent = models.BooleanField(default=False)
    described_family = models.TextField(blank=True)  # as the sender wrote it, before anybody is registered
    family = models.ForeignKey(Family, models.PROTECT, null=True, blank=True, related_name="referrals")
    site = models.ForeignKey(Site, models.PROTECT, related_name="referrals")
    project = models.ForeignKey(Project, models.PROTECT, null=True, blank=True, related_name="+")
    circle = models.OneToOneField(Circle, models.PROTECT, related_name="referral")
    case = models.ForeignKey(Case, models.PROTECT, null=True, blank=True, related_name="referrals")
    first_contact_date = models.DateField(null=True, blank=True)
    decided_date = models.DateField(null=True, blank=True)
    answer = models.TextField(blank=True)  # what the sender may read
    redirected_to = models.CharField(max_length=200, blank=True)
    family_told = models.BooleanField(null=True)
    priority = models.PositiveSmallIntegerField(null=True, blank=True)
    review_date = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ReferralQuerySet.as_manager()

    class Personal:
        identifying = {"described_family", "number"}
        sensitive = {"reason", "answer", "family_informed", "legal_ground", "redirected_to"}
        plain = {
            "key",
            "state",
            "source",
            "organisation",
            "sent_by",
            "received_date",
            "is_urgent",
            "family",
            "site",
            "project",
            "circle",
            "case",
            "first_contact_date",
            "decided_date",
            "family_told",
            "priority",
            "review_date",
            "version",
            "created_at",
        }

    class Meta:
        indexes = [models.Index(fields=["site", "state"], name="referral_site_state")]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return reverse("cases:referral", args=[self.key])

    def has_members(self) -> bool:
        """Whether anybody stands in the family that was named."""
        return self.family is not None and self.family.memberships.exists()

    def site_has_programmes(self) -> bool:
        return self.site.project_sites.exists()


class NoteQuerySet(Guarded):
    """Notes; the case's circle decides who sees that one exists, the tier who reads it."""

    circle_path = "case__circle"


class Note(models.Model):
    """A text in a file, with a tier. Working notes are plain and searchable; professional and safeguarding ones encrypted."""

    key = models.CharField(max_length=8, unique=True, default=new_key, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="notes")
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    tier = models.CharField(max_length=12, choices=[(str(tier), str(tier)) for tier in Tier], default=str(Tier.WORKING))
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


class NumberSeries(models.Model):
    """The last number given at a site, for cases and for referrals. Only ``actions.numbers`` counts on."""

    prefix = models.CharField(max_length=10, unique=True)
    last = models.PositiveIntegerField(default=0)

    class Personal:
        identifying: set[str] = set()
        sensitive: set[str] = set()
        plain = {"prefix", "last"}

    def __str__(self) -> str:
        return f"{self.prefix}-{self.last:04}"
