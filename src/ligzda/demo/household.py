"""One invented family: people with ages and relations, a file, a team, and a way of writing what was done with them."""

import datetime as dt
from dataclasses import dataclass, field

from ligzda.access.models import Circle, Seat, User
from ligzda.cases.models import Case, Episode, Note, Referral, Responsibility, StateSpan
from ligzda.demo.names import Namer, family_heading
from ligzda.demo.phrases import phrase
from ligzda.demo.setting import Stage
from ligzda.kernel.text import fold
from ligzda.people.models import CircleAccess, Family, Membership, Person, PrivacyNotice, Relation
from ligzda.projects.models import Activity, Project
from ligzda.services.models import Attendance, Session

ROOM_HOURS = (8, 9, 10, 11, 12, 13, 14, 15, 16, 17)


@dataclass
class Household:
    """A family with its file, as long as it is being written."""

    stage: Stage
    family: Family
    case: Case
    episode: Episode
    project: Project
    site: str
    entry: dt.date
    worker: User
    adults: list[Person] = field(default_factory=list)
    children: list[Person] = field(default_factory=list)
    taken: set[tuple[dt.date, int, str]] = field(default_factory=set)
    reached: set[str] = field(default_factory=set)
    country: str = "LV"
    records: int = 0

    @property
    def people(self) -> list[Person]:
        return self.adults + self.children


@dataclass(frozen=True)
class Shape:
    """How a family is made: how many adults, the children's ages at entry, sex fixed where a text says so."""

    adults: int = 2
    ages: tuple[int, ...] = (5, 9)
    mother_only: bool = False
    girls: bool | None = None
    kind: str = ""
    surname: tuple[str, str] | None = None
    heading: str = ""


def make(
    stage: Stage, project: Project, activity: Activity | None, site: str, entry: dt.date, shape: Shape, worker: User, *, country: str = "LV"
) -> Household:
    """A family that enters the programme at a site on a day."""
    builder, rng = stage.builder, stage.builder.rng
    namer = Namer(rng, country)
    surname = shape.surname or namer.surname()
    kind = shape.kind or ("two_parent" if shape.adults > 1 else "single_parent")
    territory = stage.territory(_home(stage, site), entry)
    heading = shape.heading or family_heading(*surname, country)
    family = builder.add(Family(key=builder.key(), name=heading, folded=f" {fold(heading)} ", type=kind, territory=territory))
    number = builder.number(stage.sites[site].prefix)
    circle = builder.circle(Circle.Kind.CASE, stage.sites[site].circle, project.circle, name=number)
    case = builder.add(
        Case(
            key=builder.key(),
            number=number,
            family=family,
            project=project,
            site=stage.sites[site],
            activity=activity,
            circle=circle,
            family_type=kind,
            territory=territory,
        )
    )
    admitted = entry - dt.timedelta(days=rng.randint(0, 3))
    start = project.start_date or entry
    episode = builder.add(Episode(case=case, admitted_date=max(admitted, start), criterion=_criterion(rng)))
    home = Household(
        stage=stage, family=family, case=case, episode=episode, project=project, site=site, entry=entry, worker=worker, country=country
    )
    _people(home, namer, surname, shape)
    builder.add(CircleAccess(circle=circle, family=family))
    builder.add(
        Seat(
            circle=circle,
            user=worker,
            role="case_worker",
            function=worker.function,
            because="assigned",
            is_responsible=True,
            from_date=episode.admitted_date,
        )
    )
    builder.add(Responsibility(episode=episode, user=worker, from_date=episode.admitted_date))
    _referral(home, rng.choice((1, 2, 4, 6)))
    return home


def _home(stage: Stage, site: str) -> str:
    around = {
        "bauska": ("bauska", "bauska", "iecava", "rundale"),
        "valmiera": ("valmiera",),
        "cesis": ("cesis",),
        "siauliai": ("siauliai",),
    }
    return stage.builder.rng.choice(around[site])


def _criterion(rng: object) -> str:
    options = (
        "ģimene krīzes situācijā",
        "vājas bērnu aprūpes prasmes",
        "ilgstošs bezdarbs ģimenē",
        "bērna skolas kavējumi",
        "nesen pārciesta šķiršanās",
    )
    return options[rng.randrange(len(options))]  # type: ignore[attr-defined]


def _people(home: Household, namer: Namer, surname: tuple[str, str], shape: Shape) -> None:
    rng, entry = home.stage.builder.rng, home.entry
    eldest = max(shape.ages, default=3)
    for n in range(shape.adults):
        sex = "female" if n == 0 or shape.mother_only else "male"
        age = rng.randint(max(21, eldest + 17), max(24, eldest + 17) + 14)
        role = {0: "mother", 1: "father"}.get(n, "grandparent") if shape.kind not in {"foster", "guardian", "adoptive"} else "foster_carer"
        home.adults.append(_person(home, namer, surname, sex, _born(rng, entry, age), role if shape.kind != "guardian" else "guardian"))
    for age in shape.ages:
        girl = shape.girls if shape.girls is not None else rng.random() < 0.5
        role = "foster_child" if shape.kind == "foster" else "child"
        own = surname if shape.kind not in {"foster", "guardian"} else namer.surname()
        home.children.append(_person(home, namer, own, "female" if girl else "male", _born(rng, entry, age), role))
    for child in home.children:
        for adult in home.adults[:2]:
            tie = {"foster": "foster_parent", "guardian": "guardian", "adoptive": "adoptive_parent"}.get(shape.kind, "parent")
            home.stage.builder.add(Relation(first=adult, second=child, kind=tie))


def _born(rng: object, entry: dt.date, age: int) -> dt.date:
    """A birthday that makes somebody ``age`` on the entry day and not yet a year older in the seven months after."""
    days = rng.randrange(1, 150)  # type: ignore[attr-defined]
    month_day = entry - dt.timedelta(days=days)
    return dt.date(month_day.year - age, month_day.month, min(month_day.day, 28))


def _person(home: Household, namer: Namer, surname: tuple[str, str], sex: str, born: dt.date, role: str) -> Person:
    builder = home.stage.builder
    taken = {person.first_name for person in home.people}
    first = next(name for name in iter(lambda: namer.first(sex), "") if name not in taken)
    last = surname[0] if sex == "female" else surname[1]
    person = builder.add(
        Person(key=builder.key(), first_name=first, last_name=last, folded=f" {fold(f'{first} {last}')} ", sex=sex, birth_date=born)
    )
    builder.add(Membership(family=home.family, person=person, role=role))
    if role not in {"child", "foster_child"} and not home.adults:
        language = "lt" if home.country == "LT" else "lv"
        builder.add(PrivacyNotice(person=person, version="1", given_date=home.entry, language=language, basis="public_task"))
    return person


def _referral(home: Household, days_before: int) -> None:
    builder, rng = home.stage.builder, home.stage.builder.rng
    source, organisation, reason = rng.choice(
        (
            ("municipal_social_service", "bauska_ss", "Ģimenei vajadzīgs atbalsts ikdienas režīmā un mājas budžetā."),
            ("orphans_court", "bauska_bt", "Lūdzam palīdzēt vecākiem nostiprināt bērnu aprūpes prasmes."),
            ("school", None, "Bērns bieži kavē stundas, vecāki lūdz padomu."),
            ("self_referral", None, "Māte pati zvanīja un lūdza palīdzību."),
        )
    )
    if home.country == "LT":
        source, organisation, reason = "self_referral", None, "Globėja pati kreipėsi patarimo."
    if organisation and home.site != "bauska":
        organisation = None
    circle = builder.circle(Circle.Kind.REFERRAL, home.stage.sites[home.site].circle, name=f"N-{home.case.number}")
    received = home.episode.admitted_date - dt.timedelta(days=days_before)
    builder.add(
        Referral(
            key=builder.key(), number=f"N-{home.case.number}", state="admitted", source=source, received_date=received, reason=reason, family_informed="yes",
            organisation=home.stage.organisations[organisation] if organisation else None, family=home.family, site=home.stage.sites[home.site],
            project=home.project, circle=circle, case=home.case, first_contact_date=home.episode.admitted_date, decided_date=home.episode.admitted_date,
            family_told=True,
        )
    )  # fmt: skip


def write_spans(home: Household, steps: list[tuple[str, dt.date, str]]) -> None:
    """The states an episode went through: (state, from, sentence), each ending where the next begins."""
    builder = home.stage.builder
    for n, (state, start, sentence) in enumerate(steps):
        end = steps[n + 1][1] if n + 1 < len(steps) else None
        builder.add(StateSpan(episode=home.episode, state=state, from_date=start, until_date=end, sentence=sentence, by_user=home.worker))
    home.episode.state = steps[-1][0]


def record(
    home: Household, service: str, day: dt.date, present: list[Person], worker: User, *, text: str = "", status: str = "held", minutes: int = 0, place: str = "",
    protected: str = "", noted: float = 0.4,
) -> Session:  # fmt: skip
    """One meeting with the family (or some of them), with its note."""
    builder, rng, kind = home.stage.builder, home.stage.builder.rng, home.stage.services[service]
    hour = rng.choice([h for h in ROOM_HOURS if (day, h, service) not in home.taken])
    home.taken.add((day, hour, service))
    home.records += 1
    if not text and rng.random() < noted and status == "held":
        text = phrase(rng, service, home.country)
    note = builder.add(Note(key=builder.key(), case=home.case, date=day, text=text, author=worker)) if text else None
    sealed = (
        builder.add(Note(key=builder.key(), case=home.case, date=day, tier="professional", sealed_text=protected, author=worker))
        if protected
        else None
    )
    mode = "individual" if len(present) < 2 else "pair" if len(present) == 2 else "family"
    session = builder.add(
        Session(
            key=builder.key(), case=home.case, circle=home.case.circle, project=home.project, activity=home.case.activity, service=kind, site=home.case.site, date=day,
            start_time=dt.time(hour, 30 if hour % 2 else 0), minutes=minutes or rng.choice((kind.usual_minutes, kind.usual_minutes, 45, 60)), mode=mode,
            status=status, place=place or kind.usual_place, worker=worker, note=note, protected_note=sealed, topic=rng.choice(home.stage.topics) if home.stage.topics else None,
            created_by=worker, warned=rng.random() < 0.5 if status == "no_show" else None,
        )
    )  # fmt: skip
    for person in present:
        attended = "present" if status == "held" else "absent"
        builder.add(Attendance(session=session, person=person, family=home.family, case=home.case, status=attended))
        if status == "held":
            home.reached.add(person.key)
    return session
