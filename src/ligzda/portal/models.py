"""What a family sees of its own file: who was invited, what the coordinator opened for whom, messages and feedback."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ligzda.access.fields import CodeField, EncryptedTextField
from ligzda.access.models import User
from ligzda.cases.models.cases import Case
from ligzda.cases.models.plans import InCase
from ligzda.kernel import clock
from ligzda.kernel.constraints import check, one_only
from ligzda.kernel.ids import new_key
from ligzda.people.models import Person


class FamilyAccess(models.Model):
    """That one member of a family may look at the own file, and what of it. The coordinator decides, for a child apart."""

    class Plan(models.TextChoices):
        FAMILY = "family", _("the family's plan and the own steps")
        OWN = "own", _("only the own steps")

    key = models.CharField(max_length=8, unique=True, default=new_key, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="family_accesses")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    user = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="family_accesses")  # once accepted
    email = EncryptedTextField()
    is_child = models.BooleanField(default=False)
    plan = CodeField(max_length=6, choices=Plan, default=Plan.OWN)
    children = models.ManyToManyField(Person, blank=True, related_name="+")  # whose part of the plan they read
    sees_appointments = models.BooleanField(default=True)
    sees_readers = models.BooleanField(default=True)  # who may see the file, who looked
    sees_names = models.BooleanField(default=False)  # of workers; else their roles
    token_digest = models.CharField(max_length=64, blank=True, db_index=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    invited_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    invited_at = models.DateTimeField(auto_now_add=True)

    objects = InCase.as_manager()

    class Personal:
        identifying = {"email"}
        sensitive: set[str] = set()
        plain = {
            "key", "case", "person", "user", "is_child", "plan", "sees_appointments", "sees_readers", "sees_names", "token_digest",
            "expires_at", "accepted_at", "ended_at", "invited_by", "invited_at",
        }  # fmt: skip

    class Meta:
        ordering = ["case", "id"]
        constraints = [
            one_only("one_family_access", "case", "person", when=Q(ended_at__isnull=True)),
            check("accepted_access_has_a_user", Q(accepted_at__isnull=True) | Q(user__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.key


class FamilyMessage(models.Model):
    """A message between one member of the family and the team. Encrypted; other members do not read it."""

    access = models.ForeignKey(FamilyAccess, models.PROTECT, related_name="messages")
    author = models.ForeignKey(User, models.PROTECT, related_name="+")
    is_from_family = models.BooleanField()
    text = EncryptedTextField()
    at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True, blank=True)

    class Personal:
        identifying: set[str] = set()
        sensitive = {"text"}
        plain = {"access", "author", "is_from_family", "at", "read_at"}

    class Meta:
        ordering = ["access", "id"]

    def __str__(self) -> str:
        return f"{self.access_id} {clock.day_of(self.at)}"


class FamilyFeedback(models.Model):
    """What a member of the family says about the support."""

    class Helps(models.TextChoices):
        YES = "yes", _("it helps")
        PARTLY = "partly", _("it helps a little")
        NO = "no", _("it does not help")

    access = models.ForeignKey(FamilyAccess, models.PROTECT, related_name="feedback")
    helps = CodeField(max_length=6, choices=Helps)
    text = EncryptedTextField(blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Personal:
        identifying: set[str] = set()
        sensitive = {"helps", "text"}
        plain = {"access", "at"}

    class Meta:
        ordering = ["access", "id"]

    def __str__(self) -> str:
        return f"{self.access_id} {self.helps}"
