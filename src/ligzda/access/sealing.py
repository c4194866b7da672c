"""The hash chain over the trail: batches with a Merkle root, bound to the batch before and signed by a key with an id.

A leaf is one entry without its salt, so that destroying the salt (erasure) leaves the chain whole. On PostgreSQL an
entry is sealed once its transaction has ended, because ids commit out of order there; on SQLite one writer at a time
makes ids final at once. What nobody can see from inside is the loss of the newest seals: note the last digest elsewhere.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, router, transaction
from django.db.models import Max, Min, Sum

from ligzda.access import keys
from ligzda.access.models import AuditEntry, Checkpoint, ReadEntry, Seal
from ligzda.kernel import clock

TRAILS: dict[str, Any] = {"changes": AuditEntry, "reads": ReadEntry}
BATCH = 1000
# After a restore into another cluster transaction numbers start anew; nothing that old is still being written.
SETTLED_AFTER = "1 day"
SETTLED = f"(written_in < pg_snapshot_xmin(pg_current_snapshot()) OR at < now() - interval '{SETTLED_AFTER}')"
LOCK = 7_340_001  # any number of our own: one sealer at a time


@dataclass(frozen=True)
class Report:
    """What ``verify`` found in one trail. ``faults`` are keys with the number of the seal or checkpoint they belong to."""

    trail: str
    seals: int
    entries: int
    unsealed: int
    oldest_unsealed_at: dt.datetime | None
    last_digest: str
    pruned: int = 0
    faults: list[tuple[str, int]] = field(default_factory=list)

    @property
    def whole(self) -> bool:
        return not self.faults


def seal(trail: str, *, batch: int = BATCH) -> int:
    """Seal all settled entries of a trail in batches; answers how many. Safe to run twice, at once, or after a crash."""
    total = 0
    while True:
        with transaction.atomic():
            _alone()
            _mend(trail)
            sealed = _seal_one(trail, batch)
        total += sealed
        if sealed < batch:
            return total


def seal_all() -> int:
    """Both trails: the work of the clock."""
    return sum(seal(trail) for trail in TRAILS)


def _seal_one(trail: str, batch: int) -> int:
    rows = list(_settled(trail).order_by("id")[:batch])
    if not rows:
        return 0
    last = Seal.objects.filter(trail=trail).order_by("-id").first()
    previous = last.digest if last else _checkpoint_digest(trail)
    key_id = keys.current_seal_key_id()
    new = Seal(
        trail=trail,
        at=clock.now(),
        first_id=rows[0].pk,
        last_id=rows[-1].pk,
        count=len(rows),
        root=_root(rows),
        previous=previous,
        key_id=key_id,
    )
    new.digest = _digest(new)
    new.save()
    _mark(trail, [row.pk for row in rows], new.pk)
    return len(rows)


def verify(trail: str) -> Report:
    """Walk the chain from the checkpoint on: every seal signed, bound to the one before, and over exactly its entries."""
    model, faults, entries, number = TRAILS[trail], [], 0, 0
    checkpoint = Checkpoint.objects.filter(trail=trail).first()
    if checkpoint and checkpoint.signature != _checkpoint_signature(checkpoint):
        faults.append(("checkpoint_changed", checkpoint.pk))
    previous = checkpoint.last_digest if checkpoint else ""
    for one in Seal.objects.filter(trail=trail).order_by("id").iterator():
        rows = list(model.objects.filter(seal_id=one.pk).order_by("id"))
        faults += [(fault, one.pk) for fault in _faults(one, previous, rows)]
        previous, entries, number = one.digest, entries + len(rows), number + 1
    known = Seal.objects.filter(trail=trail).values_list("id", flat=True)
    if trail == "reads":  # a file of its own cannot hold a foreign key: look for entries whose seal is gone
        named = model.objects.exclude(seal_id=None).order_by().values_list("seal_id", flat=True).distinct()
        faults += [("seal_missing", lost) for lost in sorted(set(named) - set(known))]
    open_rows = model.objects.filter(seal_id=None)
    oldest = open_rows.aggregate(at=Min("at"))["at"]
    return Report(trail, number, entries, open_rows.count(), oldest, previous, checkpoint.count if checkpoint else 0, faults)


def report() -> list[Report]:
    """Both trails, for ``ligzda audit``, ``doctor`` and the page."""
    return [verify(trail) for trail in TRAILS]


def prune(trail: str, before: dt.datetime) -> int:
    """Remove whole sealed batches that end before a moment, from the oldest end; a signed checkpoint stays. Answers how many entries."""
    model = TRAILS[trail]
    with transaction.atomic():
        _alone()
        going = list(_whole_batches(trail, model, before))
        if not going:
            return 0
        ids = [one.pk for one in going]
        rows = model.objects.filter(seal_id__in=ids)
        times = rows.aggregate(first=Min("at"), last=Max("at"))
        kept = Checkpoint.objects.filter(trail=trail).first() or Checkpoint(trail=trail, from_at=times["first"] or before, count=0)
        kept.at, kept.until_at, kept.key_id = clock.now(), times["last"] or before, keys.current_seal_key_id()
        kept.count += sum(one.count for one in going)
        kept.last_digest = going[-1].digest
        kept.signature = _checkpoint_signature(kept)
        kept.save()
        removed, _each = rows.delete()
        Seal.objects.filter(pk__in=ids).delete()
    return removed


def prune_all(before: dt.datetime) -> int:
    """Both trails, up to a moment: by hand, or by the clock where the organisation has set a term."""
    return sum(prune(trail, before) for trail in TRAILS)


def pruned_total() -> int:
    """How many entries were removed under a checkpoint so far."""
    return Checkpoint.objects.aggregate(total=Sum("count"))["total"] or 0


def _whole_batches(trail: str, model: Any, before: dt.datetime) -> Iterator[Seal]:
    for one in Seal.objects.filter(trail=trail).order_by("id"):
        if model.objects.filter(seal_id=one.pk, at__gte=before).exists():
            return
        yield one


def _faults(one: Seal, previous: str, rows: list[Any]) -> Iterator[str]:
    if one.previous != previous:
        yield "seal_missing_before"
    if one.digest != _digest(one):
        yield "seal_changed"
    if len(rows) != one.count:
        yield "entry_missing" if len(rows) < one.count else "entry_added"
    elif _root(rows) != one.root:
        yield "entry_changed"


def _settled(trail: str) -> Any:
    rows = TRAILS[trail].objects.filter(seal_id=None)
    if connections[_alias(trail)].vendor != "postgresql":
        return rows
    return rows.extra(where=[SETTLED])  # noqa: S610  a constant of ours; the column is the database's own, unknown to the model


def _mark(trail: str, ids: list[int], number: int) -> None:
    TRAILS[trail].objects.filter(pk__in=ids).update(seal_id=number)


def _mend(trail: str) -> None:
    """The reads lie in another file: a crash between the seal and the marks left entries of a sealed range unmarked."""
    if _alias(trail) == DEFAULT_DB_ALIAS:
        return
    last = Seal.objects.filter(trail=trail).order_by("-id").first()
    if last:
        TRAILS[trail].objects.filter(seal_id=None, pk__gte=last.first_id, pk__lte=last.last_id).update(seal_id=last.pk)


def _alone() -> None:
    """SQLite has one writer anyway; PostgreSQL is asked for a lock that ends with the transaction."""
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        if connections[DEFAULT_DB_ALIAS].vendor == "postgresql":
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def _alias(trail: str) -> str:
    return str(router.db_for_write(TRAILS[trail]))


def _leaf(row: Any) -> bytes:
    skipped = {"seal", "salt", "seal_id"}
    values = {one.attname: getattr(row, one.attname) for one in row._meta.concrete_fields if one.name not in skipped}
    values["at"] = row.at.astimezone(dt.UTC).isoformat()
    if not values.get("asked", True):  # a column that came later: an empty one leaves every old leaf as it was
        del values["asked"]
    return hashlib.sha256(json.dumps(values, sort_keys=True, ensure_ascii=True).encode()).digest()


def _root(rows: list[Any]) -> str:
    """Merkle root; an odd node goes up as it is."""
    level = [_leaf(row) for row in rows]
    while len(level) > 1:
        pairs = [hashlib.sha256(b"\x01" + level[i] + level[i + 1]).digest() for i in range(0, len(level) - 1, 2)]
        level = pairs + level[len(level) - len(level) % 2 :]
    return level[0].hex() if level else ""


def _digest(one: Seal) -> str:
    at = one.at.astimezone(dt.UTC).isoformat()
    return keys.sign("|".join(map(str, ["seal", one.trail, at, one.first_id, one.last_id, one.count, one.root, one.previous])), one.key_id)


def _checkpoint_signature(kept: Checkpoint) -> str:
    period = [moment.astimezone(dt.UTC).isoformat() for moment in (kept.from_at, kept.until_at)]
    return keys.sign("|".join(map(str, ["checkpoint", kept.trail, *period, kept.count, kept.last_digest])), kept.key_id)


def _checkpoint_digest(trail: str) -> str:
    kept = Checkpoint.objects.filter(trail=trail).first()
    return kept.last_digest if kept else ""
