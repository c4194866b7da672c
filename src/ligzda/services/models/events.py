"""Events: people invited apart from people present; a stated number or unknown apart from persons."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ligzda.access.actor import Actor, Guarded
from ligzda.access.fields import CodeField
from ligzda.access.models import Circle, User
from ligzda.access.permissions import Permission
from ligzda.kernel.constraints import check, one_only, ordered
from ligzda.people.models import Organisation, Person
from ligzda.places.models import Site, Territory
from ligzda.projects.models import Activity, Project


class EventQuerySet(Guarded):
    """Events; each has a circle of its own below its site's and project's. Who manages the project sees its events, not who came."""

    def visible_to(self, actor: Actor, word: Permission) -> Any:
        scope = actor.scope(word)
        if scope.even_closed:
            return self
        mine = Q(circle_id__in=scope.circle_ids())
        return self.filter(mine | Q(project__circle_id__in=scope.projects)) if scope.projects else self.filter(mine)


class Event(models.Model):
    """A presentation, seminar, excursion or conference. One event even over several days."""

    class State(models.TextChoices):
        ANNOUNCED = "announced", _("announced")
        HELD = "held", _("held")
        UNCONFIRMED = "unconfirmed", _("not confirmed as held")
        CANCELLED = "cancelled", _("cancelled")

    class PresenceKind(models.TextChoices):
        NONE_YET = "", _("not entered yet")
        PERSONS = "persons", _("persons")
        STATED = "stated", _("stated number")
        UNKNOWN = "unknown", _("unknown")

    class Audience(models.TextChoices):
        FAMILIES = "families", _("families")
        PARTNERS = "partners", _("partners")
        PUBLIC = "public", _("public")

    key = models.SlugField(max_length=40, unique=True)  # as in figures: 2014-08-26, science_centre
    title = models.CharField(max_length=200)
    kind = CodeField(
        max_length=20,
        choices=[
            ("presentation", _("presentation")),
            ("seminar", _("seminar")),
            ("training", _("training")),
            ("conference", _("conference")),
            ("round_table", _("round table")),
            ("excursion", _("excursion")),
            ("workshop", _("workshop")),
            ("joint_activity", _("joint activity")),
            ("other", _("other")),
        ],
    )
    project = models.ForeignKey(Project, models.PROTECT, related_name="events")
    activity = models.ForeignKey(Activity, models.PROTECT, null=True, blank=True, related_name="+")
    site = models.ForeignKey(Site, models.PROTECT, null=True, blank=True, related_name="events")
    territory = models.ForeignKey(Territory, models.PROTECT, null=True, blank=True, related_name="+")
    place = models.CharField(max_length=160, blank=True)
    organiser = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    audience = CodeField(max_length=8, choices=Audience)
    circle = models.OneToOneField(Circle, models.PROTECT, related_name="event")
    start_date = models.DateField(null=True, blank=True)  # empty: not fixed
    end_date = models.DateField(null=True, blank=True)
    state = CodeField(max_length=11, choices=State, default=State.ANNOUNCED)
    presence = CodeField(max_length=7, choices=PresenceKind, blank=True, default="")
    stated_number = models.PositiveIntegerField(null=True, blank=True)
    stated_source = models.CharField(max_length=200, blank=True)
    known_by = models.CharField(max_length=200, blank=True)  # how it is known that it was held
    evidence = models.CharField(max_length=200, blank=True)
    cancelled_because = models.CharField(max_length=200, blank=True)
    note = models.TextField(blank=True)

    objects = EventQuerySet.as_manager()

    class Personal:
        identifying: set[str] = set()
        sensitive: set[str] = set()
        plain = {
            "key",
            "title",
            "kind",
            "project",
            "activity",
            "site",
            "territory",
            "place",
            "organiser",
            "audience",
            "circle",
            "start_date",
            "end_date",
            "state",
            "presence",
            "stated_number",
            "stated_source",
            "known_by",
            "evidence",
            "cancelled_because",
            "note",
        }

    class Meta:
        ordering = ["-start_date", "id"]
        constraints = [
            ordered("event_ends_after_start", "start_date", "end_date"),
            check("event_stated_has_number", Q(presence="stated", stated_number__isnull=False) | ~Q(presence="stated")),
        ]

    def __str__(self) -> str:
        return self.title


class Invitation(models.Model):
    """Somebody, an organisation or a described group that was invited. Never reach."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="invitations")
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    described = models.CharField(max_length=200, blank=True)
    answer = CodeField(max_length=10, choices=[("", _("no answer")), ("yes", _("will come")), ("no", _("will not come"))], blank=True)

    class Personal:
        identifying: set[str] = set()
        sensitive: set[str] = set()
        plain = {"event", "person", "organisation", "described", "answer"}

    class Meta:
        constraints = [
            one_only("one_invitation_of_a_person", "event", "person", when=Q(person__isnull=False)),
            one_only("one_invitation_of_an_organisation", "event", "organisation", when=Q(organisation__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.described or str(self.person or self.organisation)


class Presence(models.Model):
    """One person who was there."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="presences")
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=120, blank=True)  # of a guest who is nobody's file

    class Personal:
        identifying = {"name"}
        sensitive: set[str] = set()
        listed = {"name"}
        plain = {"event", "person", "organisation"}

    class Meta:
        constraints = [one_only("one_presence_of_a_person", "event", "person", when=Q(person__isnull=False))]

    def __str__(self) -> str:
        return self.name or str(self.person_id)
