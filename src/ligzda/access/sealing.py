"""The hash chain over the trail: batches with a Merkle root, bound to the batch before and signed by a key with an id.

Only entries that carry their own signature are sealed (``leaves``). On PostgreSQL an entry is sealed once its transaction
has ended, because ids commit out of order there; on SQLite one writer at a time makes ids final at once. A seal is made in
steps, because the reads lie in another file: the seal, then the marks of the reads and the head, then the file beside the
keys (``heads``). Killed between two steps, the next run finishes it and says so in the trail; what does not fit otherwise
is written down in the trail as well, and stays a fault. ``verifying`` walks the chain.
"""

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, router, transaction
from django.db.models import Max, Min

from ligzda.access import heads, keys, leaves
from ligzda.access.homes import organisation
from ligzda.access.models import AuditEntry, Checkpoint, ReadEntry, Seal, SealHead
from ligzda.kernel import clock

TRAILS: dict[str, Any] = {"changes": AuditEntry, "reads": ReadEntry}
BATCH = 1000
HEALED, BROKEN = "seal_healed", "trail_broken"
# After a restore into another cluster transaction numbers start anew; nothing that old is still being written.
SETTLED_AFTER = "1 day"
SETTLED = f"(written_in < pg_snapshot_xmin(pg_current_snapshot()) OR at < now() - interval '{SETTLED_AFTER}')"
LOCK = 7_340_001  # any number of our own: one sealer at a time


def seal(trail: str, *, batch: int = BATCH) -> int:
    """Seal all settled entries of a trail in batches; answers how many. Safe to run twice, at once, or after a crash."""
    total, after = 0, 0
    with heads.alone():
        mend(trail)
        while True:
            with _together():
                _alone()
                rows = list(_settled(trail).filter(pk__gt=after).order_by("id")[:batch])
                head = _seal_one(trail, sound) if (sound := _sound(trail, rows)) else None
            if head:
                heads.write_file(head)
            total += len(sound)
            if len(rows) < batch:
                return total
            after = rows[-1].pk


def seal_all() -> int:
    """Both trails: the work of the clock. What is mended in one is told in the other, so both are mended first."""
    with heads.alone():
        for trail in TRAILS:
            mend(trail)
    return sum(seal(trail) for trail in TRAILS)


def mend(trail: str) -> None:
    """Finish what a kill interrupted, or write down that chain and heads do not fit. Both stand in the trail for ever."""
    with _together():
        _alone()
        _finish_pruning(trail)
        ends = heads.examine(trail)
        if not (ends.fault or ends.mend):
            return
        _tell(trail, BROKEN if ends.fault else HEALED)
        if ends.mend in heads.UNMARKED and _lies_apart(trail):
            last = Seal.objects.filter(trail=trail).latest("id")
            _mark(trail, [row.pk for row in unmarked(trail, last)], last.pk)
        head = heads.write_row(trail)
    heads.write_file(head)


def unmarked(trail: str, one: Seal) -> list[Any]:
    """The entries that an interrupted seal is over: signed, in its range and without a mark."""
    rows = TRAILS[trail].objects.filter(seal_id=None, pk__gte=one.first_id, pk__lte=one.last_id).order_by("id")
    return [row for row in rows if leaves.is_signed(row._meta.label_lower, leaves.values(row))]


def _seal_one(trail: str, rows: list[Any]) -> heads.Head:
    version = leaves.newest(rows[0]._meta.label_lower)
    last = Seal.objects.filter(trail=trail).order_by("-id").first()
    new = Seal(
        trail=trail,
        at=clock.now(),
        leaf=version,
        first_id=rows[0].pk,
        last_id=rows[-1].pk,
        count=len(rows),
        root=root(rows[0]._meta.label_lower, version, [leaves.values(row) for row in rows]),
        previous=last.digest if last else _checkpoint_digest(trail),
        key_id=keys.current_seal_key_id(),
    )
    new.digest = digest(new)
    ids = [row.pk for row in rows]
    with transaction.atomic():
        new.save()
        if not _lies_apart(trail):
            _mark(trail, ids, new.pk)
    with transaction.atomic(using=_alias(SealHead)):
        if _lies_apart(trail):
            _mark(trail, ids, new.pk)
        return heads.write_row(trail)


def _sound(trail: str, rows: list[Any]) -> list[Any]:
    """Those of the rows that our key signed, each signature once: the others are never sealed, and ``verifying`` tells them."""
    label = TRAILS[trail]._meta.label_lower
    signed = [row for row in rows if leaves.is_signed(label, leaves.values(row))]
    again = copied(trail, [row.signature for row in signed])
    return [row for row in signed if row.signature not in again]


def copied(trail: str, signatures: list[str]) -> set[str]:
    """Signatures that stand in the trail more than once: a row was copied, and nobody can say which is the right one."""
    found: Counter[str] = Counter()
    for first in range(0, len(signatures), BATCH):
        some = signatures[first : first + BATCH]
        found.update(TRAILS[trail].objects.filter(signature__in=some).order_by().values_list("signature", flat=True))
    return {signature for signature, times in found.items() if times > 1}


def prune(trail: str, before: dt.datetime) -> int:
    """Remove whole sealed batches that end before a moment, from the oldest end; a signed checkpoint stays. Answers how many entries."""
    with heads.alone():
        mend(trail)
        with _together():
            _alone()
            going = list(_whole_batches(trail, TRAILS[trail], before))
            if not going:
                return 0
            rows = TRAILS[trail].objects.filter(seal_id__in=[one.pk for one in going])
            removed = rows.count()
            with transaction.atomic():
                _keep_checkpoint(trail, going, rows, before)
                if not _lies_apart(trail):
                    rows.delete()
                Seal.objects.filter(pk__in=[one.pk for one in going]).delete()
            _finish_pruning(trail)
    return removed


def _keep_checkpoint(trail: str, going: list[Seal], rows: Any, before: dt.datetime) -> None:
    times = rows.aggregate(first=Min("at"), last=Max("at"))
    kept = Checkpoint.objects.filter(trail=trail).first() or Checkpoint(trail=trail, from_at=times["first"] or before, count=0)
    kept.at, kept.until_at, kept.key_id = clock.now(), times["last"] or before, keys.current_seal_key_id()
    kept.count += sum(one.count for one in going)
    kept.last_seal, kept.last_digest = going[-1].pk, going[-1].digest
    kept.signature = checkpoint_signature(kept)
    kept.save()


def _finish_pruning(trail: str) -> None:
    """The reads lie in another file: they go after the checkpoint that stands for them, now or at the next run."""
    kept = Checkpoint.objects.filter(trail=trail).first()
    if kept and _lies_apart(trail):
        TRAILS[trail].objects.filter(seal_id__lte=kept.last_seal).delete()


def prune_all(before: dt.datetime) -> int:
    """Both trails, up to a moment: by hand, or by the clock where the organisation has set a term."""
    return sum(prune(trail, before) for trail in TRAILS)


def _whole_batches(trail: str, model: Any, before: dt.datetime) -> Iterator[Seal]:
    for one in Seal.objects.filter(trail=trail).order_by("id"):
        if model.objects.filter(seal_id=one.pk, at__gte=before).exists():
            return
        yield one


def _settled(trail: str) -> Any:
    rows = TRAILS[trail].objects.filter(seal_id=None)
    if connections[_alias(TRAILS[trail])].vendor != "postgresql":
        return rows
    return rows.extra(where=[SETTLED])  # noqa: S610  a constant of ours; the column is the database's own, unknown to the model


def _mark(trail: str, ids: list[int], number: int) -> None:
    TRAILS[trail].objects.filter(pk__in=ids).update(seal_id=number)


def _tell(trail: str, act: str) -> None:
    """An entry of the trail about the trail itself, in the circle of the organisation; told once until it is sealed."""
    last = Seal.objects.filter(trail=trail).order_by("-id").first()
    said = {"act": f"{act}_{trail}", "thing": Seal._meta.label_lower, "thing_id": last.pk if last else None}
    if not AuditEntry.objects.filter(seal=None, **said).exists():
        AuditEntry.objects.create(circle=organisation(), **said)


def _together() -> AbstractContextManager[Any]:
    """Where all lies in one database, all steps there are one transaction."""
    return transaction.atomic() if _alias(SealHead) == DEFAULT_DB_ALIAS else nullcontext()


def _alone() -> None:
    """SQLite has one writer anyway; PostgreSQL is asked for a lock that ends with the transaction."""
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        if connections[DEFAULT_DB_ALIAS].vendor == "postgresql":
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def _alias(model: Any) -> str:
    return str(router.db_for_write(model))


def _lies_apart(trail: str) -> bool:
    return _alias(TRAILS[trail]) != DEFAULT_DB_ALIAS


def root(label: str, version: int, entries: Sequence[Mapping[str, Any]]) -> str:
    """Merkle root; an odd node goes up as it is."""
    level = [leaves.leaf(label, version, entry) for entry in entries]
    while len(level) > 1:
        pairs = [hashlib.sha256(b"\x01" + level[i] + level[i + 1]).digest() for i in range(0, len(level) - 1, 2)]
        level = pairs + level[len(level) - len(level) % 2 :]
    return level[0].hex() if level else ""


def digest(one: Seal) -> str:
    """The signature of a seal, which names the version of its leaf; the first version had none to name."""
    at = one.at.astimezone(dt.UTC).isoformat()
    parts = ["seal", one.trail, at, one.first_id, one.last_id, one.count, one.root, one.previous, *([one.leaf] if one.leaf > 1 else [])]
    return keys.sign("|".join(map(str, parts)), one.key_id)


def checkpoint_signature(kept: Checkpoint) -> str:
    period = [moment.astimezone(dt.UTC).isoformat() for moment in (kept.from_at, kept.until_at)]
    parts = ["checkpoint", kept.trail, *period, kept.count, kept.last_digest, *([kept.last_seal] if kept.last_seal else [])]
    return keys.sign("|".join(map(str, parts)), kept.key_id)


def _checkpoint_digest(trail: str) -> str:
    kept = Checkpoint.objects.filter(trail=trail).first()
    return kept.last_digest if kept else ""
