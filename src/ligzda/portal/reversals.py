"""What undoing an act in a file does not give back: the seat of a family member whose own page was taken away."""

import datetime as dt

from ligzda.access.models import Seat
from ligzda.portal.models import FamilyAccess


def page_was_taken_away(seat: Seat, since: dt.datetime) -> bool:
    """A member who had the page and has it no more, whenever that was."""
    invited = FamilyAccess.objects.filter(case__circle=seat.circle_id, user=seat.user_id, accepted_at__isnull=False)
    return seat.because == Seat.Because.FAMILY and invited.exists() and not invited.filter(ended_at__isnull=True).exists()
