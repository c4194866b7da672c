"""``ligzda demo --large``: 20,000 households, 60,000 people, 600,000 records over 36 months, for measuring.

The same rows, from the same seed and in the same order of draws, as the population other systems are measured with.
Eight centres share the households by id modulo 8; forty families of the first centre are one case worker's.
Every case has two assessments and a plan (``large_casework``), drawn apart, so that the shared rows stay the same.
"""

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import connection, transaction

from ligzda.access.catalogue import ensure_catalogue as ensure_functions
from ligzda.access.homes import organisation
from ligzda.access.models import Circle, Function, Seat, User
from ligzda.cases.models import Case, Episode, Responsibility, StateSpan
from ligzda.demo import large_casework
from ligzda.demo.bulk_insert import first_id, numbered, pour
from ligzda.demo.setting import PASSWORD
from ligzda.kernel import clock
from ligzda.kernel.translated import Translated
from ligzda.people.models import Address, CircleAccess, ContactDetail, Family, Membership, Person
from ligzda.people.naming import folded_of, index_names
from ligzda.places.models import Site, Territory
from ligzda.places.territories import ensure_territories
from ligzda.projects.models import Project
from ligzda.services.models import Attendance, ServiceType, Session

HOUSEHOLDS, PEOPLE, RECORDS, KINDS, CENTRES = 20_000, 60_000, 600_000, 12, 8
BASE, SPAN = dt.date(2023, 10, 1), 36 * 30
SURNAME_PARTS = (
    "Hak Gri Sar Mar Pet Av Kar Dan Bab Mel Nor Tor Vas Zak Ohan Sim Bagh Der Tig Rub Maz Has Yus Mal Bel Kov Iva Lis Tar Var".split(),
    "ob or it e an ik al ed im un os ar el in ush".split(),
    "yan ian enko ova escu oglu ov i uk son a sky".split(),
)
FIRST_PARTS = ("An Ma Li Sa Na Ar Ka Mi El Ru Ta Vi Ze Jo Da".split(), "na ria la ri men lik da ra vi no".split())
MINUTES = (15, 30, 45, 60, 90)
WORKERS = 26  # of the first centre: the one who is measured and 25 colleagues
OWN_FAMILIES = 40


@dataclass
class Population:
    """The drawn rows: households (id, day, address, phone), people (id, household, first, last, sex, born), then records one by one."""

    rng: random.Random
    households: list[tuple[int, dt.date, str, str]] = field(default_factory=list)
    people: list[tuple[int, int, str, str, str, dt.date]] = field(default_factory=list)

    def records(self) -> Iterator[tuple[int, int, int, int, dt.date, int]]:
        """(id, household, person, kind, date, minutes), 600,000 of them."""
        pairs = [(row[0], row[1]) for row in self.people]
        for number in range(1, RECORDS + 1):
            person, household = self.rng.choice(pairs)
            day = BASE + dt.timedelta(days=self.rng.randrange(SPAN))
            yield number, household, person, self.rng.randrange(1, KINDS + 1), day, self.rng.choice(MINUTES)


def draw() -> Population:
    """Draw households and people; the order of draws is part of the agreement."""
    surnames = sorted({a + b + c for a in SURNAME_PARTS[0] for b in SURNAME_PARTS[1] for c in SURNAME_PARTS[2]})
    firsts = [a + b for a in FIRST_PARTS[0] for b in FIRST_PARTS[1]]
    drawn = Population(random.Random(20261122))
    rng, sizes = drawn.rng, [3] * HOUSEHOLDS
    for _n in range(HOUSEHOLDS):
        i, j = rng.randrange(HOUSEHOLDS), rng.randrange(HOUSEHOLDS)
        if sizes[i] > 1 and sizes[j] < 7 and i != j:
            sizes[i], sizes[j] = sizes[i] - 1, sizes[j] + 1
    for household in range(1, HOUSEHOLDS + 1):
        registered = BASE + dt.timedelta(days=rng.randrange(SPAN))
        surname = rng.choice(surnames)
        address = f"{rng.randrange(1, 250)} {rng.choice(surnames)} street, District {rng.randrange(1, 25)}"
        drawn.households.append((household, registered, address, f"+37477{rng.randrange(10**6):06d}"))
        for _member in range(sizes[household - 1]):
            last = surname if rng.random() < 0.85 else rng.choice(surnames)
            born = dt.date(1950, 1, 1) + dt.timedelta(days=rng.randrange(27500))
            first, sex = rng.choice(firsts), rng.choice("FM")
            drawn.people.append((len(drawn.people) + 1, household, first, last, sex, born))
    return drawn


def load() -> None:
    """Write the population into an empty database."""
    if Project.objects.exists():
        print("The database is not empty; nothing was written.")
        return
    ensure_functions()
    ensure_territories()
    drawn = draw()
    with transaction.atomic():
        project, sites, users = _stage()
        first = _Firsts.now()
        _families(drawn, first, project, sites)
        _people(drawn, first)
        _seats(drawn, first, users)
        _records(drawn, first, project, sites)
        _casework(drawn, first, users)
    index_names(_one_per_word())
    _tidy()
    print(
        f"{HOUSEHOLDS} families, {PEOPLE} people, {RECORDS} records. Sign in as worker0@ligzda.example or coordinator@ligzda.example, {PASSWORD}"
    )


def _tidy() -> None:
    """So many rows at once: the planner is told about them."""
    with connection.cursor() as cursor:
        cursor.execute("vacuum analyze" if connection.vendor == "postgresql" else "analyze")


@dataclass(frozen=True)
class _Firsts:
    """The id each table's first row gets; household 1 has them all, household 2 the next ones."""

    family: int
    circle: int
    case: int
    episode: int
    person: int
    session: int

    @classmethod
    def now(cls) -> "_Firsts":
        return cls(*(first_id(model) for model in (Family, Circle, Case, Episode, Person, Session)))


def _stage() -> tuple[Project, list[Site], list[User]]:
    """One programme, eight centres, the first centre's workers and its coordinator."""
    project = Project.objects.create(
        key="large", title_lv="Large", start_date=BASE, state="running", circle=Circle.objects.create(kind="project")
    )
    territory = Territory.objects.order_by("id").first()
    if territory is None:
        raise LookupError("territories are missing")
    top = organisation()
    sites = [
        Site.objects.create(
            key=f"centre{n}", name=f"Centre {n}", territory=territory, prefix=f"C{n}", circle=Circle.objects.create(kind="site", parent=top)
        )
        for n in range(CENTRES)
    ]
    for n in range(1, KINDS + 1):
        name = f"Service type {n}"
        ServiceType.objects.create(key=f"type{n}", name=Translated(lv=name, en=name, lt=name), kind="contact")
    password = make_password(PASSWORD)
    social = Function.objects.get(key="social_worker")
    users = [
        User.objects.create(
            email=f"worker{n}@ligzda.example", name=f"Worker {n}", function=social, password=password, first_password_at=clock.now()
        )
        for n in range(WORKERS)
    ]
    for user in users:
        Seat.objects.create(circle=sites[0].circle, user=user, role="case_worker", because="appointed", from_date=BASE)
    head = User.objects.create(email="coordinator@ligzda.example", name="Coordinator", password=password, first_password_at=clock.now())
    Seat.objects.create(circle=sites[0].circle, user=head, role="coordinator", because="appointed", from_date=BASE)
    return project, sites, users


def _families(drawn: Population, first: _Firsts, project: Project, sites: list[Site]) -> None:
    """Families, each with a file of its own circle and an open episode."""
    surname: dict[int, str] = {}
    for _id, household, _first, last, _sex, _born in drawn.people:
        surname.setdefault(household, last)
    own = [(row[0], row[0] - 1, sites[row[0] % CENTRES], row) for row in drawn.households]
    pour(Family, ("id", "name", "folded"), ((first.family + n, surname[h], folded_of([surname[h]])) for h, n, *_more in own))
    pour(
        Circle,
        ("id", "kind", "name", "parent_id", "project_id"),
        ((first.circle + n, "case", f"HH-{h:06d}", site.circle_id, project.circle_id) for h, n, site, _row in own),
    )
    pour(
        Case,
        ("id", "number", "family_id", "circle_id", "project_id", "site_id"),
        ((first.case + n, f"HH-{h:06d}", first.family + n, first.circle + n, project.pk, site.pk) for h, n, site, _row in own),
    )
    pour(
        Episode,
        ("id", "case_id", "state", "admitted_date"),
        ((first.episode + n, first.case + n, "active", row[1]) for _h, n, _site, row in own),
    )
    spans = ((first.episode + n, "active", row[1]) for _h, n, _site, row in own)
    pour(StateSpan, ("id", "episode_id", "state", "from_date"), numbered(first_id(StateSpan), spans))
    accesses = ((first.circle + n, first.family + n) for _h, n, *_more in own)
    pour(CircleAccess, ("id", "circle_id", "family_id"), numbered(first_id(CircleAccess), accesses))
    addresses = ((first.family + n, "actual", row[2]) for _h, n, _site, row in own)
    pour(Address, ("id", "family_id", "kind", "text"), numbered(first_id(Address), addresses))


def _people(drawn: Population, first: _Firsts) -> None:
    """Persons and their membership; the first of a household answers its telephone."""
    sexes = {"F": "female", "M": "male"}
    pour(
        Person,
        ("id", "first_name", "last_name", "folded", "sex", "birth_date"),
        (
            (first.person + n - 1, name, last, folded_of([name, last]), sexes[sex], born)
            for n, _household, name, last, sex, born in drawn.people
        ),
    )
    members = ((first.family + household - 1, first.person + n - 1, "other") for n, household, *_more in drawn.people)
    pour(Membership, ("id", "family_id", "person_id", "role"), numbered(first_id(Membership), members))
    heads: dict[int, int] = {}
    for n, household, *_more in drawn.people:
        heads.setdefault(household, first.person + n - 1)
    phones = ((heads[household], "phone", phone) for household, _day, _address, phone in drawn.households)
    pour(ContactDetail, ("id", "person_id", "kind", "value"), numbered(first_id(ContactDetail), phones))


def _seats(drawn: Population, first: _Firsts, users: list[User]) -> None:
    """Families of the first centre: the first forty are the measured worker's, the others go round."""
    own = [h for h, *_more in drawn.households if h % CENTRES == 0]
    seats = ((first.circle + h - 1, _worker(h, users).pk, "case_worker", "assigned", True, BASE) for h in own)
    names = ("id", "circle_id", "user_id", "role", "because", "is_responsible", "from_date")
    pour(Seat, names, numbered(first_id(Seat), seats))
    carried = ((first.episode + h - 1, _worker(h, users).pk, BASE) for h in own)
    pour(Responsibility, ("id", "episode_id", "user_id", "from_date"), numbered(first_id(Responsibility), carried))


def _worker(household: int, users: list[User]) -> User:
    """Who works with a household: of the first centre in turns, the first forty the measured one; elsewhere nobody who is measured."""
    place = household // CENTRES - 1
    if household % CENTRES:
        return users[-1]
    return users[0] if place < OWN_FAMILIES else users[1 + place % (len(users) - 1)]


def _casework(drawn: Population, first: _Firsts, users: list[User]) -> None:
    admitted = [day for _h, day, *_more in drawn.households]
    large_casework.write(first.case, first.episode, admitted, [_worker(h, users).pk for h, *_more in drawn.households])


def _records(drawn: Population, first: _Firsts, project: Project, sites: list[Site]) -> None:
    """One meeting and one person present for each record."""
    kinds = list(ServiceType.objects.filter(key__startswith="type").order_by("id").values_list("pk", flat=True))
    came: list[tuple[int, int]] = []

    def meetings() -> Iterator[tuple[Any, ...]]:
        for n, h, person, kind, day, length in drawn.records():
            came.append((person, h))
            circle, case, site = first.circle + h - 1, first.case + h - 1, sites[h % CENTRES].pk
            yield first.session + n - 1, case, circle, project.pk, kinds[kind - 1], site, day, length, "held"

    names = ("id", "case_id", "circle_id", "project_id", "service_id", "site_id", "date", "minutes", "status")
    pour(Session, names, meetings())
    present = (
        (first.session + n, first.person + person - 1, first.family + h - 1, first.case + h - 1, "present")
        for n, (person, h) in enumerate(came)
    )
    pour(Attendance, ("id", "session_id", "person_id", "family_id", "case_id", "status"), numbered(first_id(Attendance), present))


def _one_per_word() -> list[Person]:
    """So many persons that every word of every name is among theirs: what is indexed for search are words."""
    seen: set[str] = set()
    chosen: list[int] = []
    for pk, folded in Person.objects.order_by("id").values_list("id", "folded").iterator():
        if new := set(folded.split()) - seen:
            seen |= new
            chosen.append(pk)
    return list(Person.objects.filter(pk__in=chosen))
