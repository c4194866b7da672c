"""``@page(word)``: the mark every view carries. It hands the view an actor, or answers 404 or the sign-in page."""

import functools
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect

from ligzda.access.actor import Actor
from ligzda.access.once import repeated
from ligzda.access.words import Word

View = Callable[..., HttpResponseBase]


class Request(HttpRequest):
    """What a view behind ``page`` receives: a request that knows who asks."""

    actor: Actor


def page(word: Word, *, why: str = "") -> Callable[[View], View]:
    """Mark a view with the word it needs. ``request.actor`` is set; those without the word get 404, never 403.

    A form that was sent twice is answered as the first time, also where its page is gone since.
    """

    def mark(view: View) -> View:
        @functools.wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            user = request.user if request.user.is_authenticated else None
            actor = Actor(user)
            request.actor = actor  # type: ignore[attr-defined]
            if user is None and word != Word.ANYONE:
                return HttpResponseRedirect(sign_in_address(request))
            if not actor.holds(word):
                raise Http404
            try:
                return view(request, *args, **kwargs)
            except Http404:
                if answer := repeated(request):
                    return answer
                raise

        guarded.word = word  # type: ignore[attr-defined]
        return guarded

    return mark


def sign_in_address(request: HttpRequest) -> str:
    """The sign-in page, which leads back here; it says so when the session ended by itself."""
    query = {"next": request.get_full_path()}
    if getattr(request, "was_away", False):
        query["away"] = "1"
    return f"{settings.LOGIN_URL}?{urlencode(query)}"
