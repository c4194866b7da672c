"""Accounts: added by an administrator, invited by a link, given roles above file level, closed; nothing is ever deleted."""

import datetime as dt
from typing import Any

from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from django.core.validators import validate_email
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ligzda.access import audit
from ligzda.access.actions.seats import seat, unseat
from ligzda.access.actor import Actor, in_force
from ligzda.access.models import Circle, Function, Seat, User
from ligzda.access.queries.users import PLACED
from ligzda.access.roles import ROLES
from ligzda.access.words import Word
from ligzda.kernel import clock
from ligzda.kernel.changes import set_different
from ligzda.kernel.post import post
from ligzda.kernel.refused import Refused

NOT_YOURS = _("Only an administrator can do this.")


@transaction.atomic
def add_user(
    *, by: Actor, email: str, name: str, language: str = "lv", function: Function | None = None, password: str | None = None
) -> User:
    """A new account. Without a password nobody can sign in until ``invite`` made a link and its owner chose one."""
    must_administer(by)
    address = email.strip().lower()
    validate_email(address)
    if User.objects.filter(email=address).exists():
        raise Refused(_("There is already an account with this e-mail address."), field="email")
    user = User.objects.create_user(address, password, name=name.strip(), language=language, function=function)
    _answer_for(user)
    audit.record(by, "add_user", user)
    return user


@transaction.atomic
def change_user(user: User, *, by: Actor, name: str, email: str, function: Function | None, language: str) -> User:
    must_administer(by)
    address = email.strip().lower()
    if User.objects.filter(email=address).exclude(pk=user.pk).exists():
        raise Refused(_("There is already an account with this e-mail address."), field="email")
    new: dict[str, Any] = {"name": name.strip(), "email": address, "function": function, "language": language}
    changed = set_different(user, new)
    user.save(update_fields=[*changed])
    _answer_for(user)
    audit.record(by, "change_user", user, changed=changed)
    return user


@transaction.atomic
def invite(user: User, *, by: Actor, site_address: str) -> str:
    """A link with which the person chooses a password; answered once, and sent by e-mail. It names nobody."""
    must_administer(by)
    _must_be_open(user)
    way = {"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)}
    link = site_address.rstrip("/") + reverse("account_reset_password_from_key", kwargs=way)
    with translation.override(user.language):
        subject = gettext("Your account in Ligzda")
        text = gettext("Choose your password here: %(link)s\nThe link works once.") % {"link": link}
    post(user.email, subject, text)
    audit.record(by, "invite", user)
    return link


@transaction.atomic
def appoint(user: User, *, by: Actor, role: str, circle: Circle, from_date: dt.date, until_date: dt.date | None = None) -> Seat:
    """A role at a site, in a project or in the organisation. Nobody gives a role to the own account."""
    must_administer(by)
    _must_be_open(user)
    if by.user is not None and by.user.pk == user.pk:
        raise Refused(_("Nobody can give a role to the own account; ask another administrator."))
    if role not in ROLES or role == "auditor" or ROLES[role].reach not in PLACED.get(circle.kind, set()):
        raise Refused(_("This role cannot be given there. Choose a role and a place that fit."), field="role")
    return seat(circle, by=by, user=user, role=role, because=Seat.Because.APPOINTED, from_date=from_date, until_date=until_date)


@transaction.atomic
def end_appointment(seat: Seat, *, by: Actor, on: dt.date) -> Seat:
    """The last day of a role; at least one administrator stays."""
    must_administer(by)
    if seat.role == "administrator":
        must_leave_one(seat.user, on)
    return unseat(seat, by=by, on=on)


@transaction.atomic
def reset_two_factor(user: User, *, by: Actor) -> int:
    """Somebody lost the phone and the recovery codes: remove the second step, so that it can be set up anew."""
    must_administer(by)
    removed, _each = Authenticator.objects.filter(user=user).delete()
    audit.record(by, "reset_two_factor", user)
    return removed


def _answer_for(user: User) -> None:
    """The administrator vouches for the address, so that the sign-in library neither doubts it nor knows an older one."""
    EmailAddress.objects.filter(user=user).delete()
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)


def must_administer(by: Actor) -> None:
    if not by.holds(Word.ADMINISTER):
        raise Refused(NOT_YOURS)


def _must_be_open(user: User) -> None:
    if not user.is_active:
        raise Refused(_("This account is closed. Open it again first."))


def must_leave_one(user: User, on: dt.date) -> None:
    """At least one administrator stays when this one goes after a day. All their seats are locked, so two cannot go at one moment."""
    rows = Seat.objects.select_for_update(of=("self",)).filter(in_force(clock.today()), role="administrator", user__is_active=True)
    seats = list(rows.order_by("id"))
    stay = any(one.user_id != user.pk and (one.until_date is None or one.until_date > on) for one in seats)
    if not stay and any(one.user_id == user.pk for one in seats):
        raise Refused(_("At least one administrator has to stay. Give the role to somebody else first."))
