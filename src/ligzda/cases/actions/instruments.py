"""Instruments: added without code, switched on and off. A licensed one stays off until the licence is proved."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from ligzda.access import audit
from ligzda.access.actions.seats import open_circle
from ligzda.access.actor import Actor
from ligzda.access.models import Circle
from ligzda.access.words import Word
from ligzda.cases.models import Area, Instrument
from ligzda.documents.actions.files import store
from ligzda.kernel.refused import Refused


@transaction.atomic
def add(*, by: Actor, key: str, language: str, name: str, areas: Sequence[dict[str, Any]], **values: Any) -> Instrument:
    """A new instrument with its areas, in the language in which it was typed. It is on at once, unless it needs proof of a licence."""
    _must_administer(by)
    key = slugify(key).replace("-", "_")[:40]
    Refused.unless_empty([None if key else _("Enter a short English key, for example family_life.")], field="key")
    if Instrument.objects.filter(key=key).exists():
        raise Refused(_("This key is taken."), field="key")
    Refused.unless_empty([None if areas else _("An instrument needs at least one area.")], field="areas")
    values = {"needs_proof": False} | values
    instrument = Instrument.objects.create(
        key=key, languages=language, is_active=not values["needs_proof"], **{f"name_{language}": name.strip()}, **values
    )
    Area.objects.bulk_create(
        Area(
            key=f"{key}_{one['code']}"[:70], instrument=instrument, code=one["code"], order=order, scored=one["scored"],
            is_safety=one["is_safety"], **{f"name_{language}": one["name"], f"anchors_{language}": one["anchors"]},
        )
        for order, one in enumerate(areas, start=1)
    )  # fmt: skip
    audit.record(by, "add_instrument", instrument)
    return instrument


@transaction.atomic
def switch(instrument: Instrument, *, by: Actor, is_active: bool) -> Instrument:
    """On, or off: assessments that were made with it stay."""
    locked = _lock(instrument, by)
    if is_active and locked.needs_proof and locked.proof_id is None:
        raise Refused(_("First upload the proof of the licence."))
    if locked.is_active != is_active:
        locked.is_active = is_active
        locked.save(update_fields=["is_active"])
        audit.record(by, "change_instrument", locked, changed={"is_active": (not is_active, is_active)})
    return locked


@transaction.atomic
def prove(instrument: Instrument, *, by: Actor, upload: Any) -> Instrument:
    """Keep the file that shows the licence. From now on the instrument may be switched on."""
    locked = _lock(instrument, by)
    circle = Circle.objects.filter(kind=Circle.Kind.ORGANISATION).order_by("id").first() or open_circle(Circle.Kind.ORGANISATION, by=by)
    locked.proof = store(circle, by=by, upload=upload, title=str(locked))
    locked.save(update_fields=["proof"])
    audit.record(by, "prove_instrument", locked, circle=circle)
    return locked


def _lock(instrument: Instrument, by: Actor) -> Instrument:
    _must_administer(by)
    return Instrument.objects.select_for_update().get(pk=instrument.pk)


def _must_administer(by: Actor) -> None:
    if not by.holds(Word.ADMINISTER):
        raise Refused(_("Instruments are looked after by the administrator."))
