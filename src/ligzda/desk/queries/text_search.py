"""Words found in what a reader may read, the latest first, page by page in a total order: day, kind of text, record.

Words are compared without case and diacritics; a text holds all of them. At most two statements for each source, however long the
files are. What lies encrypted is opened one by one, at most ``OPENED`` of a kind for a page; where there is more, the page goes only
as far back as all kinds were looked through, says so, and the next one goes on from there. So nothing is passed over in silence.
"""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import reduce
from typing import Any, NamedTuple

from django.db.models import DateField, ExpressionWrapper, F, Q, TextField, Value
from django.db.models.functions import Coalesce

from ligzda.access.actor import Actor
from ligzda.access.keys import decrypt
from ligzda.access.permissions import Tier
from ligzda.cases.models import Case
from ligzda.desk.queries.text_sources import SOURCES, Source
from ligzda.kernel.text import as_pattern, fold
from ligzda.safeguarding.redaction import veiled_rows

SHORTEST, LONGEST, MOST_WORDS, SIZE = 3, 100, 5, 25
OPENED = 1000  # encrypted texts of one kind for one page: well below a second
AROUND = 90  # letters shown before and after what was found
UNDATED = dt.date(1, 1, 1)  # after everything that has a day


class Place(NamedTuple):
    """Where a text stands in the order. The greater, the earlier on the page."""

    day: dt.date
    rank: int
    pk: int

    @property
    def mark(self) -> str:
        return f"{self.day.isoformat()}.{self.rank}.{self.pk}"


@dataclass(frozen=True)
class Hit:
    """One text that holds all words: what it is, of which family and day, and the piece around the first word."""

    kind: Any
    date: dt.date | None
    family: str
    number: str
    url: str
    before: str
    match: str
    after: str
    case: Case
    place: Place


@dataclass(frozen=True)
class Hits:
    """``next_after`` is where the next page begins, empty on the last. ``looked_until``: the day from which on all was looked through."""

    rows: list[Hit] = field(default_factory=list)
    next_after: str = ""
    looked_until: dt.date | None = None
    is_too_short: bool = False


def search_texts(actor: Actor, typed: str, case: Case | None = None, after: str = "") -> Hits:
    """The latest first; ``case`` narrows it to one file, which the caller has found for ``Word.SEE_CASE``."""
    words = fold(typed[:LONGEST].replace("\x00", " ")).split()[:MOST_WORDS]
    if len("".join(words)) < SHORTEST:
        return Hits(is_too_short=bool(typed.strip()))
    search = _Search(actor, [as_pattern(word) for word in words], case, _place(after))
    found, ends = [], []
    for rank in range(len(SOURCES)):
        hits, end = search.in_source(rank)
        found += hits
        ends += [end] if end else []
    edge = max(ends, default=None)
    rows = sorted((hit for hit in found if edge is None or hit.place >= edge), key=lambda hit: hit.place, reverse=True)
    for hit in rows[:SIZE]:
        actor.shown.tell_of(hit.case.circle_id, "cases.case", hit.case.pk)
    if len(rows) > SIZE:
        return Hits(rows[:SIZE], rows[SIZE - 1].place.mark)
    return Hits(rows, edge.mark if edge else "", edge.day if edge else None)


@dataclass(frozen=True)
class _Search:
    actor: Actor
    patterns: list[str]
    case: Case | None
    after: Place | None

    def in_source(self, rank: int) -> tuple[list[Hit], Place | None]:
        """At most one hit more than a page has; and the place of the last text looked at, where some were left."""
        source = SOURCES[rank]
        limit = OPENED if source.sealed else SIZE + 1
        rows = list(self._rows(source, rank)[: limit + 1])
        texts: dict[int, str] = {}
        last = None
        for pk, day, *columns in rows[:limit]:
            last = Place(day, rank, pk)
            text = _text(source, columns)
            if not source.sealed or all(find(text) for find in self.finders):
                texts[pk] = text
            if len(texts) > SIZE:
                break
        hits = list(self._hits(source, rank, texts))
        is_cut = len(rows) > limit or len(texts) > SIZE
        return hits, last if is_cut and len(hits) <= SIZE else None

    @property
    def finders(self) -> list[Any]:
        return [re.compile(pattern, re.IGNORECASE).search for pattern in self.patterns]

    def _rows(self, source: Source, rank: int) -> Any:
        rows = _dated(source.rows(self.actor), source)
        if self.case is not None:
            rows = rows.filter(**{source.case: self.case})
        if self.after is not None:
            rows = rows.filter(_beyond(self.after, rank))
        empty = dict.fromkeys((*source.plain, *source.sealed), "")
        rows = rows.exclude(**empty) if source.sealed else rows.filter(_all(self.patterns, source.plain))
        sealed = [ExpressionWrapper(F(column), TextField()) for column in source.sealed]
        return rows.order_by("-day", "-id").values_list("id", "day", *source.plain, *sealed)

    def _hits(self, source: Source, rank: int, texts: dict[int, str]) -> Iterator[Hit]:
        """The records behind the texts, as far as the tier lets this reader read them. Nothing is found by a hidden address."""
        path = source.case
        rows = source.rows(self.actor).filter(pk__in=list(texts)).select_related(f"{path}__circle", f"{path}__family__root", *source.near)
        found = [(one, reduce(getattr, path.split("__"), one)) for one in _dated(rows, source)]
        columns, families = (*source.plain, *source.sealed), [case.family for _one, case in found]
        texts = veiled_rows(self.actor, families, [one for one, _case in found], columns) if found else texts
        for one, case in found:
            if not all(find(texts[one.pk]) for find in self.finders):
                continue
            if not source.tier or Tier(getattr(one, source.tier)) in self.actor.clearance(case.circle):
                piece = _piece(texts[one.pk], self.patterns[0])
                family, day = case.family.root or case.family, one.day if one.day != UNDATED else None
                url = source.address(one, case)
                self.actor.shown.beside.append(one)
                yield Hit(source.kind, day, family.name, case.number, url, *piece, case, Place(one.day, rank, one.pk))


def _dated(rows: Any, source: Source) -> Any:
    return rows.annotate(day=Coalesce(F(source.date), Value(UNDATED), output_field=DateField()))


def _beyond(after: Place, rank: int) -> Q:
    """Strictly after the mark in the order of day, kind and record."""
    found = Q(day__lt=after.day)
    if rank < after.rank:
        found |= Q(day=after.day)
    return found | Q(day=after.day, id__lt=after.pk) if rank == after.rank else found


def _all(patterns: list[str], columns: Sequence[str]) -> Q:
    """Each word in one of the columns."""
    found = Q()
    for pattern in patterns:
        one = Q()
        for column in columns:
            one |= Q(**{f"{column}__iregex": pattern})
        found &= one
    return found


def _text(source: Source, columns: Sequence[str]) -> str:
    plain = len(source.plain)
    parts = (*columns[:plain], *(decrypt(token) if token else "" for token in columns[plain:]))
    return " · ".join(part for part in parts if part)


def _place(mark: str) -> Place | None:
    """Whatever is no mark means the beginning."""
    try:
        day, rank, pk = mark.split(".")
        return Place(dt.date.fromisoformat(day), int(rank[:4]), min(int(pk[:20]), 2**63 - 1))
    except ValueError:
        return None


def _piece(text: str, pattern: str) -> tuple[str, str, str]:
    at = re.search(pattern, text, re.IGNORECASE)
    if at is None:
        return text[: 2 * AROUND], "", ""
    start, end = max(at.start() - AROUND, 0), at.end() + AROUND
    return ("…" if start else "") + text[start : at.start()], at.group(), text[at.end() : end] + ("…" if end < len(text) else "")
