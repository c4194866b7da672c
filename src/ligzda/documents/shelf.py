"""Where the bytes of kept files lie: encrypted, outside the web root, under names that say nothing."""

import os
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from ligzda.access import keys


def put(stored_as: str, sealed: bytes) -> None:
    """The file appears whole or not at all, readable by the server alone."""
    path = _root() / stored_as
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    draft.touch(mode=0o600)
    draft.write_bytes(sealed)
    draft.replace(path)


def take(stored_as: str) -> bytes:
    return keys.decrypt_bytes((_root() / stored_as).read_bytes())


def stale(key_id: str) -> int:
    """How many files are still written with another key."""
    return sum(1 for _path in _written_otherwise(key_id))


def rewrite(key_id: str) -> int:
    """Write every file with the newest key; safe to break off. Answers how many."""
    total = 0
    for path in _written_otherwise(key_id):
        stored_as = str(path.relative_to(_root()))
        put(stored_as, keys.encrypt_bytes(take(stored_as)))
        total += 1
    return total


def _written_otherwise(key_id: str) -> Iterator[Path]:
    mark = key_id.encode() + b"$"
    for path in sorted(_root().glob("*/[!.]*")):
        with path.open("rb") as file:
            if file.read(len(mark)) != mark:
                yield path


def _root() -> Path:
    return Path(settings.MEDIA_ROOT) / "kept"
