"""A statement that is put together once freezes what it asked then: no clock, no deadline and no language may be asked by its build."""

import ast
from collections.abc import Iterable, Iterator

from tests.rules.house import Source, obey, python

Function = tuple[str, str]  # module, name
FROZEN = {"clock": "the clock", "deadlines": "a deadline", "timezone": "the clock", "translation": "the language"}
WORDS = {"gettext", "pgettext", "ngettext", "npgettext", "get_language", "now", "today", "_"}
KINDS = FROZEN | {"gettext": "the language", "pgettext": "the language", "ngettext": "the language", "npgettext": "the language"}
KINDS |= {"get_language": "the language", "_": "the language", "now": "the clock", "today": "the clock"}


def module_of(source: Source) -> str:
    return "ligzda." + source.path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def names_of(source: Source) -> dict[str, Function]:
    """What each imported name stands for; a module is ("ligzda.kernel", "clock")."""
    found: dict[str, Function] = {}
    for node in source.nodes(ast.ImportFrom):
        found |= {alias.asname or alias.name: (node.module or "", alias.name) for alias in node.names}
    return found


def frozen(sources: Iterable[Source]) -> Iterator[str]:
    """What the builds ask, followed through every function of the product that they call."""
    found = list(sources)
    imports = {module_of(source): names_of(source) for source in found}
    functions = {(module_of(source), one.name): one for source in found for one in source.nodes(ast.FunctionDef)}
    for at, function in functions.items():
        if any(ast.unparse(mark) == "prepared" for mark in function.decorator_list):
            yield from _asked(at, functions, imports, set())


def _asked(
    at: Function, functions: dict[Function, ast.FunctionDef], imports: dict[str, dict[str, Function]], seen: set[Function]
) -> Iterator[str]:
    if at in seen or at not in functions:
        return
    seen.add(at)
    module, name = at
    for node in ast.walk(functions[at]):
        if not isinstance(node, ast.Call):
            continue
        function = node.func
        if isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name):
            if function.value.id in FROZEN or function.attr in {"now", "today"}:
                yield f"{module}.{name} asks {KINDS.get(function.value.id) or KINDS[function.attr]}: {ast.unparse(function)}"
            home = imports[module].get(function.value.id)
            if home:
                yield from _asked((".".join(home), function.attr), functions, imports, seen)
        elif isinstance(function, ast.Name):
            home = imports[module].get(function.id)
            if function.id in WORDS or (home and home[1] in WORDS):
                yield f"{module}.{name} asks {KINDS[function.id if function.id in KINDS else home[1]]}: {function.id}"  # type: ignore[index]
            yield from _asked(home or (module, function.id), functions, imports, seen)


def test_no_build_asks_what_changes() -> None:
    assert sum(source.text.count("@prepared") for source in python()) > 40
    obey(frozen(python()), "Ask before, and hand it over as a value: the statement is put together once for the process.")


PLANTED = """
from django.utils.translation import gettext as _
from ligzda.access.actor import prepared
from ligzda.kernel import clock
from ligzda.cases.days import since

@prepared
def rows(actor, *, day):
    return Case.objects.filter(date__lte=day, from_date__gte=_early(), title=_("Case"))

def _early():
    return since(clock.today())
"""
BESIDE = """
from ligzda.access import deadlines

def since(day):
    return day - deadlines.length("plan")

def unasked():
    return deadlines.length("plan")
"""


def test_planted_questions_are_found_however_far_away() -> None:
    found = set(frozen([Source("cases/queries.py", PLANTED), Source("cases/days.py", BESIDE)]))
    assert found == {
        "ligzda.cases.queries.rows asks the language: _",
        "ligzda.cases.queries._early asks the clock: clock.today",
        "ligzda.cases.days.since asks a deadline: deadlines.length",
    }
