"""Reads know who asks; writes know who does, and are whole or not at all.

The rule looks at what a room offers: every public function of queries.py or actions.py; where these are packages, what
other files of the product call. A query is what reads a table; in actions, objections_to_… only answers.
"""

import ast
import re
from collections.abc import Iterable, Iterator

from tests.rules.house import Source, obey, python

TABLE = re.compile(r"\.(objects|filter|exclude|order_by|values|values_list|select_related|annotate|aggregate)\b")


def offered(sources: list[Source], everything: list[Source]) -> Iterator[tuple[Source, ast.FunctionDef]]:
    for source in sources:
        package, _, file = source.path.rpartition("/")
        outside = [other for other in everything if not other.path.startswith(package)]
        for function in source.public_functions():
            if package.count("/") == 0 or any(calls(other, source.path, file[:-3], function.name) for other in outside):
                yield source, function


def calls(other: Source, path: str, module: str, name: str) -> bool:
    home = "ligzda." + path.removesuffix(".py").replace("/", ".")
    for origin, names in other.imports:
        if home.startswith(origin) and (name in names or (module in names and re.search(rf"\b{module}\.{name}\b", other.text))):
            return True
    return False


def not_asking_who(functions: Iterable[tuple[Source, ast.FunctionDef]]) -> Iterator[str]:
    for source, function in functions:
        arguments = [*function.args.posonlyargs, *function.args.args]
        if TABLE.search(ast.unparse(function)) and (not arguments or arguments[0].arg != "actor"):
            yield f"{source.path}:{function.lineno} {function.name}"


def not_by_somebody(functions: Iterable[tuple[Source, ast.FunctionDef]]) -> Iterator[str]:
    for source, function in functions:
        if function.name.startswith("objections_to_"):
            continue
        if "by" not in {argument.arg for argument in function.args.kwonlyargs}:
            yield f"{source.path}:{function.lineno} {function.name} takes no keyword-only by"
        if not any("atomic" in ast.unparse(mark) for mark in function.decorator_list):
            yield f"{source.path}:{function.lineno} {function.name} is not atomic"


def test_queries_take_the_actor_first() -> None:
    obey(
        not_asking_who(offered(python("queries"), python())),
        "def f(actor, …): a query answers somebody. A name with _ before it is the room's own.",
    )


def test_actions_are_atomic_and_by_somebody() -> None:
    obey(not_by_somebody(offered(python("actions"), python())), "@transaction.atomic\ndef verb(thing, *, by, …): with one audit.record.")


def test_planted_functions_are_found() -> None:
    planted = Source("x/queries.py", "def all_people():\n    return Person.objects.all()\ndef mine(actor, day): ...\ndef _own(): ...\n")
    assert list(not_asking_who(offered([planted], []))) == ["x/queries.py:1 all_people"]
    part = Source("x/actions/cases.py", "def close(case, by): ...\n@transaction.atomic\ndef open(case, *, by): ...\ndef helps(): ...\n")
    view = Source("x/views.py", "from ligzda.x.actions import cases\ncases.close(1)\ncases.open(2)\n")
    assert len(list(not_by_somebody(offered([part], [part, view])))) == 2
