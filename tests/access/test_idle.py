"""A screen that was left alone: for how long somebody stays signed in without asking for anything, to the second."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.http import HttpRequest, HttpResponse, QueryDict

from ligzda.access import middleware
from ligzda.access.models import Draft
from tests.cast import make_user

NOON = 1_772_452_800


def asked(user: Any, seen: int | None, after: int, monkeypatch: pytest.MonkeyPatch, post: str = "") -> HttpRequest:
    """A request so many seconds after the last one that was noted."""
    request = HttpRequest()
    request.user, request.session = user, SessionStore()
    request.method, request.POST = ("POST", QueryDict(post)) if post else ("GET", QueryDict())
    if seen is not None:
        request.session[middleware.LAST_SEEN] = seen
    monkeypatch.setattr(middleware.time, "time", lambda: float(NOON + after))
    middleware.IdleTimeout(lambda _request: HttpResponse())(request)
    return request


@pytest.mark.parametrize(
    ("after", "was_away", "noted"),
    [
        (0, False, NOON),
        (59, False, NOON),
        (60, False, NOON + 60),
        (1799, False, NOON + 1799),
        (1800, False, NOON + 1800),
        (1801, True, None),
    ],
)
def test_thirty_minutes_are_thirty_minutes(
    db: None, settings: Any, monkeypatch: pytest.MonkeyPatch, after: int, was_away: bool, noted: int | None
) -> None:
    settings.IDLE_TIMEOUT_SECONDS = 1800
    user = make_user()
    request = asked(user, NOON, after, monkeypatch)
    assert request.was_away is was_away and request.user.is_authenticated is not was_away  # type: ignore[attr-defined]
    assert request.session.get(middleware.LAST_SEEN) == noted


def test_the_first_page_after_signing_in_is_noted_and_a_visitor_is_not(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    assert asked(make_user(), None, 0, monkeypatch).session[middleware.LAST_SEEN] == NOON
    assert middleware.LAST_SEEN not in asked(AnonymousUser(), None, 0, monkeypatch).session


def test_what_was_being_sent_becomes_a_draft_and_what_was_only_opened_does_not(
    db: None, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.IDLE_TIMEOUT_SECONDS = 1800
    user, typed = make_user(), "draft_form=note&text=Zvan%C4%ABja"
    for after, post, drafts in ((1801, "", 0), (1800, typed, 0), (1801, typed, 1)):
        asked(user, NOON, after, monkeypatch, post)
        assert Draft.objects.filter(user=user).count() == drafts
