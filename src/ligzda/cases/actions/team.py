"""Who works with a family: seats in the case's circle. Handing over the responsibility is one act, so a case is never without."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ligzda.access import audit
from ligzda.access.actions.seats import unseat
from ligzda.access.actor import Actor, not_over
from ligzda.access.models import Seat, User
from ligzda.access.permissions import Permission
from ligzda.cases import rules
from ligzda.cases.models import Case
from ligzda.cases.seating import end_places, make_responsible, must_be_colleague, role_of, seats_of, sit
from ligzda.cases.states import OPEN
from ligzda.kernel.changes import set_different
from ligzda.kernel.refused import Refused

HEAVIEST = 5
NOT_YOURS = _("This step is not yours to take; ask your coordinator.")


@transaction.atomic
def assign(case: Case, *, by: Actor, user: User, on: dt.date, role: str = "", is_responsible: bool = False) -> Seat:
    """Seat somebody in the team from a day on. Without ``role`` the one of the person's function."""
    _may_assign(case, by)
    must_be_colleague(user, field="user")
    Refused.unless_empty([rules.not_yet(on, by.on)], field="on")
    if is_responsible:
        return make_responsible(case, by=by, user=user, on=on, role=role)
    if seats_of(case).filter(user=user).exists():
        raise Refused(_("This person is already in the team."), field="user")
    return sit(case, by=by, user=user, on=on, role=role or role_of(user), is_responsible=False)


@transaction.atomic
def release(seat: Seat, *, by: Actor, on: dt.date) -> Seat:
    """End somebody's seat; what they did stays. The responsible person first hands over, as long as the case is open."""
    case = Case.objects.get(circle=seat.circle)
    _may_assign(case, by)
    begun = seat.from_date <= by.on  # a stand-in that has not begun is taken back
    Refused.unless_empty([rules.not_yet(on, by.on), rules.before(on, seat.from_date) if begun else None], field="on")
    if seat.is_responsible and case.episodes.filter(state__in=OPEN).exists():
        raise Refused(_("First hand over the responsibility to somebody else."))
    unseat(seat, by=by, on=on)
    end_places(Seat.objects.filter(not_over(on), circle=seat.circle, instead_of=seat.user), by=by, on=on)
    audit.record(by, "team.released", case, circle=case.circle)
    return seat


@transaction.atomic
def hand_over(case: Case, *, by: Actor, user: User, on: dt.date, role: str = "") -> Seat:
    """Another person becomes responsible from a day on; the one before stays in the team until released."""
    _may_assign(case, by)
    must_be_colleague(user, field="user")
    Refused.unless_empty([rules.not_yet(on, by.on)], field="on")
    if seats_of(case).filter(user=user, is_responsible=True).exists():
        raise Refused(_("This person is already responsible."), field="user")
    return make_responsible(case, by=by, user=user, on=on, role=role)


@transaction.atomic
def weigh(case: Case, *, by: Actor, weight: int) -> Case:
    """How much of a worker's caseload this family takes: 1 is usual, more where the work is heavier."""
    if not by.may(Permission.OVERSEE, case):
        raise Refused(NOT_YOURS)
    if not 1 <= weight <= HEAVIEST:
        raise Refused(_("Enter a number from 1 to %(most)d.") % {"most": HEAVIEST}, field="weight")
    locked: Case = Case.objects.select_for_update().get(pk=case.pk)
    changed = set_different(locked, {"weight": weight})
    locked.save(update_fields=["weight"])
    audit.record(by, "team.weight", locked, circle=locked.circle, changed=changed)
    return locked


def _may_assign(case: Case, by: Actor) -> None:
    """Asked first; from here on two who form one team come one after the other."""
    if not by.may(Permission.ASSIGN, case):
        raise Refused(NOT_YOURS)
    Case.objects.select_for_update(no_key=True).get(pk=case.pk)
