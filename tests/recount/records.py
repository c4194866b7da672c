"""The records as they stand in the database, read by plain SQL, each table when it is first asked for."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable
from types import SimpleNamespace
from typing import Any

from django.db import connection

COLUMNS = {
    "services_session": "id case_id cohort_id project_id service_id site_id worker_id date minutes count status warned voided_at moved_to_id",
    "services_attendance": "id session_id person_id family_id case_id status",
    "services_servicetype": "id key function_id is_consultation is_counted",
    "services_cohort": "id group_id state start_date planned_sessions completion_share held_known_by",
    "services_group": "id key kind project_id site_id service_id territory_id",
    "services_enrolment": "id cohort_id person_id family_id case_id from_date",
    "services_event": "id key project_id site_id territory_id start_date state presence stated_number",
    "services_presence": "id event_id person_id",
    "people_person": "id root_id sex birth_date birth_precision",
    "people_family": "id root_id",
    "places_site": "id key",
    "places_territory": "id key",
    "access_user": "id function_id",
    "access_function": "id key",
    "cases_case": "id family_id project_id site_id family_type territory_id",
    "cases_episode": "id case_id entry admitted_date closed_date exit_type follows_id",
    "cases_responsibility": "id episode_id user_id from_date until_date follows_id",
    "care_carestatus": "id person_id case_id kind from_date deciding_body voided_at",
    "cases_score": "id assessment_id area_id person_id level",
    "cases_assessment": "id case_id date state voided_at",
    "cases_area": "id key",
    "cases_plan": "id case_id state starts_date review_date ended_date",
    "cases_review": "id plan_id date due_date next_date",
    "projects_project": "id key start_date end_date",
    "projects_post": "id project_id site_id function_id share planned_from_date",
    "projects_postholder": "id post_id user_id is_unknown from_date",
}


class Records:
    """One reading of the database. A new one is made after each change; what was worked out of it is kept as long as it is."""

    def __init__(self) -> None:
        self._tables: dict[str, dict[int, Any]] = {}
        self._kept: dict[Any, Any] = {}

    def table(self, name: str) -> dict[int, Any]:
        """Rows by id."""
        if name not in self._tables:
            names = COLUMNS[name].split()
            with connection.cursor() as cursor:
                cursor.execute("SELECT " + ", ".join(f'"{one}"' for one in names) + f' FROM "{name}" ORDER BY id')
                self._tables[name] = {row[0]: SimpleNamespace(**dict(zip(names, row, strict=True))) for row in cursor.fetchall()}
        return self._tables[name]

    def rows(self, name: str) -> Iterable[Any]:
        return self.table(name).values()

    def find(self, name: str, key: int | None) -> Any:
        return self.table(name)[key] if key is not None else None

    def by(self, name: str, column: str) -> dict[Any, list[Any]]:
        """Rows of a table by one of its columns."""

        def grouped() -> dict[Any, list[Any]]:
            found: dict[Any, list[Any]] = defaultdict(list)
            for row in self.rows(name):
                found[getattr(row, column)].append(row)
            return found

        return self.keep(("by", name, column), grouped)  # type: ignore[no-any-return]

    def keep(self, key: Any, make: Callable[[], Any]) -> Any:
        if key not in self._kept:
            self._kept[key] = make()
        return self._kept[key]

    def key_of(self, name: str, pk: int | None) -> str | None:
        row = self.find(name, pk)
        return row.key if row else None

    def person(self, pk: int | None) -> int | None:
        """The canonical person behind a record."""
        return self._root("people_person", pk)

    def family(self, pk: int | None) -> int | None:
        return self._root("people_family", pk)

    def _root(self, name: str, pk: int | None) -> int | None:
        row = self.find(name, pk)
        return (row.root_id or row.id) if row else None

    def sex(self, person: int) -> str:
        return self.find("people_person", person).sex or "unknown"  # type: ignore[no-any-return]

    def age(self, person: int, on: dt.date) -> int | None:
        """Whole years; where only a part of the birth date is known, the middle of the rest."""
        row = self.find("people_person", person)
        if row.birth_date is None or row.birth_precision not in ("day", "month", "year"):
            return None
        born = row.birth_date
        month, day = (7, 1) if row.birth_precision == "year" else (born.month, 15 if row.birth_precision == "month" else born.day)
        return on.year - born.year - ((on.month, on.day) < (month, day))
