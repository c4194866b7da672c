"""The owner of an account is told whenever a way in changes: by e-mail at once, and for three months on the own page."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ligzda.access.actor import Actor
from ligzda.access.models import AuditEntry, User
from ligzda.kernel import clock
from ligzda.kernel.post import post

KEPT = dt.timedelta(days=90)

# Act in the trail → what the owner reads. What is not here is no way in.
CHANGES: dict[str, Any] = {
    "change_password": _("Your password was changed."),
    "reset_password": _("A new password was chosen with a link that was sent to you."),
    "invite": _("A link was made with which a password can be chosen."),
    "add_second_step": _("A second step of signing in was added: an authenticator app."),
    "remove_second_step": _("A second step of signing in was removed."),
    "reset_two_factor": _("An administrator removed the second step of signing in."),
    "make_recovery_codes": _("New recovery codes were made; the old ones do not work any more."),
    "add_passkey": _("A new passkey was added."),
    "remove_passkey": _("A passkey was removed."),
    "propose_email": _("Another e-mail address was proposed. It holds when both mailboxes have confirmed it."),
    "change_email": _("The e-mail address with which you sign in was changed."),
    "confirm_role": _("A role of yours was confirmed by a second person."),
    "confirm_user": _("At the server, somebody confirmed what was proposed for your account."),
    "open_user": _("Your account was opened again. Roles are given anew."),
    "close_user": _("Your account was closed."),
}


@dataclass(frozen=True)
class Told:
    """One change of a way in, as its owner reads it."""

    at: dt.datetime
    what: Any
    who: str


def tell(user: User, act: str, *, also: Iterable[str] = ()) -> None:
    """One e-mail to the owner, in the own language, without a name and without a link: links in such mails are what thieves send."""
    with translation.override(user.language):
        subject = gettext("A change in how you sign in to Ligzda")
        text = gettext("%(what)s\n\nIf this was not you and nobody told you, tell your administrator at once.") % {"what": CHANGES[act]}
    for address in dict.fromkeys([user.email, *also]):
        post(address, subject, text)


def told(actor: Actor) -> list[Told]:
    """The changes of the own account, the newest first, with who made each."""
    if actor.user is None:
        return []
    mine = AuditEntry.objects.filter(thing=User._meta.label_lower, thing_id=actor.user.pk, at__gte=clock.now() - KEPT)
    rows = mine.exclude(act__in=("sign_in", "sign_out", "sign_in_failed")).select_related("user").order_by("-at", "-id")
    found = [(row.at, row.act.rsplit(":", 1)[-1], row.user) for row in rows]
    return [Told(at, CHANGES[act], who.name if who else gettext("at the server")) for at, act, who in found if act in CHANGES]
