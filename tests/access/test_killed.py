"""A process killed between any two steps of a seal: the next one finishes it and says so; nothing is called tampering that was none."""

import datetime as dt
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from ligzda.access import audit, checked, heads, sealing, verifying
from ligzda.access.models import AuditEntry, ReadEntry, SealHead
from ligzda.kernel import clock
from tests.access.test_tampering import opened, seal_again
from tests.access.test_trail import faults, story  # noqa: F401  the same story
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


def interrupted(monkeypatch: pytest.MonkeyPatch, trail: str, step: str) -> None:
    """A seal of this trail that comes no further than this step."""

    def refuse(*_given: Any) -> None:
        raise OSError("the other database does not answer")

    with monkeypatch.context() as patched:
        patched.setattr(heads, step, refuse)
        with pytest.raises(OSError, match="other database"):
            audit.seal(trail)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("trail", ["changes", "reads"])
@pytest.mark.parametrize("step", ["write_row", "write_file"])
def test_a_commit_that_failed_heals_as_well(story: Cast, monkeypatch: pytest.MonkeyPatch, trail: str, step: str) -> None:  # noqa: F811
    interrupted(monkeypatch, trail, step)
    assert audit.verify(trail).whole
    seal_again()
    assert audit.verify(trail).whole and not audit.verify(trail).interrupted
    half_done = step == "write_file" or sealing._alias(sealing.SealHead) != "default"
    assert AuditEntry.objects.filter(act=f"seal_healed_{trail}").exists() == half_done


@pytest.mark.django_db(transaction=True)
def test_an_interrupted_seal_is_over_no_entry_that_was_sealed_before_it(story: Cast, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: F811
    """Somebody takes the mark of an older entry away meanwhile: that one is missing in its batch, and no other batch takes it in."""
    seal_again()
    first = ReadEntry.objects.order_by("id")[0]
    opened(story).save()
    interrupted(monkeypatch, "reads", "write_row")
    ReadEntry.objects.filter(pk=first.pk).update(seal_id=None)
    assert faults("reads") == {"entry_missing"}
    seal_again()
    assert faults("reads") == {"entry_missing"}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("step", ["write_row", "write_file"])
def test_pruning_first_finishes_what_was_interrupted(story: Cast, monkeypatch: pytest.MonkeyPatch, step: str) -> None:  # noqa: F811
    interrupted(monkeypatch, "reads", step)
    was_interrupted = audit.verify("reads").interrupted
    audit.prune("reads", clock.now() - dt.timedelta(days=900))
    assert audit.verify("reads").whole and not audit.verify("reads").interrupted
    assert AuditEntry.objects.filter(act="seal_healed_reads").exists() is was_interrupted


@pytest.mark.django_db(transaction=True)
def test_no_mark_is_set_over_a_seal_that_was_interrupted(story: Cast, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: F811
    """It would say of entries that they were looked at which nobody has finished writing."""
    interrupted(monkeypatch, "reads", "write_file")
    verifying.lately()
    assert checked.mark_of("reads") is None
    seal_again()
    verifying.lately()
    assert checked.mark_of("reads") is not None


@pytest.mark.django_db(transaction=True)
def test_what_befell_the_reads_is_told_each_time_it_befalls_them(story: Cast) -> None:  # noqa: F811
    seal_again()
    for times in (1, 2):
        SealHead.objects.filter(trail="reads").delete()
        sealing.mend("reads")
        sealing.mend("reads")  # nothing is wrong any more, and what is not sealed yet is not told again
        assert AuditEntry.objects.filter(act="trail_broken_reads").count() == times
        seal_again()


@pytest.mark.django_db(transaction=True)
def test_sealing_one_trail_alone_finishes_first_what_was_interrupted(story: Cast, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: F811
    interrupted(monkeypatch, "reads", "write_file")
    opened(story).save()
    audit.seal("reads")
    assert audit.verify("reads").whole and not audit.verify("reads").interrupted
    assert AuditEntry.objects.filter(act="seal_healed_reads").count() == 1
