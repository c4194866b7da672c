"""Cēsis: 49 families of 2012, their 193 people, 1,232 consultations by seven specialists, one camp, two open events."""

import datetime as dt

from ligzda.demo.builder import weekdays
from ligzda.demo.household import Household, Shape, make, record, write_spans
from ligzda.demo.p3_groups import meeting, new_cohort, new_event, new_group
from ligzda.demo.setting import Stage
from ligzda.people.models import Person
from ligzda.projects.models import Activity, Project
from ligzda.services.models import Invitation, StatedNumber

FAMILIES, CHILDREN, ADULTS = 49, 103, 90
BY_SUMMER = 33  # families admitted by 18.07.2012
SUMMER = dt.date(2012, 7, 18)
YEAR_END = dt.date(2012, 12, 28)
CONSULTATIONS = {
    "psychologist": 177, "psychotherapist": 200, "physiotherapist": 322, "speech_therapist": 276, "lawyer": 149, "narcologist": 85, "gynaecologist": 23,
}  # fmt: skip
FOR_CHILDREN = {"physiotherapist", "speech_therapist"}
AT_MOST = 44  # consultations of one family, so that no file has more than sixty records


def families(stage: Stage, project: Project, activity: Activity) -> list[Household]:
    """All households, every person of them met in 2012."""
    rng = stage.builder.rng
    adults = [1] * FAMILIES
    for n in rng.sample(range(FAMILIES), ADULTS - FAMILIES):
        adults[n] = 2
    children = [1] * FAMILIES
    while sum(children) < CHILDREN:
        n = rng.randrange(FAMILIES)
        children[n] += children[n] < 5
    entries = [rng.choice(weekdays(dt.date(2012, 1, 9), SUMMER)) for _n in range(BY_SUMMER)]
    entries += [rng.choice(weekdays(SUMMER + dt.timedelta(days=1), dt.date(2012, 12, 14))) for _n in range(FAMILIES - BY_SUMMER)]
    workers = stage.staff("cesis", "social_worker")
    homes = []
    for n, day in enumerate(entries):
        ages = tuple(sorted((rng.randint(0, 16) for _k in range(children[n])), reverse=True))
        homes.append(make(stage, project, activity, "cesis", day, Shape(adults=adults[n], ages=ages), workers[n % 2]))
    for home in homes:
        _contacts(stage, home)
    _consultations(stage, homes)
    for home in homes:
        _rest(stage, home)
    return homes


def _contacts(stage: Stage, home: Household) -> None:
    rng = stage.builder.rng
    record(home, "social_work", home.entry, [home.adults[0]], home.worker)
    days = weekdays(home.entry, YEAR_END)
    rehabilitators = stage.staff("cesis", "social_rehabilitator")
    for _n in range(rng.randint(2, 7)):
        here = sorted(rng.sample(home.people, rng.randint(1, min(3, len(home.people)))), key=lambda person: person.key)
        record(home, "rehabilitation", rng.choice(days), here, rng.choice(rehabilitators), place=rng.choice(("home", "home", "centre")))
    if rng.random() < 0.2:
        record(home, "social_work", rng.choice(days), [home.adults[0]], home.worker, status="no_show")


def _consultations(stage: Stage, homes: list[Household]) -> None:
    """As many of each kind as were reported, none at the same hour with the same family."""
    rng = stage.builder.rng
    given = dict.fromkeys((home.family.key for home in homes), 0)
    for service, count in CONSULTATIONS.items():
        worker = stage.staff("cesis", service)[0]
        for _n in range(count):
            home = rng.choice([home for home in homes if given[home.family.key] < AT_MOST])
            given[home.family.key] += 1
            pool = home.children if service in FOR_CHILDREN or (service == "psychologist" and rng.random() < 0.4) else home.adults
            record(home, service, rng.choice(weekdays(home.entry, YEAR_END)), [rng.choice(pool)], worker, minutes=45, noted=0.12)


def _rest(stage: Stage, home: Household) -> None:
    """Everybody met at least once in the year; some families went on into 2013."""
    rng = stage.builder.rng
    missing = [person for person in home.people if person.key not in home.reached]
    days = weekdays(home.entry, YEAR_END)
    while missing:
        record(home, "home_visit", rng.choice(days), missing[:4], home.worker)
        missing = missing[4:]
    for _n in range(rng.choice((0, 0, 1, 2))):
        record(home, "social_work", rng.choice(weekdays(dt.date(2013, 1, 7), dt.date(2013, 4, 30))), [home.adults[0]], home.worker)
    if rng.random() < 0.15:
        young = [child for child in home.children if child.birth_date and child.birth_date.year < 2001]
        for child in young[:1]:
            record(home, "hiv_specialist", rng.choice(days), [child], stage.staff("cesis", "hiv_specialist")[0])
    start = home.episode.admitted_date
    closed = max(rng.choice(weekdays(dt.date(2013, 2, 1), dt.date(2013, 6, 28))), start + dt.timedelta(days=60))
    steps = [
        ("assessment", start, "Pirmā saruna ģimenes mājās."),
        ("planning", start + dt.timedelta(days=20), "Kopā izvēlēts, ar ko sākt."),
        ("active", start + dt.timedelta(days=35), "Ģimene piekrita soļiem un dienām."),
        ("closed", closed, "Projekta atbalsts noslēgts, tālāk palīdz sociālais dienests."),
        ("aftercare", closed + dt.timedelta(days=10), "Sazvanīsimies pēc mēneša."),
        ("ended", closed + dt.timedelta(days=370), "Pēdējā saruna pa tālruni."),
    ]
    home.episode.closed_date, home.episode.exit_type = closed, rng.choice(("self_reliant", "goals_partly", "handed_over", "project_ended"))
    write_spans(home, steps)


def events(stage: Stage, project: Project, activity: Activity) -> None:
    """The summer camp with its stated number, and two outings nobody counted."""
    leader = stage.staff("cesis", "social_rehabilitator")[0]
    group = new_group(
        stage,
        project,
        activity=activity,
        key="staicele",
        kind="camp",
        name="Staiceles piedzīvojums",
        site="cesis",
        leaders=[leader],
        closed=False,
    )
    cohort = new_cohort(stage, group, 1, dt.date(2012, 7, 23), dt.date(2012, 7, 27), 5, "ended")
    cohort.held_known_by = "gada pārskats"
    nobody: list[tuple[Household, Person]] = []
    for n in range(5):
        meeting(stage, group, cohort, dt.date(2012, 7, 23) + dt.timedelta(days=n), nobody, set(), 480)
    source = "pašvaldības lapa, 31.01.2013."
    own = stage.territory("cesis", dt.date(2012, 7, 23))
    stage.builder.add(StatedNumber(cohort=cohort, unit="children", territory=own, territory_label="Cēsu novads", value=15, source=source))
    other = stage.territory("valmiera", dt.date(2012, 7, 23))
    stage.builder.add(
        StatedNumber(cohort=cohort, unit="children", territory=other, territory_label="Valmieras novads", value=None, source=source)
    )
    for key, title, kind, day, who in (
        ("science_centre", "Brauciens uz zinātnes centru", "excursion", dt.date(2012, 9, 15), "visi pirmklasnieki ar ģimenēm"),
        ("technology_workshop", "Jauno tehnoloģiju darbnīca", "workshop", dt.date(2012, 10, 20), "daži bērni"),
    ):
        event = new_event(
            stage, project, activity=activity, key=key, title=title, kind=kind, start=day, end=None, site="cesis", audience="families"
        )
        event.state, event.presence, event.known_by = "held", "unknown", "gada pārskats"
        stage.builder.add(Invitation(event=event, described=who))
