"""Reads of this room: the actor first, a constant number of statements."""

from ligzda.services.queries.meetings import meetings, unwritten
from ligzda.services.queries.received import received
from ligzda.services.queries.usual import usual

__all__ = ["meetings", "received", "unwritten", "usual"]
