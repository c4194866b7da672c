"""The end of each chain, signed, in two more places: in the other database and in a file beside the keys.

A chain cannot tell that its newest links are gone. So after each seal its head (last digest, how many entries, when) is
written into the database that does not hold the seals (on PostgreSQL there is one, so the same), then into the file.
What the three say together tells a seal that was interrupted, which heals, from a trail that was emptied, cut short or
put back from an older copy, which stays a fault.
"""

import datetime as dt
import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from django.conf import settings
from django.db.models import Sum

from ligzda.access import keys
from ligzda.access.models import Checkpoint, Seal, SealHead
from ligzda.kernel import clock

UNMARKED = ("interrupted", "begin")  # what is mended where the last seal may still lack the marks of its entries


@dataclass(frozen=True)
class Head:
    """What one of the places says of a chain's end."""

    trail: str
    digest: str
    count: int
    at: str
    key_id: str
    signature: str = ""

    def signed(self) -> str:
        return keys.sign("|".join(map(str, ["head", self.trail, self.digest, self.count, self.at, self.key_id])), self.key_id)

    @property
    def is_genuine(self) -> bool:
        return bool(self.signature) and self.signature == self.signed()


@dataclass(frozen=True)
class Ends:
    """How chain and heads fit: a ``fault`` that stays, or what is to be ``mended``; neither when all three agree."""

    fault: str = ""
    mend: str = ""
    count: int = 0  # what the head counts that does not fit


def examine(trail: str) -> Ends:
    """Compare the chain's end with both heads. The database is written before the file, so only the file may lag behind it."""
    last, before = _last_two(trail)
    stored, kept = in_database(trail), on_disk(trail)
    if any(head and not head.is_genuine for head in (stored, kept)):
        return Ends("head_changed")
    if stored is None:
        if kept is not None:
            return Ends("head_missing", count=kept.count)
        if last and not _is_first(trail):
            return Ends("heads_missing", count=_counted(trail))
        return Ends(mend="begin") if last else Ends()
    if stored.digest == last:
        return _with_file(trail, last, kept)
    if stored.digest == before and kept is not None and kept.digest == before:
        return Ends(mend="interrupted")
    return Ends("head_behind" if _is_of_chain(trail, stored) else "head_ahead", count=stored.count)


def write_row(trail: str) -> Head:
    """The first half: the head in the other database."""
    key_id, at = keys.current_seal_key_id(), clock.now()
    blank = Head(trail, _last_two(trail)[0], _counted(trail), at.astimezone(dt.UTC).isoformat(), key_id)
    head = Head(**asdict(blank) | {"signature": blank.signed()})
    said = {"digest": head.digest, "count": head.count, "at": at, "key_id": key_id, "signature": head.signature}
    SealHead.objects.update_or_create(trail=trail, defaults=said)
    return head


def write_file(head: Head) -> None:
    """The second half: the file beside the keys, whole or not at all."""
    path = _path()
    heads = {trail: asdict(one) for trail, one in _read(path).items()} | {head.trail: asdict(head)}
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    draft.touch(mode=0o600)
    with draft.open("w", encoding="utf-8") as file:
        json.dump(heads, file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)


def in_database(trail: str) -> Head | None:
    row = SealHead.objects.filter(trail=trail).first()
    return Head(row.trail, row.digest, row.count, row.at.astimezone(dt.UTC).isoformat(), row.key_id, row.signature) if row else None


def on_disk(trail: str) -> Head | None:
    return _read(_path()).get(trail)


def put_aside() -> None:
    """For a database that is made from nothing: what the file says belongs to another one, and is kept under the moment's name."""
    path = _path()
    if path.exists():
        path.replace(path.with_name(f"{path.name}.{clock.now():%Y%m%d%H%M%S}"))


@contextmanager
def alone() -> Iterator[None]:
    """One sealer at a time on this machine, over all the steps of a seal."""
    path = _path()
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with path.with_name(f".{path.name}.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _with_file(trail: str, last: str, kept: Head | None) -> Ends:
    if kept is not None and kept.digest == last:
        return Ends()
    if kept is None and last and not _is_first(trail):
        return Ends("file_missing", count=_counted(trail))
    if kept is None or _is_of_chain(trail, kept):
        return Ends(mend="file")
    return Ends("head_ahead", count=kept.count)


def _last_two(trail: str) -> tuple[str, str]:
    found = list(Seal.objects.filter(trail=trail).order_by("-id").values_list("digest", flat=True)[:2])
    pruned = Checkpoint.objects.filter(trail=trail).first()
    found += [pruned.last_digest if pruned else "", ""]
    return found[0], found[1]


def _is_first(trail: str) -> bool:
    """Whether the chain has its first seal alone: only then a kill can have left a head unwritten that was never there."""
    return Seal.objects.filter(trail=trail).count() == 1 and not Checkpoint.objects.filter(trail=trail).exists()


def _counted(trail: str) -> int:
    sealed = Seal.objects.filter(trail=trail).aggregate(total=Sum("count"))["total"] or 0
    pruned = Checkpoint.objects.filter(trail=trail).first()
    return sealed + (pruned.count if pruned else 0)


def _is_of_chain(trail: str, head: Head) -> bool:
    """Whether this head is one that the chain had earlier; what was pruned is known by its number only."""
    pruned = Checkpoint.objects.filter(trail=trail).first()
    return not head.digest or Seal.objects.filter(trail=trail, digest=head.digest).exists() or bool(pruned and head.count <= pruned.count)


def _path() -> Path:
    return Path(settings.TRAIL_HEADS)


def _read(path: Path) -> dict[str, Head]:
    """A file that cannot be read says of each trail what no key has signed."""
    if not path.exists():
        return {}
    try:
        return {trail: Head(**said) for trail, said in json.loads(path.read_text(encoding="utf-8")).items()}
    except (ValueError, TypeError, AttributeError):
        return {trail: Head(trail, "", 0, "", "") for trail in ("changes", "reads")}
