"""The table of what nobody does alone to an account: read by ``models``, which names it among the others."""

import datetime as dt

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ligzda.access.fields import CodeField, EncryptedTextField
from ligzda.kernel import clock
from ligzda.kernel.constraints import check, one_only
from ligzda.kernel.ids import new_key

WAITS = dt.timedelta(days=14)


def fourteen_days_on() -> dt.datetime:
    return clock.now() + WAITS


class Proposal(models.Model):
    """Something about an account that waits for a second person: a role, or another e-mail address. It opens and changes nothing.

    What was confirmed at the server stands here as well, decided by nobody with an account. A waiting address lives here alone,
    encrypted; the sign-in library learns of it when the old and the new mailbox have both confirmed it.
    """

    class Kind(models.TextChoices):
        ROLE = "role", _("role")
        EMAIL = "email", _("e-mail address")
        SERVER = "server", _("confirmed at the server")

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("proposal", "waits")
        CONFIRMED = "confirmed", pgettext_lazy("proposal", "confirmed")
        DECLINED = "declined", pgettext_lazy("proposal", "declined")
        WITHDRAWN = "withdrawn", pgettext_lazy("proposal", "taken back")
        EXPIRED = "expired", pgettext_lazy("proposal", "not confirmed in time")

    key = models.CharField(max_length=8, unique=True, default=new_key, editable=False)
    kind = CodeField(max_length=6, choices=Kind)
    about = models.ForeignKey("access.User", models.PROTECT, related_name="proposals")
    by = models.ForeignKey("access.User", models.PROTECT, null=True, related_name="+")  # empty: at the server
    at = models.DateTimeField(default=timezone.now)
    until_at = models.DateTimeField(default=fourteen_days_on)
    seat = models.ForeignKey("access.Seat", models.CASCADE, null=True, blank=True, related_name="proposals")
    email = EncryptedTextField(blank=True)
    old_digest = models.CharField(max_length=64, blank=True, db_index=True)  # of the link that went to the address as it was
    new_digest = models.CharField(max_length=64, blank=True, db_index=True)
    old_at = models.DateTimeField(null=True, blank=True)  # when each mailbox confirmed
    new_at = models.DateTimeField(null=True, blank=True)
    state = CodeField(max_length=9, choices=State, default=State.OPEN)
    decided_by = models.ForeignKey("access.User", models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    class Personal:
        identifying = {"email"}
        sensitive: set[str] = set()
        plain = {
            "key", "kind", "about", "by", "at", "until_at", "seat", "old_digest", "new_digest", "old_at", "new_at", "state", "decided_by",
            "decided_at",
        }  # fmt: skip

    class Meta:
        constraints = [
            check("nobody_confirms_the_own_proposal", ~Q(state="confirmed") | Q(decided_by__isnull=True) | ~Q(decided_by=F("by"))),
            check("nobody_confirms_the_own_role", ~Q(state="confirmed") | Q(decided_by__isnull=True) | ~Q(decided_by=F("about"))),
            check("a_proposal_is_about_something", Q(kind="server") | Q(kind="role", seat__isnull=False) | Q(kind="email")),
            one_only("one_open_proposal_of_a_seat", "seat", when=Q(state="open", kind="role")),
            one_only("one_open_address_of_an_account", "about", when=Q(state="open", kind="email")),
        ]
        indexes = [models.Index(fields=["state", "until_at"], name="proposal_state")]

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"
