"""Where the bytes of kept files lie: encrypted, outside the web root, under names that say nothing."""

import logging
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from cryptography.fernet import InvalidToken
from django.conf import settings

from ligzda.access import keys
from ligzda.kernel.refused import Lost

log = logging.getLogger(__name__)


def put(stored_as: str, sealed: bytes) -> None:
    """The file appears whole or not at all, readable by the server alone."""
    path = _root() / stored_as
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    draft.touch(mode=0o600)
    draft.write_bytes(sealed)
    draft.replace(path)


def take(stored_as: str) -> bytes:
    """Raises ``Lost`` where it is gone, cut short, or written with a key that is no longer there."""
    try:
        return keys.decrypt_bytes((_root() / stored_as).read_bytes())
    except (OSError, InvalidToken, KeyError, UnicodeDecodeError, ValueError) as error:
        log.error("The kept file %s cannot be read: %s", stored_as, type(error).__name__)
        raise Lost(stored_as) from error


def lost(stored: Iterable[str]) -> list[str]:
    """Which of these names have no file any more."""
    there = {str(path.relative_to(_root())) for path in _root().glob("*/[!.]*")}
    return [one for one in stored if one not in there]


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
