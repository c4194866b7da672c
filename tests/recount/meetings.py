"""What counts of meetings, groups, camps and events, as the rules of counting and the sentences beside the figures define it."""

import datetime as dt
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from tests.recount.counting import Definition, Entry, Fact
from tests.recount.records import Records

THERE = ("present", "late")
Participation = tuple[Any, Any, dict[str, Any]]  # session, its row on the sheet or nothing, where it stands


def held(session: Any) -> bool:
    return session.status == "held" and session.voided_at is None and session.moved_to_id is None


def places(records: Records, session: Any) -> dict[str, Any]:
    worker, service = records.find("access_user", session.worker_id), records.table("services_servicetype")[session.service_id]
    function = (worker.function_id if worker else None) or service.function_id
    return {
        "site": records.key_of("places_site", session.site_id),
        "service": service.key,
        "function": records.key_of("access_function", function),
        **_group(records, session.cohort_id),
    }


def _group(records: Records, cohort: int | None) -> dict[str, Any]:
    if cohort is None:
        return {}
    group = records.table("services_group")[records.table("services_cohort")[cohort].group_id]
    return {"camp": group.key} if group.kind == "camp" else {"group": group.key}


def _file(records: Records, *cases: int | None) -> dict[str, Any]:
    """Family type and municipality as frozen in the file, the person's own before the meeting's."""
    found = [records.table("cases_case")[one] for one in cases if one is not None]
    kind = next((one.family_type for one in found), None)
    territory = next((key for one in found if (key := records.key_of("places_territory", one.territory_id))), None)
    return {"family_type": kind, "territory": territory}


def participations(records: Records) -> list[Participation]:
    """Everybody on the sheet of every held session; one row without a person where nobody stands on it."""

    def made() -> list[Participation]:
        sheets = records.by("services_attendance", "session_id")
        found: list[Participation] = []
        for session in records.rows("services_session"):
            if held(session):
                where = places(records, session)
                found += [(session, row, where) for row in sheets.get(session.id, [None])]
        return found

    return records.keep("participations", made)  # type: ignore[no-any-return]


def _counted(records: Records, session: Any) -> bool:
    return bool(records.table("services_servicetype")[session.service_id].is_counted)


def _family(records: Records, session: Any, row: Any) -> int | None:
    """The family at that date; of a meeting in a file the family of the file."""
    if row is not None and row.family_id is not None:
        return records.family(row.family_id)
    case = records.find("cases_case", session.case_id)
    return records.family(case.family_id) if case else None


def _of(records: Records, session: Any, row: Any, where: dict[str, Any]) -> dict[str, Any]:
    person = records.person(row.person_id) if row else None
    sex = records.sex(person) if person else None
    return {**where, **_file(records, row.case_id if row else None, session.case_id), "person": person, "sex": sex}


def _reach(records: Records) -> list[tuple[Any, Any, dict[str, Any], int | None]]:
    """Qualifying: present or late, or a meeting of a family at which nobody stands by name; of services that count."""

    def made() -> list[Any]:
        found = []
        for session, row, where in participations(records):
            came = row.status in THERE if row else session.case_id is not None
            if came and _counted(records, session):
                found.append((session, row, _of(records, session, row, where), _family(records, session, row)))
        return found

    return records.keep("reach", made)  # type: ignore[no-any-return]


def families(records: Records, _cut_off: dt.date) -> Iterator[Fact]:
    for session, _row, dims, family in _reach(records):
        yield Fact(family, session.date, session.project_id, dims)


def people(records: Records, _cut_off: dt.date) -> Iterator[Fact]:
    for session, row, dims, _family in _reach(records):
        if row is not None:
            yield Fact(dims["person"], session.date, session.project_id, dims)


def entries(records: Records, unit: str, project: int | None, start: dt.date | None, cut_off: dt.date) -> dict[Any, Entry]:
    """Per person or family: the day of the first qualifying fact in the project up to the day of the data, and where it stood then."""

    def made() -> dict[Any, Entry]:
        firsts: dict[Any, tuple[dt.date, list[dict[str, Any]]]] = {}
        for session, _row, dims, family in _reach(records):
            one = dims["person"] if unit == "person" else family
            if one is None or project not in (None, session.project_id) or session.date > cut_off or (start and session.date < start):
                continue
            day, there = firsts.get(one, (session.date, []))
            if session.date < day:
                firsts[one] = (session.date, [dims])
            elif session.date == day:
                firsts[one] = (day, [*there, dims])
        return {one: (day, _first_words(there)) for one, (day, there) in firsts.items()}

    return records.keep(("entries", unit, project, start, cut_off), made)  # type: ignore[no-any-return]


def _first_words(there: list[dict[str, Any]]) -> dict[str, Any]:
    """Of several places on the first day the first in the alphabet."""
    return {name: min((one[name] for one in there if one[name]), default=None) for name in ("territory", "family_type")}


def sheets(records: Records, _cut_off: dt.date) -> Iterator[Fact]:
    """Who came how often to groups, courses and camps; an unknown mark, or a session without a sheet, is one unknown part."""
    for session, row, where in participations(records):
        if session.cohort_id is not None and (row is None or row.status in (*THERE, "unknown")):
            missing = row is None or row.status == "unknown"
            yield Fact(None, session.date, session.project_id, _of(records, session, row, where), missing=missing)


def _known_sessions(records: Records) -> set[int]:
    """Held group sessions (camps are none) of which it is known of everybody on the sheet whether they came."""
    known: dict[int, bool] = {}
    for session, row, where in participations(records):
        if where.get("group"):
            known[session.id] = known.get(session.id, True) and row is not None and row.status != "unknown"
    return {session for session, whole in known.items() if whole}


def known_sessions(records: Records, _cut_off: dt.date) -> Iterator[Fact]:
    known = _known_sessions(records)
    for session, _row, where in participations(records):
        if session.id in known:
            yield Fact(session.id, session.date, session.project_id, where)


def group_participations(records: Records, _cut_off: dt.date) -> Iterator[Fact]:
    known = _known_sessions(records)
    for session, row, where in participations(records):
        if session.id in known and row.status in THERE:
            yield Fact(None, session.date, session.project_id, where)


def _meetings(records: Records) -> Iterator[tuple[Any, dict[str, Any], Any]]:
    for session in records.rows("services_session"):
        if session.voided_at is None and session.moved_to_id is None:
            where = {**places(records, session), **_file(records, session.case_id)}
            yield session, where, records.table("services_servicetype")[session.service_id]


def consultations(records: Records, _cut_off: dt.date) -> Iterator[Fact]:
    """One per file, specialist and start of at least 15 minutes, however many took part."""
    for session, where, service in _meetings(records):
        if session.status == "held" and session.case_id and service.is_consultation and session.minutes >= 15:
            yield Fact(None, session.date, session.project_id, where, amount=session.count)


def contacts(records: Records, _cut_off: dt.date) -> Iterator[Fact]:
    for session, where, service in _meetings(records):
        if session.status == "held" and session.case_id and not service.is_consultation:
            yield Fact(None, session.date, session.project_id, where, amount=session.count)


def hours(records: Records, _cut_off: dt.date) -> Iterator[Fact]:
    for session, where, _service in _meetings(records):
        if session.status == "held":
            yield Fact(None, session.date, session.project_id, where, amount=session.minutes)


def agreed(records: Records, _cut_off: dt.date) -> Iterator[Fact]:
    """Meetings with one family that were held, or to which nobody came and of which nobody had told before: whose share is above a line."""
    for session, where, _service in _meetings(records):
        missed = session.status == "no_show" and session.warned is not None and not session.warned
        if session.case_id and (session.status == "held" or missed):
            family = records.family(records.table("cases_case")[session.case_id].family_id)
            yield Fact(family, session.date, session.project_id, where, amount=int(missed))


def ages(records: Records, cut_off: dt.date) -> Iterator[Fact]:
    """People who were reached and whose age is known, with their age on the day of the data."""
    for fact in people(records, cut_off):
        age = records.age(fact.unit, cut_off)
        if age is not None:
            yield replace(fact, amount=age)


def sessions(records: Records, _cut_off: dt.date) -> Iterator[Fact]:
    for session, where, _service in _meetings(records):
        if where.get("group") and session.status in ("held", "planned", "unconfirmed"):
            yield Fact(None, session.date, session.project_id, where, waits=session.status != "held")


# groups and camps


def _days_there(records: Records) -> dict[tuple[int, int], list[dt.date]]:
    """By cohort and person: the days of the held sessions to which they came, in order."""

    def made() -> dict[tuple[int, int], list[dt.date]]:
        found: dict[tuple[int, int], set[tuple[dt.date, int]]] = defaultdict(set)
        for session, row, _where in participations(records):
            if session.cohort_id and row is not None and row.status in THERE:
                found[session.cohort_id, records.person(row.person_id) or 0].add((session.date, session.id))
        return {key: [day for day, _session in sorted(days)] for key, days in found.items()}

    return records.keep("days there", made)  # type: ignore[no-any-return]


def _enrolments(records: Records) -> Iterator[tuple[Any, int, list[dt.date], int, dict[str, Any]]]:
    for row in records.rows("services_enrolment"):
        person = records.person(row.person_id) or 0
        group = records.table("services_group")[records.table("services_cohort")[row.cohort_id].group_id]
        dims = {
            "site": records.key_of("places_site", group.site_id),
            "service": records.key_of("services_servicetype", group.service_id),
            "sex": records.sex(person),
            **_group(records, row.cohort_id),
        }
        yield row, person, _days_there(records).get((row.cohort_id, person), []), group.project_id, dims


def enrolled(records: Records, _cut_off: dt.date) -> Iterator[Fact]:
    for row, person, _days, project, dims in _enrolments(records):
        yield Fact(person, row.from_date, project, dims)


def attended(records: Records, _cut_off: dt.date) -> Iterator[Fact]:
    for _row, person, days, project, dims in _enrolments(records):
        if days:
            yield Fact(person, days[0], project, dims)


def completions(records: Records, _cut_off: dt.date) -> Iterator[Fact]:
    """On the day on which the agreed share of the planned sessions was reached."""
    for row, person, days, project, dims in _enrolments(records):
        cohort = records.table("services_cohort")[row.cohort_id]
        if cohort.planned_sessions is None:
            continue
        needed = max(1, math.ceil(round(float(cohort.completion_share) * cohort.planned_sessions, 6)))
        if len(days) >= needed:
            yield Fact(person, days[needed - 1], project, dims)


def camps(records: Records, cut_off: dt.date) -> Iterator[Fact]:
    by_cohort = records.by("services_session", "cohort_id")
    for cohort in records.rows("services_cohort"):
        group = records.table("services_group")[cohort.group_id]
        if group.kind != "camp" or cohort.state == "cancelled":
            continue
        days = sorted(one.date for one in by_cohort.get(cohort.id, []) if held(one))
        day = cohort.start_date or (days[0] if days else None)
        took_place = bool(cohort.held_known_by) or any(one <= cut_off for one in days)
        dims = {
            "site": records.key_of("places_site", group.site_id),
            "territory": records.key_of("places_territory", group.territory_id),
            "camp": group.key,
        }
        if day is not None:
            yield Fact(None, day, group.project_id, dims, waits=not took_place)


def event_attendance(records: Records, _cut_off: dt.date) -> Iterator[Fact]:
    by_event = records.by("services_presence", "event_id")
    for event in records.rows("services_event"):
        if event.start_date is None or event.state not in ("held", "announced", "unconfirmed"):
            continue
        there = by_event.get(event.id, [])
        named = {records.person(one.person_id) for one in there if one.person_id}
        guests = sum(one.person_id is None for one in there)
        number = {"stated": event.stated_number, "persons": len(named) + guests}.get(event.presence)
        dims = {
            "site": records.key_of("places_site", event.site_id),
            "territory": records.key_of("places_territory", event.territory_id),
            "event": event.key,
        }
        waits = event.state != "held"
        yield Fact(None, event.start_date, event.project_id, dims, number or 0, missing=number is None and not waits, waits=waits)


def _all(*pairs: tuple[str, Definition]) -> dict[str, Definition]:
    return dict(pairs)


DEFINITIONS: dict[str, Definition] = _all(
    ("families", Definition("families", families)),
    ("persons", Definition("people", people)),
    ("children", Definition("people", people, who="child")),
    ("adults", Definition("people", people, who="adult")),
    ("services", Definition("sum", people)),
    ("consultations", Definition("sum", consultations, part="service")),
    ("contacts", Definition("sum", contacts)),
    ("hours", Definition("sum", hours, minutes=True)),
    ("sessions", Definition("sum", sessions)),
    ("participations", Definition("sum", sheets)),
    ("group_participations", Definition("sum", group_participations)),
    ("known_sessions", Definition("distinct", known_sessions)),
    ("average_attendance", Definition("ratio", ratio=("group_participations", "known_sessions"), places=1)),
    ("families_no_show_rate", Definition("families", agreed, above=30, enters_by="own")),
    ("years_of_age", Definition("people", ages, adds=True, sees_cut_off=True)),
    ("people_of_known_age", Definition("people", ages, sees_cut_off=True)),
    ("average_age", Definition("ratio", ratio=("years_of_age", "people_of_known_age"), places=1)),
    ("enrolled", Definition("people", enrolled, without_camps=True)),
    ("attended", Definition("people", attended, without_camps=True)),
    ("completions", Definition("people", completions, without_camps=True)),
    ("camps", Definition("sum", camps, sees_cut_off=True)),
    ("event_attendance", Definition("sum", event_attendance, part="event")),
    ("children_per_family", Definition("ratio", ratio=("children", "families"), places=2)),
    ("persons_per_family", Definition("ratio", ratio=("persons", "families"), places=2)),
)
LISTED: Iterable[str] = DEFINITIONS
