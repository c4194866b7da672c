"""Public keys: short, random, without letters that are misread aloud."""

import secrets

ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"


def new_key() -> str:
    """Eight random characters (31^8 values); says nothing about the thing it names."""
    return "".join(secrets.choice(ALPHABET) for _ in range(8))
