"""What is made of many figures, a page or a report in three languages, puts the same question to the database once."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

Answer = list[tuple[Any, ...]]

_answered: ContextVar[dict[tuple[Any, ...], Answer] | None] = ContextVar("answered", default=None)


@contextmanager
def at_one_moment() -> Iterator[None]:
    """Nothing that is counted may change meanwhile. Within another moment it is the same one."""
    kept = _answered.get()
    token = _answered.set({} if kept is None else kept)
    try:
        yield
    finally:
        _answered.reset(token)


def asked_once(question: tuple[Any, ...], ask: Callable[[], Answer]) -> Answer:
    """The answer given at this moment; outside of one it is always asked anew."""
    kept = _answered.get()
    if kept is None:
        return ask()
    if question not in kept:
        kept[question] = ask()
    return kept[question]
