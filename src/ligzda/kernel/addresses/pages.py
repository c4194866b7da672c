"""Addresses covered in a page as it is sent: in its text across tags, in what a browser shows of attributes, in entities."""

import html
import re
from collections.abc import Collection, Iterator

from ligzda.kernel.addresses.finding import Finder, Span
from ligzda.kernel.addresses.stream import Char, of_characters

TAG = re.compile(r"<!--.*?-->|<(script|style)\b.*?</\1\s*>|<[a-zA-Z/!?](?:[^\"'>]|\"[^\"]*\"|'[^']*')*>", re.DOTALL)
ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|\w{2,12});")
SHOWN = re.compile(
    r"(?<=\s)(?:value|title|alt|label|placeholder|content|aria-(?:label|description|valuetext)|data-[\w-]+)=(?:\"(?P<two>[^\"]*)\"|'(?P<one>[^']*)')"
)


def cover_page(finder: Finder, page: str, instead: str, own: Collection[str] = (), typed: Collection[str] = ()) -> str:
    """``own``: words the reader put on record; a piece of the page that is nothing but a part of them stays as it is.

    ``typed``: what was typed into a form just now; it stays where it was typed, whole, and nowhere else. So nobody learns from the
    answer to a guess, and a form that is shown again holds what was written into it.
    """
    if not finder or not finder.may_hold(page):
        return page
    kept, at = _Own(own, typed), 0
    pieces: list[Span] = []
    tags: list[tuple[int, int]] = []
    for tag in TAG.finditer(page):
        pieces.append((at, tag.start()))
        tags.append(tag.span())
        at = tag.end()
    pieces.append((at, len(page)))
    texts = [piece for piece in pieces if piece[0] < piece[1]]
    spans = finder.spans_in(of_characters(_across(page, pieces)), page)
    cuts = list(_cuts(page, spans, texts, kept, instead))
    cuts += [cut for start, end in tags for cut in _in_attributes(finder, page, start, end, kept, instead)]
    for start, end, words in sorted(cuts, reverse=True):
        page = f"{page[:start]}{words}{page[end:]}"
    return page


class _Own:
    """What the reader typed, compared without blanks and entities."""

    def __init__(self, words: Collection[str], typed: Collection[str]) -> None:
        self.words = [_plain(one) for one in words]
        self.typed = {_plain(one) for one in typed}

    def is_typed(self, control: str) -> bool:
        return bool(self.typed) and _plain(html.unescape(control)) in self.typed

    def holds(self, piece: str) -> bool:
        said = _plain(html.unescape(piece)) if self.words else ""
        return bool(said) and any(said in one for one in self.words)


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


def _cuts(page: str, spans: list[Span], texts: list[Span], own: _Own, instead: str) -> Iterator[tuple[int, int, str]]:
    """Where an address runs over tags its first piece says that it is covered, the others go."""
    for start, end in spans:
        inside = [(max(start, a), min(end, b)) for a, b in texts if a < end and b > start]
        holders = [piece for piece in texts if piece[0] <= start and end <= piece[1]]
        if holders and _stays(page, holders[0], own):
            continue
        for n, (a, b) in enumerate(inside):
            yield a, b, html.escape(instead) if n == 0 else ""


def _stays(page: str, piece: Span, own: _Own) -> bool:
    words = page[slice(*piece)]
    return own.holds(words) or (page.startswith("</textarea", piece[1]) and own.is_typed(words))


def _in_attributes(finder: Finder, page: str, start: int, end: int, own: _Own, instead: str) -> Iterator[tuple[int, int, str]]:
    for shown in SHOWN.finditer(page, start, end):
        group = "two" if shown["two"] is not None else "one"
        if not finder.may_hold(shown[group]) or own.holds(shown[group]) or (shown[0].startswith("value=") and own.is_typed(shown[group])):
            continue
        for a, b in finder.spans_in(of_characters(_characters(page, *shown.span(group))), page):
            yield a, b, html.escape(instead)
