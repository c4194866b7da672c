"""Keys for protected fields: a directory of key files, one per key id, never derived from SECRET_KEY.

``<id>.fernet`` files encrypt (the newest id writes, all read); ``lookup.key`` makes look-up digests; ``<id>.seal`` files
sign the trail. A key is never overwritten: rotation adds one, and the old one goes once nothing is written with it.
"""

import functools
import hashlib
import hmac
import os
import re
from pathlib import Path

from cryptography.fernet import Fernet
from django.conf import settings

from ligzda.kernel.addresses import house_key

NUMBER = re.compile(r"\d+")
TOKEN = re.compile(r"\w+\$gAAAA")


def current_key_id() -> str:
    """The id new values are written with: the highest number."""
    return _newest(_keys(_folder(), "fernet"))


def current_seal_key_id() -> str:
    return _newest(_keys(_folder(), "seal"))


def add_key() -> str:
    """Make the next encryption key and write with it from now on. Answers its id."""
    numbers = [int(found.group()) for key_id in _keys(_folder(), "fernet") if (found := NUMBER.search(key_id))]
    key_id = f"k{max(numbers, default=0) + 1}"
    _create(Path(_folder()) / f"{key_id}.fernet")
    forget_cached()
    return key_id


def encrypt(text: str) -> str:
    """``<key id>$<token>``."""
    key_id = current_key_id()
    return f"{key_id}${_fernet(_folder(), key_id).encrypt(text.encode()).decode()}"


def decrypt(stored: str) -> str:
    """The text behind ``<key id>$<token>``; a missing key is a fault an administrator must mend (see doctor)."""
    key_id, _, token = stored.partition("$")
    return _fernet(_folder(), key_id).decrypt(token.encode()).decode()


def is_token(stored: str) -> bool:
    """Whether a stored value is one of ours already."""
    return bool(TOKEN.match(stored))


def encrypt_bytes(content: bytes) -> bytes:
    """The same for a file: ``<key id>$<token>``, as bytes."""
    key_id = current_key_id()
    return key_id.encode() + b"$" + _fernet(_folder(), key_id).encrypt(content)


def decrypt_bytes(stored: bytes) -> bytes:
    key_id, _, token = stored.partition(b"$")
    return _fernet(_folder(), key_id.decode()).decrypt(token)


def house_digest(address: str) -> str:
    """Look-up digest of an address: equal for every spelling of one house. Empty where there is none."""
    return lookup_digest(house_key(address)) if address else ""


def lookup_digest(text: str) -> str:
    """Equal texts give equal digests; nothing leads back."""
    return hmac.new(_lookup_key(_folder()), text.encode(), hashlib.sha256).hexdigest()


def sign(text: str, key_id: str) -> str:
    """The signature of a seal or checkpoint; empty when the key it names is gone, so that nothing verifies by chance."""
    key = _keys(_folder(), "seal").get(key_id)
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest() if key else ""


def forget_cached() -> None:
    """Read the key files anew: another process may have added one."""
    for cached in (_keys, _fernet, _lookup_key):
        cached.cache_clear()


def _folder() -> str:
    return str(settings.LIGZDA_KEYS_DIR)


def _newest(keys: dict[str, bytes]) -> str:
    return max(keys, key=lambda key_id: [int(part) for part in NUMBER.findall(key_id)] or [0])


@functools.cache
def _keys(directory: str, kind: str) -> dict[str, bytes]:
    folder = Path(directory)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    first = {"fernet": "k1", "seal": "s1"}[kind]
    found = {path.stem: path.read_bytes().strip() for path in sorted(folder.glob(f"*.{kind}"))}
    return found or {first: _create(folder / f"{first}.{kind}")}


@functools.cache
def _fernet(directory: str, key_id: str) -> Fernet:
    if key_id not in _keys(directory, "fernet"):
        _keys.cache_clear()
    return Fernet(_keys(directory, "fernet")[key_id])


@functools.cache
def _lookup_key(directory: str) -> bytes:
    path = Path(directory) / "lookup.key"
    Path(directory).mkdir(parents=True, exist_ok=True, mode=0o700)
    return path.read_bytes().strip() if path.exists() else _create(path)


def _create(path: Path) -> bytes:
    """Write a new key; if another process was quicker, take its key. It appears whole or not at all."""
    key = Fernet.generate_key()
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    draft.touch(mode=0o600)
    draft.write_bytes(key)
    try:
        os.link(draft, path)
    except FileExistsError:
        return path.read_bytes().strip()
    finally:
        draft.unlink()
    return key
