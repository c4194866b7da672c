"""A process killed between any two steps of a seal: the next one finishes it and says so; nothing is called tampering that was none."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from ligzda.access import audit, heads, sealing
from ligzda.access.models import AuditEntry
from tests.access.test_tampering import seal_again
from tests.access.test_trail import story  # noqa: F401  the same story
from tests.cast import Cast

# What the kill left behind on SQLite: a seal without its head and marks, or a head without its file. Before that, nothing at all.
HALF_DONE = {"changes write_row", "changes write_file", "reads _mark", "reads write_row", "reads write_file"}


@pytest.mark.sqlite
def test_a_seal_that_was_killed_heals_and_says_so(tmp_path: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("LIGZDA_")} | {"LIGZDA_VAR": str(tmp_path)}
    environment |= {"DJANGO_SETTINGS_MODULE": "ligzda.config.settings"}
    done = subprocess.run([sys.executable, Path(__file__).with_name("killed.py")], env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    lines = [line.split() for line in done.stdout.splitlines()]
    assert len(lines) == 13
    for trail, step, _again, by_signal, at_once, afterwards, told in lines:
        assert (by_signal, at_once, afterwards) == ("9", "True", "True"), (trail, step)
        assert int(told) == (f"{trail} {step}" in HALF_DONE), (trail, step)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("trail", ["changes", "reads"])
@pytest.mark.parametrize("step", ["write_row", "write_file"])
def test_a_commit_that_failed_heals_as_well(story: Cast, monkeypatch: pytest.MonkeyPatch, trail: str, step: str) -> None:  # noqa: F811
    def refuse(*_given: Any) -> None:
        raise OSError("the other database does not answer")

    with monkeypatch.context() as patched:
        patched.setattr(heads, step, refuse)
        with pytest.raises(OSError, match="other database"):
            audit.seal(trail)
    assert audit.verify(trail).whole
    seal_again()
    assert audit.verify(trail).whole and not audit.verify(trail).interrupted
    half_done = step == "write_file" or sealing._alias(sealing.SealHead) != "default"
    assert AuditEntry.objects.filter(act=f"seal_healed_{trail}").exists() == half_done
