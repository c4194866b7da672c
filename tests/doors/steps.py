"""One question of the walk, and what came back."""

import re
from dataclasses import dataclass, replace
from urllib.parse import quote, urlencode

from django.utils.html import escape

from tests.doors.routes import Route

NOBODYS = "zzzzzzz9"  # eight characters, as a key has, and of nobody
NO_NUMBER = "99999999"
SHORT = 6
PLANTED, INVENTED = "Zvirgzdupe", "Knislagopa"  # the surname of somebody in a closed file, and of nobody
MARKS = re.compile(rb'name="(?:csrfmiddlewaretoken|form_key)" value="[^"]*"|nonce="[^"]*"|"csrfmiddlewaretoken": ?"[^"]*"')

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Step:
    """One question: an address with its keys, what is typed behind it, and whether anything may be there."""

    route: Route
    values: Pairs
    method: str = "GET"
    query: Pairs = ()
    data: Pairs = ()  # of a form that is sent
    hidden: bool = False  # nothing may be there for this person
    nothing: bool = False  # there is nothing for anybody
    swapped: str = ""  # a key in the query or the form that this person may not see: nobody's must be answered alike
    fragment: bool = False

    @property
    def path(self) -> str:
        return self.route.address(dict(self.values))

    @property
    def address(self) -> str:
        return self.path + (f"?{urlencode(self.query)}" if self.query else "")

    def with_nobodys(self) -> "Step":
        """The same with a key of nobody where the hidden one stood."""
        nobodys = like_nobody(self.swapped)
        beside = "" if len(self.swapped) >= SHORT else r"\d" if self.swapped.isdigit() else r"[^\W_]"  # a short key stands in many words
        whole = re.compile(rf"(?<!{beside}){re.escape(self.swapped)}(?!{beside})" if beside else re.escape(self.swapped))

        def changed(pairs: Pairs) -> Pairs:
            return tuple((whole.sub(nobodys, name), whole.sub(nobodys, value)) for name, value in pairs)

        return replace(self, query=changed(self.query), data=changed(self.data), swapped=nobodys)

    def typed(self) -> set[str]:
        """What a reader brought along, as it may stand in the answer. A short key stands in many words: it is one only as a value."""
        key = self.swapped
        if not key:
            return {self.address, self.path}
        return {
            self.address,
            self.path,
            *([key] if len(key) >= SHORT else [f"={key}&", f'={key}"', f'"{key}"', f"={key}&amp;", f"»{key}«"]),
        }


def like_nobody(key: str) -> str:
    """What looks like this key and leads nowhere."""
    if key == PLANTED:
        return INVENTED
    if key.isdigit():
        return NO_NUMBER[: len(key)]
    return NOBODYS if len(key) == len(NOBODYS) else f"{key[:-1]}{'q' if key[-1:] != 'q' else 'x'}"


@dataclass(frozen=True)
class Answer:
    """Status, body, statements, where it leads."""

    status: int
    body: bytes
    statements: tuple[str, ...]
    location: str

    def told(self, step: Step) -> tuple[int, bytes, str, int]:
        """What a reader could learn from it: without what they typed themselves, and without tokens."""
        body, location = self.body, self.location
        keys = {value for _name, value in step.values if len(value) == len(NOBODYS)}
        for part in sorted(step.typed() | keys, key=len, reverse=True):
            for written in (part, escape(part), quote(part, safe="")):
                body = body.replace(written.encode(), b"*")
                location = location.replace(written, "*")
        return self.status, MARKS.sub(b"", body), location, len(self.statements)
