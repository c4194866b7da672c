"""Groups, camps and courses: a group has cohorts, a cohort has sessions (days), pauses and enrolled people."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ligzda.access.actor import Guarded
from ligzda.access.fields import CodeField
from ligzda.access.models import Circle, User
from ligzda.cases.models import Case
from ligzda.kernel.constraints import one_only, ordered
from ligzda.kernel.ids import new_key
from ligzda.people.models import Family, Person
from ligzda.places.models import Site, Territory
from ligzda.projects.models import Activity, Project
from ligzda.services.models.catalogue import ServiceType


class GroupQuerySet(Guarded):
    """Groups; each has a circle of its own."""


class Group(models.Model):
    """A support group, camp or course. ``name`` is neutral where the circle is closed; it is what calendars show."""

    class Kind(models.TextChoices):
        SUPPORT = "support", _("support group")
        CAMP = "camp", _("camp")
        COURSE = "course", _("course")

    key = models.SlugField(max_length=40, unique=True)  # as in figures: a, b, bauska_1
    kind = CodeField(max_length=7, choices=Kind)
    name = models.CharField(max_length=120)
    topic = models.CharField(max_length=160, blank=True)
    project = models.ForeignKey(Project, models.PROTECT, related_name="groups")
    activity = models.ForeignKey(Activity, models.PROTECT, null=True, blank=True, related_name="+")
    service = models.ForeignKey(ServiceType, models.PROTECT, related_name="groups")
    site = models.ForeignKey(Site, models.PROTECT, related_name="groups")
    territory = models.ForeignKey(Territory, models.PROTECT, null=True, blank=True, related_name="+")  # of the place
    place = models.CharField(max_length=160, blank=True)
    circle = models.OneToOneField(Circle, models.PROTECT, related_name="group")
    is_open = models.BooleanField(default=False)  # open groups enrol whoever comes
    weekday = models.PositiveSmallIntegerField(null=True, blank=True)  # 1 Monday … 7 Sunday

    objects = GroupQuerySet.as_manager()

    class Personal:
        identifying: set[str] = set()
        sensitive = {"topic"}
        plain = {"key", "kind", "name", "project", "activity", "service", "site", "territory", "place", "circle", "is_open", "weekday"}

    def __str__(self) -> str:
        return self.name


class GroupLeader(models.Model):
    """Who leads a group, from–to; the seat in the circle follows."""

    group = models.ForeignKey(Group, models.CASCADE, related_name="leaders")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    from_date = models.DateField()
    until_date = models.DateField(null=True, blank=True)

    class Personal:
        identifying: set[str] = set()
        sensitive: set[str] = set()
        plain = {"group", "user", "from_date", "until_date"}

    class Meta:
        constraints = [one_only("one_place_as_leader", "group", "user", when=Q(until_date__isnull=True))]

    def __str__(self) -> str:
        return str(self.user)


class CohortQuerySet(Guarded):
    """Cohorts; the group's circle decides."""

    circle_path = "group__circle"


class Cohort(models.Model):
    """One run of a group, camp or course."""

    class State(models.TextChoices):
        FORMING = "forming", _("forming")
        RUNNING = "running", _("running")
        PAUSED = "paused", _("paused")
        ENDED = "ended", _("ended")
        SELF_HELP = "self_help", _("self-help group")
        CANCELLED = "cancelled", _("cancelled")

    key = models.CharField(max_length=8, unique=True, default=new_key, editable=False)
    group = models.ForeignKey(Group, models.PROTECT, related_name="cohorts")
    ordinal = models.PositiveSmallIntegerField(default=1)
    state = CodeField(max_length=9, choices=State, default=State.FORMING)
    start_date = models.DateField(null=True, blank=True)
    end_date = models.DateField(null=True, blank=True)
    planned_sessions = models.PositiveSmallIntegerField(null=True, blank=True)
    completion_share = models.DecimalField(max_digits=4, decimal_places=3, default=1)
    held_known_by = models.CharField(max_length=200, blank=True)  # how it is known that it took place
    note = models.CharField(max_length=300, blank=True)

    objects = CohortQuerySet.as_manager()

    class Personal:
        identifying: set[str] = set()
        sensitive: set[str] = set()
        plain = {
            "key",
            "group",
            "ordinal",
            "state",
            "start_date",
            "end_date",
            "planned_sessions",
            "completion_share",
            "held_known_by",
            "note",
        }

    class Meta:
        ordering = ["group", "ordinal"]
        constraints = [one_only("one_cohort_ordinal", "group", "ordinal"), ordered("cohort_ends_after_start", "start_date", "end_date")]

    def __str__(self) -> str:
        return f"{self.group} · {self.ordinal}"


class Pause(models.Model):
    """A stretch without sessions, with its reason. A resumption is not a new cohort."""

    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="pauses")
    from_date = models.DateField()
    until_date = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=200)

    class Personal:
        identifying: set[str] = set()
        sensitive: set[str] = set()
        plain = {"cohort", "from_date", "until_date", "reason"}

    class Meta:
        constraints = [ordered("pause_ends_after_start", "from_date", "until_date")]

    def __str__(self) -> str:
        return self.reason


class EnrolmentQuerySet(Guarded):
    """Who belongs to a cohort; the group's circle decides, also for whoever comes by way of the family's file."""

    circle_path = "cohort__group__circle"


class Enrolment(models.Model):
    """That somebody belongs to a cohort, through which case."""

    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="enrolments")
    person = models.ForeignKey(Person, models.PROTECT, related_name="enrolments")
    family = models.ForeignKey(Family, models.PROTECT, null=True, blank=True, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, null=True, blank=True, related_name="enrolments")
    from_date = models.DateField()
    until_date = models.DateField(null=True, blank=True)

    objects = EnrolmentQuerySet.as_manager()

    class Personal:
        identifying: set[str] = set()
        sensitive: set[str] = set()
        plain = {"cohort", "person", "family", "case", "from_date", "until_date"}

    class Meta:
        constraints = [one_only("one_enrolment", "cohort", "person"), ordered("enrolment_ends_after_start", "from_date", "until_date")]

    def __str__(self) -> str:
        return f"{self.cohort_id} {self.person_id}"


class StatedNumber(models.Model):
    """A number of people at a camp that was told, not counted; per territory. ``value`` empty: unknown."""

    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="stated_numbers")
    unit = CodeField(
        max_length=8, choices=[("children", _("children")), ("adults", _("adults")), ("persons", _("people")), ("families", _("families"))]
    )
    territory: Any = models.ForeignKey(Territory, models.PROTECT, null=True, blank=True, related_name="+")
    territory_label = models.CharField(max_length=80, blank=True)  # as printed, when no unit of that name existed
    value = models.PositiveIntegerField(null=True, blank=True)
    source = models.CharField(max_length=200)

    class Personal:
        identifying: set[str] = set()
        sensitive: set[str] = set()
        plain = {"cohort", "unit", "territory", "territory_label", "value", "source"}

    class Meta:
        constraints = [
            one_only("one_stated_number_of_a_place", "cohort", "unit", "territory", "territory_label", when=Q(territory__isnull=False)),
            one_only("one_stated_number_of_a_label", "cohort", "unit", "territory_label", when=Q(territory__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.value}"
