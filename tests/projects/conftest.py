"""The permanent cast at this room's doors."""

from tests.cast import cast

__all__ = ["cast"]
