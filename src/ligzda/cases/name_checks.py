"""Asked by an action before it writes a name down, whatever its form offered: has this person, this colleague to do with the file?"""

import datetime as dt

from django.utils.translation import gettext_lazy as _

from ligzda.access.actor import Actor, in_force
from ligzda.access.models import Seat, User
from ligzda.access.permissions import Permission
from ligzda.cases.models import Case
from ligzda.cases.queries.cases import NO_TEAM
from ligzda.kernel.refused import Refused
from ligzda.people.models import Person
from ligzda.people.queries import members
from ligzda.people.queries.kin import near
from ligzda.safeguarding.objections import tells

NOT_OF_THE_FAMILY = _("This person does not belong to the family on that day. First record the person among its people.")


def must_belong(case: Case, person: Person, *, by: Actor, on: dt.date, field: str) -> None:
    """In the family on that day, or tied to somebody in it by a recorded relation."""
    if root_of(person) not in {one.person_id for one in near(by, case.family, on)}:
        raise Refused(NOT_OF_THE_FAMILY, field=field)


def must_be_member(case: Case, person: Person, *, by: Actor, on: dt.date, field: str) -> None:
    """In the family itself on that day."""
    if root_of(person) not in {one.person_id for one in members(by, case.family, on)}:
        raise Refused(NOT_OF_THE_FAMILY, field=field)


def must_work_here(case: Case, user: User, *, on: dt.date, field: str) -> None:
    """Somebody of the team on that day, or the coordinator above it. An auditor and the family itself are no team."""
    sits = Seat.objects.filter(in_force(on), circle=case.circle_id, user=user).exclude(role__in=NO_TEAM)
    if not sits.exists() and not Actor(user, on).may(Permission.NOTE, case):
        raise Refused(_("This colleague does not work with the family on that day. Choose somebody of the team."), field=field)


def must_not_tell(case: Case, *texts: str, by: Actor, field: str | None = None) -> None:
    """Words that leave the house or reach somebody of the family name no hidden address."""
    Refused.unless_empty([tells(by, case.family, texts)], field=field)


def root_of(person: Person) -> int:
    return person.root_id or person.pk
