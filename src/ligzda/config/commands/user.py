"""`ligzda user`: the first administrator, and what nobody but whoever keeps the server may do to an account alone."""

import secrets
import sys
from argparse import Namespace
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from ligzda.access.actions.proposals import confirm_at_server
from ligzda.access.actions.seats import seat
from ligzda.access.actions.users import add_user, link_at_server
from ligzda.access.actor import Actor
from ligzda.access.addresses import canonical
from ligzda.access.homes import organisation
from ligzda.access.models import Seat, User
from ligzda.access.roles import ROLES
from ligzda.config.commands import arguments
from ligzda.kernel.languages import FIRST
from ligzda.kernel.refused import Refused


def describe(commands: Any) -> None:
    kinds = commands.add_parser("user", help="accounts").add_subparsers(metavar="add | link | confirm", required=True)
    parser = kinds.add_parser("add", help="add an account and print its first password; the role counts as confirmed")
    parser.add_argument("email")
    parser.add_argument("--name", required=True, help="as colleagues know them")
    parser.add_argument("--role", default="administrator", help="role in the whole organisation (administrator)")
    parser.add_argument("--lang", default=FIRST, type=arguments.language, help="language of the pages (lv)")
    parser.add_argument("--password-from-stdin", action="store_true", help="read the password instead of making one")
    parser.set_defaults(run=run)
    parser = kinds.add_parser("link", help="print a link for an account that never had a password")
    parser.add_argument("email")
    parser.set_defaults(run=link)
    parser = kinds.add_parser("confirm", help="answer for an account where nobody is left to: confirm what waits for it")
    parser.add_argument("email")
    parser.add_argument("--email", dest="new", default="", help="sign in with this address from now on: the old mailbox is dead")
    parser.add_argument("--link", action="store_true", help="print a link for a new password: no e-mail reaches the owner")
    parser.set_defaults(run=confirm)


def run(options: Namespace) -> int:
    email = _address(options.email)
    _refuse_impossible(email, options.role)
    password = sys.stdin.readline().rstrip("\n") if options.password_from_stdin else secrets.token_urlsafe(12)
    try:
        validate_password(password)
    except ValidationError as error:
        raise arguments.BadUsage(" ".join(error.messages)) from error
    add(email, options.name.strip(), options.role, options.lang, password)
    print(f"{email} can sign in as {ROLES[options.role].title}.")
    if not options.password_from_stdin:
        print(f"First password, shown once: {password}")
    return 0


def link(options: Namespace) -> int:
    print(link_at_server(_user(options.email), by=Actor.system("command_line")))
    return 0


def confirm(options: Namespace) -> int:
    """All of it stands in the trail and on the owner's page."""
    user, by = _user(options.email), Actor.system("command_line")
    with transaction.atomic():
        done = confirm_at_server(user, by=by, email=_address(options.new) if options.new else "")
        way = link_at_server(User.objects.get(pk=user.pk), by=by, anew=True) if options.link else ""
    for one in done:
        what = f"{ROLES[one.seat.role].title}, {one.seat.circle}" if one.seat else f"signs in as {one.email}"
        print(f"Confirmed for {user.name}: {what}")
    print(f"This server answers for {user.name}'s account.")
    if way:
        print(f"Link, shown once: {way}")
    return 0


@transaction.atomic
def add(email: str, name: str, role: str, language: str, password: str) -> User:
    by = Actor.system("command_line")
    user = add_user(by=by, email=email, name=name, language=language, password=password)
    seat(organisation(), by=by, user=user, role=role, because=Seat.Because.APPOINTED, from_date=by.on)
    return user


def _address(typed: str) -> str:
    try:
        return canonical(typed)
    except Refused:
        raise arguments.BadUsage(f"“{typed}” is not an e-mail address.") from None


def _user(typed: str) -> User:
    found = User.objects.filter(email=_address(typed), is_system=False).first()
    if found is None:
        raise arguments.BadUsage(f"nobody has an account with {typed}.")
    return found


def _refuse_impossible(email: str, role: str) -> None:
    if role not in ROLES:
        raise arguments.BadUsage(f"there is no role “{role}”. The roles are {', '.join(ROLES)}.")
    if User.objects.filter(email=email).exists():
        raise arguments.BadUsage(f"{email} has an account already.")
