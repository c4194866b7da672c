"""An instrument as an administrator types it: one area a line."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from ligzda.cases.models import Area, Instrument
from ligzda.documents.forms import limits
from ligzda.web.forms import BoundedCharField, BoundedTextField, ChoiceChips, Form

CODE = re.compile(r"[A-Za-z0-9_]{1,20}")
WIDEST = 11  # levels that fit beside each other
MOST = 40  # areas
FAMILY, CHILD = Area.Scored.FAMILY, Area.Scored.CHILD
WHO = {
    "family": FAMILY,
    "ģimene": FAMILY,
    "šeima": FAMILY,
    "child": CHILD,
    "bērns": CHILD,
    "vaikas": CHILD,
}  # whichever language it is typed in


class InstrumentForm(Form):
    """What it is called, whose it is, and what it asks."""

    key = BoundedCharField(label=_("Key in figures"), max_length=40, help_text=_("Short, in English. It cannot be changed later."))
    name = BoundedCharField(label=_("Name of the instrument"), max_length=120)
    language = ChoiceChips(label=_("Language"), choices=[("lv", "Latviešu"), ("en", "English"), ("lt", "Lietuvių")])
    owner = BoundedCharField(label=_("Owner"), max_length=120, required=False)
    licence = BoundedCharField(label=_("Licence"), max_length=200, required=False)
    version = BoundedCharField(label=_("Version"), max_length=20, initial="1")
    channel = ChoiceChips(label=_("May be filled in"), choices=Instrument._meta.get_field("channel").choices)
    needs_proof = forms.BooleanField(
        label=_("Needs proof of a licence"), required=False, help_text=_("It stays off until the proof is uploaded.")
    )
    lowest = forms.IntegerField(label=_("Lowest level"), initial=1, min_value=-20, max_value=20)
    highest = forms.IntegerField(label=_("Highest level"), initial=5, min_value=-20, max_value=20)
    areas = BoundedTextField(
        label=_("Areas, one a line"),
        help_text=_(
            "Code; name; family or child; then what each level means, from the lowest to the highest. "
            "For example: f1; Sleep; family; none; little; some; enough; good. Write “child!” where the lowest level is a danger to the child."
        ),
    )

    def clean(self) -> dict[str, Any]:
        """The scale first: the number of meanings follows from it."""
        found = super().clean() or {}
        lowest, highest = found.get("lowest"), found.get("highest")
        if lowest is None or highest is None or "areas" not in found:
            return found
        if not 1 <= highest - lowest < WIDEST:
            self.add_error("highest", _("A scale has from 2 to 11 levels, and the highest is above the lowest."))
            return found
        try:
            found["areas"] = read_areas(found["areas"], list(range(lowest, highest + 1)))
        except ValidationError as error:
            self.add_error("areas", error)
        return found


def read_areas(text: str, levels: list[int]) -> list[dict[str, Any]]:
    """The lines as areas; each line that cannot be read has its sentence."""
    lines = [(number, line) for number, line in enumerate(text.splitlines(), start=1) if line.strip()]
    found, faults, codes = [], [], set[str]()
    for number, line in lines[:MOST]:
        parts = [part.strip() for part in line.split(";")]
        fault = _fault(parts, levels, codes)
        if fault:
            faults.append(ValidationError(_("Line %(n)s: %(fault)s") % {"n": number, "fault": fault}))
            continue
        codes.add(parts[0].lower())
        who = parts[2].lower()
        found.append(
            {
                "code": parts[0].lower(), "name": parts[1][:120], "scored": WHO[who.rstrip("!")], "is_safety": who.endswith("!"),
                "anchors": {str(level): meaning for level, meaning in zip(levels, parts[3:], strict=False) if meaning},
            }
        )  # fmt: skip
    if len(lines) > MOST:
        faults.append(ValidationError(_("More than %(most)s areas are too many for one instrument.") % {"most": MOST}))
    if faults:
        raise ValidationError(faults)
    return found


def _fault(parts: list[str], levels: list[int], codes: set[str]) -> Any:
    if len(parts) < 3 or not parts[1]:
        return _("a code, a name and “family” or “child” are needed, with semicolons between them.")
    if not CODE.fullmatch(parts[0]):
        return _("a code has only letters without marks, and digits.")
    if parts[0].lower() in codes:
        return _("this code stands on another line too.")
    who = parts[2].lower()
    if who.rstrip("!") not in WHO or (who.endswith("!") and WHO[who.rstrip("!")] != CHILD):
        return _("write “family” or “child” for who is assessed.")
    if len(parts) > 3 and len(parts) != 3 + len(levels):
        return _("say what each of the %(n)s levels means, or none of them.") % {"n": len(levels)}
    return None


class SwitchForm(Form):
    """On or off."""


class ProofForm(Form):
    """The licence as a file."""

    upload = forms.FileField(
        label=_("File"), help_text=lazy(limits, str)(), error_messages={"required": _("Choose a file."), "empty": _("The file is empty.")}
    )
