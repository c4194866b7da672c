"""One file per command: its arguments and one call into the room that does it."""

from typing import Any

from ligzda.config.commands import audit, clock, demo, doctor, figures, keys, migrate, places, report, serve, user


def describe(commands: Any) -> None:
    """Add every command to the parser, in the order in which somebody meets them."""
    for command in (demo, serve, migrate, user, places, figures, report, audit, keys, doctor, clock):
        command.describe(commands)
