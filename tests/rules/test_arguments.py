"""Whoever counts on the place of an eighth argument is mistaken sooner or later: from there on arguments have names."""

import ast
from collections.abc import Iterable, Iterator

from tests.rules.house import Source, obey, python

MOST = 7
# Of Django: as many names or pieces as somebody likes.
ANY_NUMBER = {"values", "values_list", "select_related", "prefetch_related", "only", "defer", "order_by", "format_html"}


def takes_any(sources: Iterable[Source]) -> set[str]:
    return ANY_NUMBER | {one.name for source in sources for one in source.nodes(ast.FunctionDef) if one.args.vararg}


def too_many(sources: Iterable[Source]) -> Iterator[str]:
    found = list(sources)
    free = takes_any(found)
    for source in found:
        for function in source.nodes(ast.FunctionDef):
            by_place = [one.arg for one in (*function.args.posonlyargs, *function.args.args) if one.arg not in {"self", "cls"}]
            if len(by_place) > MOST:
                yield f"{source.path}:{function.lineno} {function.name}: {len(by_place)} by place, {MOST} allowed"
        for call in source.nodes(ast.Call):
            name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
            given = [one for one in call.args if not isinstance(one, ast.Starred)]
            if len(given) > MOST and name not in free:
                yield f"{source.path}:{call.lineno} {name}(…): {len(given)} by place, {MOST} allowed"


def test_nothing_takes_more_than_seven_by_place() -> None:
    obey(too_many(python()), "Give names: behind `*` in a function, `name=value` where it is called.")


def test_a_planted_row_of_many_is_found() -> None:
    eight = ", ".join(f"a{n}" for n in range(8))
    planted = (
        f"def f({eight}): ...\n\ndef g(self, {eight[4:]}): ...\n\ndef h(*all): ...\n\nrow = Row({eight})\nh({eight})\nRow({eight[4:]})\n"
    )
    assert list(too_many([Source("cases/rules.py", planted)])) == [
        "cases/rules.py:1 f: 8 by place, 7 allowed",
        "cases/rules.py:7 Row(…): 8 by place, 7 allowed",
    ]
