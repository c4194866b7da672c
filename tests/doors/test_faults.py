"""The walk notices each kind of door left open: faults are planted, and it has to find them."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden

from ligzda.access import audit
from ligzda.access.actor import Guarded
from ligzda.access.models import ReadEntry
from tests.doors.walk import Walk

WORKER = "sociala@ligzda.example"
Walked = Callable[..., Walk]


def is_there(request: HttpRequest) -> bool:
    """Whether the address begins with the key of a family, whoever asks. Costs nothing that is counted."""
    key = request.path.split("/")[2] if request.path.startswith("/families/") else ""
    found: Any = connection.connection.execute("SELECT 1 FROM people_family WHERE key = " + repr(key)).fetchone()
    return bool(found)


def forbidding(get_response: Any) -> Any:
    def answer(request: HttpRequest) -> HttpResponse:
        found = get_response(request)
        return HttpResponseForbidden() if found.status_code == 404 and is_there(request) else found

    return answer


def one_statement_more(get_response: Any) -> Any:
    def answer(request: HttpRequest) -> HttpResponse:
        found = get_response(request)
        if found.status_code == 404 and is_there(request):
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1")
        return found

    return answer


def one_letter_more(get_response: Any) -> Any:
    def answer(request: HttpRequest) -> HttpResponse:
        found = get_response(request)
        if found.status_code == 404 and is_there(request):
            found.content += b"."
        return found

    return answer


def open_fragment(get_response: Any) -> Any:
    def answer(request: HttpRequest) -> HttpResponse:
        found = get_response(request)
        if found.status_code == 404 and is_there(request) and "HX-Request" in request.headers:
            return HttpResponse("<p>There is.</p>")
        return found

    return answer


def failing(get_response: Any) -> Any:
    def answer(request: HttpRequest) -> HttpResponse:
        if request.method == "POST" and is_there(request):
            raise ZeroDivisionError
        return get_response(request)  # type: ignore[no-any-return]

    return answer


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        ("forbidding", "answered 403"),
        ("one_statement_more", "statements beside"),
        ("one_letter_more", "the page is another"),
        ("open_fragment", "as a fragment answered 200"),
        ("failing", "answered 500"),
    ],
)
def test_a_planted_fault_is_found(walked: Walked, settings: Any, fault: str, said: str) -> None:
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, f"tests.doors.test_faults.{fault}"]
    found = walked(WORKER, 160, only="families/<slug:key>/cases/<slug:case_key>/c")
    assert any(said in one for one in found.faults)


def test_a_view_without_a_guard_is_found(walked: Walked, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Guarded, "visible_to", lambda self, actor, word: self)
    found = walked(WORKER, 80, only="sessions/")
    assert any("where nothing may be" in one for one in found.faults)


def test_a_reading_that_is_not_written_is_found(walked: Walked, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(type(ReadEntry.objects), "bulk_create", lambda *_rows, **_how: [])
    found = walked(WORKER, 60, only="families/")
    assert any("no reading in the circle of" in one for one in found.faults)
    assert any("named and no reading is noted" in one for one in found.faults)


def test_a_reading_that_is_written_twice_is_found(walked: Walked, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit, "AGAIN", dt.timedelta(minutes=-10))
    found = walked(WORKER, 60, only="families/")
    assert any("opened again, it is noted again" in one for one in found.faults)


def test_a_choice_that_tells_is_found(walked: Walked, settings: Any) -> None:
    """A hidden key in a query costs one statement more than nobody's."""
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, "tests.doors.test_faults.asks_for_what_is_typed"]
    found = walked(WORKER, 100, only="concerns/new/")
    assert any("gives itself away" in one for one in found.faults)


def asks_for_what_is_typed(get_response: Any) -> Any:
    def answer(request: HttpRequest) -> HttpResponse:
        keys = {*request.GET.dict().values(), *request.POST.dict().values()}
        known = [key for (key,) in connection.connection.execute("SELECT key FROM people_family UNION SELECT key FROM people_person")]
        if keys & set(known):
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1")
        return get_response(request)  # type: ignore[no-any-return]

    return answer
