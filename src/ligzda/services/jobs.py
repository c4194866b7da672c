"""What the clock does for this room."""

import datetime as dt

from ligzda.access.actor import Actor
from ligzda.kernel import clock
from ligzda.services.actions import events


def mark_unconfirmed(on: dt.date | None = None) -> int:
    """Daily: events and group sessions that nobody confirmed within seven days are named apart."""
    day = on or clock.today()
    return events.mark_unconfirmed(by=Actor.system("clock", day), on=day)
