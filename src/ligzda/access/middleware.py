"""A screen left open on a desk: after a while without a request the session ends, and the next page asks who is there."""

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse

from ligzda.access import drafts
from ligzda.access.actor import Actor

LAST_SEEN = "last_seen"
GRAIN = 60  # seconds between two notes, so that not every page writes to the session


class IdleTimeout:
    """Signs out whoever has not asked for anything for IDLE_TIMEOUT_SECONDS. What was being sent becomes a draft first."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.was_away = False  # type: ignore[attr-defined]
        if request.user.is_authenticated:
            now, seen = int(time.time()), request.session.get(LAST_SEEN)
            if seen is not None and now - seen > settings.IDLE_TIMEOUT_SECONDS:
                if request.method == "POST":
                    drafts.keep_posted(Actor(request.user), request.POST)
                logout(request)
                request.was_away = True  # type: ignore[attr-defined]
            elif seen is None or now - seen >= GRAIN:
                request.session[LAST_SEEN] = now
        return self.get_response(request)
