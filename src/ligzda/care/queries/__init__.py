"""What can be read of the care of children. The functions named here are what the room says on pages that cross rooms."""

from ligzda.care.queries.paper import client_file
from ligzda.care.queries.returns import waiting

__all__ = ["client_file", "waiting"]
