"""How the cache of limits names its rows: who tried to sign in from where stands there as a keyed digest only."""

from ligzda.access import keys


def key(name: str, prefix: str, version: int) -> str:
    return keys.lookup_digest(f"{prefix}:{version}:{name}")
