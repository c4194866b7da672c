"""An instrument as an administrator types it: one area a line."""

import functools
import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ligzda.cases.models import Area, Instrument
from ligzda.documents.forms import limits
from ligzda.kernel.languages import FIRST, LANGUAGES
from ligzda.kernel.translated import Translated
from ligzda.web.forms import BoundedCharField, BoundedTextField, ChoiceChips, Form, InEachLanguage

SEPARATOR = re.compile(r"(?<!\\);")
CODE = re.compile(r"[A-Za-z0-9_]{1,20}")
WIDEST = 11  # levels that fit beside each other
MOST = 40  # areas
FAMILY, CHILD = Area.Scored.FAMILY, Area.Scored.CHILD
SCORED = {FAMILY: pgettext_lazy("line of an instrument", "family"), CHILD: pgettext_lazy("line of an instrument", "child")}


def _said(scored: str, language: str) -> str:
    with translation.override(language):
        return str(SCORED[Area.Scored(scored)])


@functools.cache
def _who() -> dict[str, Area.Scored]:
    """Whichever language it is typed in."""
    return {_said(scored, code): scored for code in LANGUAGES for scored in SCORED}


class InstrumentForm(Form):
    """What it is called, whose it is, and what it asks: in one language at least, in all where somebody wrote them."""

    key = BoundedCharField(label=_("Key in figures"), max_length=40, help_text=_("Short, in English. It cannot be changed later."))
    name = InEachLanguage(
        label=lambda language: _("Name of the instrument · %(language)s") % {"language": language.own_name}, max_length=120, required=False
    )
    owner = BoundedCharField(label=_("Owner"), max_length=120, required=False)
    licence = BoundedCharField(label=_("Licence"), max_length=200, required=False)
    version = BoundedCharField(label=_("Version"), max_length=20, initial="1")
    channel = ChoiceChips(label=_("May be filled in"), choices=Instrument._meta.get_field("channel").choices)
    needs_proof = forms.BooleanField(
        label=_("Needs proof of a licence"), required=False, help_text=_("It stays off until the proof is uploaded.")
    )
    lowest = forms.IntegerField(label=_("Lowest level"), initial=1, min_value=-20, max_value=20)
    highest = forms.IntegerField(label=_("Highest level"), initial=5, min_value=-20, max_value=20)
    areas = InEachLanguage(
        label=lambda language: _("Areas, one a line · %(language)s") % {"language": language.own_name}, field=BoundedTextField, required=False,
        help_text=_(
            "Code; name; family or child; then what each level means, from the lowest to the highest. "
            "For example: f1; Sleep; family; none; little; some; enough; good. Write “child!” where the lowest level is a danger to the child. "
            "The other languages have the same codes in the same order. A semicolon inside a text is written \\;"
        ),
    )  # fmt: skip

    @classmethod
    def of(cls, instrument: Instrument) -> dict[str, Any]:
        """The answers of an instrument that is there already."""
        names = ("owner", "licence", "version", "channel", "needs_proof", "lowest", "highest", "name")
        values = {name: getattr(instrument, name) for name in names}
        areas = list(instrument.areas.select_related("instrument").order_by("order"))
        return values | {"areas": {code: written(areas, code) for code in LANGUAGES}}

    def clean(self) -> dict[str, Any]:
        """The scale first: the number of meanings follows from it. Then the languages, which must speak of the same areas."""
        found = super().clean() or {}
        lowest, highest = found.get("lowest"), found.get("highest")
        texts = found.pop("areas")
        if lowest is None or highest is None or self.errors:
            return found
        if not 1 <= highest - lowest < WIDEST:
            self.add_error("highest", _("A scale has from 2 to 11 levels, and the highest is above the lowest."))
            return found
        spoken: dict[str, list[dict[str, Any]]] = {}
        for code, text in texts.items():
            try:
                spoken |= {code: areas} if (areas := read_areas(text, list(range(lowest, highest + 1)))) else {}
            except ValidationError as error:
                self.add_error(f"areas_{code}", error)
        if not self.errors:
            found["areas"] = self._together(found, spoken)
        return found

    def _together(self, found: dict[str, Any], spoken: dict[str, list[dict[str, Any]]]) -> list[dict[str, Any]]:
        """Each area once, with its name and meanings in every language that was written."""
        if not spoken:
            self.add_error(f"areas_{FIRST}", _("An instrument needs at least one area."))
            return []
        first = next(iter(spoken))
        for code, areas in spoken.items():
            if not found["name"].get(code):
                self.add_error(f"name_{code}", _("Write the name in this language too."))
            if [_same(one) for one in areas] != [_same(one) for one in spoken[first]]:
                self.add_error(
                    f"areas_{code}", _("Write the same codes in the same order, each for the same people, as in the other language.")
                )
                return []
        return [
            dict(_same(one))
            | {
                "name": Translated({code: areas[n]["name"] for code, areas in spoken.items()}),
                "anchors": {code: areas[n]["anchors"] for code, areas in spoken.items()},
            }
            for n, one in enumerate(spoken[first])
        ]


class ChangeInstrumentForm(InstrumentForm):
    """The same, for an instrument that is there: its key stays."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["key"]


def _same(area: dict[str, Any]) -> tuple[tuple[str, Any], ...]:
    """What every language says alike."""
    return tuple((name, area[name]) for name in ("code", "scored", "is_safety"))


def written(areas: list[Area], language: str) -> str:
    """The areas as lines of the form; nothing where this language was never written."""
    if not all(area.name.get(language) for area in areas):
        return ""
    lines = []
    for area in areas:
        meanings = area.anchors.get(language)
        levels = [str(meanings.get(str(level), "")) for level, _text in area.meanings] if meanings else []
        who = _said(area.scored, language) + ("!" if area.is_safety else "")
        lines.append("; ".join(part.replace(";", "\\;") for part in (area.code, area.name[language], who, *levels)))
    return "\n".join(lines)


def read_areas(text: str, levels: list[int]) -> list[dict[str, Any]]:
    """The lines as areas; each line that cannot be read has its sentence."""
    lines = [(number, line) for number, line in enumerate(text.splitlines(), start=1) if line.strip()]
    found, faults, codes = [], [], set[str]()
    for number, line in lines[:MOST]:
        parts = [part.strip().replace("\\;", ";") for part in SEPARATOR.split(line)]
        fault = _fault(parts, levels, codes)
        if fault:
            faults.append(ValidationError(_("Line %(n)s: %(fault)s") % {"n": number, "fault": fault}))
            continue
        codes.add(parts[0].lower())
        who = parts[2].lower()
        found.append(
            {
                "code": parts[0].lower(), "name": parts[1][:120], "scored": _who()[who.rstrip("!")], "is_safety": who.endswith("!"),
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
    if who.rstrip("!") not in _who() or (who.endswith("!") and _who()[who.rstrip("!")] != CHILD):
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
