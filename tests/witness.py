"""A witness beside every page that a test opens: it fails where text of a file is sent and nobody is noted as its reader.

It keeps no list of pages. What was loaded from columns that hold text, contact data or an address is compared with what is sent;
so a new page, column or way of asking the database is met by the first test that opens it.

Texts are covered on their way out of ``pages``; whatever else holds text of a file, a paper, a drawing or a kept file, has to have been
looked through for hidden addresses before it is sent.
"""

import html
from typing import Any

from django.apps import apps
from django.http import HttpRequest

from ligzda.access import audit, pages
from ligzda.access.shown import current, told_columns
from ligzda.safeguarding import redaction

SHORTEST = 10  # letters: a shorter text may stand on a page for another reason
_written: list[Any] = []


def stand_by() -> None:
    """Once for the whole run."""
    for model in apps.get_models():
        for column in told_columns(model):
            column.from_db_value = _noticing(column)
    pages._to_be_sent = _watched(pages._to_be_sent)
    audit.read = _counted(audit.read)
    redaction.finder = _looked_through(redaction.finder)


def _noticing(column: Any) -> Any:
    usual = getattr(column, "from_db_value", None)

    def from_db_value(value: Any, expression: Any, connection: Any) -> Any:
        found = usual(value, expression, connection) if usual else value
        if isinstance(found, str) and len(found) >= SHORTEST and (shown := current()) is not None:
            shown.__dict__.setdefault("loaded", {})[found] = f"{column.model.__name__}.{column.name}"
        return found

    return from_db_value


def _counted(usual: Any) -> Any:
    def read(by: Any, readings: Any, **how: Any) -> None:
        _written[:] = readings
        usual(by, readings, **how)

    return read


def _looked_through(usual: Any) -> Any:
    def finder(found: Any) -> Any:
        if (shown := current()) is not None:
            shown.__dict__["looked_through"] = True
        return usual(found)

    return finder


def _watched(usual: Any) -> Any:
    def to_be_sent(request: HttpRequest, answer: Any, word: Any, shown: Any) -> Any:
        _written.clear()
        sent = usual(request, answer, word, shown)
        loaded: dict[str, str] = shown.__dict__.get("loaded", {})
        if request.actor.user is not None and loaded and answer.status_code not in pages.UNREAD:  # type: ignore[attr-defined]
            said = spoken(sent, loaded)
            is_noted = any(one.circle_id and one.thing_id for one in _written)
            assert is_noted or not said, f"{request.path} sends {', '.join(sorted(said))} and notes no reading of a file"
            is_covered = "looked_through" in shown.__dict__ or pages.covers(answer) or answer.status_code >= pages.BAD
            assert is_covered or not said, f"{request.path} sends {', '.join(sorted(said))} and looks for no hidden address in it"
        return sent

    return to_be_sent


def spoken(answer: Any, loaded: dict[str, str]) -> set[str]:
    """The columns whose text stands in the answer; of a file that cannot be looked into, all that were loaded."""
    if answer.streaming or not pages._is_text(answer):
        return set(loaded.values())
    body = html.unescape(answer.content.decode(answer.charset))
    return {column for text, column in loaded.items() if text in body}
