"""What was promised, in versions: amendments, targets, posts, and the activities that work is charged to."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ligzda.access.fields import CodeField
from ligzda.access.models import Function, User
from ligzda.kernel.constraints import check, one_only, ordered
from ligzda.kernel.ids import new_key
from ligzda.kernel.translated import TranslatedField
from ligzda.places.models import Site
from ligzda.projects.models.projects import Project


class Amendment(models.Model):
    """A change of the contract: its reason, its date or unknown, and the dates it leaves in force. Version 1 is the baseline."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="amendments")
    version = models.PositiveSmallIntegerField()
    signed_date = models.DateField(null=True, blank=True)  # empty: unknown
    reason = models.TextField(blank=True)
    start_date = models.DateField(null=True, blank=True)
    end_date = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=200, blank=True)

    class Personal:
        identifying: set[str] = set()
        sensitive: set[str] = set()
        plain = {"project", "version", "signed_date", "reason", "start_date", "end_date", "source"}

    class Meta:
        ordering = ["version", "id"]
        constraints = [
            one_only("one_amendment_version", "project", "version"),
            ordered("amendment_ends_after_start", "start_date", "end_date"),
        ]

    def __str__(self) -> str:
        return f"{self.project} v{self.version}"


class Target(models.Model):
    """A planned value of one figure in one version; may be a floor ("at least 200")."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="targets")
    code = models.CharField(max_length=40)  # of the figure; may be of a figure that does not exist yet
    dimension = models.CharField(max_length=80, blank=True)  # "site=bauska", empty for the whole
    version = models.PositiveSmallIntegerField(default=1)
    value = models.DecimalField(max_digits=12, decimal_places=2)
    comparator = CodeField(max_length=1, choices=[("=", "="), (">", ">"), ("≥", "≥")], default="=")
    valid_from_date = models.DateField(null=True, blank=True)  # empty on a later version: unknown
    title = TranslatedField(blank=True)  # empty: the figure's own
    note = models.TextField(blank=True)

    class Personal:
        identifying: set[str] = set()
        sensitive: set[str] = set()
        plain = {
            "project",
            "code",
            "dimension",
            "version",
            "value",
            "comparator",
            "valid_from_date",
            "title",
            "note",
        }

    class Meta:
        ordering = ["code", "dimension", "version", "id"]
        constraints = [one_only("one_target_version", "project", "code", "dimension", "version")]

    def __str__(self) -> str:
        return f"{self.code} {self.value}"


class Activity(models.Model):
    """What work is charged to."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="activities")
    key = models.SlugField(max_length=40)
    name = models.CharField(max_length=160)
    is_active = models.BooleanField(default=True)

    class Personal:
        identifying: set[str] = set()
        sensitive: set[str] = set()
        plain = {"project", "key", "name", "is_active"}

    class Meta:
        ordering = ["id"]
        constraints = [one_only("one_activity_key", "project", "key")]

    def __str__(self) -> str:
        return self.name


class Post(models.Model):
    """A planned job in a project. Filled, vacant and unknown are three things."""

    class State(models.TextChoices):
        PLANNED = "planned", pgettext_lazy("project", "planned")
        FILLED = "filled", _("filled")
        VACANT = "vacant", _("vacant")
        ENDED = "ended", pgettext_lazy("project", "ended")

    key = models.CharField(max_length=8, unique=True, default=new_key, editable=False)
    project = models.ForeignKey(Project, models.CASCADE, related_name="posts")
    site = models.ForeignKey(Site, models.PROTECT, null=True, blank=True, related_name="posts")
    function = models.ForeignKey(Function, models.PROTECT, related_name="posts")
    share = models.DecimalField(max_digits=4, decimal_places=3, default=1)
    planned_from_date = models.DateField()
    planned_until_date = models.DateField(null=True, blank=True)
    state = CodeField(max_length=7, choices=State, default=State.PLANNED)
    note = models.CharField(max_length=300, blank=True)

    class Personal:
        identifying: set[str] = set()
        sensitive: set[str] = set()
        plain = {"key", "project", "site", "function", "share", "planned_from_date", "planned_until_date", "state", "note"}

    class Meta:
        ordering = ["id"]
        constraints = [
            check("post_share", Q(share__gt=0, share__lte=1)),
            ordered("post_ends_after_start", "planned_from_date", "planned_until_date"),
        ]

    def __str__(self) -> str:
        return f"{self.function} {self.key}"


class PostHolder(models.Model):
    """Who holds a post, from–to. ``user`` empty: nobody knows who it was (``is_unknown``) or it stands vacant."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="holders")
    user = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    is_unknown = models.BooleanField(default=False)
    share = models.DecimalField(max_digits=4, decimal_places=3, default=1)
    from_date = models.DateField()
    until_date = models.DateField(null=True, blank=True)

    class Personal:
        identifying: set[str] = set()
        sensitive: set[str] = set()
        plain = {"post", "user", "is_unknown", "share", "from_date", "until_date"}

    class Meta:
        constraints = [ordered("holding_ends_after_start", "from_date", "until_date")]

    def __str__(self) -> str:
        return f"{self.post} · {self.user or '–'}"
