"""The permanent cast: the same people ask the same questions of every page, and small makers for what they look at."""

import datetime as dt
import itertools
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.test import Client

from ligzda.access import deadlines
from ligzda.access.actor import Actor
from ligzda.access.catalogue import ensure_catalogue
from ligzda.access.homes import organisation
from ligzda.access.models import Circle, ReadEntry, Seat, User
from ligzda.cases.models import Case, Episode, StateSpan
from ligzda.kernel import clock
from ligzda.kernel.cached import cache
from ligzda.kernel.text import fold, squeeze
from ligzda.people.models import CircleAccess, Family, Membership, Person
from ligzda.places.models import Site, Territory
from ligzda.projects.models import Project, ProjectSite

NUMBERS = itertools.count(1)
LONG_AGO = dt.date(2020, 1, 1)


def make_user(name: str = "Anna Bite", **fields: Any) -> User:
    fields.setdefault("email", f"{squeeze(name)}.{next(NUMBERS)}@example.org")
    return User.objects.create(name=name, password="!", **fields)


def make_circle(kind: str = Circle.Kind.CASE, **fields: Any) -> Circle:
    if kind == Circle.Kind.ORGANISATION:  # there is one
        return organisation()
    return Circle.objects.create(kind=kind, **fields)


def make_seat(circle: Circle, user: User, role: str, *, since: dt.date = LONG_AGO, until: dt.date | None = None, **fields: Any) -> Seat:
    fields.setdefault("because", Seat.Because.ASSIGNED)
    return Seat.objects.create(circle=circle, user=user, role=role, from_date=since, until_date=until, **fields)


def make_territory(name: str = "Bauskas novads", **fields: Any) -> Territory:
    number = next(NUMBERS)
    values = {"code": f"T{number}", "key": f"t{number}", "folded": fold(name), "kind": "novads", "country": "LV"} | fields
    return Territory.objects.create(name=name, **values)


def make_site(name: str = "Bauska", **fields: Any) -> Site:
    values = {"key": f"{fold(name)}-{next(NUMBERS)}", "prefix": name[:2].upper()} | fields
    values.setdefault("territory", make_territory(f"{name}s novads"))
    values.setdefault("circle", make_circle(Circle.Kind.SITE))
    return Site.objects.create(name=name, **values)


def make_project(title: str = "Ģimene kopā", *, sites: tuple[Site, ...] = (), **fields: Any) -> Project:
    values = {"key": f"p{next(NUMBERS)}", "title_lv": title} | fields
    values.setdefault("circle", make_circle(Circle.Kind.PROJECT))
    project = Project.objects.create(**values)
    for site in sites:
        ProjectSite.objects.create(project=project, site=site)
    return project


def make_person(first: str = "Agnese", last: str = "Vītoliņa", **fields: Any) -> Person:
    precision = "day" if fields.get("birth_date") else "unknown"
    values = {"folded": fold(f"{first} {last}"), "birth_precision": precision} | fields
    return Person.objects.create(first_name=first, last_name=last, **values)


def make_family(name: str = "Vītoliņu ģimene", *, members: tuple[Person, ...] = (), **fields: Any) -> Family:
    family = Family.objects.create(name=name, folded=fold(name), **fields)
    for person in members:
        Membership.objects.create(family=family, person=person, role=Membership.Role.OTHER, from_date=LONG_AGO)
    return family


def make_family_case(
    site: Site, project: Project, *, family: Family | None = None, admitted: dt.date = LONG_AGO, state: str = "active", **fields: Any
) -> Case:
    """A family with one member, its case at ``site`` in ``project``, one open episode, and sight of the family for the circle."""
    family = family or make_family(members=(make_person(),))
    circle = make_circle(parent=site.circle, project=project.circle)
    case = Case.objects.create(
        number=f"{site.prefix}-{next(NUMBERS):04}", family=family, site=site, project=project, circle=circle, **fields
    )
    episode = Episode.objects.create(case=case, admitted_date=admitted, state=state)
    StateSpan.objects.create(episode=episode, state=state, from_date=admitted)
    CircleAccess.objects.create(circle=circle, family=family)
    return case


def make_reading(by: Actor, thing: Any, circle: Circle, page: str = "desk:family") -> ReadEntry:
    """That somebody opened something, as a page would have noted it."""
    assert by.user is not None
    label = thing._meta.label_lower
    return ReadEntry.objects.create(user_id=by.user.pk, circle_id=circle.pk, thing=label, thing_id=thing.pk, page=page)


def holds(name: str, *numbers: int) -> None:
    """As if an administrator had changed a term of the house."""
    cache.set(deadlines.KEPT, {**(cache.get(deadlines.KEPT) or {}), name: numbers})


@dataclass
class Cast:
    """Two sites, one project, a case at each site, and everybody of the brief. ``None`` stands for an anonymous visitor."""

    site: Site
    other_site: Site
    project: Project
    case: Case
    other_case: Case
    group_circle: Circle
    referral_circle: Circle
    users: dict[str, User | None] = field(default_factory=dict)

    @property
    def circle(self) -> Circle:
        return self.case.circle

    @property
    def family(self) -> Family:
        return self.case.family

    def __getattr__(self, name: str) -> User | None:
        try:
            return self.__dict__["users"][name]
        except KeyError:
            raise AttributeError(name) from None

    def actor(self, name: str, on: dt.date | None = None) -> Actor:
        return Actor(self.users[name], on)


NAMES = {
    "worker_in": "Ilze Krūmiņa",
    "worker_out": "Dace Liepiņa",
    "coordinator": "Māra Ozola",
    "intake": "Sanita Lapa",
    "manager": "Juris Kalns",
    "leader": "Baiba Zariņa",
    "partner": "Inese Upe",
    "auditor": "Guna Priede",
    "admin": "Aldis Vilks",
    "nobody": "Ruta Egle",
}


def make_cast() -> Cast:
    functions = ensure_catalogue()
    site, other_site = make_site("Bauska"), make_site("Valmiera")
    project = make_project(sites=(site, other_site))
    case, other_case = make_family_case(site, project), make_family_case(other_site, project)
    group = make_circle(Circle.Kind.GROUP, parent=site.circle, project=project.circle)
    referral = make_circle(Circle.Kind.REFERRAL, parent=site.circle)
    cast = Cast(site, other_site, project, case, other_case, group, referral, {"anonymous": None})
    cast.users |= {key: make_user(name) for key, name in NAMES.items()}
    users: dict[str, Any] = cast.users
    users["worker_in"].function = users["worker_out"].function = functions["social_worker"]
    users["worker_in"].save()
    users["worker_out"].save()
    today = clock.today()
    make_seat(case.circle, users["worker_in"], "case_worker", is_responsible=True)
    make_seat(other_case.circle, users["worker_out"], "case_worker", is_responsible=True)
    make_seat(site.circle, users["coordinator"], "coordinator", because=Seat.Because.APPOINTED)
    make_seat(site.circle, users["intake"], "intake_worker", because=Seat.Because.APPOINTED)
    make_seat(project.circle, users["manager"], "project_manager", because=Seat.Because.APPOINTED)
    make_seat(group, users["leader"], "group_leader", because=Seat.Because.LEADS)
    make_seat(referral, users["partner"], "municipal_partner", because=Seat.Because.REFERRED)
    for circle in (case.circle, project.circle):
        make_seat(circle, users["auditor"], "auditor", since=today, until=today + dt.timedelta(days=30), because=Seat.Because.SAMPLE)
    organisation = make_circle(Circle.Kind.ORGANISATION)
    make_seat(organisation, users["admin"], "administrator", because=Seat.Because.APPOINTED)
    return cast


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


def door(client: Client, user: User | None, url: str) -> int:
    """What this person gets at this address: 200, 302 to the sign-in page, or 404."""
    if user is None:
        client.logout()
    else:
        client.force_login(user)
    return client.get(url).status_code
