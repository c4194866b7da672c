"""How far a trail was walked and found whole, signed, beside the keys: who looks every day need not begin at the first entry.

A mark spares the reading of what lies before it, and vouches for nothing else: how many entries and seals there are is counted
each time, and ``ligzda audit`` walks everything. One that no key of ours signed is as good as none.
"""

import contextlib
import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from django.conf import settings

from ligzda.access import keys
from ligzda.access.models import Seal
from ligzda.kernel import clock


@dataclass(frozen=True)
class Mark:
    """The last seal that was looked at; how many entries there were up to it, pruned ones too; when all of them were last read."""

    trail: str
    seal: int
    digest: str
    entries: int
    walked_at: str
    key_id: str
    signature: str = ""

    def signed(self) -> str:
        said = [value for name, value in asdict(self).items() if name != "signature"]
        return keys.sign("|".join(map(str, ["checked", *said])), self.key_id)


def mark_of(trail: str) -> Mark | None:
    """The mark, where our key signed it and its seal is still there."""
    found = _read().get(trail)
    if found is None or not found.signature or found.signature != found.signed() or found.trail != trail:
        return None
    return found if Seal.objects.filter(trail=trail, pk=found.seal, digest=found.digest).exists() else None


def keep(trail: str, *, seal: int, digest: str, entries: int, walked_at: str = "") -> None:
    """``walked_at``: when all up to here was read; empty: now."""
    blank = Mark(trail, seal, digest, entries, walked_at or clock.now().isoformat(timespec="seconds"), keys.current_seal_key_id())
    _write({**_read(), trail: Mark(**{**asdict(blank), "signature": blank.signed()})})


def forget(trail: str) -> None:
    """What is not whole is read from the beginning until it is."""
    if trail in (kept := _read()):
        _write({name: mark for name, mark in kept.items() if name != trail})


def _path() -> Path:
    return Path(settings.TRAIL_HEADS).with_suffix(".checked")


def _read() -> dict[str, Mark]:
    try:
        return {trail: Mark(**said) for trail, said in json.loads(_path().read_text(encoding="utf-8")).items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def _write(marks: dict[str, Mark]) -> None:
    """Whole or not at all; where it cannot be written the next look takes longer."""
    path = _path()
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    with contextlib.suppress(OSError):
        draft.touch(mode=0o600)
        draft.write_text(json.dumps({trail: asdict(mark) for trail, mark in marks.items()}, indent=1), encoding="utf-8")
        draft.replace(path)
