"""Enrolments, camps and events as flat facts: shapes that a chain of joins does not give."""

from typing import Any

from ligzda.measure.facts import Fact
from ligzda.services.facts import ATTENDANCE_ROW, CASE, COHORT, FAMILY, GROUP, KEYED, PERSON, SERVICE, SESSION

ENROLMENT_ROW = {"id": "int64", "cohort_id": "int64", "person_id": "int64", "family_id": "int64", "case_id": "int64", "from_date": "date"}
EVENT = {
    "id": "int64",
    "key": "string",
    "circle_id": "int64",
    "project_id": "int64",
    "site_id": "int64",
    "territory_id": "int64",
    "start_date": "date",
    "state": "string",
    "presence": "string",
    "stated_number": "int64",
}
PRESENCE_ROW = {"id": "int64", "event_id": "int64", "person_id": "int64"}


def _people(t: Any, name: str) -> Any:
    """Persons with what their root says of them."""
    person, root = t.people_person, t.people_person.view()
    joined = person.left_join(root, person.root_id == root.id)
    single = person.root_id.isnull()
    birth = single.ifelse(person.birth_date, root.birth_date)
    precision = single.ifelse(person.birth_precision, root.birth_precision)
    empty = t.ibis.null("int64")
    return joined.select(
        **{
            f"{name}_id": person.id,
            "person": t.ibis.coalesce(person.root_id, person.id),
            "sex": single.ifelse(person.sex, root.sex),
            "birth_year": precision.isin(["day", "month", "year"]).ifelse(birth.year().cast("int64"), empty),
            "birth_month": precision.isin(["day", "month"]).ifelse(birth.month().cast("int64"), empty),
            "birth_day": (precision == "day").ifelse(birth.day().cast("int64"), empty),
        }
    )


def _held_days(t: Any) -> Any:
    days = t.services_session
    return days.filter(days.status == "held", days.voided_at.isnull(), days.moved_to_id.isnull(), days.cohort_id.notnull())


def _attended(t: Any) -> Any:
    """Per cohort and person: since when they came, and the day on which they had come as often as the course asks for.

    The day of completion is the one on which the agreed share was reached: whoever goes on coming does not complete later.
    """
    row, days, person, cohort = t.services_attendance, t.services_session, t.people_person, t.services_cohort
    joined = row.inner_join(days, row.session_id == days.id).inner_join(person, row.person_id == person.id)
    joined = joined.inner_join(cohort, days.cohort_id == cohort.id)
    there = joined.select(
        in_cohort=days.cohort_id, who=t.ibis.coalesce(person.root_id, person.id), session=days.id, day=days.date, mark=row.status,
        status=days.status, voided=days.voided_at, moved=days.moved_to_id, needed=cohort.completion_share.cast("float64") * cohort.planned_sessions,
    )  # fmt: skip
    there = there.filter(there.mark.isin(["present", "late"]), there.status == "held", there.voided.isnull(), there.moved.isnull())
    once = there.group_by(["in_cohort", "who", "session"]).agg(day=there.day.min(), needed=there.needed.min())
    in_turn = t.ibis.window(group_by=[once.in_cohort, once.who], order_by=[once.day, once.session])
    once = once.mutate(times=t.ibis.row_number().over(in_turn) + 1)
    enough = (once.times + 0.0001 >= once.needed).ifelse(once.day, t.ibis.null("date"))
    return once.group_by(["in_cohort", "who"]).agg(first_day=once.day.min(), completed_day=enough.min())


def _enrolments(t: Any) -> Any:
    row, cohort, group = t.services_enrolment, t.services_cohort, t.services_group
    people, times = _people(t, "q"), _attended(t)
    case, family, territory, site, service = t.cases_case, t.people_family, t.places_territory, t.places_site, t.services_servicetype
    found = (
        row.inner_join(cohort, row.cohort_id == cohort.id)
        .inner_join(group, cohort.group_id == group.id)
        .inner_join(people, row.person_id == people.q_id)
        .inner_join(site, group.site_id == site.id)
        .inner_join(service, group.service_id == service.id)
        .left_join(case, row.case_id == case.id)
        .left_join(territory, case.territory_id == territory.id)
        .left_join(family, row.family_id == family.id)
        .left_join(times, (row.cohort_id == times.in_cohort) & (people.person == times.who))
    )
    return found.select(
        fact_id=row.id,
        project=group.project_id,
        date=row.from_date,
        circle_id=group.circle_id,
        person=people.person,
        family=t.ibis.coalesce(family.root_id, family.id),
        sex=people.sex,
        birth_year=people.birth_year,
        birth_month=people.birth_month,
        birth_day=people.birth_day,
        family_type=case.family_type,
        territory=territory.key,
        site=site.key,
        service=service.key,
        group=(group.kind != "camp").ifelse(group.key, t.ibis.null("string")),
        camp=(group.kind == "camp").ifelse(group.key, t.ibis.null("string")),
        first_day=times.first_day,
        completed_day=times.completed_day,
    )


ENROLMENT = Fact(
    "enrolment",
    tables={
        "services_enrolment": ENROLMENT_ROW,
        "services_cohort": COHORT,
        "services_group": GROUP,
        "services_session": SESSION,
        "services_attendance": ATTENDANCE_ROW,
        "services_servicetype": SERVICE,
        "people_person": PERSON,
        "people_family": FAMILY,
        "cases_case": CASE,
        "places_territory": KEYED,
        "places_site": KEYED,
    },
    build=_enrolments,
    entry_from="attendance",
)


def _camps(t: Any) -> Any:
    cohort, group, site, territory = t.services_cohort, t.services_group, t.places_site, t.places_territory
    days = _held_days(t)
    held = days.group_by("cohort_id").agg(first_day=days.date.min()).rename(of_cohort="cohort_id")
    camps = group.filter(group.kind == "camp")
    found = (
        cohort.inner_join(camps, cohort.group_id == camps.id)
        .inner_join(site, camps.site_id == site.id)
        .left_join(territory, camps.territory_id == territory.id)
        .left_join(held, cohort.id == held.of_cohort)
    )
    return found.select(
        fact_id=cohort.id,
        project=camps.project_id,
        date=t.ibis.coalesce(cohort.start_date, held.first_day),
        circle_id=camps.circle_id,
        site=site.key,
        camp=camps.key,
        territory=territory.key,
        first_held=held.first_day,
        is_known=cohort.held_known_by != "",
        is_on=cohort.state != "cancelled",
    )


CAMP = Fact(
    "camp",
    tables={
        "services_cohort": COHORT,
        "services_group": GROUP,
        "services_session": SESSION,
        "places_site": KEYED,
        "places_territory": KEYED,
    },
    build=_camps,
)


def _events(t: Any) -> Any:
    event, presence, person = t.services_event, t.services_presence, t.people_person
    named = presence.left_join(person, presence.person_id == person.id).select(
        of_event=presence.event_id, row=presence.id, who=t.ibis.coalesce(person.root_id, person.id)
    )
    guests = named.who.isnull().ifelse(1, 0).sum()
    present = named.group_by("of_event").agg(people=named.who.nunique() + guests)
    site, territory = t.places_site, t.places_territory
    found = (
        event.left_join(present, event.id == present.of_event)
        .left_join(site, event.site_id == site.id)
        .left_join(territory, event.territory_id == territory.id)
    )
    empty = t.ibis.null("int64")
    number = t.ibis.cases(
        (event.presence == "stated", event.stated_number), (event.presence == "persons", present.people.fill_null(0)), else_=empty
    )
    return found.select(
        fact_id=event.id,
        project=event.project_id,
        date=event.start_date,
        circle_id=event.circle_id,
        event=event.key,
        site=site.key,
        territory=territory.key,
        number=number.cast("int64"),
        held=event.state == "held",
        waits=event.state.isin(["announced", "unconfirmed"]),
    )


EVENTS = Fact(
    "event",
    tables={
        "services_event": EVENT,
        "services_presence": PRESENCE_ROW,
        "people_person": PERSON,
        "places_site": KEYED,
        "places_territory": KEYED,
    },
    build=_events,
)
