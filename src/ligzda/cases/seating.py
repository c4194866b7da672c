"""What acts on a team are made of: who may be in one, who takes a seat, who carries the case, whose place ends. Each only inside an act, of
this room or of one above it, which is whole and asks who may."""

import datetime as dt

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from ligzda.access import audit
from ligzda.access.actions.seats import seat as take_seat
from ligzda.access.actions.seats import unseat
from ligzda.access.actor import Actor
from ligzda.access.models import Seat, User
from ligzda.access.permissions import Permission
from ligzda.access.roles import ROLES, roles_with
from ligzda.cases import rules
from ligzda.cases.models import Case, Responsibility
from ligzda.kernel.refused import Refused

TEAM_ROLES = ("case_worker", "family_assistant", "social_rehabilitator", "specialist")
OUTSIDE = {"administrator", "auditor", "municipal_partner", "family_member"}  # seats that make nobody a colleague


def must_be_colleague(user: User, *, field: str) -> None:
    """Somebody whose work is with families. A member of one, an administrator, an auditor or a partner is seated in no team."""
    held = set(user.seats.values_list("role", flat=True))
    works = bool(held & set(TEAM_ROLES) or held - OUTSIDE) or (user.function is not None and user.function.role in TEAM_ROLES)
    if not works or "family_member" in held or not user.is_active or user.is_system:
        raise Refused(_("This person works in no team. Choose a colleague who works with families."), field=field)


def role_of(user: User) -> str:
    """The access role that goes with the function; a case worker where the function has none of the team's."""
    role = user.function.role if user.function else ""
    return role if role in TEAM_ROLES else "case_worker"


def seats_of(case: Case) -> QuerySet[Seat]:
    """Who sits in the file without an end; stand-ins are beside them."""
    return Seat.objects.filter(circle=case.circle, until_date__isnull=True, instead_of__isnull=True)


def sit(case: Case, *, by: Actor, user: User, on: dt.date, role: str, is_responsible: bool) -> Seat:
    """Inside another act: somebody takes a seat in the team."""
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


def make_responsible(case: Case, *, by: Actor, user: User, on: dt.date, role: str = "") -> Seat:
    """Inside another act: somebody who may assess and plan becomes responsible; there is never more than one."""
    chosen = role or role_of(user)
    carry_on(case, user=user, on=on)
    return sit(
        case, by=by, user=user, on=on, role=chosen if chosen in roles_with(Permission.PROPOSE) else "case_worker", is_responsible=True
    )


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
    """Who carries the case today."""
    seat = seats_of(case).filter(is_responsible=True).select_related("user__function").first()
    return seat.user if seat else None


def end_places(seats: QuerySet[Seat], *, by: Actor, on: dt.date) -> int:
    """Inside another act: nobody is needed there any more. A seat that has not begun is taken back."""
    return len([unseat(one, by=by, on=on if one.from_date > by.on else max(on, one.from_date)) for one in seats.select_related("circle")])
