"""The family's own page: plan, meetings, messages, consents, who may see and who looked. Only what was opened for this member."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from ligzda.access.actor import Actor
from ligzda.access.permissions import Permission
from ligzda.access.queries import who_can_see, who_looked
from ligzda.kernel import clock
from ligzda.people.models import Consent
from ligzda.people.queries.persons import consents
from ligzda.portal.models import FamilyAccess, FamilyMessage
from ligzda.services.queries.portal import MOST, Coming
from ligzda.services.queries.portal import portal as of_services

LOOKS, LINES = 300, 30  # readings that are looked through, lines that are shown
MESSAGES = 50

# Rooms that have meetings for the own page: each offers ``portal`` in its own queries, for a member and the number of a case.
Room = Callable[[Actor, int], list[Coming]]
ROOMS: tuple[Room, ...] = (of_services,)


@dataclass(frozen=True)
class Who:
    """Somebody who may see the file, in words the family knows: a name only where the coordinator opened names."""

    who: str
    function: str  # what this person does here, where the name is open
    because: Any
    until_date: dt.date | None


@dataclass(frozen=True)
class Looked:
    """That somebody opened the file on a day: when last, and how often."""

    at: dt.datetime
    who: str
    times: int


def accesses(actor: Actor) -> list[FamilyAccess]:
    """The files that this member may look at now, the one accepted last first."""
    if actor.user is None:
        return []
    rows = FamilyAccess.objects.visible_to(actor, Permission.OWN_VIEW).filter(
        user=actor.user, ended_at__isnull=True, accepted_at__isnull=False
    )
    return list(rows.select_related("case__circle", "case__site", "person", "case__family__root").order_by("-accepted_at", "-id"))


def chosen(actor: Actor, key: str = "") -> tuple[FamilyAccess | None, list[FamilyAccess]]:
    """The file that is asked for, else the one opened last; and all of them."""
    mine = accesses(actor)
    one = next((each for each in mine if each.key == key), mine[0] if mine and not key else None)
    if one:
        actor.shown.open(one.case)
    return one, mine


def messages(actor: Actor, access: FamilyAccess) -> list[FamilyMessage]:
    """Between this member and the team, the latest first."""
    return list(access.messages.select_related("author").order_by("-id")[:MESSAGES])


def appointments(actor: Actor, access: FamilyAccess) -> list[Coming]:
    """The next planned meetings of all rooms; none where the coordinator did not open them."""
    rows = [row for room in ROOMS for row in room(actor, access.case_id)] if access.sees_appointments else []
    return sorted(rows, key=lambda row: row.date)[:MOST]  # of one day as its room has them


def sitters(actor: Actor, access: FamilyAccess) -> list[Who]:
    """Everybody with a seat in the file or above it. Closed circles are other circles, so they never stand here."""
    rows = who_can_see(actor, access.case.circle) if access.sees_readers else []
    if access.sees_names:
        return [Who(one.name, one.function, one.because, one.until_date) for one in rows]
    return [Who(_role(one.function, one.role), "", one.because, one.until_date) for one in rows]


def looks(actor: Actor, access: FamilyAccess) -> list[Looked]:
    """Who else opened the file, the latest first; one line for each reader and day."""
    rows = who_looked(actor, access.case.circle, LOOKS) if access.sees_readers else []
    days: dict[tuple[dt.date, str], list[dt.datetime]] = {}
    for one in rows:
        if not one.is_me:
            days.setdefault((clock.day_of(one.at), _reader(one, access)), []).append(one.at)
    return [Looked(at[0], who, len(at)) for (_day, who), at in days.items()][:LINES]


def own_consents(actor: Actor, access: FamilyAccess) -> list[Consent]:
    """Consents that this person gave; nobody else's."""
    return consents(actor, access.person)


def _reader(one: Any, access: FamilyAccess) -> str:
    if not one.function:
        return _("somebody who may see the file")
    return str(one.name) if access.sees_names else str(one.function)


def _role(function: str, role: Any) -> str:
    return function or str(role)
