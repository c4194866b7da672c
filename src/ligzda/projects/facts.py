"""Facts of the room: posts that were planned, and who held them. Everything else that is counted happens in the rooms above."""

from typing import Any

from ligzda.measure.facts import Fact, Join

POST_TABLES = {
    "projects_post": {
        "id": "int64",
        "project_id": "int64",
        "site_id": "int64",
        "function_id": "int64",
        "planned_from_date": "date",
    },
    "projects_postholder": {"id": "int64", "post_id": "int64", "user_id": "int64", "is_unknown": "boolean", "from_date": "date"},
    "places_site": {"id": "int64", "key": "string", "circle_id": "int64"},
    "access_function": {"id": "int64", "key": "string"},
}


def _without(*names: str) -> dict[str, dict[str, str]]:
    return {name: columns for name, columns in POST_TABLES.items() if name not in names}


def _shared(source: str) -> dict[str, Any]:
    return {
        "project": f"{source}.project_id",
        "circle_id": "site.circle_id",
        "site": "site.key",
        "function": "function.key",
    }


def _beside(source: str) -> tuple[Join, ...]:
    return (
        Join("site", "places_site", f"{source}.site_id", how="left"),
        Join("function", "access_function", f"{source}.function_id", how="left"),
    )


POST = Fact(
    "post",
    tables=_without("projects_postholder"),
    base="projects_post",
    joins=_beside("base"),
    columns={"fact_id": "base.id", "date": "base.planned_from_date", **_shared("base")},
)

HOLDING = Fact(
    "holding",
    tables=POST_TABLES,
    base="projects_postholder",
    joins=(Join("post", "projects_post", "base.post_id"), *_beside("post")),
    columns={
        "fact_id": "base.id",
        "date": "base.from_date",
        "post_id": "base.post_id",
        "is_held": lambda r: r.base.user_id.notnull() | r.base.is_unknown,
        "is_unknown": "base.is_unknown",
        **_shared("post"),
    },
)
