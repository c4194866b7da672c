"""25 rows and one more: whether there is a next page is known without counting anything."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

from django.http import HttpRequest

Row = TypeVar("Row")
SIZE = 25
FURTHEST = 10_000


@dataclass(frozen=True)
class Page(Generic[Row]):
    rows: Sequence[Row]
    start: int
    size: int
    has_more: bool
    more_url: str

    def __iter__(self):  # type: ignore[no-untyped-def]
        return iter(self.rows)

    def of(self, rows: "Sequence[Any]") -> "Page[Any]":
        """The same page with something else made of its rows."""
        return replace(self, rows=rows)

    def __len__(self) -> int:
        return len(self.rows)


def start_of(request: HttpRequest) -> int:
    """The row a page begins with; whatever is not a sensible number means the beginning."""
    asked = request.GET.get("from", "")
    return min(int(asked), FURTHEST) if asked.isascii() and asked.isdigit() and len(asked) < 8 else 0


def page_of(rows: Any, request: HttpRequest, *, size: int = SIZE) -> Page[Any]:
    """Cut one page out of ordered rows, a queryset or a list: one statement, n + 1 rows. The address of the next keeps every filter."""
    start = start_of(request)
    found = list(rows[start : start + size + 1])
    query = request.GET.copy()
    query["from"] = str(start + size)
    return Page(found[:size], start, size, len(found) > size, f"?{query.urlencode()}")
