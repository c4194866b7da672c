"""What readers call the values of a dimension. Keys stay stable English; a room that owns a list hands over its names."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.apps import apps
from django.utils import translation
from django.utils.translation import gettext as _

from ligzda.kernel.refused import Refused
from ligzda.kernel.translated import Translated
from ligzda.measure.dimensions import UNKNOWN
from ligzda.measure.periods import find
from ligzda.web import formatting


@dataclass(frozen=True)
class Names:
    """Where names stand: a table with key and name (which may be in every language), or the choices of one of its columns."""

    model: str
    name: str = "name"
    choices: str = ""


_NAMES: dict[str, Names] = {}


def register_labels(name: str, where: Names) -> None:
    """Read when a page is drawn, so that an edited list shows at once."""
    _NAMES[name] = where


def labels(name: str, lang: str) -> Mapping[str, str]:
    """All names of one dimension; empty where its keys speak for themselves."""
    if name not in _NAMES:
        return {}
    where = _NAMES[name]
    model = apps.get_model(where.model)
    if where.choices:
        with translation.override(lang):
            return {str(key): str(text) for key, text in model._meta.get_field(where.choices).choices or ()}
    rows = model._default_manager.order_by("pk").values_list("key", where.name)
    return {key: name.in_language(lang) if isinstance(name, Translated) else name for key, name in rows}


def label(name: str, key: str, lang: str, known: Mapping[str, str] | None = None) -> str:
    """One value in words: a name from the list, a period as people write it, an age band with a dash, else the key."""
    if key == UNKNOWN:
        with translation.override(lang):
            return _("unknown")
    if name in ("quarter", "month"):
        return _period(name, key, lang)
    if name == "age":
        return key.replace("-", "–")
    return (labels(name, lang) if known is None else known).get(key, key)


def _period(name: str, key: str, lang: str) -> str:
    try:
        first: dt.date = find(name, key)[0]
    except Refused:
        return key
    return formatting.quarter(first, language=lang) if name == "quarter" else formatting.month(first, language=lang)
