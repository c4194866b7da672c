"""``@page(word)``: the mark every view carries. It hands the view an actor, or answers 404 or the sign-in page."""

import functools
from collections.abc import Callable
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse

from ligzda.access.actor import Actor
from ligzda.access.words import Word

View = Callable[..., HttpResponse]


def page(word: Word, *, why: str = "") -> Callable[[View], View]:
    """Mark a view with the word it needs. ``request.actor`` is set; those without the word get 404, never 403."""

    def mark(view: View) -> View:
        @functools.wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            user = request.user if request.user.is_authenticated else None
            actor = Actor(user)  # type: ignore[arg-type]
            request.actor = actor  # type: ignore[attr-defined]
            if user is None and word != Word.ANYONE:
                return redirect_to_login(request.get_full_path())
            if not actor.holds(word):
                raise Http404
            return view(request, *args, **kwargs)

        guarded.word = word  # type: ignore[attr-defined]
        return guarded

    return mark
