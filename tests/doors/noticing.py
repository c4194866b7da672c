"""Which names an answer looks for in its query and in its form: heard as the view reads them, so that no filter stays unknown."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.handlers.wsgi import WSGIRequest
from django.http import QueryDict

# Whose reading is heard, per part of a request: "GET" and "POST".
Heard = dict[str, set[str]]
_now: list[Heard] = []


class _Listening(QueryDict):
    """A query that says which names it was asked for. Whoever takes all of it at once asks for none."""

    part: str

    def _hear(self, name: Any) -> None:
        if _now:
            _now[-1][self.part].add(str(name))

    def __getitem__(self, name: str) -> Any:
        self._hear(name)
        return super().__getitem__(name)

    def __contains__(self, name: object) -> bool:
        self._hear(name)
        return super().__contains__(name)

    def getlist(self, name: str, default: Any = None) -> Any:
        self._hear(name)
        return super().getlist(name, default)

    def dict(self) -> Any:
        return self._plain().dict()

    def items(self) -> Any:
        return self._plain().items()

    def copy(self) -> Any:
        there = self._plain()
        there.__class__ = type(self)
        return there

    def _plain(self) -> QueryDict:
        there = QueryDict(mutable=True)
        for name in self:
            there.setlist(name, super().getlist(name))
        return there


class _Get(_Listening):
    part = "GET"


class _Post(_Listening):
    part = "POST"


def _listens(usual: Any, kind: type) -> property:
    def read(request: WSGIRequest) -> Any:
        found = usual(request)
        if type(found) is QueryDict:
            found.__class__ = kind
        return found

    return property(read, WSGIRequest.POST.fset if kind is _Post else None)


@contextmanager
def listening(monkeypatch: Any) -> Iterator[None]:
    get, post = WSGIRequest.__dict__["GET"], WSGIRequest.__dict__["POST"]

    def whole_query(request: WSGIRequest) -> Any:
        return request.__dict__.setdefault("_query", get.func(request))

    with monkeypatch.context() as patched:
        patched.setattr(WSGIRequest, "GET", _listens(whole_query, _Get))
        patched.setattr(WSGIRequest, "POST", _listens(post.fget, _Post))
        yield


@contextmanager
def heard() -> Iterator[Heard]:
    """The names that are asked for inside."""
    _now.append({"GET": set(), "POST": set()})
    try:
        yield _now[-1]
    finally:
        _now.pop()
