"""What this room hands to ``measure`` of the care of children: one row per recorded status, with the one before it.

The row before is the one that ended on the day this one began. People stand as their roots; void entries fall out.
"""

from typing import Any

from ligzda.measure.facts import Fact

STATUS = {
    "id": "int64",
    "person_id": "int64",
    "case_id": "int64",
    "kind": "string",
    "from_date": "date",
    "until_date": "date",
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


def _before(t: Any) -> Any:
    """Each entry that holds, by its person and the day on which it ended."""
    status, person = t.cases_carestatus.view(), t.people_person.view()
    joined = status.inner_join(person, status.person_id == person.id)
    ended = joined.filter(status.voided_at.isnull(), status.until_date.notnull())
    return ended.select(who=t.ibis.coalesce(person.root_id, person.id), next_day=status.until_date, kind_before=status.kind)


def _care(t: Any) -> Any:
    status, person, before = t.cases_carestatus, t.people_person, _before(t)
    case, family, site, territory = t.cases_case, t.people_family, t.places_site, t.places_territory
    root = t.ibis.coalesce(person.root_id, person.id)
    found = (
        status.filter(status.voided_at.isnull())
        .inner_join(person, status.person_id == person.id)
        .inner_join(case, status.case_id == case.id)
        .inner_join(family, case.family_id == family.id)
        .inner_join(site, case.site_id == site.id)
        .left_join(territory, case.territory_id == territory.id)
        .left_join(before, [root == before.who, status.from_date == before.next_day])
    )
    return found.select(
        fact_id=status.id,
        date=status.from_date,
        person=root,
        kind=status.kind,
        kind_before=before.kind_before.fill_null(""),
        is_decided=status.deciding_body != "",
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
        "cases_carestatus": STATUS,
        "people_person": PERSON,
        "cases_case": FILE,
        "people_family": {"id": "int64", "root_id": "int64"},
        "places_site": {"id": "int64", "key": "string"},
        "places_territory": {"id": "int64", "key": "string"},
    },
    build=_care,
)
