"""Walks the sealed trail: every seal signed, bound to the one before and over exactly its entries; every other entry signed; both heads fit."""

import contextlib
import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import DatabaseError, connections, router
from django.db.models import Sum

from ligzda.access import checked, heads, leaves
from ligzda.access.models import AuditEntry, Checkpoint, Seal, SealHead
from ligzda.access.sealing import BROKEN, TRAILS, checkpoint_signature, copied, digest, root, unmarked

Fault = tuple[str, int]
A_CLOCK_MAY_DIFFER = dt.timedelta(minutes=1)

# What each fault means; {n} is the number it is told with.
SENTENCES = {
    "unreadable": "its database is missing or cannot be read: restore it from a backup, or look at LIGZDA_DATABASE_URL",
    "checkpoint_changed": "checkpoint {n}: the checkpoint of what was pruned has been changed",
    "seal_missing_before": "seal {n}: a seal before this one is missing",
    "seal_missing": "seal {n}: this seal is missing",
    "seal_changed": "seal {n}: this seal has been changed",
    "entry_missing": "seal {n}: an entry of this batch is missing",
    "entry_added": "seal {n}: an entry was added to this batch",
    "entry_changed": "seal {n}: an entry of this batch has been changed",
    "entry_unsigned": "entry {n}: it was not written by Ligzda (no signature), and is not sealed",
    "entry_forged": "entry {n}: it does not fit its signature, and is not sealed",
    "entry_copied": "entry {n}: its signature stands in the trail twice",
    "head_missing": "the head in the database is missing; the file beside the keys counts {n} sealed entries",
    "heads_missing": "both heads are missing; the chain counts {n} sealed entries, and nobody can say whether there were more",
    "file_missing": "the file beside the keys does not name this trail; the chain counts {n} sealed entries: restore the file from a backup of the keys",
    "head_changed": "a head of the chain has been changed",
    "head_behind": "the head in the database counts {n} entries and is older than the chain: an older copy was put back",
    "head_ahead": "a head counts {n} sealed entries and names a seal that is not here: the newest were removed, or an older copy put back",
    "broken_before": "entry {n}: chain and heads did not fit then; see the reads and changes of that time in a backup",
}


@dataclass(frozen=True)
class Report:
    """What ``verify`` found in one trail. ``faults`` are keys with the number of what they belong to."""

    trail: str
    seals: int = 0
    entries: int = 0
    unsealed: int = 0
    oldest_unsealed_at: dt.datetime | None = None
    last_digest: str = ""
    last_seal: int = 0
    pruned: int = 0
    interrupted: bool = False  # the next seal finishes it and says so
    walked_at: dt.datetime | None = None  # when all of it was last read, where only its end was read now
    faults: list[Fault] = field(default_factory=list)
    clock_back: list[tuple[int, int]] = field(
        default_factory=list
    )  # before which entry the machine's clock was set back, by how many minutes

    @property
    def whole(self) -> bool:
        return not self.faults

    @property
    def sentences(self) -> list[str]:
        return [SENTENCES[fault].format(n=number) for fault, number in self.faults]


class _Clock:
    """An entry written after another is not earlier, unless the clock was set back between them: told, and no fault of the trail."""

    def __init__(self) -> None:
        self.last_id, self.last_at = 0, dt.datetime.min.replace(tzinfo=dt.UTC)
        self.back: list[tuple[int, int]] = []

    def sees(self, number: int, at: dt.datetime) -> None:
        if number <= self.last_id:  # written before, and sealed later because its transaction took long
            return
        if self.last_at > at + A_CLOCK_MAY_DIFFER:
            self.back.append((number, int((self.last_at - at).total_seconds() // 60)))
        self.last_id, self.last_at = number, at


def report() -> list[Report]:
    """Both trails from their first entry on, for ``ligzda audit``."""
    return [_noted(verify(trail)) for trail in TRAILS]


def lately() -> list[Report]:
    """Both trails since they were last found whole, for ``doctor``; what was there before is counted, and read by ``report``."""
    return [_since(trail) for trail in TRAILS]


def _since(trail: str) -> Report:
    """Where anything does not fit all is read, so that both say the same."""
    if not is_missing(trail):
        with contextlib.suppress(DatabaseError):
            if (mark := checked.mark_of(trail)) and _counts(mark) and (found := _walk(trail, mark)).whole:
                return _noted(found, mark)
    return _noted(verify(trail))


def _noted(found: Report, mark: checked.Mark | None = None) -> Report:
    """Remember how far it was whole."""
    if not found.whole:
        checked.forget(found.trail)
    elif not found.interrupted:
        entries = found.entries + (mark.entries if mark else found.pruned)
        checked.keep(found.trail, seal=found.last_seal, digest=found.last_digest, entries=entries, walked_at=mark.walked_at if mark else "")
    return found


def verify(trail: str) -> Report:
    """Looked at while the sealer works; what does not fit is looked at once more while it waits."""
    if is_missing(trail):
        return Report(trail, faults=[("unreadable", 0)])
    try:
        if (found := _walk(trail)).whole:
            return found
        with heads.alone():
            return _walk(trail)
    except DatabaseError:
        return Report(trail, faults=[("unreadable", 0)])


def is_missing(trail: str) -> bool:
    """SQLite makes an empty file out of a missing one as soon as it is asked: look before."""
    for alias in {router.db_for_read(model) or "default" for model in (TRAILS[trail], Seal, SealHead)}:
        found: Any = connections[alias]
        name = found.settings_dict["NAME"]
        if found.vendor == "sqlite" and not found.creation.is_in_memory_db(name) and not Path(name).exists():
            return True
    return False


def _walk(trail: str, mark: checked.Mark | None = None) -> Report:
    """From the first entry that was not pruned; or from a mark, when what lies before it is only counted."""
    checkpoint, ends = Checkpoint.objects.filter(trail=trail).first(), heads.examine(trail)
    faults: list[Fault] = []
    told_time = _Clock()
    if checkpoint and not (checkpoint.signature and checkpoint.signature == checkpoint_signature(checkpoint)):
        faults.append(("checkpoint_changed", checkpoint.pk))
    previous, last = (checkpoint.last_digest, checkpoint.last_seal) if checkpoint else ("", 0)
    if mark:
        previous, last = mark.digest, mark.seal
    entries = seals = 0
    for one, rows in _batches(trail, last, mark.seal if mark else 0, faults):
        for row in rows:
            told_time.sees(row["id"], row["at"])
        if not rows and ends.mend in heads.UNMARKED:
            rows = [leaves.values(row) for row in unmarked(trail, one)]
        faults += [(fault, one.pk) for fault in _faults(trail, one, previous, rows)]
        previous, last, entries, seals = one.digest, one.pk, entries + len(rows), seals + 1
    waiting, oldest = _unsealed(trail, faults, told_time)
    if ends.fault:
        faults.append((ends.fault, ends.count))
    told = AuditEntry.objects.filter(act=f"{BROKEN}_{trail}").order_by("id").values_list("pk", flat=True)
    faults += [("broken_before", number) for number in told]
    pruned = checkpoint.count if checkpoint else 0
    walked_at = dt.datetime.fromisoformat(mark.walked_at) if mark else None
    return Report(
        trail=trail,
        seals=seals,
        entries=entries,
        unsealed=waiting,
        oldest_unsealed_at=oldest,
        last_digest=previous,
        last_seal=last,
        pruned=pruned,
        interrupted=bool(ends.mend),
        walked_at=walked_at,
        faults=faults,
        clock_back=told_time.back,
    )


def _counts(mark: checked.Mark) -> bool:
    """Entries and seals up to a mark are as many as they were when it was set."""
    checkpoint = Checkpoint.objects.filter(trail=mark.trail).first()
    first, pruned = (checkpoint.last_seal, checkpoint.count) if checkpoint else (0, 0)
    entries = TRAILS[mark.trail].objects.filter(seal_id__gt=first, seal_id__lte=mark.seal).count()
    sealed = Seal.objects.filter(trail=mark.trail, pk__lte=mark.seal).aggregate(total=Sum("count"))["total"] or 0
    return bool(entries + pruned == sealed + pruned == mark.entries)


def _batches(trail: str, after: int, seals_after: int, faults: list[Fault]) -> Iterator[tuple[Seal, list[dict[str, Any]]]]:
    """Each seal with its entries, in two statements. Entries that name a seal that is not there are a fault of their own."""
    model = TRAILS[trail]
    columns = [one.attname for one in model._meta.concrete_fields]
    rows = model.objects.filter(seal_id__gt=after).order_by("seal_id", "id").values(*columns).iterator(chunk_size=5000)
    row = next(rows, None)
    for one in Seal.objects.filter(trail=trail, pk__gt=seals_after).order_by("id").iterator():
        batch: list[dict[str, Any]] = []
        while row is not None and row["seal_id"] <= one.pk:
            if row["seal_id"] == one.pk:
                batch.append(row)
            else:
                _once(faults, "seal_missing", row["seal_id"])
            row = next(rows, None)
        yield one, batch
    while row is not None:
        _once(faults, "seal_missing", row["seal_id"])
        row = next(rows, None)


def _once(faults: list[Fault], fault: str, number: int) -> None:
    if not faults or (fault, number) != faults[-1]:
        faults.append((fault, number))


def _faults(trail: str, one: Seal, previous: str, rows: list[dict[str, Any]]) -> Iterator[str]:
    label = TRAILS[trail]._meta.label_lower
    if one.previous != previous:
        yield "seal_missing_before"
    if not one.digest or one.digest != digest(one) or one.leaf not in leaves.LEAVES[label]:
        yield "seal_changed"
    elif len(rows) != one.count:
        yield "entry_missing" if len(rows) < one.count else "entry_added"
    elif root(label, one.leaf, rows) != one.root:
        yield "entry_changed"


def _unsealed(trail: str, faults: list[Fault], told_time: _Clock) -> tuple[int, dt.datetime | None]:
    """How many genuine entries wait for their seal and since when; the others are faults."""
    model, label = TRAILS[trail], TRAILS[trail]._meta.label_lower
    waiting, oldest = [], None
    for row in model.objects.filter(seal_id=None).order_by("id").iterator():
        if not row.signature:
            faults.append(("entry_unsigned", row.pk))
        elif not leaves.is_signed(label, leaves.values(row)):
            faults.append(("entry_forged", row.pk))
        else:
            waiting.append((row.pk, row.signature))
            oldest = min(oldest or row.at, row.at)
            told_time.sees(row.pk, row.at)
    again = copied(trail, [signature for _pk, signature in waiting])
    faults += [("entry_copied", pk) for pk, signature in waiting if signature in again]
    return len(waiting), oldest
