"""Public keys: short, random, without letters that are misread aloud."""

import random
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"

_chance = secrets.SystemRandom()
_dice: ContextVar[random.Random | None] = ContextVar("dice", default=None)


def new_key() -> str:
    """Eight random characters (31^8 values); says nothing about the thing it names."""
    dice = _dice.get() or _chance
    return "".join(dice.choice(ALPHABET) for _ in range(8))


@contextmanager
def keys_from_seed(seed: int) -> Iterator[None]:
    """Inside, the same acts give the same keys: for a data set whose addresses shall be the same every time. Never for real records."""
    before = _dice.set(random.Random(seed))  # noqa: S311
    try:
        yield
    finally:
        _dice.reset(before)
