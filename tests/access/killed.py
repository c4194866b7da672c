"""A program for ``test_killed``: two database files, and a child that is killed in the middle of a seal or of pruning.

Prints a line for each kill: where, whether the trail is whole straight after it, and again after the next seal, and what is told of it.
"""

import datetime as dt
import os
import signal
import sys
from collections.abc import Callable

import django

django.setup()

from django.db import connections, router  # noqa: E402

from ligzda.access import audit, heads, sealing, verifying  # noqa: E402
from ligzda.access.models import AuditEntry, Checkpoint, Circle, Function, ReadEntry, Seal, SealHead, User  # noqa: E402
from ligzda.kernel import clock  # noqa: E402


def make_tables() -> None:
    for model in (Function, User, Circle, Seal, Checkpoint, AuditEntry, ReadEntry, SealHead):
        with connections[router.db_for_write(model)].schema_editor() as editor:
            editor.create_model(model)


def in_child(work: Callable[[], None]) -> int:
    """The signal that ended it, 0 when it came to its end."""
    connections.close_all()
    child = os.fork()
    if child == 0:
        work()
        connections.close_all()
        os._exit(0)
    return os.waitpid(child, 0)[1] & 0x7F


def killed_in(module: object, name: str, work: Callable[[], object], *, call: int = 1) -> Callable[[], None]:
    """``work`` with one of its steps replaced by the kill."""

    def child() -> None:
        calls, step = [], getattr(module, name)

        def fatal(*given: object, **named: object) -> object:
            calls.append(1)
            if len(calls) >= call:
                os.kill(os.getpid(), signal.SIGKILL)
            return step(*given, **named)

        setattr(module, name, fatal)
        work()

    return child


def write() -> None:
    user = User.objects.get()
    for n in range(3):
        audit.note("sign_in", user=user)
        ReadEntry.objects.create(user_id=user.pk, thing="people.family", thing_id=n, page="desk:family")


def whole() -> bool:
    return all(found.whole for found in verifying.report())


def told() -> int:
    return AuditEntry.objects.filter(act__startswith=sealing.HEALED).count()


def main() -> None:
    make_tables()
    User.objects.create(email="anna@example.org", name="Anna", password="!")
    steps = [(sealing, "_mark"), (heads, "write_row"), (heads, "write_file")]
    for again in (False, True):  # the first seal of all, and one that has others before it
        for trail in ("changes", "reads"):
            for module, name in steps:
                write()
                signal_ = in_child(killed_in(module, name, lambda trail=trail: sealing.seal(trail)))
                before, at_once = told(), whole()
                sealing.seal_all()
                sys.stdout.write(f"{trail} {name} {again} {signal_} {at_once} {whole()} {told() - before}\n")
    future = clock.now() + dt.timedelta(days=1)
    signal_ = in_child(killed_in(sealing, "_finish_pruning", lambda: sealing.prune("reads", future), call=2))
    at_once = whole()
    sealing.seal_all()
    left = ReadEntry.objects.exclude(seal_id=None).count()
    sys.stdout.write(f"reads prune True {signal_} {at_once} {whole() and left == 0 and Checkpoint.objects.count() == 1} 0\n")


if __name__ == "__main__":
    sys.exit(main())
