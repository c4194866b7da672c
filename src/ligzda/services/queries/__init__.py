"""Reads of this room: the actor first, a constant number of statements."""

from ligzda.services.queries.defaults import usual
from ligzda.services.queries.meetings import meetings, unwritten
from ligzda.services.queries.services_received import received

__all__ = ["meetings", "received", "unwritten", "usual"]
