"""What the chain, the head in the database and the file beside the keys say together: each meeting of the three, and how the file is kept."""

import datetime as dt
import fcntl
import os
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from ligzda.access import checked, heads, keys, sealing, verifying
from ligzda.access.heads import Ends, Head
from ligzda.access.models import AuditEntry, Checkpoint, Seal, SealHead

NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)


def signed(digest: str, count: int, trail: str = "changes") -> Head:
    blank = Head(trail, digest, count, NOON.isoformat(), keys.current_seal_key_id())
    return Head(blank.trail, blank.digest, blank.count, blank.at, blank.key_id, blank.signed())


STRANGE = "f" * 64  # of no chain of ours


def sealed(number: int) -> Head:
    """One change more, sealed: the head as it is afterwards."""
    row = AuditEntry.objects.create(act="change_family", thing="people.family", thing_id=number)
    return sealing._seal_one("changes", [row])


@pytest.fixture
def three(db: None) -> dict[Any, Head | None]:
    """The heads after the first, second and third seal of a chain of three; one of another chain; and none."""
    return {number: sealed(number) for number in (1, 2, 3)} | {"strange": signed(STRANGE, 9), None: None}


def lie(stored: Head | None, kept: Head | None) -> Ends:
    """What is said where these two lie in the database and in the file."""
    SealHead.objects.all().delete()
    Path(settings.TRAIL_HEADS).unlink(missing_ok=True)
    if stored:
        said = {"digest": stored.digest, "count": stored.count, "key_id": stored.key_id, "signature": stored.signature}
        SealHead.objects.create(trail="changes", at=dt.datetime.fromisoformat(stored.at), **said)
    if kept:
        heads.write_file(kept)
    return heads.examine("changes")


@pytest.mark.parametrize(
    ("stored", "kept", "ends"),
    [
        (3, 3, Ends()),
        (3, 2, Ends(mend="file")),
        (3, 1, Ends(mend="file")),
        (3, None, Ends("file_missing", count=3)),
        (3, "strange", Ends("head_ahead", count=9)),
        (2, 2, Ends(mend="interrupted")),
        (2, 1, Ends("head_behind", count=2)),
        (2, 3, Ends("head_behind", count=2)),
        (2, None, Ends("head_behind", count=2)),
        (2, "strange", Ends("head_behind", count=2)),
        (1, 1, Ends("head_behind", count=1)),
        (1, 2, Ends("head_behind", count=1)),
        (1, 3, Ends("head_behind", count=1)),
        ("strange", "strange", Ends("head_ahead", count=9)),
        ("strange", 2, Ends("head_ahead", count=9)),
        ("strange", 3, Ends("head_ahead", count=9)),
        (None, None, Ends("heads_missing", count=3)),
        (None, 1, Ends("head_missing", count=1)),
        (None, 3, Ends("head_missing", count=3)),
    ],
)
def test_of_three_seals_only_a_lag_that_a_kill_can_leave_is_mended(three: Any, stored: Any, kept: Any, ends: Ends) -> None:
    assert lie(three[stored], three[kept]) == ends


@pytest.mark.parametrize(
    ("stored", "kept", "ends"),
    [(1, 1, Ends()), (1, None, Ends(mend="file")), (None, None, Ends(mend="begin")), (None, 1, Ends("head_missing", count=1))],
)
def test_after_the_very_first_seal_a_head_may_not_be_written_yet(db: None, stored: Any, kept: Any, ends: Ends) -> None:
    first = {1: sealed(1), None: None}
    assert lie(first[stored], first[kept]) == ends


def test_where_nothing_was_sealed_nothing_is_missing(db: None) -> None:
    assert lie(None, None) == Ends()


PRUNED = "a" * 64


@pytest.fixture
def pruned(db: None) -> dict[Any, Head | None]:
    """Five entries were pruned, one seal stands after them."""
    until = {"from_at": NOON, "until_at": NOON, "key_id": keys.current_seal_key_id(), "signature": "s"}
    Checkpoint.objects.create(trail="changes", count=5, last_digest=PRUNED, last_seal=0, **until)
    old, fifth, sixth = signed("b" * 64, 4), signed("b" * 64, 5), signed("b" * 64, 6)
    return {"now": sealed(1), "then": signed(PRUNED, 5), "old": old, "fifth": fifth, "sixth": sixth, None: None}


@pytest.mark.parametrize(
    ("stored", "kept", "ends"),
    [
        ("now", "now", Ends()),
        ("then", "then", Ends(mend="interrupted")),
        ("now", "old", Ends(mend="file")),
        ("now", "fifth", Ends(mend="file")),
        ("now", "sixth", Ends("head_ahead", count=6)),
        ("now", None, Ends("file_missing", count=6)),
        ("old", "old", Ends("head_behind", count=4)),
        ("sixth", "sixth", Ends("head_ahead", count=6)),
        (None, None, Ends("heads_missing", count=6)),
    ],
)
def test_what_was_pruned_is_known_by_its_number(pruned: Any, stored: Any, kept: Any, ends: Ends) -> None:
    assert lie(pruned[stored], pruned[kept]) == ends


def test_where_all_seals_are_pruned_the_checkpoint_is_the_end(pruned: Any) -> None:
    AuditEntry.objects.all().delete()
    Seal.objects.all().delete()
    assert lie(pruned["then"], pruned["then"]) == Ends()


@pytest.mark.parametrize("place", ["stored", "kept"])
@pytest.mark.parametrize("signature", ["", "0" * 64])
def test_a_head_that_no_key_signed_is_a_fault_wherever_it_lies(three: Any, place: str, signature: str) -> None:
    forged = Head(**{**vars(three[3]), "signature": signature})
    assert lie(**({"stored": three[3], "kept": three[3]} | {place: forged})) == Ends("head_changed")


# the file


def test_the_files_beside_the_keys_are_read_by_the_server_alone(three: Any) -> None:
    heads.write_file(three[3])
    checked.keep("changes", seal=1, digest="d", entries=1)
    there = [path for path in Path(settings.TRAIL_HEADS).parent.iterdir() if path.name.startswith("trail.")]
    assert {path.name: path.stat().st_mode & 0o777 for path in there} == {"trail.heads": 0o600, "trail.checked": 0o600}


def test_one_trail_does_not_write_over_the_other(db: None) -> None:
    changes, reads = signed("c" * 64, 1), signed("d" * 64, 2, "reads")
    heads.write_file(changes), heads.write_file(reads)
    assert (heads.on_disk("changes"), heads.on_disk("reads")) == (changes, reads)


def test_the_file_is_whole_on_the_disk_before_it_takes_the_place_of_the_old(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    on_disk: list[int] = []
    monkeypatch.setattr(os, "fsync", lambda number: on_disk.append(os.fstat(number).st_size))
    heads.write_file(signed("c" * 64, 1))
    assert on_disk == [Path(settings.TRAIL_HEADS).stat().st_size] and on_disk[0] > 0


def test_while_one_seals_no_other_process_does(db: None, settings: Any, tmp_path: Path) -> None:
    settings.TRAIL_HEADS = tmp_path / "new" / "trail.heads"
    with heads.alone(), (tmp_path / "new" / ".trail.heads.lock").open("a") as other, pytest.raises(BlockingIOError):
        fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)
    assert (tmp_path / "new").stat().st_mode & 0o777 == 0o700
    with (tmp_path / "new" / ".trail.heads.lock").open("a") as other:
        fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)


# the clock of the machine


@pytest.mark.parametrize(
    ("number", "seconds", "back"),
    [(8, 0, []), (8, 60, []), (8, 61, [(8, 1)]), (8, 150, [(8, 2)]), (6, 900, []), (7, 900, [])],
)
def test_a_clock_is_set_back_where_a_later_entry_is_more_than_a_minute_earlier(number: int, seconds: int, back: Any) -> None:
    told = verifying._Clock()
    told.sees(7, NOON)
    told.sees(number, NOON - dt.timedelta(seconds=seconds))
    assert told.back == back


def test_the_next_entry_is_compared_with_the_one_before_it() -> None:
    told = verifying._Clock()
    for number, minutes in ((1, 0), (2, -90), (3, -89), (2, -200), (4, -88)):
        told.sees(number, NOON + dt.timedelta(minutes=minutes))
    assert told.back == [(2, 90)]
