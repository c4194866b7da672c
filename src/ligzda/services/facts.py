"""What this room hands to ``measure``: attendances, sessions, enrolments, camps, events, each one flat row per countable thing.

Only what is held and neither void nor moved away counts. Persons and families stand as their roots, so a merge moves no row
and undoing it restores every figure. A meeting of a family at which nobody was entered by name still counts the family.
"""

from typing import Any

from ligzda.measure.facts import Fact, Join

SESSION = {
    "id": "int64",
    "case_id": "int64",
    "cohort_id": "int64",
    "circle_id": "int64",
    "project_id": "int64",
    "service_id": "int64",
    "site_id": "int64",
    "worker_id": "int64",
    "date": "date",
    "minutes": "int64",
    "count": "int64",
    "status": "string",
    "warned": "boolean",
    "voided_at": "timestamp",
    "moved_to_id": "int64",
}
ATTENDANCE_ROW = {"id": "int64", "session_id": "int64", "person_id": "int64", "family_id": "int64", "case_id": "int64", "status": "string"}
PERSON = {"id": "int64", "root_id": "int64", "sex": "string", "birth_date": "date", "birth_precision": "string"}
FAMILY = {"id": "int64", "root_id": "int64"}
CASE = {"id": "int64", "family_id": "int64", "family_type": "string", "territory_id": "int64"}
KEYED = {"id": "int64", "key": "string"}
SERVICE = {"id": "int64", "key": "string", "kind": "string", "function_id": "int64", "is_consultation": "boolean", "is_counted": "boolean"}
USER = {"id": "int64", "function_id": "int64"}
COHORT = {
    "id": "int64",
    "group_id": "int64",
    "state": "string",
    "start_date": "date",
    "planned_sessions": "int64",
    "completion_share": "float64",
    "held_known_by": "string",
}
GROUP = {
    "id": "int64",
    "key": "string",
    "kind": "string",
    "circle_id": "int64",
    "project_id": "int64",
    "site_id": "int64",
    "service_id": "int64",
    "territory_id": "int64",
}

SERVICE_JOINS = (
    Join("service", "services_servicetype", "base.service_id"),
    Join("site", "places_site", "base.site_id"),
    Join("worker", "access_user", "base.worker_id", how="left"),
    Join("worker_function", "access_function", "worker.function_id", how="left"),
    Join("service_function", "access_function", "service.function_id", how="left"),
    Join("cohort", "services_cohort", "base.cohort_id", how="left"),
    Join("group", "services_group", "cohort.group_id", how="left"),
)
SESSION_TABLES = {
    "services_session": SESSION,
    "services_servicetype": SERVICE,
    "places_site": KEYED,
    "access_user": USER,
    "access_function": KEYED,
    "services_cohort": COHORT,
    "services_group": GROUP,
    "cases_case": CASE,
    "places_territory": KEYED,
}


def _stands(r: Any) -> Any:
    return r.base.voided_at.isnull() & r.base.moved_to_id.isnull()


def _held(r: Any) -> Any:
    return (r.base.status == "held") & _stands(r)


def _missed(r: Any) -> Any:
    """Nobody came and nobody had said so before; where it is not written down whether they had, it is neither missed nor kept."""
    return (r.base.status == "no_show") & (~r.base.warned).fill_null(False) & _stands(r)


def _group(r: Any) -> Any:
    return (r.group.kind != "camp").ifelse(r.group.key, r.ibis.null("string"))


def _camp(r: Any) -> Any:
    return (r.group.kind == "camp").ifelse(r.group.key, r.ibis.null("string"))


def _function(r: Any) -> Any:
    return r.ibis.coalesce(r.worker_function.key, r.service_function.key)


SESSION_COLUMNS: dict[str, Any] = {
    "session_id": "base.id",
    "project": "base.project_id",
    "date": "base.date",
    "circle_id": "base.circle_id",
    "case_id": "base.case_id",
    "site": "site.key",
    "service": "service.key",
    "function": _function,
    "group": _group,
    "camp": _camp,
    "held": _held,
    "is_consultation": "service.is_consultation",
    "is_counted": "service.is_counted",
    "of_case": lambda r: r.base.case_id.notnull(),
    "of_group": lambda r: r.base.cohort_id.notnull(),
}


def _attended(r: Any) -> Any:
    """Present or late; or a family's meeting without anybody's name, which is a row without a person."""
    by_name = r.attendance.status.isin(["present", "late"])
    of_family = r.attendance.id.isnull() & r.base.case_id.notnull()
    return _held(r) & (by_name | of_family)


def _session_known(r: Any) -> Any:
    """Is it known of everybody on the sheet whether they came? One unknown mark, or no sheet, leaves the session out of an average."""
    mark = ((r.attendance.status == "unknown") | r.attendance.id.isnull()).ifelse(1, 0)
    return mark.max().over(group_by=r.base.id) == 0


def _of_root(name: str) -> Any:
    """A column of the person, taken from the root where records were merged, so that every row of one person says the same."""
    return lambda r: r.person.root_id.isnull().ifelse(getattr(r.person, name), getattr(r.root, name))


def _birth(part: str, precisions: tuple[str, ...]) -> Any:
    def column(r: Any) -> Any:
        date, precision = _of_root("birth_date")(r), _of_root("birth_precision")(r)
        number = getattr(date, part)().cast("int64")
        return precision.isin(precisions).ifelse(number, r.ibis.null("int64"))

    return column


PERSON_COLUMNS: dict[str, Any] = {
    "person": lambda r: r.ibis.coalesce(r.person.root_id, r.person.id),
    "sex": _of_root("sex"),
    "birth_year": _birth("year", ("day", "month", "year")),
    "birth_month": _birth("month", ("day", "month")),
    "birth_day": _birth("day", ("day",)),
}

# One row per attendance; one row without a person for a meeting of a family at which nobody stands by name.
# The join with attendances multiplies on purpose: every figure over this fact asks who took part, so it is never left out.
ATTENDANCE = Fact(
    "attendance",
    tables={**SESSION_TABLES, "services_attendance": ATTENDANCE_ROW, "people_person": PERSON, "people_family": FAMILY},
    base="services_session",
    joins=(
        *SERVICE_JOINS,
        Join("attendance", "services_attendance", "base.id", key="session_id", how="left"),
        Join("person", "people_person", "attendance.person_id", how="left"),
        Join("root", "people_person", "person.root_id", how="left"),
        Join("merged", "people_person", "attendance.person_id", how="left", only="root_id"),
        Join("family", "people_family", "attendance.family_id", how="left"),
        Join("case", "cases_case", "base.case_id", how="left"),
        Join("case_family", "people_family", "case.family_id", how="left"),
        Join("own_case", "cases_case", "attendance.case_id", how="left"),
        Join("case_territory", "places_territory", "case.territory_id", how="left"),
        Join("own_territory", "places_territory", "own_case.territory_id", how="left"),
    ),
    columns={
        **SESSION_COLUMNS,
        **PERSON_COLUMNS,
        "fact_id": lambda r: r.ibis.coalesce(r.attendance.id, r.base.id),
        "family": lambda r: r.ibis.coalesce(r.family.root_id, r.family.id, r.case_family.root_id, r.case_family.id),
        "family_type": lambda r: r.ibis.coalesce(r.own_case.family_type, r.case.family_type),
        "territory": lambda r: r.ibis.coalesce(r.own_territory.key, r.case_territory.key),
        "attended": _attended,
        "by_name": lambda r: _held(r) & r.attendance.status.isin(["present", "late"]),
        "session_known": _session_known,
        "presence_unknown": lambda r: _held(r) & ((r.attendance.status == "unknown") | r.attendance.id.isnull()),
    },
    alone={"person": lambda r: r.ibis.coalesce(r.merged.root_id, r.attendance.person_id)},
    reach=lambda f: f.attended & f.is_counted,
)

# One row per meeting, whatever the number of people.
SESSIONS = Fact(
    "session",
    tables={**SESSION_TABLES, "people_family": FAMILY},
    base="services_session",
    joins=(
        *SERVICE_JOINS,
        Join("case", "cases_case", "base.case_id", how="left"),
        Join("family", "people_family", "case.family_id", how="left"),
        Join("case_territory", "places_territory", "case.territory_id", how="left"),
    ),
    columns={
        **SESSION_COLUMNS,
        "fact_id": "base.id",
        "minutes": "base.minutes",
        "count": "base.count",
        "family": lambda r: r.ibis.coalesce(r.family.root_id, r.family.id),  # of a meeting with one family; a group's has none
        "family_type": "case.family_type",
        "territory": "case_territory.key",
        "in_group": lambda r: r.base.cohort_id.notnull() & (r.group.kind != "camp"),
        "missed": _missed,
        "agreed": lambda r: (_held(r) | _missed(r)) & r.base.case_id.notnull(),
        "waits": lambda r: r.base.status.isin(["planned", "unconfirmed"]) & _stands(r),
    },
)
