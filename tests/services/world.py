"""A small world for the tests of services: one programme, two sites, two families, a worker, a coordinator, a leader."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from ligzda.access.actor import Actor
from ligzda.access.models import Circle, Function, Seat, User
from ligzda.cases.models import Case, Episode
from ligzda.kernel.translated import Translated
from ligzda.people.models import CircleAccess, Family, Membership, Organisation, Person
from ligzda.places.models import Site, Territory
from ligzda.projects.models import Project
from ligzda.services.catalogue import ensure_catalogue
from ligzda.services.models import Attendance, ServiceType, Session

START = dt.date(2026, 1, 1)
TODAY = dt.date(2026, 11, 20)


def user(email: str, name: str, function: Function | None = None) -> User:
    return User.objects.create_user(f"{email}@example.org", "a long enough secret", name=name, function=function)


def seat(circle: Circle, who: User, role: str) -> Seat:
    return Seat.objects.create(circle=circle, user=who, role=role, because="assigned", from_date=START)


@dataclass
class World:
    """Everything the stories need, by name."""

    project: Project
    sites: dict[str, Site]
    cases: dict[str, Case] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    users: dict[str, User] = field(default_factory=dict)

    def actor(self, name: str, on: dt.date = TODAY) -> Actor:
        return Actor(self.users[name], on)

    def service(self, key: str) -> ServiceType:
        return ServiceType.objects.get(key=key)

    def person(self, key: str, birth: dt.date | None = None, sex: str = "female") -> Person:
        self.people[key] = Person.objects.create(
            first_name=key.capitalize(), last_name="Paraugs", folded=f" {key} paraugs ", sex=sex, birth_date=birth,
            birth_precision="day" if birth else "unknown",
        )  # fmt: skip
        return self.people[key]

    def family(self, name: str, site: str, *members: str, type: str = "single_parent") -> Case:
        family = Family.objects.create(name=f"{name} ģimene", folded=f" {name} gimene ", type=type)
        for member in members:
            born = self.people[member].birth_date
            role = "mother" if born and born.year < 2000 else "child"
            Membership.objects.create(family=family, person=self.people[member], role=role)
        place = self.sites[site]
        circle = Circle.objects.create(kind="case", parent=place.circle, project=self.project.circle)
        case = Case.objects.create(
            number=f"{place.prefix}-{Case.objects.count() + 1:04d}", family=family, project=self.project, site=place, circle=circle,
            family_type=type, territory=place.territory,
        )  # fmt: skip
        Episode.objects.create(case=case, admitted_date=START)
        CircleAccess.objects.create(circle=circle, family=family)
        self.cases[name] = case
        return case

    def held(self, case: str, service: str, date: dt.date, *people: str, status: str = "held", **values: Any) -> Session:
        """A held meeting, written past the actions: for figures over many rows."""
        file = self.cases[case]
        session = Session.objects.create(
            case=file, circle=file.circle, project=self.project, service=self.service(service), site=file.site, date=date, status=status,
            **{"minutes": 60, **values},
        )  # fmt: skip
        for name in people:
            Attendance.objects.create(session=session, person=self.people[name], family=file.family, case=file, status="present")
        return session


def make() -> World:
    """One programme at Bauska and Valmiera; the worker sits with the first family only, the coordinator at Bauska."""
    site_circles = {key: Circle.objects.create(kind="site") for key in ("bauska", "valmiera")}
    project_circle = Circle.objects.create(kind="project")
    funder = Organisation.objects.create(name="Fonds", folded=" fonds ", kind="funder")
    project = Project.objects.create(
        key="mac", title_lv="Programma", funder=funder, start_date=START, state="running", circle=project_circle
    )
    sites = {}
    for key, circle in site_circles.items():
        territory = Territory.objects.create(code=key, key=key, name=key.capitalize(), folded=key, kind="novads", country="LV")
        sites[key] = Site.objects.create(key=key, name=key.capitalize(), territory=territory, circle=circle, prefix=key[:2].upper())
    psychologist = Function.objects.create(
        key="psychologist", name=Translated(lv="psihologs", en="psychologist", lt="psichologas"), role="specialist"
    )
    Function.objects.create(
        key="social_worker", name=Translated(lv="sociālais darbinieks", en="social worker", lt="socialinis darbuotojas"), role="case_worker"
    )
    ensure_catalogue()
    world = World(project, sites)
    names = {
        "worker": "Ilze Krūmiņa",
        "other": "Māra Ozola",
        "coordinator": "Dace Liepiņa",
        "leader": "Vita Eglīte",
        "psychologist": "Juris Bērzs",
    }
    for key, name in names.items():
        world.users[key] = user(key, name, psychologist if key == "psychologist" else None)
    world.users["manager"] = user("manager", "Anda Kalna")
    world.users["admin"] = user("admin", "Rita Ence")
    world.users["nobody"] = user("nobody", "Juta Kļava")
    for key, birth in (
        ("agnese", dt.date(1990, 3, 5)),
        ("kristers", dt.date(2014, 5, 6)),
        ("elina", dt.date(2017, 7, 8)),
        ("baiba", dt.date(1985, 1, 1)),
    ):
        world.person(key, birth)
    world.person("toms", dt.date(2012, 2, 2), "male")
    world.family("vitolini", "bauska", "agnese", "kristers", "elina")
    world.family("zarini", "bauska", "baiba", "toms", type="two_parent")
    seat(world.cases["vitolini"].circle, world.users["worker"], "case_worker")
    seat(world.cases["vitolini"].circle, world.users["psychologist"], "specialist")
    seat(world.cases["zarini"].circle, world.users["other"], "case_worker")
    seat(site_circles["bauska"], world.users["coordinator"], "coordinator")
    seat(project_circle, world.users["manager"], "project_manager")
    organisation = Circle.objects.create(kind="organisation")
    seat(organisation, world.users["admin"], "administrator")
    return world
