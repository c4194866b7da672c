"""`ligzda user add`: the first administrator, or anybody when the pages cannot be reached."""

import secrets
import sys
from argparse import Namespace
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from ligzda.access.actions.seats import open_circle, seat
from ligzda.access.actions.users import add_user
from ligzda.access.actor import Actor
from ligzda.access.models import Circle, Seat, User
from ligzda.access.roles import ROLES
from ligzda.config.commands import arguments


def describe(commands: Any) -> None:
    kinds = commands.add_parser("user", help="accounts").add_subparsers(metavar="add", required=True)
    parser = kinds.add_parser("add", help="add an account and print its first password")
    parser.add_argument("email")
    parser.add_argument("--name", required=True, help="as colleagues know them")
    parser.add_argument("--role", default="administrator", help="role in the whole organisation (administrator)")
    parser.add_argument("--lang", default="lv", type=arguments.language, help="language of the pages (lv)")
    parser.add_argument("--password-from-stdin", action="store_true", help="read the password instead of making one")
    parser.set_defaults(run=run)


def run(options: Namespace) -> int:
    email = options.email.strip().lower()
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


@transaction.atomic
def add(email: str, name: str, role: str, language: str, password: str) -> User:
    by = Actor.system("command_line")
    user = add_user(by=by, email=email, name=name, language=language, password=password)
    circle = Circle.objects.filter(kind=Circle.Kind.ORGANISATION).order_by("id").first() or open_circle(Circle.Kind.ORGANISATION, by=by)
    seat(circle, by=by, user=user, role=role, because=Seat.Because.APPOINTED, from_date=by.on)
    return user


def _refuse_impossible(email: str, role: str) -> None:
    try:
        validate_email(email)
    except ValidationError:
        raise arguments.BadUsage(f"“{email}” is not an e-mail address.") from None
    if role not in ROLES:
        raise arguments.BadUsage(f"there is no role “{role}”. The roles are {', '.join(ROLES)}.")
    if User.objects.filter(email=email).exists():
        raise arguments.BadUsage(f"{email} has an account already.")
