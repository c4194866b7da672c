"""Who works with a family: seats in the case's circle. Handing over the responsibility is one act, so a case is never without."""

import datetime as dt

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from ligzda.access import audit
from ligzda.access.actions.seats import seat as take_seat
from ligzda.access.actions.seats import unseat
from ligzda.access.actor import Actor
from ligzda.access.models import Seat, User
from ligzda.access.roles import ROLES, roles_with
from ligzda.access.words import Word
from ligzda.cases import rules
from ligzda.cases.models import Case
from ligzda.cases.states import OPEN
from ligzda.kernel.refused import Refused

TEAM_ROLES = ("case_worker", "family_assistant", "social_rehabilitator", "specialist")
NOT_YOURS = _("This step is not yours to take; ask your coordinator.")


@transaction.atomic
def assign(case: Case, *, by: Actor, user: User, on: dt.date, role: str = "", is_responsible: bool = False) -> Seat:
    """Seat somebody in the team from a day on. Without ``role`` the one of the person's function."""
    _may_assign(case, by)
    Refused.unless_empty([rules.not_yet(on, by.on)], field="on")
    if is_responsible:
        return make_responsible(case, by=by, user=user, on=on, role=role)
    if _seats(case).filter(user=user).exists():
        raise Refused(_("This person is already in the team."), field="user")
    return _sit(case, by=by, user=user, on=on, role=role or role_of(user), is_responsible=False)


@transaction.atomic
def release(seat: Seat, *, by: Actor, on: dt.date) -> Seat:
    """End somebody's seat; what they did stays. The responsible person first hands over, as long as the case is open."""
    case = Case.objects.get(circle=seat.circle)
    _may_assign(case, by)
    Refused.unless_empty([rules.not_yet(on, by.on), rules.before(on, seat.from_date)], field="on")
    if seat.is_responsible and case.episodes.filter(state__in=OPEN).exists():
        raise Refused(_("First hand over the responsibility to somebody else."))
    unseat(seat, by=by, on=on)
    audit.record(by, "team.released", case, circle=case.circle)
    return seat


@transaction.atomic
def hand_over(case: Case, *, by: Actor, user: User, on: dt.date, role: str = "") -> Seat:
    """Another person becomes responsible from a day on; the one before stays in the team until released."""
    _may_assign(case, by)
    Refused.unless_empty([rules.not_yet(on, by.on)], field="on")
    if _seats(case).filter(user=user, is_responsible=True).exists():
        raise Refused(_("This person is already responsible."), field="user")
    return make_responsible(case, by=by, user=user, on=on, role=role)


def make_responsible(case: Case, *, by: Actor, user: User, on: dt.date, role: str = "") -> Seat:
    """Inside another act: somebody who may assess and plan becomes responsible; there is never more than one."""
    chosen = role or role_of(user)
    return _sit(case, by=by, user=user, on=on, role=chosen if chosen in roles_with(Word.PROPOSE) else "case_worker", is_responsible=True)


def role_of(user: User) -> str:
    """The access role that goes with the function; a case worker where the function has none of the team's."""
    role = user.function.role if user.function else ""
    return role if role in TEAM_ROLES else "case_worker"


def _sit(case: Case, *, by: Actor, user: User, on: dt.date, role: str, is_responsible: bool) -> Seat:
    if role not in TEAM_ROLES:
        raise Refused(_("Choose one of: %(roles)s.") % {"roles": ", ".join(str(ROLES[key].title) for key in TEAM_ROLES)}, field="role")
    seat: Seat = take_seat(
        case.circle,
        by=by,
        user=user,
        role=role,
        because=Seat.Because.ASSIGNED,
        from_date=on,
        function=user.function,
        is_responsible=is_responsible,
    )
    audit.record(by, "team.assigned", case, circle=case.circle)
    return seat


def _seats(case: Case) -> QuerySet[Seat]:
    return Seat.objects.select_for_update().filter(circle=case.circle, until_date__isnull=True)


def _may_assign(case: Case, by: Actor) -> None:
    if not by.may(Word.ASSIGN, case):
        raise Refused(NOT_YOURS)
