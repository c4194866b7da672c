"""A moment belongs to the day on the wall of the organisation: at half past midnight in Riga it is still yesterday in UTC.

The kernel's clock alone turns a moment into a day or an hour; everything that could do it past the clock is found here.
"""

import ast
import re
from collections.abc import Iterable, Iterator

from tests.rules.house import ROOT, Source, obey, python, templates

CLOCK = "kernel/clock.py"
CALLS_OF_NOW = {"now", "utcnow", "today", "localtime", "localdate", "make_aware", "make_naive", "fromtimestamp", "utcfromtimestamp"}
OWNERS = {"timezone", "datetime", "date", "dt.datetime", "dt.date", "django.utils.timezone"}
PARTS = {"date", "time", "year", "month", "day", "hour", "minute", "weekday", "isoweekday", "isocalendar", "toordinal", "strftime"}
MOMENT = re.compile(r"(^|_)at$")
LOOKUP = re.compile(r"(^|_)at__(date|time|year|month|day|hour|week|week_day|quarter)(__|$)")
TRUNCATED = {"TruncDate", "TruncDay", "TruncMonth", "TruncYear", "TruncWeek", "ExtractYear", "ExtractMonth", "ExtractDay", "ExtractHour"}
IN_TEMPLATE = re.compile(r"\b(?:\w+_)?at\.(?:date|time|year|month|day|hour)\b|{%\s*now\b")


def name_of(node: ast.AST) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def past_the_clock(sources: Iterable[Source]) -> Iterator[str]:
    for source in sources:
        for node in () if source.path == CLOCK else ast.walk(source.tree):
            if said := _of_a_call(node) or _of_a_part(node) or _of_a_lookup(node):
                yield f"{source.path}:{getattr(node, 'lineno', 0)} {said}"


def _of_a_call(node: ast.AST) -> str:
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
        return ""
    owner, called = ast.unparse(node.func.value), node.func.attr
    if called == "date" and not node.args and not node.keywords:
        return "takes .date() of a moment"
    if called in CALLS_OF_NOW and owner in OWNERS:
        return f"asks {owner}.{called}()"
    if called == "combine" and owner.endswith("datetime"):
        return "puts a day and an hour together"
    return ""


def _of_a_part(node: ast.AST) -> str:
    if isinstance(node, ast.Attribute) and node.attr in PARTS and MOMENT.search(name_of(node.value)):
        return f"reads .{node.attr} of a moment"
    if isinstance(node, ast.FormattedValue) and node.format_spec and MOMENT.search(name_of(node.value)):
        return "writes a moment by its day in UTC" if "%" in ast.unparse(node.format_spec) else ""
    return ""


def _of_a_lookup(node: ast.AST) -> str:
    text = node.arg if isinstance(node, ast.keyword) else node.value if isinstance(node, ast.Constant) else ""
    if isinstance(text, str) and LOOKUP.search(text):
        return f"looks up {text}"
    return "cuts a moment in the database" if name_of(node) in TRUNCATED else ""


def in_templates(sources: Iterable[Source]) -> Iterator[str]:
    yield from (f"{one.path} writes {found}" for one in sources for found in IN_TEMPLATE.findall(one.text))


def asked_once(sources: Iterable[Source]) -> Iterator[str]:
    """A day that is asked when a file is read stays yesterday's in a process that lives past midnight."""
    for source in sources:
        waiting: list[ast.AST] = [source.tree]
        while waiting:
            node = waiting.pop()
            if isinstance(node, ast.Call) and ast.unparse(node.func) in {"clock.today", "clock.now"}:
                yield f"{source.path}:{node.lineno} asks {ast.unparse(node.func)}() once for ever"
            later = isinstance(node, ast.FunctionDef | ast.Lambda)
            waiting += [node.args, *getattr(node, "decorator_list", ())] if later else ast.iter_child_nodes(node)


def test_a_moment_becomes_a_day_by_the_clock_alone() -> None:
    obey(
        [*past_the_clock(python()), *in_templates(templates())],
        "Use clock.day_of(moment), clock.by_the_clock(), clock.at(day, hour), clock.today(); between days filter from clock.day_begins(day).",
    )


def of_the_tests() -> list[Source]:
    return [Source(path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")) for path in sorted((ROOT / "tests").rglob("*.py"))]


def test_nobody_asks_the_day_when_a_file_is_read() -> None:
    obey(asked_once([*python(), *of_the_tests()]), "Ask the clock inside the function: a server and a run of tests go on past midnight.")


def test_a_planted_day_that_is_asked_once_is_found() -> None:
    planted = "DAY = clock.today()\n@mark(clock.now())\ndef f(day=clock.today()):\n    return clock.today()\nok = lambda: clock.today()\n"
    assert sorted(one.split()[0] for one in asked_once([Source("x.py", planted)])) == ["x.py:1", "x.py:2", "x.py:3"]


def test_planted_ways_past_the_clock_are_found() -> None:
    planted = """
due = row.noticed_at.date()
early = row.opened_at.hour < 6
told = f"{one.at:%Y-%m-%d}"
begun = timezone.localdate()
now = dt.datetime.now()
noon = dt.datetime.combine(day, hour)
rows.filter(created_at__date=day)
rows.values("created_at__year")
rows.annotate(day=TruncDate("created_at"))
"""
    lines = {int(found.split(":")[1].split()[0]) for found in past_the_clock([Source("x/queries.py", planted)])}
    assert lines == set(range(2, 11))
    assert list(in_templates([Source("x/templates/x.html", "{{ row.created_at.date }} {% now 'Y' %}")]))


def test_what_is_no_moment_is_left_alone() -> None:
    fine = "a = stay.from_date.year\nb = words.day(row.created_at)\nc = clock.day_of(row.at)\nd = rows.filter(assessment__date=day)\ne = at(1)\n"
    assert list(past_the_clock([Source("x/queries.py", fine)])) == []
