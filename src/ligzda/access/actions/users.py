"""Accounts: added by an administrator, invited by a link, given roles above file level, closed; nothing is ever deleted."""

import datetime as dt
from typing import Any

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ligzda.access import audit
from ligzda.access.actions.emails import propose_email
from ligzda.access.actions.proposals import fall_back
from ligzda.access.actions.seats import seat, unseat
from ligzda.access.actor import Actor, in_force
from ligzda.access.addresses import canonical, keep_address, must_be_free
from ligzda.access.models import Circle, Function, Seat, User
from ligzda.access.notices import tell
from ligzda.access.permissions import Permission
from ligzda.access.queries.users import PLACED
from ligzda.access.roles import ROLES
from ligzda.kernel import clock
from ligzda.kernel.changes import set_different
from ligzda.kernel.languages import FIRST
from ligzda.kernel.post import goes_out, post
from ligzda.kernel.refused import Refused

SAFEST = [str(User.Link.MAIL), str(User.Link.SERVER), str(User.Link.SCREEN)]
NOT_YOURS = _("Only an administrator can do this.")
HAD_PASSWORD = _(
    "No e-mail goes out from here, and this account had a password already. At the server: ligzda user confirm ADDRESS --link."
)


@transaction.atomic
def add_user(
    *, by: Actor, email: str, name: str, language: str = FIRST, function: Function | None = None, password: str | None = None
) -> User:
    """A new account. Without a password nobody can sign in until ``invite`` made a link and its owner chose one."""
    must_administer(by)
    address = canonical(email)
    must_be_free(address)
    user = User(email=address, name=name.strip(), language=language, function=function)
    user.set_password(password)
    if password is not None:
        user.first_link = User.Link.SERVER if by.is_system else User.Link.SCREEN
    keep_address(user)
    audit.record(by, "add_user", user)
    return user


@transaction.atomic
def change_user(user: User, *, by: Actor, name: str, email: str, function: Function | None, language: str) -> User:
    """Name, function and language at once. Another e-mail address waits until both mailboxes have confirmed it.

    An account that its owner has never used may be changed freely; whatever was given to it is then only proposed again.
    """
    must_administer(by)
    address = canonical(email)
    must_be_free(address, but=user)
    locked = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    never_used = locked.first_password_at is None
    new: dict[str, Any] = {"name": name.strip(), "function": function, "language": language}
    if never_used:
        new["email"] = address
    changed = set_different(locked, new)
    keep_address(locked)
    audit.record(by, "change_user", locked, changed=changed)
    if never_used and changed.keys() & {"name", "email"}:
        fall_back(locked, by=by)
    elif not never_used and address != locked.email:
        propose_email(locked, address, by=by)
    return locked


@transaction.atomic
def invite(user: User, *, by: Actor, site_address: str) -> str:
    """A link with which the person chooses a password. It goes to its owner and names nobody.

    Answered, so that it can be handed over, only where no e-mail goes out and only for an account that never had a password;
    whoever confirms a role for it reads that it was shown. ``site_address`` stands in what is shown, never in an e-mail.
    """
    must_administer(by)
    locked = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    _must_be_open(locked)
    if not goes_out():
        return _handed_over(locked, by, site_address)
    link = settings.SITE_ADDRESS + _way_in(locked)
    with translation.override(locked.language):
        subject = gettext("Your account in Ligzda")
        text = gettext("Choose your password here: %(link)s\nThe link works once.") % {"link": link}
    post(locked.email, subject, text)
    _note_link(locked, User.Link.MAIL)
    audit.record(by, "invite", locked)
    return ""


@transaction.atomic
def link_at_server(user: User, *, by: Actor, anew: bool = False) -> str:
    """The same by whoever keeps the server. ``anew``: also for somebody who had a password and whose e-mail does not arrive."""
    if not by.is_system:
        raise Refused(_("This is done at the server only."))
    locked = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    _must_be_open(locked)
    if locked.first_password_at is not None and not anew:
        raise Refused(_("This account had a password already. Its link goes by e-mail to its owner only."))
    _must_not_be_shown_twice(locked, anew)
    _note_link(locked, User.Link.SERVER)
    audit.record(by, "invite", locked)
    tell(locked, "invite")
    return settings.SITE_ADDRESS + _way_in(locked)


@transaction.atomic
def appoint(user: User, *, by: Actor, role: str, circle: Circle, from_date: dt.date, until_date: dt.date | None = None) -> Seat:
    """A role at a site, in a project or in the organisation. Nobody gives a role to the own account.

    A role that reads files, and those of administrator and designated person, are only proposed: ``seats.seat`` sees to it.
    """
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
    tell(user, "reset_two_factor")
    return removed


def _handed_over(user: User, by: Actor, site_address: str) -> str:
    Refused.unless_empty(no_link(user))
    _must_not_be_shown_twice(user)
    _note_link(user, User.Link.SCREEN)
    audit.record(by, "invite", user)
    return site_address.rstrip("/") + _way_in(user)


def no_link(user: User) -> list[Any]:
    """Why no link can be made here: it would be shown, and this account is somebody's already."""
    return [HAD_PASSWORD] if not goes_out() and user.first_password_at is not None else []


def _must_not_be_shown_twice(user: User, anew: bool = False) -> None:
    """Whoever saw it once could hand it on; a second one is made where it is answered for: at the server, and the owner is told."""
    if user.first_link in {User.Link.SCREEN, User.Link.SERVER} and not anew:
        raise Refused(_("A link for this account was shown already, and is shown once. At the server: ligzda user confirm ADDRESS --link."))


def _way_in(user: User) -> str:
    way = {"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)}
    return reverse("account_reset_password_from_key", kwargs=way)


def _note_link(user: User, how: str) -> None:
    """The least safe way stays noted until the first password is chosen: a later e-mail does not wash a shown link clean."""
    if user.first_password_at is None and SAFEST.index(how) >= (SAFEST.index(user.first_link) if user.first_link else 0):
        user.first_link = how
        user.save(update_fields=["first_link"])


def must_administer(by: Actor) -> None:
    if not by.holds(Permission.ADMINISTER):
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
