"""What can be read of meetings, requests, letters and disclosures. The functions named here are what the room says on pages that cross rooms."""

from ligzda.cooperation.queries.due import waiting
from ligzda.cooperation.queries.overdue import overdue

__all__ = ["overdue", "waiting"]
