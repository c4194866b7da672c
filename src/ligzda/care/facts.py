"""What this room hands to ``measure`` of the care of children: one row per recorded status, with the one before it.

People stand as their roots, so that the entries of merged records are one life; void entries fall out. A child's earlier life is
recorded as well, and is no result of the programme: a change counts only from the admission of a stay to the day it ended.
"""

from typing import Any

from ligzda.measure.facts import Fact

STATUS = {
    "id": "int64",
    "person_id": "int64",
    "case_id": "int64",
    "kind": "string",
    "from_date": "date",
    "deciding_body": "string",
    "voided_at": "timestamp",
}
PERSON = {"id": "int64", "root_id": "int64"}
FILE = {
    "id": "int64",
    "family_id": "int64",
    "project_id": "int64",
    "site_id": "int64",
    "circle_id": "int64",
    "family_type": "string",
    "territory_id": "int64",
}


def _in_order(t: Any) -> Any:
    """Entries that hold, each with the kind of the one before it of the same person."""
    status, person = t.care_carestatus, t.people_person
    joined = status.inner_join(person, status.person_id == person.id).filter(status.voided_at.isnull())
    rows = joined.select(
        status=status.id,
        case_id=status.case_id,
        kind=status.kind,
        from_date=status.from_date,
        is_decided=status.deciding_body != "",
        person=t.ibis.coalesce(person.root_id, person.id),
    )
    order = t.ibis.window(group_by=rows.person, order_by=[rows.from_date, rows.status])
    return rows.mutate(kind_before=rows.kind.lag().over(order).fill_null(""))


def _inside(t: Any, rows: Any) -> Any:
    """Those whose day lies in a stay of the file in which they were recorded; the day of leaving belongs to the stay it ended."""
    stay = t.cases_episode
    stay = stay.select(of_case=stay.case_id, came=stay.admitted_date, left=stay.closed_date)
    during = [rows.case_id == stay.of_case, rows.from_date >= stay.came, stay.left.isnull() | (rows.from_date <= stay.left)]
    return rows.semi_join(stay, during)


def _care(t: Any) -> Any:
    row, case, family = _inside(t, _in_order(t)), t.cases_case, t.people_family
    site, territory = t.places_site, t.places_territory
    found = (
        row.inner_join(case, row.case_id == case.id)
        .inner_join(family, case.family_id == family.id)
        .inner_join(site, case.site_id == site.id)
        .left_join(territory, case.territory_id == territory.id)
    )
    return found.select(
        fact_id=row.status,
        date=row.from_date,
        person=row.person,
        kind=row.kind,
        kind_before=row.kind_before,
        is_decided=row.is_decided,
        project=case.project_id,
        family=t.ibis.coalesce(family.root_id, family.id),
        case_id=case.id,
        circle_id=case.circle_id,
        site=site.key,
        family_type=case.family_type,
        territory=territory.key,
    )


CARE = Fact(
    "care",
    tables={
        "care_carestatus": STATUS,
        "people_person": PERSON,
        "cases_case": FILE,
        "cases_episode": {"id": "int64", "case_id": "int64", "admitted_date": "date", "closed_date": "date"},
        "people_family": {"id": "int64", "root_id": "int64"},
        "places_site": {"id": "int64", "key": "string"},
        "places_territory": {"id": "int64", "key": "string"},
    },
    build=_care,
)
