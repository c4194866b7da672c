"""Reads know who asks; writes know who does, and are whole or not at all."""

import ast
from collections.abc import Iterable, Iterator

from tests.rules.house import Source, obey, python


def not_asking_who(sources: Iterable[Source]) -> Iterator[str]:
    for source in sources:
        for function in source.public_functions():
            arguments = [*function.args.posonlyargs, *function.args.args]
            if not arguments or arguments[0].arg != "actor":
                yield f"{source.path}:{function.lineno} {function.name}"


def not_by_somebody(sources: Iterable[Source]) -> Iterator[str]:
    for source in sources:
        for function in source.public_functions():
            if "by" not in {argument.arg for argument in function.args.kwonlyargs}:
                yield f"{source.path}:{function.lineno} {function.name} takes no keyword-only by"
            if not any("atomic" in ast.unparse(mark) for mark in function.decorator_list):
                yield f"{source.path}:{function.lineno} {function.name} is not atomic"


def test_queries_take_the_actor_first() -> None:
    obey(not_asking_who(python("queries")), "def f(actor, …): a query answers somebody. A name with _ before it is the room's own.")


def test_actions_are_atomic_and_by_somebody() -> None:
    obey(not_by_somebody(python("actions")), "@transaction.atomic\ndef verb(thing, *, by, …): with one audit.record.")


def test_planted_functions_are_found() -> None:
    planted = Source("x/queries.py", "def all_people(): ...\ndef mine(actor, day): ...\ndef _own(): ...\n")
    assert list(not_asking_who([planted])) == ["x/queries.py:1 all_people"]
    planted = Source("x/actions.py", "def close(case, by): ...\n@transaction.atomic\ndef open(case, *, by): ...\n")
    assert len(list(not_by_somebody([planted]))) == 2
