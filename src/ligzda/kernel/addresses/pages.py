"""Addresses covered in a page as it is sent: in its text across tags, in what a browser shows of attributes, in entities."""

import html
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ligzda.kernel.addresses.finding import Finder, Span
from ligzda.kernel.addresses.stream import Char, of_characters

TAG = re.compile(r"<!--.*?-->|<(script|style)\b.*?</\1\s*>|<[a-zA-Z/!?](?:[^\"'>]|\"[^\"]*\"|'[^']*')*>", re.DOTALL)
ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|\w{2,12});")
SHOWN = re.compile(
    r"(?<=\s)(?:value|title|alt|label|placeholder|content|aria-(?:label|description|valuetext)|data-[\w-]+)=(?:\"(?P<two>[^\"]*)\"|'(?P<one>[^']*)')"
)
FORM = re.compile(r"<form\b[^>]*?(?:\saction=\"(?P<action>[^\"]*)\"[^>]*)?>")
DIGIT = re.compile(r"&#(?:x3\d|4[89]|5[0-7]);?")  # a digit written as an entity
LONG = 1000  # letters of a control whose content may have been cut
NEAR = 600  # letters of a page looked at around a piece of it
Cut = tuple[int, int, str]


@dataclass(frozen=True)
class Reader:
    """What of a page its reader typed, and goes on seeing where others see the cover.

    ``own``: words on record; a piece of the page that is nothing but a part of them stays. ``typed``: what was typed into a form just
    now, with where in it something stands that came back from behind a cover; it stays where it was typed and nowhere else, so that
    nobody learns from the answer to a guess. ``wrote(before, said, after)``: whether the reader put just these words here; a line in
    ``before`` and ``after`` ends where a piece of the page ends. ``carries(action, originals)``: what a form is given along, so that
    what is covered in it comes back whole; without it a form would send the cover.
    """

    own: Collection[str] = ()
    typed: Mapping[str, Sequence[Span]] = field(default_factory=dict)
    wrote: Callable[[str, str, str], bool] = lambda _before, _said, _after: False
    carries: Callable[[str, Mapping[str, str]], str] | None = None


def cover_page(finder: Finder, page: str, instead: str, reader: Reader | None = None) -> str:
    """The page without these addresses, but for what its reader typed."""
    if not finder or not (finder.may_hold(page) or (DIGIT.search(page) and finder.may_hold(html.unescape(page)))):
        return page
    for start, end, words in sorted(_Covering(finder, page, instead, reader or Reader()).cuts(), reverse=True):
        page = f"{page[:start]}{words}{page[end:]}"
    return page


def cover_ends(page: str, cut: Callable[[str], int | None], instead: str) -> str:
    """Pieces of a page that break off within an address: what is left of it is covered. ``cut`` says from which letter of a piece on."""
    ends: list[Cut] = []
    at = 0
    for tag in TAG.finditer(f"{page}<!---->"):
        piece = page[at : tag.start()]
        if len(piece) > 1 and (begin := cut(html.unescape(piece))) is not None:
            keep = html.escape(html.unescape(piece)[:begin])
            ends.append((at, tag.start(), f"{keep}{html.escape(instead)}…"))
        at = tag.end()
    for start, end, words in reversed(ends):
        page = f"{page[:start]}{words}{page[end:]}"
    return page


class _Covering:
    """One page that is being covered."""

    def __init__(self, finder: Finder, page: str, instead: str, reader: Reader) -> None:
        self.finder, self.page, self.instead, self.reader = finder, page, instead, reader
        self.own, self.typed = _Own(reader), _Typed(reader.typed)
        self.texts: list[Span] = []
        self.tags: list[Span] = []
        self.forms: list[tuple[int, str]] = []  # where one begins, and where it is sent to
        self.count = 0  # of what is covered in forms: each piece is told from the others by its number
        at = 0
        for tag in TAG.finditer(page):
            self.texts.append((at, tag.start()))
            self.tags.append(tag.span())
            at = tag.end()
        self.texts.append((at, len(page)))
        self.forms = [(one.start(), html.unescape(one["action"] or "")) for one in FORM.finditer(page)]

    def cuts(self) -> Iterator[Cut]:
        controls = {piece for piece in self.texts if self.page.startswith("</textarea", piece[1])}
        inside: dict[Span, list[Span]] = {}
        for start, end in self.finder.spans_in(of_characters(_across(self.page, self.texts)), self.page):
            pieces = [piece for piece in self.texts if piece[0] < end and piece[1] > start]
            if len(pieces) == 1 and pieces[0] in controls:
                inside.setdefault(pieces[0], []).append((start, end))
            elif not self._stays(start, end, pieces):
                yield from self._over(start, end, pieces)
        for piece in controls:
            yield from self._in_control(piece, inside.get(piece, []), behind=self.page.find(">", piece[1]) + 1)
        for tag in self.tags:
            yield from self._in_attributes(*tag)

    def _over(self, start: int, end: int, pieces: list[Span]) -> Iterator[Cut]:
        """Where an address runs over tags its first piece says that it is covered, the others go."""
        for n, (first, last) in enumerate(pieces):
            yield max(start, first), min(end, last), html.escape(self.instead) if n == 0 else ""

    def _stays(self, start: int, end: int, pieces: list[Span]) -> bool:
        if len(pieces) == 1 and self.own.holds(self.page[slice(*pieces[0])]):
            return True
        first, last = self.texts.index(pieces[0]), self.texts.index(pieces[-1])
        before = [self.page[slice(*one)] for one in self.texts[max(first - 8, 0) : first]] + [self.page[pieces[0][0] : start]]
        after = [self.page[end : pieces[-1][1]]] + [self.page[slice(*one)] for one in self.texts[last + 1 : last + 9]]
        said = " ".join(self.page[max(start, a) : min(end, b)] for a, b in pieces)
        return self.reader.wrote(html.unescape("\n".join(before)[-NEAR:]), html.unescape(said), html.unescape("\n".join(after)[:NEAR]))

    def _in_control(self, piece: Span, spans: list[Span], behind: int) -> Iterator[Cut]:
        """What a form sends back. What came from behind a cover goes behind it again, whatever else was typed beside it."""
        typed = self.typed.parts(self.page, piece)
        if typed is None and spans and not self.own.holds(self.page[slice(*piece)]):
            typed = [one for one in spans if not self._wrote_in(piece, one)]
        originals: dict[str, str] = {}
        for start, end in typed or ():
            mark = self._mark()
            originals[mark] = html.unescape(self.page[start:end])
            yield start, end, html.escape(mark)
        if originals and self.reader.carries:
            yield behind, behind, self.reader.carries(self._action(piece[0]), originals)

    def _wrote_in(self, piece: Span, span: Span) -> bool:
        before, said, after = self.page[piece[0] : span[0]], self.page[slice(*span)], self.page[span[1] : piece[1]]
        return self.reader.wrote(html.unescape(before)[-NEAR:], html.unescape(said), html.unescape(after)[:NEAR])

    def _mark(self) -> str:
        self.count += 1
        return self.instead if self.count == 1 or not self.reader.carries else f"{self.instead[:-1]} {self.count}{self.instead[-1]}"

    def _action(self, at: int) -> str:
        """Where the form is sent to in which this stands; empty: to the address of the page."""
        return next((action for start, action in reversed(self.forms) if start < at), "")

    def _in_attributes(self, start: int, end: int) -> Iterator[Cut]:
        is_input = self.page.startswith("<input", start)
        for shown in SHOWN.finditer(self.page, start, end):
            piece = shown.span("two" if shown["two"] is not None else "one")
            is_value = shown[0].startswith("value=")
            if not self.finder.may_hold(self.page[slice(*piece)]):
                continue
            spans = self.finder.spans_in(of_characters(_characters(self.page, *piece)), self.page)
            if is_value and (is_input or self.typed.parts(self.page, piece) == []):
                yield from self._in_control(piece, spans, behind=end)
            elif spans and not self.own.holds(self.page[slice(*piece)]):
                for one in spans:
                    if not self._wrote_in(piece, one):
                        yield *one, html.escape(self.instead)


class _Own:
    """What stands on record as the reader's, compared without blanks and entities."""

    def __init__(self, reader: Reader) -> None:
        self.words = [_plain(one) for one in reader.own]

    def holds(self, piece: str) -> bool:
        said = _plain(html.unescape(piece)) if self.words else ""
        return bool(said) and any(said in one for one in self.words)


class _Typed:
    """What was typed just now, found in a control by its whole content."""

    def __init__(self, typed: Mapping[str, Sequence[Span]]) -> None:
        self.values = {_plain(value): (value, spans) for value, spans in typed.items()}

    def parts(self, page: str, piece: Span) -> list[Span] | None:
        """Where in this control something is to be covered again; None where its content was not typed."""
        if not self.values:
            return None
        characters = list(_characters(page, *piece))
        content = "".join(one[0] for one in characters)
        value, spans = self.values.get(_plain(content)) or self._cut_short(content) or ("", None)
        if spans is None:
            return None
        at = content.find(value[: len(content.strip())]) if spans else 0
        if at < 0:
            return None
        inside = [(start, min(end, len(content) - at)) for start, end in spans if at + start < len(content)]
        return [(characters[at + start][1], characters[at + end - 1][2]) for start, end in inside]

    def _cut_short(self, content: str) -> tuple[str, Sequence[Span]] | None:
        """What is far too long comes back shortened."""
        begun = content.strip()
        return next((one for one in self.values.values() if len(begun) >= LONG and one[0].strip().startswith(begun)), None)


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip(" :,.;")


def _across(page: str, pieces: list[Span]) -> Iterator[Char]:
    """The characters of all texts; between two of them something stands, as if it were a blank."""
    for start, end in pieces:
        yield from _characters(page, start, end)
        yield " ", end, end


def _characters(page: str, start: int, end: int) -> Iterator[Char]:
    at = start
    for entity in ENTITY.finditer(page, start, end):
        yield from ((page[n], n, n + 1) for n in range(at, entity.start()))
        for letter in html.unescape(entity[0])[:2]:
            yield letter, entity.start(), entity.end()
        at = entity.end()
    yield from ((page[n], n, n + 1) for n in range(at, end))
