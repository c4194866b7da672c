"""A member of the family is invited, accepts, is shown more or less, leaves; writes, is answered, ticks the own steps."""

import datetime as dt
import hashlib
import secrets
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ligzda.access import audit
from ligzda.access.actions.seats import end_at_once, seat
from ligzda.access.actor import Actor
from ligzda.access.addresses import canonical, keep_address
from ligzda.access.models import Seat, User
from ligzda.access.permissions import Permission
from ligzda.cases import deadlines
from ligzda.cases.models import Case, Step
from ligzda.cases.name_checks import must_be_member, must_not_tell, root_of
from ligzda.kernel import clock, languages
from ligzda.kernel.changes import set_different
from ligzda.kernel.post import post
from ligzda.kernel.refused import Refused
from ligzda.people.actions.families import CHILDREN
from ligzda.people.models import Person
from ligzda.people.queries import members
from ligzda.people.rules.contact import read_email
from ligzda.portal.models import FamilyAccess, FamilyFeedback, FamilyMessage
from ligzda.portal.queries.own_plan import own_step

ROLE = "family_member"
NOT_YOURS = _("This step is not yours to take; ask your coordinator.")
GONE = _("This invitation does not work any more: it was used already, or too many days have passed. Ask your worker for a new one.")
MOST = 4000
SETTINGS = ("plan", "sees_appointments", "sees_readers", "sees_names")


@transaction.atomic
def invite(
    case: Case, *, by: Actor, person: Person, email: str, site_address: str, is_child: bool, children: Iterable[Person] = (), **shown: Any
) -> tuple[FamilyAccess, str]:
    """Invite somebody of the family. Answers the access and the link, which works once and for some days; it is sent, too.

    An address that a colleague signs in with is refused. Somebody who already has a family's account needs no new password.
    """
    _may_decide(by, case)
    must_be_member(case, person, by=by, on=by.on, field="person")
    parts = _children(case, children, by)
    if FamilyAccess.objects.filter(case=case, person=person, ended_at__isnull=True).exists():
        raise Refused(_("This person is invited already. Send the invitation again there."), field="person")
    address = canonical(read_email(email))
    if User.objects.filter(email=address).exclude(seats__role=ROLE).exists():
        raise Refused(_("With this e-mail address a colleague signs in. Ask the family for another one."), field="email")
    values = {name: shown[name] for name in SETTINGS if name in shown}
    access = FamilyAccess.objects.create(case=case, person=person, email=address, is_child=is_child, invited_by=by.user, **values)
    access.children.set(parts)
    audit.record(by, "family_access.invited", access, circle=case.circle)
    return access, _send(access, site_address)


@transaction.atomic
def invite_again(access: FamilyAccess, *, by: Actor, site_address: str) -> str:
    """A new link; the old one stops working."""
    _may_decide(by, access.case)
    locked = FamilyAccess.objects.select_for_update(of=("self",)).get(pk=access.pk)
    if locked.accepted_at or locked.ended_at:
        raise Refused(_("This invitation was accepted already."))
    audit.record(by, "family_access.invited_again", locked, circle=access.case.circle)
    return _send(locked, site_address)


@transaction.atomic
def accept(token: str, *, by: Actor, password: str) -> User:
    """Somebody opened the link and chose a password: the account and its seat in the file's circle begin today."""
    access = (
        FamilyAccess.objects.select_for_update(of=("self",))
        .filter(token_digest=digest(token))
        .select_related("person", "case__circle")
        .first()
    )
    if access is None or not is_open(access):
        raise Refused(GONE)
    user = User.objects.filter(email=access.email).first()
    if user is not None and user.seats.exclude(role=ROLE).exists():  # since the invitation somebody of the staff has this address
        raise Refused(GONE)
    if user is None:
        user = User(email=access.email, name=str(access.person), language=languages.reading())
        try:
            validate_password(password, user)
        except ValidationError as error:
            raise Refused(*error.messages, field="password") from error
        user.set_password(password)
        keep_address(user)
    access.user, access.accepted_at, access.token_digest = user, clock.now(), ""
    access.save(update_fields=["user", "accepted_at", "token_digest"])
    theirs = Actor(user, by.on)
    seat(access.case.circle, by=theirs, user=user, role=ROLE, because=Seat.Because.FAMILY, from_date=by.on)
    audit.record(theirs, "family_access.accepted", access, circle=access.case.circle)
    return user


@transaction.atomic
def change(access: FamilyAccess, *, by: Actor, children: Iterable[Person], **shown: Any) -> FamilyAccess:
    """What this member sees from now on."""
    _may_decide(by, access.case)
    parts = _children(access.case, children, by)
    changed = set_different(access, {name: shown[name] for name in SETTINGS})
    access.save(update_fields=[*changed])
    before, after = ({one.pk for one in rows} for rows in (access.children.all(), parts))
    access.children.set(parts)
    if before != after:
        changed["children"] = (sorted(before), sorted(after))
    audit.record(by, "family_access.changed", access, circle=access.case.circle, changed=changed)
    return access


@transaction.atomic
def end(access: FamilyAccess, *, by: Actor) -> FamilyAccess:
    """This member sees nothing any more, from this moment. What they wrote stays."""
    _may_decide(by, access.case)
    access.ended_at, access.token_digest = clock.now(), ""
    access.save(update_fields=["ended_at", "token_digest"])
    seats = Seat.objects.filter(circle=access.case.circle, user=access.user, role=ROLE, ended_at__isnull=True) if access.user_id else []
    for one in seats:
        end_at_once(one, by=by)
    audit.record(by, "family_access.ended", access, circle=access.case.circle)
    return access


@transaction.atomic
def write(access: FamilyAccess, *, by: Actor, text: str) -> FamilyMessage:
    """A message from the member to the team, or from the team to the member; nobody else of the family reads it."""
    is_theirs = by.user is not None and access.user_id == by.user.pk
    if not is_theirs and not by.may(Permission.NOTE, access.case):
        raise Refused(NOT_YOURS)
    if by.user is None or access.ended_at or not access.accepted_at:
        raise Refused(_("This member has no access now; a message would reach nobody."))
    if not text.strip():
        raise Refused(_("Write what you want to say."), field="text")
    if not is_theirs:
        must_not_tell(access.case, text, by=by, field="text")
    message = FamilyMessage.objects.create(access=access, author=by.user, is_from_family=is_theirs, text=text.strip()[:MOST])
    audit.record(by, "family_message.written", message, circle=access.case.circle)
    return message


@transaction.atomic
def mark_read(access: FamilyAccess, *, by: Actor) -> int:
    """The other side's messages were opened."""
    is_theirs = by.user is not None and access.user_id == by.user.pk
    return access.messages.filter(is_from_family=not is_theirs, read_at__isnull=True).update(read_at=clock.now())


@transaction.atomic
def give_feedback(access: FamilyAccess, *, by: Actor, helps: str, text: str) -> FamilyFeedback:
    """What the member says about the support, as it is; the team reads it."""
    _must_be_theirs(access, by)
    if helps not in FamilyFeedback.Helps.values:
        raise Refused(_("Choose one."), field="helps")
    found = FamilyFeedback.objects.create(access=access, helps=helps, text=text.strip()[:MOST])
    audit.record(by, "family_feedback.added", found, circle=access.case.circle)
    return found


@transaction.atomic
def tick(access: FamilyAccess, *, by: Actor, key: str, is_done: bool) -> Step:
    """The member did an own step, or takes the tick back. Nobody ticks the step of somebody else."""
    _must_be_theirs(access, by)
    step = own_step(by, access, key)
    if step is None:
        raise Refused(_("This step is not yours to take."))
    before = step.state
    step.state, step.done_date = (Step.State.DONE, by.on) if is_done else (Step.State.OPEN, None)
    step.done_by = by.user if is_done else None
    step.save(update_fields=["state", "done_date", "done_by"])
    audit.record(by, "step.ticked", step, circle=access.case.circle, changed={"state": (before, step.state)})
    return step


def digest(token: str) -> str:
    """How an invitation is known: the token itself is kept nowhere."""
    return hashlib.sha256(token.encode()).hexdigest()


def is_open(access: FamilyAccess) -> bool:
    return access.ended_at is None and access.accepted_at is None and access.expires_at is not None and access.expires_at > clock.now()


def _send(access: FamilyAccess, site_address: str) -> str:
    """The e-mail leads to the address that the organisation has set; ``site_address`` stands only on the asker's own screen."""
    token = secrets.token_urlsafe(32)
    access.token_digest = digest(token)
    access.expires_at = clock.now() + dt.timedelta(days=deadlines.length("invitation"))
    access.save(update_fields=["token_digest", "expires_at"])
    way = reverse("portal:invitation", args=[token])
    subject = gettext("Your page in Ligzda")
    text = gettext("Open your page here: %(link)s\nThe link works once, for %(days)d days.") % {
        "link": settings.SITE_ADDRESS + way,
        "days": deadlines.length("invitation"),
    }
    post(access.email, subject, text)
    return site_address.rstrip("/") + way


def _children(case: Case, children: Iterable[Person], by: Actor) -> list[Person]:
    """Whose part is opened: children of this family today, and nobody else."""
    named = list(children)
    here = {one.person_id for one in members(by, case.family, by.on) if one.role in CHILDREN}
    if {root_of(one) for one in named} - here:
        raise Refused(_("Only the part of a child of this family can be opened."), field="children")
    return named


def _may_decide(by: Actor, case: Case) -> None:
    if not by.may(Permission.ASSIGN, case):
        raise Refused(NOT_YOURS)


def _must_be_theirs(access: FamilyAccess, by: Actor) -> None:
    if by.user is None or access.user_id != by.user.pk or access.ended_at or not by.may(Permission.OWN_VIEW, access.case):
        raise Refused(NOT_YOURS)
