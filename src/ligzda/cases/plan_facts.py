"""What this room hands to ``measure`` about plans: one row per agreed plan, and one per day on which a plan was to be looked at again."""

from typing import Any

from ligzda.cases.facts import EPISODE, root_family
from ligzda.measure.facts import Fact, Join


def _valid_until(r: Any) -> Any:
    """The last day on which a plan holds: the day it is to be looked at again, or the one on which it ended before that."""
    return r.ibis.least(r.ibis.coalesce(r.base.ended_date, r.base.review_date), r.base.review_date)


CASE_TABLES = {name: columns for name, columns in EPISODE.tables.items() if name != "cases_episode"}
CASE_JOINS = (
    Join("case", "cases_case", "base.case_id"),
    Join("family", "people_family", "case.family_id"),
    Join("site", "places_site", "case.site_id"),
    Join("territory", "places_territory", "case.territory_id", how="left"),
)
CASE_COLUMNS: dict[str, Any] = {
    "fact_id": "base.id",
    "project": "case.project_id",
    "family": root_family,
    "case_id": "base.case_id",
    "circle_id": "case.circle_id",
    "site": "site.key",
    "family_type": "case.family_type",
    "territory": "territory.key",
}

PLAN = Fact(
    "plan",
    tables={
        "cases_plan": {
            "id": "int64",
            "case_id": "int64",
            "state": "string",
            "starts_date": "date",
            "review_date": "date",
            "ended_date": "date",
        },
        **CASE_TABLES,
    },
    base="cases_plan",
    joins=CASE_JOINS,
    columns={**CASE_COLUMNS, "date": "base.starts_date", "state": "base.state", "agreed": "base.starts_date", "valid_until": _valid_until},
)


def _reviews(t: Any) -> Any:
    """One row for each day on which a plan was to be looked at again: with the review that was held, or still without one."""
    held = t.cases_review
    held = held.select(case_id=held.case_id, date=held.due_date, held=held.date, fact_id=held.id * 2)
    open_ = t.cases_plan.filter(t.cases_plan.state == "running")
    open_ = open_.select(case_id=open_.case_id, date=open_.review_date, held=t.ibis.null("date"), fact_id=open_.id * 2 + 1)
    both = held.union(open_)
    case, family, site, territory = t.cases_case, t.people_family, t.places_site, t.places_territory
    rows = both.join(case, both.case_id == case.id).select(
        *both.columns, project=case.project_id, family_id=case.family_id, site_id=case.site_id, territory_id=case.territory_id,
        circle_id=case.circle_id, family_type=case.family_type,
    )  # fmt: skip
    rows = rows.join(family, rows.family_id == family.id).select(*rows.columns, family=t.ibis.coalesce(family.root_id, family.id))
    rows = rows.join(site, rows.site_id == site.id).select(*rows.columns, site=site.key)
    rows = rows.left_join(territory, rows.territory_id == territory.id).select(*rows.columns, territory=territory.key)
    on_time = (rows.held.notnull() & (rows.held <= rows.date)).ifelse(1, 0)
    return rows.select("fact_id", "case_id", "date", "project", "family", "circle_id", "site", "family_type", "territory", on_time=on_time)


REVIEW = Fact(
    "plan_review",
    tables={
        "cases_plan": PLAN.tables["cases_plan"],
        "cases_review": {"id": "int64", "case_id": "int64", "date": "date", "due_date": "date"},
        **CASE_TABLES,
    },
    build=_reviews,
)
