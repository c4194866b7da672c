"""Keys for protected fields: a directory of key files, one per key id, never derived from SECRET_KEY.

``<id>.fernet`` files encrypt (the newest id writes, all read); ``lookup.key`` makes look-up digests and seals.
"""

import functools
import hashlib
import hmac
import os
from pathlib import Path

from cryptography.fernet import Fernet
from django.conf import settings


@functools.cache
def _fernets(directory: str) -> dict[str, Fernet]:
    folder = Path(directory)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    found = {path.stem: Fernet(path.read_bytes().strip()) for path in sorted(folder.glob("*.fernet"))}
    return found or {"k1": Fernet(_create(folder / "k1.fernet"))}


@functools.cache
def _lookup_key(directory: str) -> bytes:
    path = Path(directory) / "lookup.key"
    Path(directory).mkdir(parents=True, exist_ok=True, mode=0o700)
    return path.read_bytes().strip() if path.exists() else _create(path)


def _create(path: Path) -> bytes:
    """Write a new key; if another process was quicker, take its key."""
    try:
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        return path.read_bytes().strip()
    with os.fdopen(handle, "wb") as file:
        key = Fernet.generate_key()
        file.write(key)
    return key


def current_key_id() -> str:
    """The id new values are written with: the last one in order."""
    return max(_fernets(str(settings.LIGZDA_KEYS_DIR)))


def encrypt(text: str) -> str:
    """``<key id>$<token>``."""
    key_id = current_key_id()
    return f"{key_id}${_fernets(str(settings.LIGZDA_KEYS_DIR))[key_id].encrypt(text.encode()).decode()}"


def decrypt(stored: str) -> str:
    """The text behind ``<key id>$<token>``; a missing key is a fault an administrator must mend (see doctor)."""
    key_id, _, token = stored.partition("$")
    return _fernets(str(settings.LIGZDA_KEYS_DIR))[key_id].decrypt(token.encode()).decode()


def lookup_digest(text: str) -> str:
    """Equal texts give equal digests; nothing leads back."""
    return hmac.new(_lookup_key(str(settings.LIGZDA_KEYS_DIR)), text.encode(), hashlib.sha256).hexdigest()
