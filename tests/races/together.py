"""Two acts on a server that both have read before either writes, step by step and always in the same order.

The first runs up to its first write and waits. The second runs until it waits there too, or stands behind a lock. Then one writes
and ends, then the other. Nothing depends on how fast the machine is.
"""

import contextlib
import re
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import connections
from django.db.models import QuerySet

from ligzda.access import sealing
from ligzda.kernel.refused import Refused

AT_MOST = 60
WRITES = re.compile(r"\s*(INSERT|UPDATE|DELETE)\b")
Act = Callable[[], Any]


@dataclass
class Runner:
    """One of the two: its thread, how far it has come, and what came of it."""

    act: Act
    waits_at: re.Pattern[str]
    pid: int = 0
    answer: Any = None
    has_waited: bool = False
    stands: threading.Event = field(default_factory=threading.Event)  # has read everything, or is done
    goes: threading.Event = field(default_factory=threading.Event)
    is_done: threading.Event = field(default_factory=threading.Event)

    def run(self) -> None:
        connection = connections["default"]
        try:
            connection.ensure_connection()
            self.pid = connection.connection.info.backend_pid
            with connection.execute_wrapper(self._wait):
                self.answer = self.act()
        except Exception as error:
            self.answer = error
        finally:
            connections.close_all()
            self.is_done.set()
            self.stands.set()

    def _wait(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if not self.has_waited and self.waits_at.match(sql):
            self.has_waited = True
            self.stands.set()
            assert self.goes.wait(AT_MOST)
        return execute(sql, params, many, context)

    def has_come(self) -> None:
        """Until it has read, is done, or stands behind somebody's lock."""
        self._until(self.stands)

    def ends(self) -> None:
        """Let it write; until it is done or stands behind somebody's lock."""
        self.goes.set()
        self._until(self.is_done)

    def _until(self, event: threading.Event) -> None:
        end = time.monotonic() + AT_MOST
        while not event.wait(0.005) and not self._is_blocked():
            assert time.monotonic() < end, "neither done nor behind a lock"

    def _is_blocked(self) -> bool:
        if not self.pid:
            return False
        with connections["default"].cursor() as cursor:
            cursor.execute("SELECT cardinality(pg_blocking_pids(%s)) > 0", [self.pid])
            return bool(cursor.fetchone()[0])


def together(first: Act, second: Act, *, at: str = "", second_writes_first: bool = False) -> list[Any]:
    """What came of each: the answer, or what it raised. ``at``: what begins the write before which they wait, else any."""
    runners = [Runner(act, re.compile(at) if at else WRITES) for act in (first, second)]
    threads = [threading.Thread(target=one.run, daemon=True) for one in runners]
    for thread, one in zip(threads, runners):
        thread.start()
        one.has_come()
    for one in reversed(runners) if second_writes_first else runners:
        one.ends()
    for thread, one in zip(threads, runners):
        one.goes.set()
        thread.join(AT_MOST)
        assert not thread.is_alive()
    return [one.answer for one in runners]


@contextlib.contextmanager
def without(lock: str) -> Iterator[None]:
    """As if one lock had been forgotten: where this function asks for it, none is taken."""
    real, alone = QuerySet.select_for_update, sealing._alone

    def chooses(rows: Any, *args: Any, **more: Any) -> Any:
        return rows._chain() if _asks() == lock else real(rows, *args, **more)

    QuerySet.select_for_update = chooses  # type: ignore[method-assign]
    if lock == "ligzda.access.sealing._alone":
        sealing._alone = lambda: None
    try:
        yield
    finally:
        QuerySet.select_for_update, sealing._alone = real, alone  # type: ignore[method-assign]


def _asks() -> str:
    """The function of ours that asks for the lock."""
    frame: Any = sys._getframe(2)
    while not str(frame.f_globals.get("__name__", "")).startswith("ligzda."):
        frame = frame.f_back
    owner = type(frame.f_locals["self"]).__name__ + "." if "self" in frame.f_locals else ""
    return f"{frame.f_globals['__name__']}.{owner}{frame.f_code.co_name}"


# laws that many locks keep


def one_is_refused(answers: list[Any]) -> bool:
    """One act is done, the other gets a sentence and never an error page."""
    return sorted(isinstance(one, Refused) for one in answers) == [False, True] and not _errors(answers)


def both_are_done(answers: list[Any]) -> bool:
    return not any(isinstance(one, Exception) for one in answers)


def _errors(answers: list[Any]) -> list[Exception]:
    return [one for one in answers if isinstance(one, Exception) and not isinstance(one, Refused)]
