"""A statement that is put together once freezes what it asked then: no clock, no deadline, no language and no reader's day in its build."""

import ast
from collections.abc import Iterable, Iterator

from tests.rules.house import Source, obey, python

Function = tuple[str, str]  # module, name
FROZEN = {
    "ligzda.kernel.clock.today": "the clock",
    "ligzda.kernel.clock.now": "the clock",
    "ligzda.access.deadlines": "a deadline",
    "django.utils.timezone": "the clock",
    "django.utils.translation": "the language",
}
MODULES = {"ligzda.access.deadlines", "django.utils.timezone", "django.utils.translation"}
LATEST = {"today": "the clock", "now": "the clock", "utcnow": "the clock", "label": "the language"}
OF_READER = {"on": "the reader's day", "user": "the reader"}


def module_of(source: Source) -> str:
    return "ligzda." + source.path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def names_of(source: Source) -> dict[str, str]:
    """What each imported name stands for, in full."""
    found: dict[str, str] = {}
    for node in source.nodes(ast.ImportFrom):
        found |= {alias.asname or alias.name: f"{node.module}.{alias.name}" for alias in node.names}
    for node in source.nodes(ast.Import):
        found |= {alias.asname: alias.name for alias in node.names if alias.asname}
    return found


def frozen(sources: Iterable[Source]) -> Iterator[str]:
    """What the builds ask, followed through every function of the product that they name."""
    found = list(sources)
    imports = {module_of(source): names_of(source) for source in found}
    functions = {f"{module_of(source)}.{one.name}": (module_of(source), one) for source in found for one in source.nodes(ast.FunctionDef)}
    for full, (_module, function) in functions.items():
        if any(ast.unparse(mark) in {"prepared", "Prepared"} for mark in function.decorator_list):
            yield from dict.fromkeys(_asked(full, functions, imports, set()))


def _asked(
    full: str, functions: dict[str, tuple[str, ast.FunctionDef]], imports: dict[str, dict[str, str]], seen: set[str]
) -> Iterator[str]:
    """Names are enough: a function that is handed on is asked as surely as one that is called."""
    if full in seen or full not in functions:
        return
    seen.add(full)
    module, function = functions[full]
    reader = function.args.args[0].arg if function.args.args else ""
    for node in (part for statement in function.body for part in ast.walk(statement)):
        if not isinstance(node, ast.Name | ast.Attribute) or not isinstance(node.ctx, ast.Load):
            continue
        said = ast.unparse(node)
        first, _dot, rest = said.partition(".")
        meant = ".".join(filter(None, [imports[module].get(first) or first, rest]))
        why = next((one for name, one in FROZEN.items() if meant == name or meant.startswith(f"{name}.")), None)
        if isinstance(node, ast.Attribute):
            why = why or LATEST.get(node.attr) or (OF_READER.get(node.attr) if reader == "actor" and said == f"actor.{node.attr}" else None)
        if why and meant not in MODULES:  # the module alone asks nothing
            yield f"{full} asks {why}: {said}"
        yield from _asked(meant if meant in functions else f"{module}.{said}", functions, imports, seen)


def test_no_build_asks_what_changes() -> None:
    assert sum(source.text.count("@prepared") for source in python()) > 40
    obey(frozen(python()), "Ask before, and hand it over as a value: the statement is put together once for the process.")


PLANTED = """
import datetime
from django.utils.translation import gettext as _, gettext_lazy as said
from ligzda.access import deadlines as terms
from ligzda.access.actor import prepared
from ligzda.access.deadlines import length
from ligzda.kernel import clock
from ligzda.kernel.clock import now as at
from ligzda.cases.days import since

@prepared
def rows(actor, *, day):
    return Case.objects.filter(date__lte=day, from_date__gte=_early(), title=_("Case"), state=said("open"), on=actor.on)

@prepared
def handed_on(actor):
    return Case.objects.filter(days__in=map(since, ()), at=[at(), datetime.date.today(), clock.today], kind=Kind.OPEN.label)

@prepared
def other_words(actor):
    return Case.objects.filter(months=terms.series("plan"), days=length("plan"))

@prepared
def lawful(actor, *, day):
    return Case.objects.filter(date=clock.day_of(day), until=clock.add_months(day, 1))

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


def test_planted_questions_are_found_however_far_away_and_however_spelled() -> None:
    found = set(frozen([Source("cases/queries.py", PLANTED), Source("cases/days.py", BESIDE)]))
    assert found == {
        "ligzda.cases.queries.rows asks the language: _",
        "ligzda.cases.queries.rows asks the language: said",
        "ligzda.cases.queries.rows asks the reader's day: actor.on",
        "ligzda.cases.queries._early asks the clock: clock.today",
        "ligzda.cases.days.since asks a deadline: deadlines.length",
        "ligzda.cases.queries.handed_on asks the clock: at",
        "ligzda.cases.queries.handed_on asks the clock: datetime.date.today",
        "ligzda.cases.queries.handed_on asks the clock: clock.today",
        "ligzda.cases.queries.handed_on asks the language: Kind.OPEN.label",
        "ligzda.cases.queries.other_words asks a deadline: terms.series",
        "ligzda.cases.queries.other_words asks a deadline: length",
    }
