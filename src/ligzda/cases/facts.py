"""What this room hands to ``measure``: one row per episode, with the day it began and the day it ended.

Families stand as their roots. Family type and municipality are those frozen when the case was opened.
"""

from typing import Any

from ligzda.measure.facts import Fact, Join


def _family(r: Any) -> Any:
    return r.ibis.coalesce(r.family.root_id, r.family.id)


EPISODE = Fact(
    "episode",
    tables={
        "cases_episode": {
            "id": "int64",
            "case_id": "int64",
            "entry": "string",
            "admitted_date": "date",
            "closed_date": "date",
            "exit_type": "string",
        },
        "cases_case": {
            "id": "int64",
            "family_id": "int64",
            "project_id": "int64",
            "site_id": "int64",
            "circle_id": "int64",
            "family_type": "string",
            "territory_id": "int64",
        },
        "people_family": {"id": "int64", "root_id": "int64"},
        "places_site": {"id": "int64", "key": "string"},
        "places_territory": {"id": "int64", "key": "string"},
    },
    base="cases_episode",
    joins=(
        Join("case", "cases_case", "base.case_id"),
        Join("family", "people_family", "case.family_id"),
        Join("site", "places_site", "case.site_id"),
        Join("territory", "places_territory", "case.territory_id", how="left"),
    ),
    columns={
        "fact_id": "base.id",
        "date": "base.admitted_date",
        "admitted": "base.admitted_date",
        "left": "base.closed_date",
        "entry": "base.entry",
        "exit_type": "base.exit_type",
        "project": "case.project_id",
        "family": _family,
        "case_id": "base.case_id",
        "circle_id": "case.circle_id",
        "site": "site.key",
        "family_type": "case.family_type",
        "territory": "territory.key",
    },
)
