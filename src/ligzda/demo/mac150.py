"""MAC/150: 129 families in six stretches, their services by site, and everything nobody counted."""

import datetime as dt
from dataclasses import dataclass, field

from ligzda.access.models import User
from ligzda.demo.builder import weekdays
from ligzda.demo.household import Household, Shape, make, record, write_spans
from ligzda.demo.setting import Stage
from ligzda.people.models import Person
from ligzda.projects.models import Activity, Project

# New families per stretch: the days between which their first service lies.
STRETCHES = (
    (79, dt.date(2013, 11, 4), dt.date(2014, 4, 30)),
    (13, dt.date(2014, 5, 1), dt.date(2014, 7, 31)),
    (9, dt.date(2014, 8, 1), dt.date(2014, 11, 30)),
    (16, dt.date(2014, 12, 1), dt.date(2015, 2, 28)),
    (10, dt.date(2015, 3, 1), dt.date(2015, 5, 31)),
    (2, dt.date(2015, 6, 1), dt.date(2015, 6, 30)),
)
SERVICES_END = dt.date(2015, 6, 30)
CHILDREN = 271
BAUSKA, VALMIERA = 64, 65
# How many families of Bauska and of Valmiera met the specialist.
BY_SITE = {"psychologist": (28, 60), "lawyer": (51, 30)}
EARLY_END = dt.date(2014, 3, 20)  # those who later join groups, camps, pairs and conferences came before this day


@dataclass
class Cast:
    """Who takes part in what, by household."""

    homes: list[Household] = field(default_factory=list)
    women: list[Household] = field(default_factory=list)  # group A
    parents: list[Household] = field(default_factory=list)  # group B
    mentees: list[Household] = field(default_factory=list)
    conferences: list[Household] = field(default_factory=list)
    camp_valmiera: list[Household] = field(default_factory=list)
    camp_bauska_1: list[Household] = field(default_factory=list)
    camp_bauska_2: list[Household] = field(default_factory=list)

    def at(self, site: str) -> list[Household]:
        return [home for home in self.homes if home.site == site]

    def stays(self, home: Household) -> bool:
        """Whether the family takes part in something that lasts to the end of services."""
        lists = (self.women, self.parents, self.mentees, self.conferences, self.camp_valmiera, self.camp_bauska_1, self.camp_bauska_2)
        return any(home is other for some in lists for other in some)


def families(stage: Stage, project: Project, activity: Activity) -> Cast:
    """All 129 households with their ways of life in the programme; groups, camps and events come after."""
    entries = _entries(stage)
    sites = _sites(stage, entries)
    sizes = _children_of(stage, len(entries))
    cast = Cast()
    special: dict[str, list[int]] = {"bauska": [], "valmiera": []}
    for n, (day, site) in enumerate(zip(entries, sites, strict=True)):
        if day <= EARLY_END and len(special[site]) < 30:
            special[site].append(n)
    shapes = {n: Shape(adults=1 if stage.builder.rng.random() < 0.45 else 2, ages=_ages(stage, sizes[n])) for n in range(len(entries))}
    _special_shapes(stage, special, shapes, sizes)
    for n, (day, site) in enumerate(zip(entries, sites, strict=True)):
        workers = stage.staff(site, "social_worker")
        cast.homes.append(make(stage, project, activity, site, day, shapes[n], workers[n % len(workers)]))
    _choose(cast, special)
    services = _services(stage, cast)
    for home in cast.homes:
        _life(stage, home, services[home.family.key], stays=cast.stays(home))
    for home in cast.conferences:
        for day in stage.builder.rng.sample(weekdays(dt.date(2014, 9, 15), dt.date(2015, 4, 30)), 2):
            record(home, "fgc", day, home.adults, home.worker, minutes=120)
    for home in cast.mentees:
        for day in weekdays(dt.date(2014, 10, 1), dt.date(2015, 3, 31))[::8]:
            record(home, "mentoring", day, home.children[:1], home.worker, minutes=90, place="other", noted=0.2)
    return cast


def _entries(stage: Stage) -> list[dt.date]:
    """The day of the first service of each family; at least sixty come early."""
    rng, days = stage.builder.rng, []
    for count, start, end in STRETCHES:
        early = 62 if start == STRETCHES[0][1] else 0
        days += [rng.choice(weekdays(start, EARLY_END)) for _n in range(early)]
        days += [rng.choice(weekdays(start, end)) for _n in range(count - early)]
    return days


def _sites(stage: Stage, entries: list[dt.date]) -> list[str]:
    """64 families of Bauska, 65 of Valmiera; the early ones alternate, so both sites have thirty of them."""
    early = [n for n, day in enumerate(entries) if day <= EARLY_END]
    late = [n for n in range(len(entries)) if n not in set(early)]
    sites = ["valmiera"] * len(entries)
    for n in early[::2]:
        sites[n] = "bauska"
    missing = BAUSKA - len(early[::2])
    for n in stage.builder.rng.sample(late, missing):
        sites[n] = "bauska"
    return sites


def _children_of(stage: Stage, families_count: int) -> list[int]:
    """How many children each family has: at least one, at most six, 271 together."""
    sizes = [1] * families_count
    while sum(sizes) < CHILDREN:
        n = stage.builder.rng.randrange(families_count)
        if sizes[n] < 4 or (sizes[n] < 6 and stage.builder.rng.random() < 0.15):
            sizes[n] += 1
    return sizes


def _ages(stage: Stage, count: int) -> tuple[int, ...]:
    return tuple(sorted((stage.builder.rng.randint(0, 15) for _n in range(count)), reverse=True))


CAMP_SIZES = (3, 3, 3, 4, 4)  # 17 children of five families in Valmiera


def _special_shapes(stage: Stage, special: dict[str, list[int]], shapes: dict[int, Shape], sizes: list[int]) -> None:
    """Families of the Valmiera camp have the camp's children; mentees' families have a child of twelve to sixteen."""
    rng = stage.builder.rng
    camp = special["valmiera"][:5]
    for n, wanted in zip(camp, CAMP_SIZES, strict=True):
        _set_size(rng, sizes, n, wanted, set(special["valmiera"][:5]))
    for n in range(len(sizes)):
        shapes[n] = Shape(adults=shapes[n].adults, ages=_ages(stage, sizes[n]))
    for n in camp:
        shapes[n] = Shape(adults=1, ages=tuple(sorted((rng.randint(3, 13) for _k in range(sizes[n])), reverse=True)))
    for n in special["bauska"][:6]:
        ages = (rng.randint(12, 14), *sorted((rng.randint(1, 11) for _k in range(sizes[n] - 1)), reverse=True))
        shapes[n] = Shape(adults=1, ages=ages)


def _set_size(rng: object, sizes: list[int], n: int, wanted: int, keep: set[int]) -> None:
    """Give family ``n`` its number of children and let others make up the difference."""
    others = [k for k in range(len(sizes)) if k not in keep]
    while sizes[n] != wanted:
        step = 1 if sizes[n] < wanted else -1
        other = rng.choice(others)  # type: ignore[attr-defined]
        if 1 <= sizes[other] - step <= 5:
            sizes[n] += step
            sizes[other] -= step


def _choose(cast: Cast, special: dict[str, list[int]]) -> None:
    bauska = [cast.homes[n] for n in special["bauska"]]
    valmiera = [cast.homes[n] for n in special["valmiera"]]
    cast.mentees = bauska[:6]
    cast.women = bauska[6:20]
    cast.camp_bauska_1 = bauska[20:25]
    cast.camp_bauska_2 = bauska[3:6] + bauska[22:26]
    cast.conferences = bauska[26:29] + valmiera[12:15]
    cast.camp_valmiera = valmiera[:5]
    cast.parents = valmiera[5:11]


def _services(stage: Stage, cast: Cast) -> dict[str, set[str]]:
    """Which families saw a psychologist and a lawyer: as many per site as were reported."""
    found: dict[str, set[str]] = {home.family.key: set() for home in cast.homes}
    for service, counts in BY_SITE.items():
        for site, count in zip(("bauska", "valmiera"), counts, strict=True):
            for home in stage.builder.rng.sample(cast.at(site), count):
                found[home.family.key].add(service)
    return found


def _life(stage: Stage, home: Household, services: set[str], *, stays: bool) -> None:
    """From the first visit to the end of services: contacts, consultations, visits, states."""
    rng = stage.builder.rng
    last = SERVICES_END if stays else min(SERVICES_END, home.entry + dt.timedelta(days=rng.randint(100, 420)))
    record(home, "social_work", home.entry, _some(rng, home, adults=True), home.worker)
    days = weekdays(home.entry + dt.timedelta(days=1), max(last, home.entry + dt.timedelta(days=5)))
    days = [day for day in days if day <= SERVICES_END] or [home.entry]
    plan = ["social_work"] * rng.randint(1, 9) + ["home_visit"] * rng.randint(1, 6)
    for service in sorted(services):
        plan += [service] * rng.randint(1, 4)
    if rng.random() < 0.3:
        plan += ["family_assistant"] * rng.randint(2, 10)
    for service in plan:
        worker = _worker(stage, home, service)
        day = rng.choice(days)
        record(home, service, day, _some(rng, home, adults=service == "lawyer"), worker)
        if rng.random() < 0.06:
            record(home, service, rng.choice(days), [home.adults[0]], worker, status=rng.choice(("no_show", "cancelled")))
    _reach_all(home, days)
    _states(stage, home, SERVICES_END if stays else days[-1])


def _some(rng: object, home: Household, *, adults: bool = False) -> list[Person]:
    pool = home.adults if adults else home.people
    return sorted(rng.sample(pool, rng.randint(1, min(3, len(pool)))), key=lambda person: person.key)  # type: ignore[attr-defined]


def _worker(stage: Stage, home: Household, service: str) -> User:
    function = {"psychologist": "psychologist", "lawyer": "lawyer", "family_assistant": "family_assistant"}.get(service)
    return stage.builder.rng.choice(stage.staff(home.site, function)) if function else home.worker


def _reach_all(home: Household, days: list[dt.date]) -> None:
    """Every child of the programme met somebody at least once."""
    missing = [person for person in home.people if person.key not in home.reached]
    while missing:
        record(home, "home_visit", home.stage.builder.rng.choice(days), missing[:3], home.worker)
        missing = missing[3:]


def _states(stage: Stage, home: Household, last: dt.date) -> None:
    rng, start = stage.builder.rng, home.episode.admitted_date
    closed = max(last, start + dt.timedelta(days=3))
    steps = [("assessment", start, "Uzsākta izvērtēšana kopā ar ģimeni.")]
    for state, after, sentence in (
        ("planning", 25, "Izvērtētas visas dzīves jomas, ģimene zina, kas notiks tālāk."),
        ("active", 40, "Ģimene un komanda vienojās par pirmajiem soļiem."),
        ("stepping_down", 200, "Tikšanās reizi divās nedēļās, ģimene daudz dara pati."),
    ):
        if start + dt.timedelta(days=after) < closed:
            steps.append((state, start + dt.timedelta(days=after), sentence))
    steps.append(("closed", closed, "Atbalsts programmā noslēgts."))
    after = closed + dt.timedelta(days=rng.randint(1, 14))
    steps += [
        ("aftercare", after, "Ģimene piekrita sazvanīties pēc mēneša."),
        ("ended", after + dt.timedelta(days=365), "Pēdējais kontakts, ģimenei klājas mierīgi."),
    ]
    home.episode.closed_date = closed
    home.episode.exit_type = rng.choice(
        ("self_reliant", "goals_partly", "goals_partly", "handed_over", "moved_away", "withdrew", "project_ended")
    )
    home.episode.exit_reason = "Sasniegtais pārrunāts ar ģimeni noslēguma tikšanās reizē."
    write_spans(home, steps)
