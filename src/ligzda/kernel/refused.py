"""The one way to say no inside the domain: sentences a person can act on."""

from collections.abc import Iterable, Mapping
from typing import Any


class Refused(Exception):
    """The thing asked for cannot happen now. ``sentences`` are shown to the user as they are.

    ``field`` names the form field the sentences belong to, or None for the whole form.
    ``warning`` is True when the same act may go through once a reason is given.
    """

    def __init__(self, *sentences: Any, field: str | None = None, warning: bool = False) -> None:
        super().__init__(*sentences)
        self.sentences: list[Any] = list(sentences)
        self.field = field
        self.warning = warning

    @classmethod
    def unless_empty(cls, sentences: Iterable[Any], field: str | None = None) -> None:
        """Raise when there is at least one objection; empty ones are no objection."""
        found = [sentence for sentence in sentences if sentence]
        if found:
            raise cls(*found, field=field)


class Stale(Refused):
    """Somebody saved the same record first. ``theirs`` holds what now stands, field by field, to be shown beside what was typed."""

    def __init__(self, *sentences: Any, theirs: Mapping[str, Any], version: int) -> None:
        super().__init__(*sentences)
        self.theirs = dict(theirs)
        self.version = version


class Lost(Exception):
    """What was kept is no longer where it was put, or cannot be read: nobody's mistake at the screen, so a page says whom to tell."""


class Withheld(Exception):
    """What was asked for holds words that this reader may not see, and they cannot be covered in it: a page says so."""


class Repeated(Refused):
    """The very same thing stands already: sent from a second window, or by a second press. A form answers it as saved, and adds nothing."""

    def __init__(self, thing: Any) -> None:
        super().__init__()
        self.thing = thing
