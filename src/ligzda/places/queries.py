"""Which municipality was where on a day, and the sites somebody may choose or keep."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db.models import Q

from ligzda.access.actor import Actor
from ligzda.access.permissions import Permission
from ligzda.kernel.text import fold
from ligzda.places.models import Site, Territory


def on_day(actor: Actor, territory: Territory, day: dt.date) -> list[Territory]:
    """What this territory was on a day: itself, what followed it, or, before it existed, what it was made of."""
    if _is_valid(territory, day):
        return [territory]
    later = bool(territory.valid_until_date and day > territory.valid_until_date)
    border, found = [territory], []
    for _generation in range(20):  # no municipality was reformed so often; stops a circle in a bad file
        neighbours = _beside([row.pk for row in border], later=later)
        found += [row for row in neighbours if _is_valid(row, day)]
        border = [row for row in neighbours if not _is_valid(row, day)]
        if not border:
            break
    return found or [territory]


def names_on(actor: Actor, territory: Territory, day: dt.date) -> str:
    """The name that was valid on a day, as a report of that day prints it; several are joined by commas."""
    return ", ".join(dict.fromkeys(row.name for row in on_day(actor, territory, day)))


def find_on(actor: Actor, name: str, day: dt.date, country: str = "LV") -> Territory | None:
    """The territory of this name (in any letters) that existed on a day; None when none did, as Valmieras novads in 2012."""
    rows = Territory.objects.filter(folded=fold(name), country=country).order_by("-valid_from_date", "id")
    return next((row for row in rows if _is_valid(row, day)), None)


def choices(actor: Actor, day: dt.date | None = None) -> Any:
    """Territories that exist on a day (today), for a list to choose from."""
    when = day or actor.on
    rows = Territory.objects.exclude(valid_from_date__gt=when).exclude(valid_until_date__lt=when)
    return rows.order_by("country", "name", "id")


def choices_with(actor: Actor, territory: Territory) -> Any:
    """The same, and the one that was chosen although it exists no more."""
    return Territory.objects.filter(Q(pk__in=choices(actor).values("pk")) | Q(pk=territory.pk)).order_by("country", "name", "id")


def sites(actor: Actor, word: Permission = Permission.SEE_CONTACT) -> list[Site]:
    """Sites in use in whose circle the actor may do ``word``."""
    return list(Site.objects.visible_to(actor, word).filter(is_active=True).select_related("territory").order_by("name", "id"))


def all_sites(actor: Actor) -> list[Site]:
    """Every site, for who keeps the lists; nobody else gets any."""
    if not actor.holds(Permission.ADMINISTER):
        return []
    return list(Site.objects.select_related("territory").order_by("-is_active", "name", "id"))


def site_by_key(actor: Actor, key: str) -> Site | None:
    """One site, for who keeps the lists."""
    return Site.objects.select_related("territory").filter(key=key).first() if actor.holds(Permission.ADMINISTER) else None


def _is_valid(territory: Territory, day: dt.date) -> bool:
    return (territory.valid_from_date or dt.date.min) <= day <= (territory.valid_until_date or dt.date.max)


def _beside(ids: Iterable[int], *, later: bool) -> list[Territory]:
    path = "predecessors__in" if later else "successors__in"
    return list(Territory.objects.filter(**{path: list(ids)}).distinct().order_by("name", "id"))
