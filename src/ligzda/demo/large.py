"""``ligzda demo --large``: 20,000 households, 60,000 people, 600,000 records over 36 months, for measuring.

The same rows, from the same seed and in the same order of draws, as the population other systems are measured with.
Eight centres share the households by id modulo 8; forty families of the first centre are one case worker's.
"""

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import connection, models, transaction

from ligzda.access.catalogue import ensure_catalogue as ensure_functions
from ligzda.access.models import Circle, Function, Seat, User
from ligzda.cases.models import Case, Episode, StateSpan
from ligzda.demo.setting import PASSWORD
from ligzda.kernel.text import fold
from ligzda.people.models import Address, ContactDetail, Family, Membership, Person, Sight
from ligzda.people.naming import index_names
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
BATCH = 2000


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
        stage = _stage()
        cases = _households(drawn, *stage)
        _records(drawn, cases, stage[0])
    people = Person.objects.order_by("id").iterator(chunk_size=BATCH)
    while batch := list(islice(people, BATCH)):
        index_names(batch)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("analyze")
    print(
        f"{HOUSEHOLDS} families, {PEOPLE} people, {RECORDS} records. Sign in as worker0@ligzda.example or coordinator@ligzda.example, {PASSWORD}"
    )


def _stage() -> tuple[Project, list[Site], list[User]]:
    """One programme, eight centres, the first centre's workers and its coordinator."""
    project = Project.objects.create(
        key="large", title_lv="Large", start_date=BASE, state="running", circle=Circle.objects.create(kind="project")
    )
    territory = Territory.objects.order_by("id").first()
    if territory is None:
        raise LookupError("territories are missing")
    top = Circle.objects.create(kind="organisation")
    sites = [
        Site.objects.create(
            key=f"centre{n}", name=f"Centre {n}", territory=territory, prefix=f"C{n}", circle=Circle.objects.create(kind="site", parent=top)
        )
        for n in range(CENTRES)
    ]
    for n in range(1, KINDS + 1):
        name = f"Service type {n}"
        ServiceType.objects.create(key=f"type{n}", name_lv=name, name_en=name, name_lt=name, kind="contact")
    password = make_password(PASSWORD)
    social = Function.objects.get(key="social_worker")
    users = [
        User.objects.create(email=f"worker{n}@ligzda.example", name=f"Worker {n}", function=social, password=password, language="en")
        for n in range(WORKERS)
    ]
    for user in users:
        Seat.objects.create(circle=sites[0].circle, user=user, role="case_worker", because="appointed", from_date=BASE)
    head = User.objects.create(email="coordinator@ligzda.example", name="Coordinator", password=password, language="en")
    Seat.objects.create(circle=sites[0].circle, user=head, role="coordinator", because="appointed", from_date=BASE)
    return project, sites, users


def _households(drawn: Population, project: Project, sites: list[Site], users: list[User]) -> dict[int, Case]:
    """Families with members, files and open episodes; the first centre's families are shared among its workers."""
    surname: dict[int, str] = {}
    for _id, household, _first, last, _sex, _born in drawn.people:
        surname.setdefault(household, last)
    families = _write(Family, (Family(name=surname[h], folded=f" {fold(surname[h])} ") for h, *_more in drawn.households))
    circles = _write(
        Circle, (Circle(kind="case", parent=sites[h % CENTRES].circle, project=project.circle) for h, *_more in drawn.households)
    )
    rows = zip(drawn.households, families, circles, strict=True)
    cases = _write(
        Case,
        (
            Case(number=f"HH-{h:06d}", family=family, project=project, site=sites[h % CENTRES], circle=circle)
            for (h, *_more), family, circle in rows
        ),
    )
    episodes = _write(
        Episode, (Episode(case=case, state="active", admitted_date=row[1]) for row, case in zip(drawn.households, cases, strict=True))
    )
    _write(StateSpan, (StateSpan(episode=episode, state="active", from_date=episode.admitted_date) for episode in episodes))
    _write(Sight, (Sight(circle=circle, family=family) for circle, family in zip(circles, families, strict=True)))
    people = _write(Person, (_person(row) for row in drawn.people))
    _write(
        Membership,
        (Membership(family=families[row[1] - 1], person=person, role="other") for row, person in zip(drawn.people, people, strict=True)),
    )
    _write(Address, (Address(family=family, kind="actual", text=row[2]) for row, family in zip(drawn.households, families, strict=True)))
    heads = {row[1]: person for row, person in reversed(list(zip(drawn.people, people, strict=True)))}
    _write(ContactDetail, (ContactDetail(person=heads[row[0]], kind="phone", value=row[3]) for row in drawn.households))
    _write(Seat, _seats(drawn, circles, users))
    return {h: case for (h, *_more), case in zip(drawn.households, cases, strict=True)}


def _person(row: tuple[int, int, str, str, str, dt.date]) -> Person:
    _id, _household, first, last, sex, born = row
    return Person(
        first_name=first, last_name=last, folded=f" {fold(f'{first} {last}')} ", sex="female" if sex == "F" else "male", birth_date=born
    )


def _seats(drawn: Population, circles: list[Circle], users: list[User]) -> Iterator[Seat]:
    """Families of the first centre: the first forty are the measured worker's, the others go round."""
    own = [circle for (h, *_more), circle in zip(drawn.households, circles, strict=True) if h % CENTRES == 0]
    for n, circle in enumerate(own):
        user = users[0] if n < OWN_FAMILIES else users[1 + n % (len(users) - 1)]
        yield Seat(circle=circle, user=user, role="case_worker", because="assigned", is_responsible=True, from_date=BASE)


def _records(drawn: Population, cases: dict[int, Case], project: Project) -> None:
    kinds = list(ServiceType.objects.filter(key__startswith="type").order_by("id"))
    first = Person.objects.order_by("id").values_list("id", flat=True)[0]
    records = drawn.records()
    while batch := list(islice(records, BATCH * 5)):
        sessions = Session.objects.bulk_create(
            (
                Session(
                    case=cases[h],
                    circle_id=cases[h].circle_id,
                    project=project,
                    service=kinds[kind - 1],
                    site_id=cases[h].site_id,
                    date=day,
                    minutes=length,
                    status="held",
                )
                for _id, h, _person_id, kind, day, length in batch
            ),
            batch_size=BATCH,
        )
        Attendance.objects.bulk_create(
            (
                Attendance(
                    session=session, person_id=first + row[2] - 1, family_id=cases[row[1]].family_id, case=cases[row[1]], status="present"
                )
                for session, row in zip(sessions, batch, strict=True)
            ),
            batch_size=BATCH,
        )


def _write(model: type[models.Model], rows: Iterator[Any]) -> list[Any]:
    return list(model._default_manager.bulk_create(rows, batch_size=BATCH))
