"""Whatever asks for meetings, attendance or enrolments says which circles it may: a closed group opens to its own seats only.

The tables are read off the models: those that hold rows of groups, and what hangs on them. Every query of them, and every path of another
query that leads into them, is found in the source. It passes one of the doors, or is about one thing that the reader has seen already (a
file's own meetings, a sheet, a cohort), or says that it works in every circle and tells nobody, which only actions may.
"""

import ast
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise
from typing import Any

from django.apps import apps

from tests.rules.house import Source, obey, python

ROOTS = ("Session", "Attendance", "Enrolment")
DOORS = {"visible_to", "unless_closed_to", "open_or_in"}
ANYWHERE = "in_every_circle"
WRITES = {"create", "bulk_create", "get_or_create", "bulk_update", "none"}
TELL_NOBODY = ("/actions/", "/reversals.py")
PINS = {
    "pk", "pk__in", "circle", "circle__in", "moved_from", "session__moved_from", "cohort__group__circle__in",
    "case", "case_id", "case__in", "case__grants__in", "cohort", "cohort_id", "cohort__in", "cohort__group",
    "session", "session_id", "session__in", "session__case", "session__case__in", "session__cohort", "session__cohort__group",
}  # fmt: skip
NOT_OF_ATTENDANCE = {"case", "case_id", "case__in", "case__grants__in"}  # the file through which somebody came to the group, closed or not
HOLDERS = {"cohort", "cohorts", "session", "group"}  # the same circle, and asked through a door themselves
ASKING = {"filter", "exclude", "get", "values", "values_list", "annotate", "aggregate", "order_by", "prefetch_related", "select_related", "F", "Q",
          "Count", "Sum", "Min", "Max", "Prefetch", "OuterRef", "Subquery"}  # fmt: skip
TAKING = {
    "all",
    "filter",
    "exclude",
    "count",
    "exists",
    "first",
    "last",
    "values",
    "values_list",
    "order_by",
    "select_related",
    "get",
    "aggregate",
}
HANDED_OVER = ("/facts.py", "_facts.py")  # to measure, which asks for the circles itself
Site = tuple[str, int, str]


@cache
def guarded() -> frozenset[str]:
    """The three, and every model that points at one of them."""
    found = {apps.get_model("services", name) for name in ROOTS}
    ours = [one for one in apps.get_models() if one.__module__.startswith("ligzda.")]
    while True:
        more = {
            one for one in ours if any(field.related_model in found for field in one._meta.concrete_fields if field.is_relation)
        } - found
        if not more:
            return frozenset(one.__name__ for one in found)
        found |= more


@cache
def paths() -> frozenset[str]:
    """What the ways into these tables are called from elsewhere: person.attendances, project__sessions."""
    found = set()
    for model in (apps.get_model("services", name) for name in ROOTS):
        found |= {str(field.remote_field.get_accessor_name()) for field in model._meta.concrete_fields if field.is_relation}
    return frozenset(name for name in found if name not in ("None", "moved_from") and not name.endswith("+"))


def called(node: ast.AST) -> str:
    return getattr(node, "attr", getattr(node, "id", ""))


def chain(node: ast.AST) -> Iterator[ast.AST]:
    """From the outermost call inwards: each link of X.objects.filter(…).order_by(…)."""
    while isinstance(node, ast.Call | ast.Attribute | ast.Subscript):
        yield node
        node = node.func if isinstance(node, ast.Call) else node.value
    yield node


def queries(tree: ast.AST) -> Iterator[tuple[ast.AST, list[ast.AST]]]:
    """Every whole chain, once. What is fetched beside the rows of another query (``Prefetch``) is asked about as a way of that query."""
    inner = {id(one) for call in ast.walk(tree) if isinstance(call, ast.Call) and called(call.func) == "Prefetch" for one in call.args}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call | ast.Attribute | ast.Subscript) and id(node) not in inner:
            links = list(chain(node))
            inner |= {id(link) for link in links[1:]}
            yield node, links
        elif id(node) in inner:
            inner |= {id(link) for link in chain(node)}


def is_asked(links: list[ast.AST]) -> str:
    """The table that a chain asks: by its manager, or from a thing that is no holder of the same circle."""
    for outer, inside in pairwise(links):
        if (
            isinstance(outer, ast.Attribute)
            and outer.attr in ("objects", "_base_manager", "_default_manager")
            and called(inside) in guarded()
        ):
            return called(inside)
        if isinstance(outer, ast.Attribute) and outer.attr in TAKING and isinstance(inside, ast.Attribute) and inside.attr in paths():
            return "" if called(inside.value) in holders_of(inside.attr) else inside.attr
    names = [link.args[1].value for link in links if isinstance(link, ast.Call) and called(link.func) == "get_model" and len(link.args) > 1
             and isinstance(link.args[1], ast.Constant)]  # fmt: skip
    return next((str(name) for name in names if str(name).lower() in {one.lower() for one in guarded()}), "")


def holders_of(path: str) -> set[str]:
    """Instances of which this way leads to rows of the same circle: cohort.sessions, session.attendances, and of a file its own meetings."""
    files = {"case", "file"} if path == "sessions" else set()
    return HOLDERS | {"locked", "other", "row", "self", "one", "planned", "meeting"} | files if path != "sessions" else HOLDERS | files


def passes(table: str, links: list[ast.AST], path: str) -> bool:
    pins = PINS - (NOT_OF_ATTENDANCE if table != "Session" and table != "sessions" else set())
    for link in links:
        if isinstance(link, ast.Call):
            name = called(link.func)
            if name in DOORS | WRITES or (name == ANYWHERE and any(part in path for part in TELL_NOBODY)):
                return True
            if name in ("filter", "get") and any(one.arg in pins for one in link.keywords):
                return True
    return False


def root_of(node: ast.AST, known: dict[str, str]) -> str:
    """The table whose rows a chain gives; by way of a name, what was last put into it."""
    for link in chain(node):
        if isinstance(link, ast.Attribute) and link.attr in ("objects", "_base_manager", "_default_manager"):
            return called(link.value)
        if isinstance(link, ast.Name):
            return known.get(link.id, "")
    return ""


def said_in(call: ast.Call) -> list[str]:
    told = [one.value for one in call.args if isinstance(one, ast.Constant) and isinstance(one.value, str)]
    return told + [one.arg for one in call.keywords if one.arg]


def leads_inside(text: str) -> bool:
    parts = text.lstrip("-").split("__")
    return any(part in paths() and (n == 0 or parts[n - 1] not in HOLDERS) for n, part in enumerate(parts))


def reaching(source: Source) -> Iterator[Site]:
    """Paths of other queries that lead into the tables: Count("attendances"), filter(sessions__date=…).

    From a group, a cohort or one of the tables itself they stay in its circle. A condition put together by itself counts as part of the
    query in whose function it stands.
    """
    same = {*guarded(), "Cohort", "Group"}
    for function in [node for node in ast.walk(source.tree) if isinstance(node, ast.FunctionDef)]:
        known: dict[str, str] = {}
        for node in ast.walk(function):
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and (root := root_of(node.value, known)):
                known[node.targets[0].id] = root
        roots: dict[int, str] = {}
        for node, _links in queries(function):
            if root := root_of(node, known):
                roots |= {id(one): root for one in ast.walk(node)}
        near = {called(node) for node in ast.walk(function) if isinstance(node, ast.Name | ast.Attribute)} | {ast.unparse(function.args)}
        for call in (node for node in ast.walk(function) if isinstance(node, ast.Call) and called(node.func) in ASKING):
            root = roots.get(id(call), "")
            fits = root in same if root else bool(near & same) or "Session" in ast.unparse(function.args)
            yield from ((source.path, call.lineno, text) for text in said_in(call) if leads_inside(text) and not fits)


def past_the_door(sources: Iterable[Source]) -> Iterator[str]:
    for source in sources:
        if source.room in ("measure", "demo") or source.path.endswith(HANDED_OVER) or "django.contrib.sessions.models" in source.text:
            continue
        for node, links in queries(source.tree):
            table = is_asked(links)
            if table and not passes(table, links, source.path):
                yield f"{source.path}:{node.lineno} asks {table}"  # type: ignore[attr-defined]
        yield from (f"{path}:{line} asks by way of {text}" for path, line, text in reaching(source))
        for text in source.nodes(ast.Constant):
            said: Any = text.value  # type: ignore[attr-defined]
            if isinstance(said, str) and "SELECT" in said and any(f"services_{name.lower()}" in said for name in guarded()):
                yield f"{source.path}:{text.lineno} asks in plain SQL"  # type: ignore[attr-defined]


def test_every_question_about_meetings_says_which_circles_it_may_ask() -> None:
    how = "Pass visible_to(actor, WORD) or unless_closed_to(actor, WORD …), or ask about one file, cohort or session that was seen already."
    obey(past_the_door(python()), how)


PLANTED = """
def silent(actor, person):
    rows = Session.objects.filter(date__gte=actor.on, voided_at=None)
    names = Attendance.objects.select_related("person").filter(case__in=files)
    coming = person.enrolments.order_by("from_date")
    times = Person.objects.visible_to(actor, SEE).annotate(n=Count("attendances__session"))
    other = Case.objects.filter(attendances__session__date=actor.on)
    loud = Enrolment.objects.in_every_circle().filter(person=person)
    raw = connection.execute("SELECT person_id FROM services_attendance")
    late = apps.get_model("services", "Session").objects.count()
"""
KEPT = """
def meetings(actor, case, cohort, session):
    mine = Session.objects.visible_to(actor, LOG).filter(date=actor.on)
    theirs = Session.objects.filter(case=case).exclude(status="planned")
    there = Attendance.objects.filter(session__in=mine, status="present").count()
    lines = Attendance.objects.unless_closed_to(actor, SEE_CASE).filter(case=case)
    run = cohort.sessions.filter(voided_at=None), session.attendances.all(), case.sessions.order_by("date")
    return Cohort.objects.visible_to(actor, LEAD).prefetch_related(Prefetch("enrolments", Enrolment.objects.order_by("id")))
"""


def test_planted_questions_past_the_door_are_found() -> None:
    found = sorted({int(told.split(":")[1].split()[0]) for told in past_the_door([Source("desk/queries/x.py", PLANTED)])})
    assert found == [3, 4, 5, 6, 7, 8, 9, 10]
    assert list(past_the_door([Source("desk/queries/x.py", KEPT)])) == []


def test_the_tables_are_read_off_the_models() -> None:
    assert {"Session", "Attendance", "Enrolment", "SessionVersion"} <= guarded()
    assert {"sessions", "attendances", "enrolments"} <= paths()
