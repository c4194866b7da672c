"""What counts of stays, care, levels, workers, plans and posts, as the sentences beside the figures define it."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from tests.recount.counting import Definition, Fact
from tests.recount.records import Records

DAY = dt.timedelta(days=1)
APART = {"removed", "foster", "guardian", "kin", "institution"}


def _file(records: Records, case_id: int) -> tuple[int | None, int, dict[str, Any]]:
    """Family, project and place of a file."""
    case = records.table("cases_case")[case_id]
    dims = {
        "site": records.key_of("places_site", case.site_id),
        "family_type": case.family_type,
        "territory": records.key_of("places_territory", case.territory_id),
    }
    return records.family(case.family_id), case.project_id, dims


def _stays(records: Records) -> Iterator[tuple[Any, int | None, int, dict[str, Any]]]:
    for row in records.rows("cases_episode"):
        family, project, dims = _file(records, row.case_id)
        yield row, family, project, {**dims, "exit_type": row.exit_type}


def admitted(records: Records, _cut_off: dt.date) -> Iterator[Fact]:
    for row, _family, project, dims in _stays(records):
        if row.entry == "admitted":
            yield Fact(None, row.admitted_date, project, dims)


def active(records: Records, _cut_off: dt.date) -> Iterator[Fact]:
    """Who left on the day is no longer there."""
    for row, family, project, dims in _stays(records):
        yield Fact(family, row.admitted_date, project, dims, until=row.closed_date - DAY if row.closed_date else None)


def exits(records: Records, _cut_off: dt.date) -> Iterator[Fact]:
    for row, _family, project, dims in _stays(records):
        if row.closed_date:
            yield Fact(None, row.closed_date, project, dims)


def months(records: Records, _cut_off: dt.date) -> Iterator[Fact]:
    """Calendar months that a finished stay touched."""
    for row, _family, project, dims in _stays(records):
        if row.closed_date:
            left, came = row.closed_date, row.admitted_date
            touched = left.year * 12 + left.month - came.year * 12 - came.month + 1
            yield Fact(None, left, project, dims, amount=touched)


def reopened(records: Records, cut_off: dt.date) -> Iterator[Fact]:
    """Of the stays that ended: those after which the family came back within twelve months, as known on the day of the data."""
    followed = {row.follows_id: row for row in records.rows("cases_episode") if row.follows_id}
    for row, _family, project, dims in _stays(records):
        again = followed.get(row.id)
        if row.closed_date and again and again.admitted_date <= min(cut_off, _a_year_after(row.closed_date)):
            yield Fact(None, row.closed_date, project, dims)


def _a_year_after(day: dt.date) -> dt.date:
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)


# care


def _changes(records: Records) -> list[tuple[Any, Any]]:
    """Each recorded status that holds, with the one before it of the same child."""
    lives: dict[Any, list[Any]] = defaultdict(list)
    for row in records.rows("care_carestatus"):
        if row.voided_at is None:
            lives[records.person(row.person_id)].append(row)
    found = []
    for life in lives.values():
        ordered = sorted(life, key=lambda row: (row.from_date, row.id))
        found += list(zip(ordered, [None, *ordered], strict=False))
    return found


def _care(records: Records, qualifies: Any) -> Iterator[Fact]:
    """Changes inside a stay of the file in which they were recorded; its last day belongs to it."""
    stays = records.by("cases_episode", "case_id")
    for row, before in _changes(records):
        inside = any(
            one.admitted_date <= row.from_date and (one.closed_date is None or row.from_date <= one.closed_date)
            for one in stays.get(row.case_id, [])
        )
        if inside and qualifies(row, before):
            _family, project, dims = _file(records, row.case_id)
            yield Fact(records.person(row.person_id), row.from_date, project, dims)


def kept(records: Records, _cut_off: dt.date) -> Iterator[Fact]:
    return _care(records, lambda row, before: row.kind == "with_parents" and before is not None and before.kind == "at_risk")


def removed(records: Records, _cut_off: dt.date) -> Iterator[Fact]:
    return _care(records, lambda row, _before: row.kind == "removed")


def returned(records: Records, _cut_off: dt.date) -> Iterator[Fact]:
    return _care(
        records, lambda row, before: row.kind == "returned" and bool(row.deciding_body) and before is not None and before.kind in APART
    )


# areas of life


def _steps(records: Records) -> list[tuple[Any, dt.date, int, int, dict[str, Any]]]:
    """From each finished assessment of an area of one file, or of one child in it, to the next: place, day, levels gained, project, axes."""

    def made() -> list[Any]:
        places: dict[Any, list[Any]] = defaultdict(list)
        for row in records.rows("cases_score"):
            one = records.table("cases_assessment")[row.assessment_id]
            if one.state == "done" and one.voided_at is None and row.level is not None:
                places[one.case_id, row.area_id, records.person(row.person_id)].append((one.date, one.id, row.id, row.level))
        found = []
        for place, levels in places.items():
            _family, project, dims = _file(records, place[0])
            dims = {**dims, "area": records.key_of("cases_area", place[1])}
            for before, after in pairwise(sorted(levels)):
                found.append((place, after[0], after[3] - before[3], project, dims))
        return found

    return records.keep("steps", made)  # type: ignore[no-any-return]


def areas_compared(records: Records, _cut_off: dt.date) -> Iterator[Fact]:
    for place, day, _gained, project, dims in _steps(records):
        yield Fact(place, day, project, dims)


def levels_changed(records: Records, _cut_off: dt.date) -> Iterator[Fact]:
    for _place, day, gained, project, dims in _steps(records):
        yield Fact(None, day, project, dims, amount=gained)


# workers


def _carried(records: Records, *, first_only: bool = False) -> Iterator[Fact]:
    for row in records.rows("cases_responsibility"):
        stay = records.table("cases_episode")[row.episode_id]
        left = row.until_date or stay.closed_date
        if not (first_only and row.follows_id):
            family, project, dims = _file(records, stay.case_id)
            yield Fact(family, row.from_date, project, dims, until=left - DAY if left else None)


def carried(records: Records, _cut_off: dt.date) -> Iterator[Fact]:
    return _carried(records)


def first_worker(records: Records, _cut_off: dt.date) -> Iterator[Fact]:
    return _carried(records, first_only=True)


def worker_changes(records: Records, _cut_off: dt.date) -> Iterator[Fact]:
    for row in records.rows("cases_responsibility"):
        if row.follows_id:
            _family, project, dims = _file(records, records.table("cases_episode")[row.episode_id].case_id)
            yield Fact(None, row.from_date, project, dims)


# plans


def valid_plans(records: Records, _cut_off: dt.date) -> Iterator[Fact]:
    """From the agreement, and from each review, until the day then named for the next look, the next review, or the end of the plan."""
    reviews = records.by("cases_review", "plan_id")
    for plan in records.rows("cases_plan"):
        if plan.state == "draft":
            continue
        looks = sorted(reviews.get(plan.id, []), key=lambda row: (row.date, row.id))
        family, project, dims = _file(records, plan.case_id)
        first_due = min((row.due_date for row in looks), default=plan.review_date)
        begins = [(plan.starts_date, first_due), *((row.date, row.next_date or row.due_date) for row in looks)]
        for n, (day, due) in enumerate(begins):
            following = begins[n + 1][0] if n + 1 < len(begins) else dt.date.max
            yield Fact(family, day, project, dims, until=min(due, plan.ended_date or due, following))


def _due(records: Records) -> Iterator[tuple[dt.date, dt.date | None, int, dict[str, Any]]]:
    """Every day on which a plan in force was to be looked at again, with the day on which it was."""
    reviews = records.by("cases_review", "plan_id")
    for plan in records.rows("cases_plan"):
        looks = reviews.get(plan.id, [])
        _family, project, dims = _file(records, plan.case_id)
        for row in looks:
            yield row.due_date, row.date, project, dims
        outlasted = plan.state == "running" or (plan.state != "draft" and plan.ended_date and plan.ended_date > plan.review_date)
        if outlasted and plan.review_date not in {row.due_date for row in looks}:
            yield plan.review_date, None, project, dims


def reviews_due(records: Records, _cut_off: dt.date) -> Iterator[Fact]:
    for due, _held, project, dims in _due(records):
        yield Fact(None, due, project, dims)


def reviews_on_time(records: Records, _cut_off: dt.date) -> Iterator[Fact]:
    for due, on, project, dims in _due(records):
        if on is not None and on <= due:
            yield Fact(None, due, project, dims)


# posts


def _post(records: Records, post: Any) -> dict[str, Any]:
    return {"site": records.key_of("places_site", post.site_id), "function": records.key_of("access_function", post.function_id)}


def posts_planned(records: Records, _cut_off: dt.date) -> Iterator[Fact]:
    for post in records.rows("projects_post"):
        yield Fact(None, post.planned_from_date, post.project_id, _post(records, post))


def posts_full_time(records: Records, _cut_off: dt.date) -> Iterator[Fact]:
    for post in records.rows("projects_post"):
        yield Fact(None, post.planned_from_date, post.project_id, _post(records, post), amount=float(post.share))


def posts_filled(records: Records, cut_off: dt.date) -> Iterator[Fact]:
    """A post counts from the first day on which somebody known held it; until then one of an unknown holder is one unknown part."""
    holders = records.by("projects_postholder", "post_id")
    for post in records.rows("projects_post"):
        rows = holders.get(post.id, [])
        known = sorted(row.from_date for row in rows if row.user_id)
        unknown = sorted(row.from_date for row in rows if row.is_unknown)
        if known:
            yield from (Fact(post.id, day, post.project_id, _post(records, post)) for day in known)
        if unknown and not any(day <= cut_off for day in known):
            yield Fact(post.id, unknown[0], post.project_id, _post(records, post), missing=True)


DEFINITIONS: dict[str, Definition] = {
    "admitted": Definition("sum", admitted),
    "active": Definition("stock", active),
    "exits": Definition("sum", exits),
    "median_months": Definition("median", months),
    "reopened": Definition("sum", reopened, sees_cut_off=True),
    "reopened_share": Definition("ratio", ratio=("reopened", "exits"), places=2),
    "children_kept": Definition("people", kept, enters_by="own"),
    "children_removed": Definition("people", removed, enters_by="own"),
    "children_returned": Definition("people", returned, enters_by="own"),
    "areas_compared": Definition("distinct", areas_compared),
    "levels_changed": Definition("sum", levels_changed, per="area"),
    "area_change": Definition("ratio", ratio=("levels_changed", "areas_compared"), places=1, per="area"),
    "worker_changes": Definition("sum", worker_changes),
    "carried": Definition("stock", carried),
    "first_worker": Definition("stock", first_worker),
    "one_worker": Definition("ratio", ratio=("first_worker", "carried"), places=2),
    "families_active": Definition("families_on", active, enters_by="own"),
    "with_valid_plan": Definition("families_on", valid_plans, enters_by="own"),
    "valid_plan_share": Definition("ratio", ratio=("with_valid_plan", "families_active"), places=2),
    "reviews_due": Definition("sum", reviews_due),
    "reviews_on_time": Definition("sum", reviews_on_time),
    "reviewed_on_time": Definition("ratio", ratio=("reviews_on_time", "reviews_due"), places=2),
    "posts_planned": Definition("sum", posts_planned),
    "posts_full_time": Definition("sum", posts_full_time),
    "posts_filled": Definition("distinct", posts_filled, sees_cut_off=True, part="function"),
}
