"""What is asked of both: six operations; and of ours the pages of casework, held against the floor's "open".

Ours as a worker of forty families and as the coordinator of that centre.
"""

from typing import Any

import psycopg
from serving import Served
from setting import ADMIN, ADMIN_PASSWORD, COORDINATOR, LIGZDA, WORKER, Setting

PASSWORD = "ligzda-demo"
SEARCH = "kov"
OPERATIONS = (
    "list",
    "search",
    "search_full",
    "open",
    "create",
    "services",
    "report",
    "day",
    "caseload",
    "supervision",
    "plan",
    "assessments",
)
Json = dict[str, Any]


def plan(setting: Setting, floor: Served, ligzda: Served) -> Json:
    worker = [_list("/families/"), *_own_files(_own_families(setting)), _get("services", "/records/"), _get("day", "/day/")]
    worker += [_get(page, f"/families/{{v}}/{page}/") | {"vary": _own_cases(setting)} for page in ("plan", "assessments")]
    head = [
        _get("search", f"/families/?q={SEARCH}"),
        _get("report", "/figures/?since=2023-10-01&until=2026-09-30"),
        _get("supervision", "/supervision/"),
        _get("caseload", "/supervision/caseload/"),
    ]
    return {
        "peers": [
            {"name": "floor", "base": floor.base, "pids": [floor.pid], "login": _door("/admin/login/", "username", ADMIN, ADMIN_PASSWORD),
             "ops": _floor()},
            {"name": "ligzda", "base": ligzda.base, "pids": [ligzda.pid], "login": _door("/sign-in/", "login", WORKER, PASSWORD), "ops": worker},
            {"name": "centre", "base": ligzda.base, "pids": [], "login": _door("/sign-in/", "login", COORDINATOR, PASSWORD), "ops": head},
        ]
    }  # fmt: skip


def _floor() -> list[Json]:
    people = [str(n) for n in range(101, 60_000, 1501)]
    person = {"household": "{v}", "first_name": "New", "last_name": "Person{n}", "sex": "F", "birth_date": "2015-04-03"}
    return [
        _list("/admin/cases/person/"),
        _get("search", f"/admin/cases/person/?q={SEARCH}"),
        _get("open", "/admin/cases/person/{v}/change/") | {"vary": people},
        _post("create", "/admin/cases/person/add/", person, ["csrfmiddlewaretoken"], people[:13]),
        _get("services", "/admin/cases/service/"),
        _get("report", "/admin/cases/service/report/"),
    ]


def _own_files(keys: list[str]) -> list[Json]:
    """Opened are other families than those that grow."""
    member = {"first_name": "New", "last_name": "Person{n}", "sex": "female", "birth": "03.04.2015", "role": "child", "lives_here": "on"}
    opened, grown = keys[: len(keys) // 2], keys[len(keys) // 2 :]
    return [
        _get("search", f"/families/?q={SEARCH}"),
        _get("open", "/families/{v}/") | {"vary": opened},
        _post("create", "/people/families/{v}/members/", member, ["csrfmiddlewaretoken", "form_key"], grown),
    ]


def _own_families(setting: Setting) -> list[str]:
    """Keys of the families of the measured worker."""
    return [family for family, _case in _own(setting)]


def _own_cases(setting: Setting) -> list[str]:
    """What stands in the address of a file of the measured worker, after ``/families/``."""
    return [f"{family}/cases/{case}" for family, case in _own(setting)]


def _own(setting: Setting) -> list[tuple[str, str]]:
    """(family, case) of each file of the measured worker, by their keys."""
    with psycopg.connect(f"{setting.server.rsplit('/', 1)[0]}/{LIGZDA}") as there:
        rows = there.execute(
            "SELECT f.key, c.key FROM people_family f JOIN cases_case c ON c.family_id = f.id JOIN access_seat s ON s.circle_id = c.circle_id"
            " JOIN access_user u ON u.id = s.user_id WHERE u.email = %s ORDER BY f.id",
            [WORKER],
        )
        return [(row[0], row[1]) for row in rows]


def _door(path: str, name: str, who: str, password: str) -> Json:
    return {"path": path, "form": {name: who, "password": password}, "hidden": ["csrfmiddlewaretoken"]}


def _list(path: str) -> Json:
    return _get("list", path)


def _get(op: str, path: str) -> Json:
    return {"op": op, "path": path}


def _post(op: str, path: str, form: Json, hidden: list[str], vary: list[str]) -> Json:
    return {"op": op, "path": path, "form": form, "hidden": hidden, "vary": vary, "expect": 302}
