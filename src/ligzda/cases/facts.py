"""What this room hands to ``measure``: one row per episode, with the day it began and the day it ended.

Families stand as their roots. Family type and municipality are those frozen when the case was opened.
"""

from typing import Any

from ligzda.measure.facts import Fact, Join


def root_family(r: Any) -> Any:
    return r.ibis.coalesce(r.family.root_id, r.family.id)


def _months(r: Any) -> Any:
    """Calendar months that a finished stay touched, as ``rules.months_in_programme`` counts them."""
    begun, left = r.base.admitted_date, r.base.closed_date
    return (left.year() - begun.year()) * 12 + left.month() - begun.month() + 1


def _back_within_a_year(r: Any) -> Any:
    """The day of the stay that followed where it began within twelve months: also on the same day a year later, and not after it."""
    left, again = r.base.closed_date, r.next.admitted_date
    a_year_later = (left.year() + 1) * 10000 + left.month() * 100 + left.day()
    on_time = again.year() * 10000 + again.month() * 100 + again.day() <= a_year_later
    return on_time.ifelse(again, r.ibis.null("date"))


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
            "follows_id": "int64",
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
        Join("next", "cases_episode", "base.id", key="follows_id", how="left"),
        Join("territory", "places_territory", "case.territory_id", how="left"),
    ),
    columns={
        "fact_id": "base.id",
        "date": "base.admitted_date",
        "admitted": "base.admitted_date",
        "left": "base.closed_date",
        "entry": "base.entry",
        "exit_type": "base.exit_type",
        "months": _months,
        "back_within_a_year": _back_within_a_year,
        "project": "case.project_id",
        "family": root_family,
        "case_id": "base.case_id",
        "circle_id": "case.circle_id",
        "site": "site.key",
        "family_type": "case.family_type",
        "territory": "territory.key",
    },
)


def _is_change(r: Any) -> Any:
    """1 where another worker was responsible before, in the same stay."""
    return r.base.follows_id.notnull().ifelse(1, 0)


def _carried_until(r: Any) -> Any:
    """The day of the hand-over, else the day the stay ended."""
    return r.ibis.coalesce(r.base.until_date, r.episode.closed_date)


RESPONSIBILITY = Fact(
    "responsibility",
    tables={
        "cases_responsibility": {
            "id": "int64",
            "episode_id": "int64",
            "user_id": "int64",
            "from_date": "date",
            "until_date": "date",
            "follows_id": "int64",
        },
        "cases_episode": EPISODE.tables["cases_episode"],
        "cases_case": EPISODE.tables["cases_case"],
        "people_family": EPISODE.tables["people_family"],
        "places_site": EPISODE.tables["places_site"],
        "places_territory": EPISODE.tables["places_territory"],
    },
    base="cases_responsibility",
    joins=(
        Join("episode", "cases_episode", "base.episode_id"),
        Join("case", "cases_case", "episode.case_id"),
        Join("family", "people_family", "case.family_id"),
        Join("site", "places_site", "case.site_id"),
        Join("territory", "places_territory", "case.territory_id", how="left"),
    ),
    columns={
        "fact_id": "base.id",
        "date": "base.from_date",
        "since": "base.from_date",
        "left": _carried_until,
        "is_change": _is_change,
        "project": "case.project_id",
        "family": root_family,
        "case_id": "case.id",
        "circle_id": "case.circle_id",
        "site": "site.key",
        "family_type": "case.family_type",
        "territory": "territory.key",
    },
)
