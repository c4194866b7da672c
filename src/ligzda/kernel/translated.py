"""A text in several languages: the names of lists, kept in one column whatever number of languages pages speak."""

from collections.abc import Mapping
from typing import Any

from django.db import models

from ligzda.kernel.languages import LANGUAGES, reading
from ligzda.kernel.text import SortKey, sort_key


class Translated(dict[str, str]):
    """Language → text, as far as somebody wrote it. As a text it is that of the reader's language."""

    def in_language(self, language: str | None = None) -> str:
        """The text in this language (the reader's), else in the first one in which it was written."""
        return next((text for code in (language or reading(), *LANGUAGES) if (text := self.get(code))), "")

    def __str__(self) -> str:
        return self.in_language()


def translated(texts: Mapping[str, str]) -> Translated:
    """What was written, without the languages that were left empty."""
    return Translated({code: text for code, text in texts.items() if text})


def by_language(changed: Mapping[str, tuple[Any, Any]]) -> dict[str, tuple[Any, Any]]:
    """Field → (before, after) as the trail tells it: of a text in several languages those in which it reads otherwise, ``name_lv`` …"""
    found: dict[str, tuple[Any, Any]] = {}
    for name, (before, after) in changed.items():
        if isinstance(after, Translated):
            pairs = {f"{name}_{code}": ((before or {}).get(code, ""), after.get(code, "")) for code in LANGUAGES}
            found |= {field: pair for field, pair in pairs.items() if pair[0] != pair[1]}
        else:
            found[name] = (before, after)
    return found


def by_name(row: Any) -> tuple[SortKey, int]:
    """Rows of an open list stand in the order of the reader's dictionary: ``sorted(rows, key=by_name)``."""
    return sort_key(str(row.name), reading()), row.pk


class TranslatedField(models.JSONField):
    """A column that holds a ``Translated``."""

    _pyi_private_get_type: Translated
    _pyi_private_set_type: Translated

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("default", Translated)
        super().__init__(**kwargs)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        read = super().from_db_value(value, expression, connection)
        return Translated({code: read[code] for code in LANGUAGES if code in read} | read) if isinstance(read, dict) else read

    def get_prep_value(self, value: Any) -> Any:
        """In one order, so that the same texts are the same value also where the database keeps JSON as it was written."""
        return dict(sorted(value.items())) if isinstance(value, dict) else value
