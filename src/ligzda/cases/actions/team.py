"""Who works with a family: seats in the case's circle. Handing over the responsibility is one act, so a case is never without."""

import datetime as dt

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from ligzda.access import audit
from ligzda.access.actions.seats import seat as take_seat
from ligzda.access.actions.seats import unseat
from ligzda.access.actor import Actor, not_over
from ligzda.access.models import Seat, User
from ligzda.access.roles import ROLES, roles_with
from ligzda.access.words import Word
from ligzda.cases import rules
from ligzda.cases.models import Case, Responsibility
from ligzda.cases.states import OPEN
from ligzda.kernel.changes import set_different
from ligzda.kernel.refused import Refused

TEAM_ROLES = ("case_worker", "family_assistant", "social_rehabilitator", "specialist")
OUTSIDE = {"administrator", "auditor", "municipal_partner", "family_member"}  # seats that make nobody a colleague
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
    if _seats(case).filter(user=user).exists():
        raise Refused(_("This person is already in the team."), field="user")
    return _sit(case, by=by, user=user, on=on, role=role or role_of(user), is_responsible=False)


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
    if _seats(case).filter(user=user, is_responsible=True).exists():
        raise Refused(_("This person is already responsible."), field="user")
    return make_responsible(case, by=by, user=user, on=on, role=role)


def make_responsible(case: Case, *, by: Actor, user: User, on: dt.date, role: str = "") -> Seat:
    """Inside another act: somebody who may assess and plan becomes responsible; there is never more than one."""
    chosen = role or role_of(user)
    carry_on(case, user=user, on=on)
    return _sit(case, by=by, user=user, on=on, role=chosen if chosen in roles_with(Word.PROPOSE) else "case_worker", is_responsible=True)


def carry_on(case: Case, *, user: User, on: dt.date) -> None:
    """Inside another act: from a day on this worker carries the latest stay. Who carried it before is kept with the days."""
    episode = case.episodes.filter(is_latest=True).first()
    if episode is None:
        return
    before = episode.responsibilities.filter(followed_by__isnull=True).order_by("-from_date", "-id").first()
    if before is not None and before.until_date is None:  # an end stands there where the account of the one before was closed
        if before.user_id == user.pk:
            return
        Refused.unless_empty([rules.before(on, before.from_date)], field="on")
        before.until_date = on
        before.save(update_fields=["until_date"])
    Responsibility.objects.create(episode=episode, user=user, from_date=on, follows=before)


def responsible_now(case: Case) -> User | None:
    seat = _seats(case).filter(is_responsible=True).select_related("user__function").first()
    return seat.user if seat else None


def role_of(user: User) -> str:
    """The access role that goes with the function; a case worker where the function has none of the team's."""
    role = user.function.role if user.function else ""
    return role if role in TEAM_ROLES else "case_worker"


def must_be_colleague(user: User, *, field: str) -> None:
    """Somebody whose work is with families. A member of one, an administrator, an auditor or a partner is seated in no team."""
    held = set(user.seats.values_list("role", flat=True))
    works = bool(held & set(TEAM_ROLES) or held - OUTSIDE) or (user.function is not None and user.function.role in TEAM_ROLES)
    if not works or "family_member" in held or not user.is_active or user.is_system:
        raise Refused(_("This person works in no team. Choose a colleague who works with families."), field=field)


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


def end_places(seats: QuerySet[Seat], *, by: Actor, on: dt.date) -> int:
    """Inside another act: nobody is needed there any more. A seat that has not begun is taken back."""
    return len([unseat(one, by=by, on=on if one.from_date > by.on else max(on, one.from_date)) for one in seats.select_related("circle")])


@transaction.atomic
def weigh(case: Case, *, by: Actor, weight: int) -> Case:
    """How much of a worker's caseload this family takes: 1 is usual, more where the work is heavier."""
    if not by.may(Word.OVERSEE, case):
        raise Refused(NOT_YOURS)
    if not 1 <= weight <= HEAVIEST:
        raise Refused(_("Enter a number from 1 to %(most)d.") % {"most": HEAVIEST}, field="weight")
    locked: Case = Case.objects.select_for_update().get(pk=case.pk)
    changed = set_different(locked, {"weight": weight})
    locked.save(update_fields=["weight"])
    audit.record(by, "team.weight", locked, circle=locked.circle, changed=changed)
    return locked


def _seats(case: Case) -> QuerySet[Seat]:
    return Seat.objects.filter(circle=case.circle, until_date__isnull=True, instead_of__isnull=True)


def _may_assign(case: Case, by: Actor) -> None:
    """Asked first; from here on two who form one team come one after the other."""
    if not by.may(Word.ASSIGN, case):
        raise Refused(NOT_YOURS)
    Case.objects.select_for_update(no_key=True).get(pk=case.pk)
