"""Instruments: added and changed without code, switched on and off. A licensed one stays off until the licence is proved."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from ligzda.access import audit
from ligzda.access.actor import Actor
from ligzda.access.homes import organisation
from ligzda.access.permissions import Permission
from ligzda.cases.models import Area, Instrument
from ligzda.documents.actions.files import store
from ligzda.kernel.changes import set_different
from ligzda.kernel.languages import FIRST, LANGUAGES
from ligzda.kernel.refused import Refused


@transaction.atomic
def add(*, by: Actor, key: str, areas: Sequence[dict[str, Any]], **values: Any) -> Instrument:
    """A new instrument with its areas, in the languages in which they were typed. It is on at once, unless it needs proof of a licence."""
    _must_administer(by)
    key = slugify(key).replace("-", "_")[:40]
    Refused.unless_empty([None if key else _("Enter a short English key, for example family_life.")], field="key")
    if Instrument.objects.filter(key=key).exists():
        raise Refused(_("This key is taken."), field="key")
    values = {"needs_proof": False} | values
    instrument = _create(key, areas, is_active=not values["needs_proof"], **values)
    audit.record(by, "add_instrument", instrument)
    return instrument


@transaction.atomic
def change(instrument: Instrument, *, by: Actor, areas: Sequence[dict[str, Any]], **values: Any) -> Instrument:
    """What nobody was assessed with is written anew. Of what was used the recorded levels keep their meaning: other words are a new version.

    A language that was missing may always be added, for it changes nothing that is said already.
    """
    locked = _lock(instrument, by)
    if Instrument.objects.filter(replaces=locked).exists():
        raise Refused(_("There is a newer version already. Change that one."))
    Refused.unless_empty([None if areas else _("An instrument needs at least one area.")], field=f"areas_{FIRST}")
    old = list(locked.areas.order_by("order"))
    if _adds_only(locked, old, areas, values):
        return _write(locked, old, areas, values, by)
    if _unused(locked):
        return _write(locked, [], areas, values, by)
    if values["version"].strip() == locked.version:
        raise Refused(
            _("Families were assessed with this version. What says something else becomes a new one: give it another number."),
            field="version",
        )
    return _next_version(locked, old, areas, values, by)


@transaction.atomic
def switch(instrument: Instrument, *, by: Actor, is_active: bool) -> Instrument:
    """On, or off: assessments that were made with it stay."""
    locked = _lock(instrument, by)
    if is_active and locked.needs_proof and locked.proof_id is None:
        raise Refused(_("First upload the proof of the licence."))
    if is_active and Instrument.objects.filter(replaces=locked).exists():
        raise Refused(_("There is a newer version already. Switch that one on."))
    if locked.is_active != is_active:
        locked.is_active = is_active
        locked.save(update_fields=["is_active"])
        audit.record(by, "change_instrument", locked, changed={"is_active": (not is_active, is_active)})
    return locked


@transaction.atomic
def prove(instrument: Instrument, *, by: Actor, upload: Any) -> Instrument:
    """Keep the file that shows the licence. From now on the instrument may be switched on."""
    locked = _lock(instrument, by)
    circle = organisation()
    locked.proof = store(circle, by=by, upload=upload, title=str(locked))
    locked.save(update_fields=["proof"])
    audit.record(by, "prove_instrument", locked, circle=circle)
    return locked


def _lock(instrument: Instrument, by: Actor) -> Instrument:
    _must_administer(by)
    return Instrument.objects.select_for_update().get(pk=instrument.pk)


def _must_administer(by: Actor) -> None:
    if not by.holds(Permission.ADMINISTER):
        raise Refused(_("Instruments are looked after by the administrator."))


def _create(key: str, areas: Sequence[dict[str, Any]], **values: Any) -> Instrument:
    Refused.unless_empty([None if areas else _("An instrument needs at least one area.")], field=f"areas_{FIRST}")
    instrument = Instrument.objects.create(key=key, languages=_languages(areas), **values)
    _add_areas(instrument, areas)
    return instrument


def _add_areas(instrument: Instrument, areas: Sequence[dict[str, Any]]) -> None:
    Area.objects.bulk_create(
        Area(key=f"{instrument.key}_{one['code']}"[:70], instrument=instrument, order=order, **one)
        for order, one in enumerate(areas, start=1)
    )


def _languages(areas: Sequence[dict[str, Any]]) -> str:
    return ",".join(code for code in LANGUAGES if any(one["name"].get(code) for one in areas))


def _adds_only(instrument: Instrument, old: Sequence[Area], areas: Sequence[dict[str, Any]], values: dict[str, Any]) -> bool:
    """Does everything that was said stay as it is, and only something unsaid is said now?"""
    if len(old) != len(areas) or any(getattr(instrument, name) != values[name] for name in ("lowest", "highest")):
        return False
    pairs = [(getattr(area, name), one[name]) for area, one in zip(old, areas, strict=True) for name in ("code", "scored", "is_safety")]
    for area, one in zip(old, areas, strict=True):
        pairs += [(text, one["name"].get(code)) for code, text in area.name.items()]
        pairs += [(words, one.get("anchors", {}).get(code)) for code, words in area.anchors.items() if words]
    return all(before == now for before, now in pairs)


def _unused(instrument: Instrument) -> bool:
    """Takes the areas away where no level, goal or after-care speaks of one."""
    if instrument.assessments.exists():
        return False
    try:
        with transaction.atomic():
            instrument.areas.all().delete()
    except ProtectedError:
        return False
    return True


def _write(instrument: Instrument, old: Sequence[Area], areas: Sequence[dict[str, Any]], values: dict[str, Any], by: Actor) -> Instrument:
    """Onto the same version; ``old`` are the areas that stay."""
    changed = set_different(instrument, {**values, "languages": _languages(areas)})
    if instrument.needs_proof and instrument.proof_id is None:
        instrument.is_active = False
    instrument.save()
    for area, one in zip(old, areas, strict=False):
        for name, value in one.items():
            setattr(area, name, value)
        area.save()
    if not old:
        _add_areas(instrument, areas)
    audit.record(by, "change_instrument", instrument, changed=changed)
    return instrument


def _next_version(
    locked: Instrument, old: Sequence[Area], areas: Sequence[dict[str, Any]], values: dict[str, Any], by: Actor
) -> Instrument:
    """A row of its own; what it says of dimensions and licence goes on. The one before is used by nobody from now on."""
    first = locked
    while first.replaces:
        first = first.replaces
    number = 2
    while Instrument.objects.filter(key=(key := f"{first.key[:35]}_v{number}")).exists():
        number += 1
    dimensions = {area.code: area.dimension for area in old}
    proof = locked.proof if values["licence"] == locked.licence and values["owner"] == locked.owner else None
    made = _create(
        key, [{**one, "dimension": dimensions.get(one["code"], "")} for one in areas], replaces=locked, proof=proof,
        is_active=locked.is_active and not (values["needs_proof"] and proof is None), **values,
    )  # fmt: skip
    locked.is_active = False
    locked.save(update_fields=["is_active"])
    audit.record(by, "change_instrument", made, changed={"version": (locked.version, made.version)})
    return made
