"""A view parses, calls and answers; it names the word it needs and touches no table."""

import ast
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver

from ligzda.access.permissions import Permission
from ligzda.access.roles import ROLES
from ligzda.config.refusal import MarkedOnly, is_marked
from tests.rules.house import Source, obey, python

ORM = {"objects", "filter", "exclude", "save", "delete", "bulk_create", "select_related", "prefetch_related", "annotate", "aggregate"}
NAMES = {"Q", "F", "transaction", "connection"}


def all_views(patterns: Iterable[Any] | None = None) -> Iterator[Callable[..., Any]]:
    for entry in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(entry, URLResolver):
            yield from all_views(entry.url_patterns)
        elif isinstance(entry, URLPattern):
            yield entry.callback


def unmarked(views: Iterable[Callable[..., Any]]) -> Iterator[str]:
    return (f"{view.__module__}.{view.__qualname__}" for view in views if not is_marked(view))


def touching_tables(sources: Iterable[Source]) -> Iterator[str]:
    for source in sources:
        for node in source.nodes(ast.Attribute, ast.Name):
            word = node.attr if isinstance(node, ast.Attribute) else node.id
            if word in (ORM if isinstance(node, ast.Attribute) else NAMES):
                yield f"{source.path}:{node.lineno} uses {word}"


def test_every_view_names_the_word_it_needs() -> None:
    obey(unmarked(all_views()), "Put @page(Permission.…) from ligzda.access.pages on the view.")


def test_every_word_is_held_by_a_role() -> None:
    held = {word for role in ROLES.values() for word in role.words} | {Permission.ANYONE, Permission.SIGNED_IN}
    obey(set(Permission) - held, "Give the word to a role in access/roles.py, or delete it.")


def test_views_touch_no_table() -> None:
    obey(touching_tables(python("views")), "Read through the room's queries, write through its actions.")


def led_by_a_truth(sources: Iterable[Source]) -> Iterator[str]:
    """Redirects that hang on whether what was saved counts as true."""
    for source in sources:
        for call in source.nodes(ast.Call):
            if isinstance(call.func, ast.Name) and call.func.id in {"handle", "once"}:
                saves = [one for one in call.args if isinstance(one, ast.Lambda) and isinstance(one.body, ast.BoolOp)]
                yield from (f"{source.path}:{one.lineno} {ast.unparse(one.body)}" for one in saves)


def test_where_a_form_leads_is_said_and_hangs_on_nothing() -> None:
    obey(led_by_a_truth(python("views")), "handle(request, form, save, then=address)")


def test_a_planted_truth_is_found() -> None:
    planted = "handle(request, form, lambda data: act(**data) and one)\nhandle(request, form, lambda data: act(**data), then=one)\n"
    assert list(led_by_a_truth([Source("cases/views.py", planted)])) == ["cases/views.py:1 act(**data) and one"]


def test_a_planted_view_is_found() -> None:
    def naked(request: Any) -> HttpResponse:
        return HttpResponse()

    assert list(unmarked([naked]))
    planted = Source("cases/views.py", "from django.db.models import Q\ndef f(r):\n    return Case.objects.filter(Q(a=1))\n")
    assert len(list(touching_tables([planted]))) == 3


def test_an_unmarked_view_is_refused_at_run_time() -> None:
    def naked(request: Any) -> HttpResponse:
        return HttpResponse()

    try:
        MarkedOnly(naked).process_view(RequestFactory().get("/"), naked, (), {})
    except Exception as error:
        assert type(error).__name__ == "Http404"
    else:
        raise AssertionError("An unmarked view was let through.")
