"""Sessions and attendance: one meeting and each person's part in it."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ligzda.access.actor import Guarded
from ligzda.access.fields import CodeField, EncryptedTextField
from ligzda.access.models import Circle, User
from ligzda.cases.models import Case, Note
from ligzda.kernel.constraints import check, one_only
from ligzda.kernel.ids import new_key
from ligzda.people.models import Family, Person
from ligzda.places.models import Site, Territory
from ligzda.projects.models import Activity, Project
from ligzda.services.models.catalogue import ServiceType, Topic
from ligzda.services.models.groups import Cohort

# A row that stands at a known time: neither void nor moved away, and not called off (the same hour may then be planned anew).
TAKES_ITS_TIME = Q(start_time__isnull=False, voided_at__isnull=True, moved_to__isnull=True) & ~Q(status="cancelled")


class SessionQuerySet(Guarded):
    """Sessions; the circle of the file or of the group decides, and stands on the row itself."""


class Session(models.Model):
    """One meeting: a date, a start, a duration and a count; site, place and residence are three things.

    ``count`` is the number of consultations it stands for (1 unless a joint entry of several was reported).
    """

    class Status(models.TextChoices):
        PLANNED = "planned", _("planned")
        HELD = "held", _("held")
        NO_SHOW = "no_show", _("no-show")
        CANCELLED = "cancelled", _("cancelled")
        UNCONFIRMED = "unconfirmed", _("not confirmed as held")

    class Mode(models.TextChoices):
        INDIVIDUAL = "individual", _("individual")
        PAIR = "pair", _("pair")
        FAMILY = "family", pgettext_lazy("for whom", "family")
        GROUP = "group", _("group")

    class Place(models.TextChoices):
        CENTRE = "centre", _("at the centre")
        HOME = "home", _("at home")
        ONLINE = "online", _("online")
        PHONE = "phone", _("by telephone")
        OTHER = "other", _("elsewhere")

    key = models.CharField(max_length=8, unique=True, default=new_key, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, null=True, blank=True, related_name="sessions")
    cohort = models.ForeignKey(Cohort, models.PROTECT, null=True, blank=True, related_name="sessions")
    circle = models.ForeignKey(Circle, models.PROTECT, related_name="sessions")  # of the case or the group: one narrow predicate
    project = models.ForeignKey(Project, models.PROTECT, related_name="sessions")
    activity = models.ForeignKey(Activity, models.PROTECT, null=True, blank=True, related_name="+")
    service = models.ForeignKey(ServiceType, models.PROTECT, related_name="sessions")
    topic = models.ForeignKey(Topic, models.PROTECT, null=True, blank=True, related_name="+")
    site = models.ForeignKey(Site, models.PROTECT, related_name="sessions")
    place = CodeField(max_length=6, choices=Place, default=Place.CENTRE)
    place_note = models.CharField(max_length=160, blank=True)
    territory = models.ForeignKey(Territory, models.PROTECT, null=True, blank=True, related_name="+")  # of the place, when not the site's
    date = models.DateField()
    start_time = models.TimeField(null=True, blank=True)
    minutes = models.PositiveSmallIntegerField()
    count = models.PositiveSmallIntegerField(default=1)
    mode = CodeField(max_length=10, choices=Mode, default=Mode.INDIVIDUAL)
    status = CodeField(max_length=11, choices=Status)
    cancelled_because = models.CharField(max_length=200, blank=True)
    warned = models.BooleanField(null=True)  # of a no-show: did they say so before
    theme = models.CharField(max_length=160, blank=True)
    worker = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="sessions")
    note = models.ForeignKey(Note, models.PROTECT, null=True, blank=True, related_name="+")
    protected_note = models.ForeignKey(Note, models.PROTECT, null=True, blank=True, related_name="+")
    outside_episode_because = models.CharField(max_length=200, blank=True)
    outside_grant_because = models.CharField(max_length=200, blank=True)  # of a family assistant beyond the hours of the decision
    version = models.PositiveIntegerField(default=1)
    voided_at = models.DateTimeField(null=True, blank=True)
    voided_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    moved_to = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="moved_from")
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    objects = SessionQuerySet.as_manager()

    class Personal:
        identifying: set[str] = set()
        sensitive = {"cancelled_because", "outside_episode_because", "outside_grant_because", "place_note"}
        plain = {
            "key",
            "case",
            "cohort",
            "circle",
            "project",
            "activity",
            "service",
            "topic",
            "site",
            "place",
            "territory",
            "date",
            "start_time",
            "minutes",
            "count",
            "mode",
            "status",
            "warned",
            "theme",
            "worker",
            "note",
            "protected_note",
            "version",
            "voided_at",
            "voided_by",
            "moved_to",
            "created_at",
            "created_by",
        }

    class Meta:
        constraints = [
            check("session_of_case_or_cohort", Q(case__isnull=False, cohort__isnull=True) | Q(case__isnull=True, cohort__isnull=False)),
            check("session_has_length", Q(minutes__gt=0, minutes__lte=1440)),
            check("session_has_count", Q(count__gte=1)),
            one_only("one_meeting_at_a_time", "case", "worker", "service", "date", "start_time", when=TAKES_ITS_TIME),
            one_only("one_group_session_at_a_time", "cohort", "date", "start_time", when=TAKES_ITS_TIME),
        ]
        indexes = [
            models.Index(fields=["-date", "-id"], name="session_date"),
            models.Index(fields=["case", "-date", "-id"], name="session_case"),
            models.Index(fields=["circle", "-date", "-id"], name="session_circle"),
            models.Index(fields=["worker", "date"], name="session_worker"),
            models.Index(fields=["project", "service", "date"], name="session_project"),
        ]

    def __str__(self) -> str:
        return self.key

    def get_absolute_url(self) -> str:
        """A family's meeting has a page of its own, a group's session its sheet."""
        if self.cohort:
            return reverse("services:sheet", args=[self.cohort.group.key, self.key])
        return reverse("services:session", args=[self.key])


class AttendanceQuerySet(Guarded):
    """One person's part; the circle of the session decides, also for whoever comes by way of the family's file."""

    circle_path = "session__circle"


class Attendance(models.Model):
    """One person's part in one session. ``unknown`` is neither present nor absent.

    The family is the one at that date; the case is the file through which the person came, also to a group.
    """

    class Status(models.TextChoices):
        PRESENT = "present", _("present")
        LATE = "late", _("late")
        ABSENT = "absent", _("absent")
        EXCUSED = "excused", _("excused")
        UNKNOWN = "unknown", _("unknown")

    session = models.ForeignKey(Session, models.CASCADE, related_name="attendances")
    person = models.ForeignKey(Person, models.PROTECT, related_name="attendances")
    family = models.ForeignKey(Family, models.PROTECT, null=True, blank=True, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, null=True, blank=True, related_name="attendances")
    status = CodeField(max_length=7, choices=Status)

    objects = AttendanceQuerySet.as_manager()

    class Personal:
        identifying: set[str] = set()
        sensitive = {"status"}
        plain = {"session", "person", "family", "case"}

    class Meta:
        constraints = [one_only("one_attendance", "session", "person")]
        indexes = [
            models.Index(fields=["session", "person", "status"], name="attendance_session"),
            models.Index(fields=["person", "session"], name="attendance_person"),
            models.Index(fields=["family", "session"], name="attendance_family"),
        ]

    def __str__(self) -> str:
        return f"{self.session_id} {self.status}"


class SessionVersion(models.Model):
    """A session as it was before a correction, a void or a move; encrypted, for those entitled to the file."""

    class Act(models.TextChoices):
        CORRECTED = "corrected", _("corrected")
        VOIDED = "voided", _("voided")
        MOVED = "moved", _("moved")

    session = models.ForeignKey(Session, models.CASCADE, related_name="versions")
    act = CodeField(max_length=9, choices=Act)
    version = models.PositiveIntegerField()
    content = EncryptedTextField()  # JSON of the old columns, attendances and note
    reason = models.TextField()
    by_user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Personal:
        identifying: set[str] = set()
        sensitive = {"content", "reason"}
        plain = {"session", "act", "version", "by_user", "at"}

    def __str__(self) -> str:
        return f"{self.act} {self.version}"
