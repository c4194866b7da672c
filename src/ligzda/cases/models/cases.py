"""Cases, episodes, the spans of their states, after-care contacts, numbers."""

import datetime as dt

from django.db import models
from django.db.models import Q
from django.urls import reverse

from ligzda.access.actor import Guarded
from ligzda.access.fields import CodeField
from ligzda.access.models import Circle, User
from ligzda.cases.states import CaseState, EntryKind, ExitType, PlanState
from ligzda.kernel.constraints import check, one_only, ordered
from ligzda.kernel.ids import new_key
from ligzda.people.models import Family, Membership
from ligzda.places.models import Site
from ligzda.projects.models import Activity, Project


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
    weight = models.PositiveSmallIntegerField(default=1)  # how much of a worker's caseload it takes
    opened_at = models.DateTimeField(auto_now_add=True)

    objects = CaseQuerySet.as_manager()

    class Personal:
        identifying = {"number"}
        sensitive = {"family_type"}
        listed = {"number", "family_type"}
        plain = {"key", "family", "project", "site", "activity", "circle", "territory", "weight", "opened_at"}

    class Meta:
        constraints = [one_only("one_case_per_family_site_and_programme", "family", "site", "project")]
        indexes = [models.Index(fields=["family", "circle"], name="case_family_circle")]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return reverse("desk:case", args=[(self.family.root or self.family).key, self.key])


class EpisodeQuerySet(Guarded):
    """Episodes; the case's circle decides."""

    circle_path = "case__circle"


class Episode(models.Model):
    """One stay in the programme, from admission (or re-opening) to its end. At most one is open per case."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="episodes")
    ordinal = models.PositiveSmallIntegerField(default=1)
    is_latest = models.BooleanField(default=True)  # the state of a case is the state of its latest episode
    entry = CodeField(max_length=14, choices=EntryKind, default=EntryKind.ADMITTED)
    state = CodeField(max_length=13, choices=CaseState, default=CaseState.ASSESSMENT)
    before_hold = CodeField(max_length=13, choices=CaseState, blank=True)
    criterion = models.CharField(max_length=200, blank=True)
    admitted_date = models.DateField()
    agreement_date = models.DateField(null=True, blank=True)  # cooperation agreement signed
    closed_date = models.DateField(null=True, blank=True)
    exit_type = CodeField(max_length=22, choices=ExitType, blank=True)
    exit_reason = models.TextField(blank=True)
    close_because = models.CharField(max_length=300, blank=True)  # why it was closed although something objected
    continues_with = models.CharField(max_length=300, blank=True)  # who goes on with the family, after a transfer
    family_opinion = models.TextField(blank=True)
    aftercare_until_date = models.DateField(null=True, blank=True)
    follows = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="followed_by"
    )  # the stay before a re-opening
    reopened_because = models.CharField(max_length=300, blank=True)
    reopened_area = models.ForeignKey("cases.Area", models.PROTECT, null=True, blank=True, related_name="+")  # empty: a new risk

    objects = EpisodeQuerySet.as_manager()

    class Personal:
        identifying: set[str] = set()
        sensitive = {"exit_reason", "family_opinion", "reopened_because", "criterion", "continues_with", "close_because", "exit_type"}
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
            "follows",
            "reopened_area",
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

    def people_now(self, on: dt.date) -> list[int]:
        """Roots of the persons who belong to the family on a day."""
        family = self.case.family.root_id or self.case.family_id
        rows = Membership.objects.filter(Q(family=family) | Q(family__root=family))
        rows = rows.filter(Q(until_date__isnull=True) | Q(until_date__gte=on))
        return [root or person for person, root in rows.values_list("person_id", "person__root_id")]

    def has_running_plan(self) -> bool:
        """Whether a plan agreed in this stay is in force."""
        return self.plans.filter(state=PlanState.RUNNING).exists()


class StateSpan(models.Model):
    """The state an episode was in, from–to, and the sentence that led there. Spans of one episode do not overlap."""

    episode = models.ForeignKey(Episode, models.PROTECT, related_name="spans")
    state = CodeField(max_length=13, choices=CaseState)
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
