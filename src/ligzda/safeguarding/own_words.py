"""Whoever typed an address goes on seeing it in the text it was typed into, and nowhere else: kept for every text, whatever is hidden.

Asked for with every page that shows texts, so that a page costs the same whether anything is hidden near it. What is kept says where
in a text somebody's words stand, never which: it is compared by digests.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from ligzda.access.actor import Actor
from ligzda.access.keys import lookup_digest
from ligzda.access.shown import Shown, Written, told_columns
from ligzda.kernel.addresses import Finder
from ligzda.kernel.prepared import Prepared
from ligzda.kernel.text import squeeze
from ligzda.safeguarding import authorship
from ligzda.safeguarding.authorship import Part
from ligzda.safeguarding.models import OwnWords

LONG_PIECE = 25  # letters of a piece that is known again without the mark that it was cut

Where = tuple[str, int, str]  # table, row, column


@transaction.atomic
def remember(by: Actor, written: Sequence[Written], typed: Mapping[str, Sequence[Part]]) -> None:
    """Whose words stand where, after ``by`` saved these texts. What nobody typed, a job wrote or was copied is nobody's."""
    latest = {(one.record._meta.label_lower, one.record.pk, one.column): one for one in written if one.record.pk is not None}
    if by.user is None or not latest:
        return
    rows = OwnWords.objects.filter(thing__in={at[0] for at in latest}, thing_id__in={at[1] for at in latest})
    former: dict[Where, list[OwnWords]] = {}
    for row in rows:
        former.setdefault((row.thing, row.thing_id, row.column), []).append(row)
    OwnWords.objects.filter(pk__in=[row.pk for at in latest for row in former.get(at, [])]).delete()
    kept = []
    for at, one in latest.items():
        first = next(old for old in written if old.record is one.record and old.column == one.column).before
        theirs = {row.user_id: _parts(row, first) for row in former.get(at, [])}
        found = authorship.parts_after(first, one.value, typed, theirs, by.user.pk)
        digest = lookup_digest(squeeze(one.value))
        kept += [
            OwnWords(user_id=user, thing=at[0], thing_id=at[1], column=at[2], digest=digest, parts=parts) for user, parts in found.items()
        ]
    OwnWords.objects.bulk_create(kept, ignore_conflicts=True)


@dataclass(frozen=True)
class _Text:
    """A text that a page was made from, and the parts of it that the reader typed."""

    letters: str
    parts: Sequence[Part]


class Wrote:
    """Whether the reader typed just these words at just this place of a page: told by what stands around them.

    Where somebody else's text reads the same, word for word, the places are taken in the order in which the texts were told.
    """

    def __init__(self, actor: Actor, shown: Shown | None) -> None:
        records = [*shown.told.values(), *shown.beside] if shown is not None else []
        self.texts: list[_Text] = []
        self.broken: list[tuple[str, list[Part]]] = []  # texts with what in them is not for this reader
        self.turns: Counter[tuple[tuple[int, int], ...]] = Counter()
        self.records = records
        self.own = _own(actor, records)

    def looking_for(self, finder: Finder) -> "Wrote":
        """Only texts that hold one of the addresses are compared."""
        for record in self.records:
            for column in told_columns(type(record)):
                text = record.__dict__.get(column.attname)
                if isinstance(text, str) and text and finder.may_hold(text) and (spans := finder.spans(text)):
                    self.texts.append(_Text(squeeze(text), self.parts(record, column.attname, text)))
                    self._break(text, spans)
        return self

    def _break(self, text: str, spans: Sequence[Part]) -> None:
        one = self.texts[-1]
        places = [(len(squeeze(text[:start])), len(squeeze(text[:end]))) for start, end in spans]
        closed = [place for place in places if not (one.parts and authorship.is_own(one.parts, one.letters, *place))]
        self.broken += [(one.letters, closed)] if closed else []

    def cut(self, piece: str) -> int | None:
        """Where a piece of the page that breaks off within somebody else's address has to end."""
        if not self.broken:
            return None
        letters, is_marked = squeeze(piece), piece.rstrip().endswith(("…", "..."))
        for text, closed in self.broken:
            for start, end in closed:
                left = authorship.left_over(letters, text, start, end)
                if left and (is_marked or len(letters) >= LONG_PIECE):
                    return authorship.letter_at(piece, len(letters) - left)
        return None

    def parts(self, record: Any, column: str, text: str) -> Sequence[Part]:
        row = self.own.get((record._meta.label_lower, record.pk, column))
        return _parts(row, text) if row else ()

    def __call__(self, before: str, said: str, after: str) -> bool:
        words = squeeze(said)
        if not any(one.parts for one in self.texts):
            return False
        found = [(agrees, n, at) for n, one in enumerate(self.texts) for at, agrees in authorship.places(one.letters, words, before, after)]
        most = max((agrees for agrees, _n, _at in found), default=0)
        nearest = tuple((n, at) for agrees, n, at in found if agrees == most)
        if not nearest:
            return False
        n, at = nearest[self.turns[nearest] % len(nearest)]
        self.turns[nearest] += 1
        return authorship.is_own(self.texts[n].parts, self.texts[n].letters, at, at + len(words))


def covered_but_own(actor: Actor, records: Iterable[Any], columns: Sequence[str], finder: Finder, instead: str) -> dict[int, str]:
    """The texts of rows of one table by their number, covered but for what the actor typed: for a search, which reads no page."""
    rows = list(records)
    own = _own(actor, rows)
    found: dict[int, str] = {}
    for record in rows:
        texts = []
        for column in columns:
            text = str(record.__dict__.get(column) or "")
            row = own.get((record._meta.label_lower, record.pk, column))
            texts.append(_covered(text, finder, _parts(row, text) if row else (), instead))
        found[record.pk] = " · ".join(text for text in texts if text)
    return found


def _covered(text: str, finder: Finder, parts: Sequence[Part], instead: str) -> str:
    letters = squeeze(text) if parts else ""
    for start, end in reversed(finder.spans(text)):
        first = len(squeeze(text[:start]))
        if not parts or not authorship.is_own(parts, letters, first, first + len(squeeze(text[start:end]))):
            text = f"{text[:start]}{instead}{text[end:]}"
    return text


def _parts(row: OwnWords, text: str) -> Sequence[Part]:
    """Of the text it was said of; of any other wording nothing."""
    return [(start, end) for start, end in row.parts] if row.digest == lookup_digest(squeeze(text)) else ()


def _own(actor: Actor, records: Sequence[Any]) -> dict[Where, OwnWords]:
    if actor.user is None or not records:
        return {}
    rows = _rows(user=actor.user.pk, things=sorted({one.pk for one in records if one.pk is not None}))
    return {(row.thing, row.thing_id, row.column): row for row in rows}


@Prepared
def _rows(*, user: int, things: list[int]) -> Any:
    return OwnWords.objects.filter(user=user, thing_id__in=things)
