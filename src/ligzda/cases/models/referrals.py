"""Referrals: what comes in before it is decided."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ligzda.access.actor import Actor, Guarded
from ligzda.access.fields import CodeField
from ligzda.access.models import Circle, User
from ligzda.access.permissions import Permission
from ligzda.cases.models.cases import Case, Episode
from ligzda.cases.states import UNDECIDED, ReferralState
from ligzda.kernel.ids import new_key
from ligzda.people.models import Family, Organisation
from ligzda.places.models import Site
from ligzda.projects.models import Project

SOURCES = [
    *Organisation.Kind.choices,
    ("self_referral", _("the family itself")),
    ("relative", _("relatives or neighbours")),
    ("transfer", _("another site of the association")),
]


class ReferralQuerySet(Guarded):
    """Referrals; each has a circle of its own below the site's."""

    def visible_to(self, actor: Actor, word: Permission) -> Any:
        """Once decided, a referral is for the sender and for those who decide; intake sees it until then."""
        seen, scope = super().visible_to(actor, word), actor.scope(word)
        if word == Permission.DECIDE or scope.even_closed:
            return seen
        decides = actor.scope(Permission.DECIDE)
        return seen.filter(Q(state__in=UNDECIDED) | Q(circle__in=decides.circle_ids()) | Q(circle__in=scope.own))


class Referral(models.Model):
    """A request that a family be supported: from whom, since when, why, and whether the family knew."""

    key = models.CharField(max_length=8, unique=True, default=new_key, editable=False)
    number = models.CharField(max_length=20, unique=True)
    state = CodeField(max_length=9, choices=ReferralState, default=ReferralState.REFERRED)
    source = CodeField(max_length=24, choices=SOURCES)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="referrals")
    sent_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="referrals")
    received_date = models.DateField()
    reason = models.TextField()
    family_informed = CodeField(max_length=7, choices=[("yes", _("yes")), ("no", _("no")), ("unknown", _("unknown"))])
    legal_ground = models.CharField(max_length=200, blank=True)
    is_urgent = models.BooleanField(default=False)
    described_family = models.TextField(blank=True)  # as the sender wrote it, before anybody is registered
    family = models.ForeignKey(Family, models.PROTECT, null=True, blank=True, related_name="referrals")
    site = models.ForeignKey(Site, models.PROTECT, related_name="referrals")
    project = models.ForeignKey(Project, models.PROTECT, null=True, blank=True, related_name="+")
    circle = models.OneToOneField(Circle, models.PROTECT, related_name="referral")
    handed_on = models.ForeignKey(Episode, models.PROTECT, null=True, blank=True, related_name="+")  # the stay that another site ended
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
        listed = {"number"}
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
            "handed_on",
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

    @property
    def waits_unseen(self) -> bool:
        """A family that another site hands over is read by what was chosen to go along, and by nothing else, until it is admitted."""
        return self.handed_on_id is not None and self.case_id is None

    @property
    def heading(self) -> str:
        """What lists at this site call it: the family's heading, or the number while the family is not named or not seen here."""
        if self.family is None or self.waits_unseen:
            return self.number
        return str(self.family.root or self.family)

    def has_members(self) -> bool:
        """Whether anybody stands in the family that was named."""
        return self.family is not None and self.family.memberships.exists()

    def site_has_programmes(self) -> bool:
        return self.site.project_sites.exists()
