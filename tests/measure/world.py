"""A small world without any domain: people come to sessions. Its tables live for one test."""

import datetime as dt
from typing import Any

from django.db import connection

from ligzda.measure import ages, engine
from ligzda.measure.facts import Fact, Join
from ligzda.measure.figure import Figure
from ligzda.measure.indicators import PERIODS, Indicator
from ligzda.measure.request import FigureRequest
from ligzda.measure.shown import Shown, shown_to

SERVICE_DIMENSIONS = ("site", "service", "function", *PERIODS, "territory", "family_type", "group", "camp", "event")
PERSON_DIMENSIONS = (*SERVICE_DIMENSIONS, "sex", "age")
START = dt.date(2014, 1, 1)
END = dt.date(2014, 12, 31)
Q1, Q2, Q3 = dt.date(2014, 2, 10), dt.date(2014, 5, 10), dt.date(2014, 8, 10)
ENDS = (dt.date(2014, 3, 31), dt.date(2014, 6, 30), dt.date(2014, 9, 30))

TABLES = {
    "w_family": {"id": "int64", "root_id": "int64", "family_type": "string"},
    "w_person": {"id": "int64", "root_id": "int64", "sex": "string", "birth_date": "date"},
    "w_session": {
        "id": "int64",
        "project_id": "int64",
        "date": "date",
        "service": "string",
        "site": "string",
        "grp": "string",
        "circle_id": "int64",
        "minutes": "int64",
        "units": "int64",
        "state": "string",
    },
    "w_attendance": {
        "id": "int64",
        "session_id": "int64",
        "person_id": "int64",
        "family_id": "int64",
        "status": "string",
        "territory": "string",
    },
    "w_event": {"id": "int64", "project_id": "int64", "date": "date", "event": "string", "state": "string", "present": "int64"},
    "w_episode": {"id": "int64", "project_id": "int64", "family_id": "int64", "admitted": "date", "reopened": "int64", "closed": "date"},
    "w_enrolment": {
        "id": "int64",
        "project_id": "int64",
        "date": "date",
        "person_id": "int64",
        "attended": "boolean",
        "completed": "boolean",
    },
}
KINDS = {"int64": "bigint", "string": "text", "date": "date", "boolean": "boolean"}

SESSION_COLUMNS: dict[str, Any] = {
    "project": "session.project_id",
    "date": "session.date",
    "service": "session.service",
    "site": "session.site",
    "group": "session.grp",
    "circle_id": "session.circle_id",
    "minutes": "session.minutes",
    "session_id": "session.id",
    "held": lambda r: r.session.state == "held",
}
ATTENDANCE = Fact(
    "w_attendance",
    tables=TABLES,
    base="w_attendance",
    joins=(
        Join("session", "w_session", "base.session_id"),
        Join("person", "w_person", "base.person_id", how="left"),
        Join("family", "w_family", "base.family_id", how="left"),
    ),
    columns=SESSION_COLUMNS
    | {
        "fact_id": "base.id",
        "person": lambda r: r.ibis.coalesce(r.person.root_id, r.base.person_id),
        "family": lambda r: r.ibis.coalesce(r.family.root_id, r.base.family_id),
        "sex": "person.sex",
        "birth_date": "person.birth_date",
        "family_type": "family.family_type",
        "territory": "base.territory",
        "attended": lambda r: (r.session.state == "held") & r.base.status.isin(["present", "late"]),
    },
    reach=lambda f: f.attended,
)
SESSION = Fact(
    "w_session",
    tables=TABLES,
    base="w_session",
    columns={name: value.replace("session.", "base.") if isinstance(value, str) else value for name, value in SESSION_COLUMNS.items()}
    | {
        "fact_id": "base.id",
        "units": "base.units",
        "held": lambda r: r.base.state == "held",
        "open": lambda r: r.base.state.isin(["announced", "unconfirmed"]),
    },
)
EVENT = Fact(
    "w_event",
    tables=TABLES,
    build=lambda t: t.w_event.select(
        fact_id=t.w_event.id,
        project=t.w_event.project_id,
        date=t.w_event.date,
        event=t.w_event.event,
        state=t.w_event.state,
        present=t.w_event.present,
    ),
)
EPISODE = Fact(
    "w_episode",
    tables=TABLES,
    base="w_episode",
    columns={
        "fact_id": "base.id",
        "project": "base.project_id",
        "family": "base.family_id",
        "date": "base.admitted",
        "admitted": "base.admitted",
        "closed": "base.closed",
        "reopened": "base.reopened",
    },
)
EPISODE_END = Fact(
    "w_episode_end",
    tables=TABLES,
    base="w_episode",
    columns={"fact_id": "base.id", "project": "base.project_id", "date": "base.closed"},
)
ENROLMENT = Fact(
    "w_enrolment",
    tables=TABLES,
    base="w_enrolment",
    joins=(Join("person", "w_person", "base.person_id", how="left"),),
    columns={
        "fact_id": "base.id",
        "project": "base.project_id",
        "date": "base.date",
        "person": lambda r: r.ibis.coalesce(r.person.root_id, r.base.person_id),
        "birth_date": "person.birth_date",
        "attended": "base.attended",
        "completed": "base.completed",
    },
    entry_from="w_attendance",
)


def came(f: Any) -> Any:
    return f.attended


def of_known_age(f: Any) -> Any:
    return f.attended & f.birth_date.notnull()


def held(f: Any) -> Any:
    return f.held


def people_missing(n: int) -> str:
    return f"the number of people at {n} held events was never reported"


FAMILIES = Indicator("w_families", "families", counts="family", fact="w_attendance", where=came, by=SERVICE_DIMENSIONS, unit="families")
PERSONS = Indicator("w_persons", "persons", counts="person", fact="w_attendance", where=came, by=PERSON_DIMENSIONS, unit="people")
CHILDREN = Indicator("w_children", "children", counts="person", who="child", fact="w_attendance", where=came, by=PERSON_DIMENSIONS)
ADULTS = Indicator("w_adults", "adults", counts="person", who="adult", fact="w_attendance", where=came, by=PERSON_DIMENSIONS)
PARTICIPATIONS = Indicator("w_participations", "participations", counts="rows", fact="w_attendance", where=came, by=PERSON_DIMENSIONS)
CONSULTATIONS = Indicator(
    "w_consultations",
    "consultations",
    counts="sum:units",
    fact="w_session",
    where=held,
    by=("site", "service", "quarter", "month", "group"),
    not_confirmed=lambda f: f.open,
)
ALL_ROWS = Indicator("w_all_rows", "rows", fact="w_attendance", by=("site",))
SESSIONS = Indicator("w_sessions", "sessions", counts="rows", fact="w_session", where=held, by=("site", "service", "quarter", "group"))
ALSO_SESSIONS = Indicator("w_contacts", "contacts", counts="session_id", fact="w_attendance", where=came, by=("site", "service", "quarter"))
HOURS = Indicator("w_hours", "hours", counts="sum:minutes", divide_by=60, decimals=1, fact="w_session", where=held, by=("site", "service"))
EVENT_ATTENDANCE = Indicator(
    "w_event_attendance",
    "people at events",
    counts="sum:present",
    fact="w_event",
    where=lambda f: f.state == "held",
    by=("event", "quarter"),
    unknown=lambda f: f.present.isnull(),
    part="event",
    unknown_reason=people_missing,
    not_confirmed=lambda f: f.state.isin(["announced", "unconfirmed"]),
)
ACTIVE = Indicator("w_active", "active", counts="rows", fact="w_episode", span=("admitted", "closed"), by=("quarter",))
ADMITTED = Indicator("w_admitted", "admitted", counts="rows", fact="w_episode", by=("quarter",))
EXITS = Indicator("w_exits", "exits", counts="rows", fact="w_episode_end", by=("quarter",))
PER_FAMILY = Indicator("w_per_family", "people per family", ratio=("w_persons", "w_families"), by=SERVICE_DIMENSIONS, decimals=2)
OFTEN_ABSENT = Indicator(
    "w_often_absent",
    "families of whose meetings more than 30 in 100 passed without them",
    counts="family",
    fact="w_attendance",
    where=held,
    exceeds=(lambda f: ~f.attended, 30),
    by=SERVICE_DIMENSIONS,
)
YEARS = Indicator(
    "w_years",
    "ages together",
    counts="person",
    fact="w_attendance",
    where=of_known_age,
    adds=lambda f: ages.age_at(f.cut_off, (f.birth_date.year(), f.birth_date.month(), f.birth_date.day()), f.ibis),
    by=(*SERVICE_DIMENSIONS, "sex"),
    unit="years",
)
KNOWN_AGE = Indicator(
    "w_known_age",
    "people of known age",
    counts="person",
    fact="w_attendance",
    where=of_known_age,
    by=(*SERVICE_DIMENSIONS, "sex"),
    unit="people",
)
AVERAGE_AGE = Indicator("w_average_age", "average age", ratio=("w_years", "w_known_age"), by=(*SERVICE_DIMENSIONS, "sex"), decimals=1)
MEDIAN = Indicator("w_median_minutes", "middle length", counts="median:minutes", fact="w_session", where=held, by=("site", "quarter"))
ENROLLED = Indicator("w_enrolled", "enrolled", counts="person", fact="w_enrolment", by=("age",))
ATTENDED = Indicator("w_attended_once", "attended", counts="person", fact="w_enrolment", where=lambda f: f.attended, by=("age",))
COMPLETED = Indicator(
    "w_completed", "completed", counts="person", fact="w_enrolment", where=lambda f: f.completed & f.attended, by=("age",)
)

FACTS = (ATTENDANCE, SESSION, EVENT, EPISODE, EPISODE_END, ENROLMENT)
ALL = (
    FAMILIES,
    PERSONS,
    CHILDREN,
    ADULTS,
    PARTICIPATIONS,
    CONSULTATIONS,
    SESSIONS,
    ALL_ROWS,
    ALSO_SESSIONS,
    HOURS,
    EVENT_ATTENDANCE,
    ACTIVE,
    ADMITTED,
    EXITS,
    PER_FAMILY,
    ENROLLED,
    ATTENDED,
    COMPLETED,
    OFTEN_ABSENT,
    YEARS,
    KNOWN_AGE,
    AVERAGE_AGE,
    MEDIAN,
)


class World:
    """Rows of the small world, written directly."""

    def __init__(self) -> None:
        with connection.cursor() as cursor:
            for name, columns in TABLES.items():
                typed = ", ".join(f"{column} {KINDS[kind]}" for column, kind in columns.items())
                cursor.execute(f"CREATE TABLE {name} ({typed})")
        self._last = 0

    def clear(self) -> None:
        with connection.cursor() as cursor:
            for name in TABLES:
                cursor.execute(f"DELETE FROM {name}")
        self._last = 0

    def drop(self) -> None:
        with connection.cursor() as cursor:
            for name in TABLES:
                cursor.execute(f"DROP TABLE {name}")

    def add(self, table: str, **values: Any) -> int:
        self._last += 1
        values = {"id": self._last} | values
        with connection.cursor() as cursor:
            names, marks = ", ".join(values), ", ".join(["%s"] * len(values))
            plain = [value.isoformat() if isinstance(value, dt.date) else value for value in values.values()]
            cursor.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", plain)
        return int(values["id"])

    def set(self, table: str, id: int, **values: Any) -> None:
        with connection.cursor() as cursor:
            names = ", ".join(f"{name} = %s" for name in values)
            cursor.execute(f"UPDATE {table} SET {names} WHERE id = %s", [*values.values(), id])

    def remove(self, table: str, id: int) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {table} WHERE id = %s", [id])

    def family(self, id: int, family_type: str | None = None) -> int:
        return self.add("w_family", id=id, family_type=family_type)

    def person(self, id: int, sex: str | None = None, birth: dt.date | None = None) -> int:
        return self.add("w_person", id=id, sex=sex, birth_date=birth)

    def session(
        self, day: dt.date, service: str | None = "psychologist", site: str | None = "bauska", state: str = "held", **more: Any
    ) -> int:
        values = {"project_id": 1, "circle_id": 1, "minutes": 60, "units": 1} | more
        return self.add("w_session", date=day, service=service, site=site, state=state, **values)

    def contact(
        self, person: int | None, family: int, day: dt.date, service: str | None = "psychologist", site: str | None = "bauska", **more: Any
    ) -> int:
        """One person, one session, present."""
        status, territory = more.pop("status", "present"), more.pop("territory", None)
        session = self.session(day, service, site, **more)
        return self.add("w_attendance", session_id=session, person_id=person, family_id=family, status=status, territory=territory)

    def event(self, key: str, day: dt.date, state: str = "held", present: int | None = None) -> int:
        return self.add("w_event", project_id=1, date=day, event=key, state=state, present=present)

    def episode(self, family: int, admitted: dt.date, closed: dt.date | None = None, reopened: int = 0) -> int:
        return self.add("w_episode", project_id=1, family_id=family, admitted=admitted, closed=closed, reopened=reopened)


def ask(code: str, measure: str = "total", as_of: dt.date = END, **more: Any) -> Shown:
    """The figure of the small world."""
    return shown_to(None, [engine.compute(question(code, measure, as_of, **more))])[0]


def question(code: str, measure: str = "total", as_of: dt.date = END, **more: Any) -> FigureRequest:
    values = {"project": 1, "project_key": "small", "project_start": START, "lang": "en"} | more
    return FigureRequest(code=code, measure=measure, as_of=as_of, **values)


def rows(figure: Figure) -> dict[Any, Any]:
    """Row values by key; a single dimension without its tuple."""
    assert figure.rows is not None
    return {key[0] if len(key) == 1 else key: row.value for row in figure.rows for key in [tuple(row.key.values())]}


def nine_facts(world: World) -> None:
    """The worked example: nine facts about four families."""
    for family in range(1, 5):
        world.family(family)
    for person in range(1, 6):
        world.person(person)
    day = {1: Q1, 2: Q2, 3: Q3}
    for person, family, service, site, quarter in (
        (1, 1, "psychologist", "bauska", 1),
        (2, 1, "psychologist", "bauska", 1),
        (3, 2, "legal", "valmiera", 1),
        (1, 1, "legal", "bauska", 2),
        (3, 2, "psychologist", "valmiera", 2),
        (4, 3, "psychologist", "valmiera", 2),
        (5, 4, "legal", "bauska", 3),
        (4, 3, "camp", "valmiera", 3),
        (1, 1, "psychologist", "bauska", 3),
    ):
        world.contact(person, family, day[quarter], service, site)
