"""The room's arithmetic, from values only: shares, sums to the cent, what counts as the same number, pseudonyms."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal

from ligzda.kernel.clock import months_touched

CENT = Decimal("0.01")
LVL_PER_EUR = Decimal("0.702804")  # fixed on 1 January 2014; for display beside the original amount, never instead of it
PSEUDONYM_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


@dataclass(frozen=True)
class BudgetShare:
    """One part of a split: its amount or unknown, its exact share in percent."""

    name: str
    kind: str
    amount: Decimal | None
    share: Decimal | None
    printed_share: Decimal | None
    includes_in_kind: bool = False


@dataclass(frozen=True)
class Split:
    """A split of the money. ``rest`` is what the parts leave unexplained; 0.00 when they re-add to the cent."""

    parts: tuple[BudgetShare, ...]
    total: Decimal
    currency: str

    @property
    def sum(self) -> Decimal:
        return sum((part.amount for part in self.parts if part.amount is not None), Decimal("0.00"))

    @property
    def rest(self) -> Decimal:
        return self.total - self.sum

    @property
    def adds_up(self) -> bool:
        return self.rest == 0 and all(part.amount is not None for part in self.parts)

    def of_kind(self, *kinds: str) -> Decimal:
        """The sum of some kinds of parts (EEA + state)."""
        return sum((part.amount for part in self.parts if part.kind in kinds and part.amount is not None), Decimal("0.00"))


def cents(amount: Decimal) -> Decimal:
    """Rounded to the cent, halves up."""
    return amount.quantize(CENT, ROUND_HALF_UP)


def in_euro(amount: Decimal, currency: str) -> Decimal | None:
    """What an old amount in lats would be in euro, for display only. None for other currencies."""
    return cents(amount / LVL_PER_EUR) if currency == "LVL" else None


def largest_remainder(shares: Sequence[Decimal], places: int = 1) -> list[Decimal]:
    """Shares in percent rounded so that the printed ones add up to the same as the exact ones. For display only."""
    step = Decimal(1).scaleb(-places)
    whole = (sum(shares, Decimal(0))).quantize(step, ROUND_HALF_UP)
    floors = [share.quantize(step, ROUND_FLOOR) for share in shares]
    missing = int((whole - sum(floors, Decimal(0))) / step)
    order = sorted(range(len(shares)), key=lambda i: (floors[i] - shares[i], i))
    for i in order[:missing]:
        floors[i] += step
    return floors


def split(parts: Iterable[tuple[str, str, Decimal | None, bool]], total: Decimal, currency: str) -> Split:
    """A split from (name, kind, amount, includes in kind)."""
    listed = list(parts)
    shares = [amount * 100 / total if amount is not None and total else None for _name, _kind, amount, _in_kind in listed]
    printed = iter(largest_remainder([share for share in shares if share is not None]))
    made = tuple(
        BudgetShare(name, kind, amount, share, next(printed) if share is not None else None, in_kind)
        for (name, kind, amount, in_kind), share in zip(listed, shares, strict=True)
    )
    return Split(made, total, currency)


def months(start: dt.date | None, end: dt.date | None) -> int | None:
    """Calendar months that a project touches; unknown when one of its ends is."""
    return months_touched(start, end) if start and end else None


def starts_after_end(start: dt.date | None, end: dt.date | None) -> bool:
    return bool(start and end and start > end)


def pseudonym(digest: str, letter: str = "G") -> str:
    """A short stable name from a keyed digest: G-7K2QM. Leads to nobody without the key."""
    number, word = int(digest[:16], 16), ""
    for _i in range(5):
        number, rest = divmod(number, len(PSEUDONYM_ALPHABET))
        word += PSEUDONYM_ALPHABET[rest]
    return f"{letter}-{word}"


def parse_dimensions(text: str) -> tuple[tuple[str, str], ...]:
    """``"camp=staicele,territory=cesu"`` → pairs in the order of their names."""
    pairs = (piece.split("=", 1) for piece in text.split(",") if "=" in piece)
    return tuple(sorted((name.strip(), value.strip()) for name, value in pairs))
