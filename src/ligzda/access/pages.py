"""``@page(word)``: the mark every view carries. It hands the view an actor, or answers 404 or the sign-in page.

Before an answer is sent, its readings are written from what the view handed out (``shown``), and the guards of the body cover
what this reader may not see.
"""

import functools
import html
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render

from ligzda.access import audit
from ligzda.access.actor import Actor
from ligzda.access.covered import uncover
from ligzda.access.idempotency import repeated
from ligzda.access.permissions import Permission
from ligzda.access.shown import BODY_GUARDS, SAVED, Reading, Shown, gathering
from ligzda.kernel.refused import Lost, Withheld

View = Callable[..., HttpResponseBase]
BAD = 400
CONFLICT = 409  # a paper that holds more than this reader may see
GONE = 410  # a file that is on record and not on the shelf
FOLDED = re.compile(r"\r?\n[ \t]")
UNREAD = range(300, 400)  # nothing of a file is in a redirect
QUIET = frozenset({Permission.RAISE_CONCERN, Permission.HANDLE_CONCERN})
PLAIN_PAGE = "people:person"
KEY = 40  # letters of the longest key in an address


class Unnoted(Exception):
    """A text of a file would have been sent, and nobody noted as its reader."""


class Request(HttpRequest):
    """What a view behind ``page`` receives: a request that knows who asks."""

    actor: Actor


def page(word: Permission, *, why: str = "") -> Callable[[View], View]:
    """Mark a view with the word it needs. ``request.actor`` is set; those without the word get 404, never 403.

    A form that was sent twice is answered as the first time, also where its page is gone since.
    """

    def mark(view: View) -> View:
        @functools.wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            user = request.user if request.user.is_authenticated else None
            actor = Actor(user)
            request.actor = actor  # type: ignore[attr-defined]
            uncover(request, actor)
            if user is None and word != Permission.ANYONE:
                return HttpResponseRedirect(sign_in_address(request))
            if not actor.holds(word):
                raise Http404
            with gathering(Shown(_named(request, kwargs), request.path, saves=request.method == "POST")) as shown:
                try:
                    answer = view(request, *args, **kwargs)
                except (Http404, ObjectDoesNotExist) as error:
                    if again := repeated(request):
                        return again
                    if isinstance(error, Http404) or request.method != "POST":
                        raise
                    raise Http404 from error  # it was there when the page looked, and somebody removed it before the act took it
                except Lost:
                    return render(request, "web/lost.html", status=GONE)
                except Withheld:
                    return render(request, "web/withheld.html", status=CONFLICT)
            if shown.written and answer.status_code < BAD:
                for follow in SAVED:
                    follow(request.actor, shown.written, actor.typed)  # type: ignore[attr-defined]
            return _to_be_sent(request, answer, word, shown)

        guarded.word = word  # type: ignore[attr-defined]
        return guarded

    return mark


def _named(request: HttpRequest, kwargs: dict[str, Any]) -> set[str]:
    """The keys in the address: what they name is what the page is about."""
    return {str(value) for value in [*kwargs.values(), *request.GET.values()] if len(str(value)) <= KEY}


def _to_be_sent(request: HttpRequest, answer: HttpResponseBase, word: Permission, shown: Shown) -> HttpResponseBase:
    """Write what is read, then cover what is not for this reader. ``request.actor``: a view may have found out who reads."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    if actor.user is None or answer.status_code in UNREAD or not (shown or shown.plain):
        return answer
    readings = shown.readings(actor, actor.seat_circle(word), is_quiet=word in QUIET)
    _refuse_unnoted(answer, readings, shown)
    where, asked = _where(request, word)
    audit.read(actor, readings, page=where, asked=asked)
    if BODY_GUARDS and covers(answer):
        circles, charset = frozenset(one.circle_id for one in readings if one.circle_id), answer.charset
        text = answer.content.decode(charset)  # type: ignore[attr-defined]
        text = FOLDED.sub("", text) if _kind(answer) == "text/calendar" else text  # a calendar parts long lines in the middle of a word
        for guard in BODY_GUARDS:
            text = guard(actor, circles, text, shown)
        answer.content = text.encode(charset)  # type: ignore[attr-defined]
    return answer


def _refuse_unnoted(answer: HttpResponseBase, readings: list[Reading], shown: Shown) -> None:
    """A query that fetches text as plain values and does not say whose it is fails here: nothing is sent that nobody is noted to have read."""
    if shown.plain and not any(one.circle_id and one.thing_id for one in readings):
        body = None if answer.streaming or not _is_text(answer) else html.unescape(answer.content.decode(answer.charset))  # type: ignore[attr-defined]
        if columns := shown.unaccounted(body):
            raise Unnoted(
                f"{', '.join(sorted(columns))}: taken as plain values, and no reading of a file is noted. Say whose it is: actor.shown.tell_of(…)."
            )


def _where(request: HttpRequest, word: Permission) -> tuple[str, dict[str, Any]]:
    """The page and what it was asked for. Whoever raises a concern read a record: the trail of a file says that, and not what for."""
    match = request.resolver_match
    if match is None or word in QUIET:
        return PLAIN_PAGE, {}
    return match.view_name, {**match.kwargs, **request.GET.dict()}


def covers(answer: HttpResponseBase) -> bool:
    """Whether the body is covered here; whatever else is handed out has to be covered where its text is gathered."""
    return not answer.streaming and _is_text(answer)


def _is_text(answer: HttpResponseBase) -> bool:
    return _kind(answer).startswith("text/") or _kind(answer) in {"application/json", "image/svg+xml"}


def _kind(answer: HttpResponseBase) -> str:
    return answer.headers.get("Content-Type", "").partition(";")[0]


def sign_in_address(request: HttpRequest) -> str:
    """The sign-in page, which leads back here; it says so when the session ended by itself."""
    query = {"next": request.get_full_path()}
    if getattr(request, "was_away", False):
        query["away"] = "1"
    return f"{settings.LOGIN_URL}?{urlencode(query)}"
