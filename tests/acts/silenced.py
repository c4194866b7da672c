"""Every line that an act owes is silenced once, in a process of its own that begins where the test begins: the test has to notice.

A copy of the process has the database in its memory as well, so nothing of it is left. On PostgreSQL, where it would share one
connection, nothing is silenced. In the soak alone: a copy of a process knows nothing of its other threads, so one that waits for them is
ended after a minute; what typesets pages waits always and is left out.
"""

import os
import signal
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest
from django.conf import settings

from ligzda.access.models import AuditEntry
from tests.acts.trail import Trail
from tests.proofs import SOAK

NOTICED, GREEN, BROKEN = range(3)


def is_tried(item: pytest.Function) -> bool:
    here = SOAK and "postgresql" not in settings.DATABASES["default"]["ENGINE"] and "test_printed" not in item.nodeid
    return here and isinstance(item.funcargs.get("trail"), Trail)


def unnoticed(item: pytest.Function) -> Iterator[str]:
    """The acts whose lines can be left out while this test stays green."""
    run = partial(item.obj, **{name: item.funcargs[name] for name in item._fixtureinfo.argnames})
    for act in sorted(_owed(item.funcargs["trail"], run)):
        if _in_a_copy(partial(_without, act, run)) != NOTICED:
            yield act


def _owed(trail: Trail, run: Callable[[], Any]) -> set[str]:
    """What the test says that its acts owe, as far as it comes."""
    reading, writing = os.pipe()

    def told() -> int:
        try:
            run()
        finally:
            os.write(writing, "\n".join(sorted(trail.owed))[:60_000].encode())
        return NOTICED

    _in_a_copy(told)
    os.close(writing)
    with os.fdopen(reading) as answer:
        return set(answer.read().split())


def _without(act: str, run: Callable[[], Any]) -> int:
    rows: Any = AuditEntry.objects
    real = rows.create

    def quiet(**values: Any) -> Any:
        return AuditEntry(**values) if values["act"].rpartition(":")[2] == act else real(**values)

    rows.create = quiet
    try:
        run()
    except AssertionError:
        return NOTICED
    return GREEN


def _in_a_copy(run: Callable[[], int]) -> int:
    process = os.fork()
    if not process:
        signal.alarm(60)
        code = BROKEN
        try:
            code = run()
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
