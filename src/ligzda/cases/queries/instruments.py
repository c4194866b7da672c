"""The list of instruments, with their areas. No personal data; open to the administrator who looks after it."""

from ligzda.access.actor import Actor
from ligzda.access.permissions import Permission
from ligzda.cases.models import Area, Instrument


def instruments(actor: Actor) -> list[Instrument]:
    """All of them, those out of use last."""
    rows = Instrument.objects.all() if actor.holds(Permission.ADMINISTER) else Instrument.objects.none()
    return list(rows.select_related("proof", "replaced_by").prefetch_related("areas").order_by("-is_active", "id"))


def instrument_by_key(actor: Actor, key: str) -> Instrument | None:
    return next((one for one in instruments(actor) if one.key == key), None)


def areas_of(actor: Actor, instrument: Instrument) -> list[Area]:
    """In the order in which they are asked."""
    return list(instrument.areas.select_related("instrument").order_by("order"))
