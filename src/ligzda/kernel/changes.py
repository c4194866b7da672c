"""What a change changes: found, set and told in one way, so that the trail of every room says the same."""

from collections.abc import Mapping
from typing import Any

Changed = dict[str, tuple[Any, Any]]


def set_different(thing: Any, values: Mapping[str, Any]) -> Changed:
    """Set on ``thing`` only what differs, and answer field → (before, after), as ``audit.record`` takes it. Nothing is saved."""
    changed = {name: (getattr(thing, name), value) for name, value in values.items() if getattr(thing, name) != value}
    for name, (_before, after) in changed.items():
        setattr(thing, name, after)
    return changed
