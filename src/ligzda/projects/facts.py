"""Facts of the room: posts that were planned, and who held them. Everything else that is counted happens in the rooms above."""

from typing import Any

from ligzda.measure.facts import Fact, Join

POST_TABLES = {
    "projects_post": {
        "id": "int64",
        "project_id": "int64",
        "site_id": "int64",
        "function_id": "int64",
        "share": "float64",
        "planned_from_date": "date",
    },
    "projects_postholder": {"id": "int64", "post_id": "int64", "user_id": "int64", "is_unknown": "boolean", "from_date": "date"},
    "places_site": {"id": "int64", "key": "string", "circle_id": "int64"},
    "access_function": {"id": "int64", "key": "string"},
}


def _without(*names: str) -> dict[str, dict[str, str]]:
    return {name: columns for name, columns in POST_TABLES.items() if name not in names}


def _known_from(r: Any) -> Any:
    """The first day on which the post was held by somebody whose name is known."""
    named = r.base.user_id.notnull().ifelse(r.base.from_date, r.ibis.null("date"))
    return named.min().over(r.ibis.window(group_by=r.base.post_id))


def _is_first_unknown(r: Any) -> Any:
    """A post that several people held of whom nothing is known is one unknown post."""
    order = r.ibis.window(group_by=[r.base.post_id, r.base.is_unknown], order_by=[r.base.from_date, r.base.id])
    return r.base.is_unknown & (r.ibis.row_number().over(order) == 0)


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
    columns={"fact_id": "base.id", "date": "base.planned_from_date", "share": "base.share", **_shared("base")},
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
        "is_named": lambda r: r.base.user_id.notnull(),
        "is_unknown": _is_first_unknown,
        "known_from": _known_from,
        **_shared("post"),
    },
)
