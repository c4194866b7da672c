"""What this room hands to ``measure`` of assessments: one row per level, with the level of the same area in the assessment before.

The steps of an area add up to the change from its first to its last assessment, up to any day that is asked for. What was
not assessed, is not finished, or was voided has no level. People and families stand as their roots.
"""

from typing import Any

from ligzda.measure.facts import Fact, Join


def _counts(r: Any) -> Any:
    """1 where there is a level that counts, else 0."""
    return (r.base.level.notnull() & (r.assessment.state == "done") & r.assessment.voided_at.isnull()).ifelse(1, 0)


def _place(r: Any) -> list[Any]:
    """One area of one file: of the family, or of one child. Levels that count stand apart from those that do not."""
    return [r.assessment.case_id, r.base.area_id, r.ibis.coalesce(r.person.root_id, r.base.person_id, 0), _counts(r)]


def _step(r: Any) -> Any:
    order = [r.assessment.date, r.assessment.id, r.base.id]
    before = r.base.level.lag().over(r.ibis.window(group_by=_place(r), order_by=order))
    return r.base.level - before


def _first(r: Any) -> Any:
    """What stands for the place in a count of places: its first row."""
    return r.base.id.min().over(r.ibis.window(group_by=_place(r)))


LEVEL = Fact(
    "level",
    tables={
        "cases_score": {"id": "int64", "assessment_id": "int64", "area_id": "int64", "person_id": "int64", "level": "int64"},
        "cases_assessment": {"id": "int64", "case_id": "int64", "date": "date", "state": "string", "voided_at": "timestamp"},
        "cases_area": {"id": "int64", "key": "string"},
        "cases_case": {
            "id": "int64", "family_id": "int64", "project_id": "int64", "site_id": "int64", "circle_id": "int64", "family_type": "string",
            "territory_id": "int64",
        },
        "people_family": {"id": "int64", "root_id": "int64"},
        "people_person": {"id": "int64", "root_id": "int64"},
        "places_site": {"id": "int64", "key": "string"},
        "places_territory": {"id": "int64", "key": "string"},
    },
    base="cases_score",
    joins=(
        Join("assessment", "cases_assessment", "base.assessment_id"),
        Join("area", "cases_area", "base.area_id"),
        Join("case", "cases_case", "assessment.case_id"),
        Join("family", "people_family", "case.family_id"),
        Join("person", "people_person", "base.person_id", how="left"),
        Join("site", "places_site", "case.site_id"),
        Join("territory", "places_territory", "case.territory_id", how="left"),
    ),
    columns={
        "fact_id": "base.id",
        "date": "assessment.date",
        "counts": _counts,
        "step": _step,
        "place_id": _first,
        "area": "area.key",
        "project": "case.project_id",
        "family": lambda r: r.ibis.coalesce(r.family.root_id, r.family.id),
        "case_id": "assessment.case_id",
        "circle_id": "case.circle_id",
        "site": "site.key",
        "family_type": "case.family_type",
        "territory": "territory.key",
    },
)  # fmt: skip
