"""What the quick log has to know about one family before it can be drawn."""

from dataclasses import dataclass

from django.db.models import Q

from ligzda.access.actor import Actor, in_force
from ligzda.access.models import Seat
from ligzda.access.permissions import Permission, Tier
from ligzda.access.roles import ROLES, Reach
from ligzda.cases.models import Case
from ligzda.people.models import Family, Person
from ligzda.people.queries.families import family_by_key, members
from ligzda.services.models import Attendance, ServiceType, Session
from ligzda.services.queries.defaults import Usual, usual
from ligzda.services.queries.services_received import cases_of_family
from ligzda.services.queries.words import services_in_use


@dataclass(frozen=True)
class Someone:
    """A chip: a person of the family, or one who came to a meeting of this file before."""

    id: int
    name: str
    is_member: bool


@dataclass(frozen=True)
class ContactForm:
    """Family, file, people, what is usual, who will read it."""

    family: Family
    cases: list[Case]
    case: Case
    people: list[Someone]
    usual: Usual
    services: list[ServiceType]
    readers: list[str]
    is_specialist: bool

    @property
    def only_person(self) -> int | None:
        """A one-person file needs no choice."""
        return self.people[0].id if len(self.people) == 1 else None

    @property
    def last_time(self) -> list[Someone]:
        return [one for one in self.people if one.id in self.usual.last_time]


def entry(actor: Actor, family_key: str, planned_key: str = "", case_key: str = "") -> ContactForm | None:
    """None for a family in whose files the actor records nothing."""
    family = family_by_key(actor, family_key, Permission.LOG) if family_key else None
    if family is None:
        return None
    cases = cases_of_family(actor, family, Permission.LOG)
    planned = _planned(actor, cases, planned_key)
    case = planned.case if planned else next((one for one in cases if one.key == case_key), cases[-1] if cases else None)
    if case is None:
        return None
    return ContactForm(
        family=family, cases=cases, case=case, people=_people(actor, family, case), usual=usual(actor, case, planned),
        services=list(services_in_use().select_related("function")), readers=readers(actor, case), is_specialist="specialist" in actor.roles_in(case.circle),
    )  # fmt: skip


def readers(actor: Actor, case: Case) -> list[str]:
    """Names of those who will read a neutral note: seats of the file with the working tier, and the site's coordinators."""
    below = [key for key, role in ROLES.items() if role.reach == Reach.SITE and Tier.WORKING in role.clearance]
    near = [key for key, role in ROLES.items() if Tier.WORKING in role.clearance]
    seats = Seat.objects.filter(Q(circle=case.circle, role__in=near) | Q(circle=case.circle.parent_id, role__in=below))
    return list(
        dict.fromkeys(seats.filter(in_force(actor.on), user__is_active=True).order_by("user__name").values_list("user__name", flat=True))
    )


def _planned(actor: Actor, cases: list[Case], key: str) -> Session | None:
    if not key:
        return None
    rows = Session.objects.visible_to(actor, Permission.LOG).select_related("case__circle", "service")
    return rows.filter(key=key, case__in=cases, status__in=[Session.Status.PLANNED, Session.Status.UNCONFIRMED], voided_at=None).first()


def _people(actor: Actor, family: Family, case: Case) -> list[Someone]:
    """Members of today, then others who took part before."""
    found = {one.person_id: Someone(one.person_id, one.first_name, True) for one in members(actor, family) if not one.death_date}
    names = [one.name for one in found.values()]
    if len(set(names)) < len(names):
        found = {one.person_id: Someone(one.person_id, one.name, True) for one in members(actor, family) if not one.death_date}
    before = Attendance.objects.filter(case=case, session__case=case).exclude(person__in=found).exclude(person__root__in=found)
    others = (
        Person.objects.visible_to(actor, Permission.SEE_CONTACT)
        .filter(pk__in=before.values("person"), root=None)
        .order_by("last_name", "id")[:10]
    )
    return [*found.values(), *(Someone(one.pk, str(one), False) for one in others)]


def people(actor: Actor, ids: list[int]) -> list[Person]:
    """The persons behind the chips; the action asks whether the actor may name them."""
    return list(Person.objects.filter(pk__in=ids).order_by("pk"))
