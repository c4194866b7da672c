"""Lat-Lit SOS FGA: twelve carer families as ordinary cases, those of Šiauliai written in Lithuanian."""

import datetime as dt

from ligzda.demo.builder import weekdays
from ligzda.demo.household import Shape, make, record, write_spans
from ligzda.demo.setting import Stage
from ligzda.projects.models import Activity, Project

START, END = dt.date(2018, 7, 2), dt.date(2019, 12, 20)
KINDS = ("foster", "guardian", "adoptive")


def families(stage: Stage, project: Project, activity: Activity) -> None:
    """Seven families around Bauska, five in Šiauliai."""
    rng = stage.builder.rng
    for n in range(12):
        site, country = ("bauska", "LV") if n < 7 else ("siauliai", "LT")
        shape = Shape(
            adults=rng.choice((1, 2)),
            ages=tuple(sorted((rng.randint(2, 14) for _k in range(rng.randint(1, 3))), reverse=True)),
            kind=KINDS[n % 3],
        )
        entry = rng.choice(weekdays(START, dt.date(2018, 12, 14)))
        worker = stage.staff(site, "social_worker")[0]
        home = make(stage, project, activity, site, entry, shape, worker, country=country)
        record(home, "social_work", entry, [home.adults[0]], worker, noted=1)
        days = weekdays(entry, END)
        psychologist = stage.staff(site, "psychologist")[0]
        for _n in range(rng.randint(3, 10)):
            service = rng.choice(("social_work", "home_visit", "psychologist"))
            here = sorted(rng.sample(home.people, rng.randint(1, min(3, len(home.people)))), key=lambda person: person.key)
            record(home, service, rng.choice(days), here, psychologist if service == "psychologist" else worker)
        closed = rng.choice(weekdays(dt.date(2019, 10, 1), END))
        home.episode.closed_date, home.episode.exit_type = closed, rng.choice(("project_ended", "goals_partly"))
        sentence = (
            "Pagalba projekte baigta, šeima žino, kur kreiptis."
            if country == "LT"
            else "Atbalsts projektā noslēgts, ģimene zina, kur vērsties."
        )
        begin = home.episode.admitted_date
        write_spans(
            home,
            [
                ("assessment", begin, ""),
                ("active", begin + dt.timedelta(days=40), ""),
                ("closed", closed, sentence),
                ("aftercare", closed + dt.timedelta(days=3), ""),
                ("ended", closed + dt.timedelta(days=380), ""),
            ],
        )
