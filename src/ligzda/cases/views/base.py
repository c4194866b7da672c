"""What every page of this room does the same way: find or 404, save once, show a refusal where it was typed."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render

from ligzda.access.once import once
from ligzda.access.pages import Request
from ligzda.kernel.refused import Refused, Stale


def found(thing: Any) -> Any:
    """What may not be seen looks exactly like what does not exist."""
    if thing is None:
        raise Http404
    return thing


def handle(request: Request, form: Any, save: Callable[[dict[str, Any]], Any]) -> HttpResponse | None:
    """The redirect after saving; None when the form is to be shown, with the sentences of a refusal in it."""
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        return once(request, lambda: save(form.cleaned_data))
    except Stale as stale:
        form.refuse(stale)
        form.stale = stale
    except Refused as refused:
        form.refuse(refused)
    return None


def show(request: Request, template: str, form: Any = None, **context: Any) -> HttpResponse:
    """The page; 422 when something has to be mended first."""
    failed = form is not None and form.is_bound and bool(form.errors)
    return render(request, template, {"form": form, **context}, status=422 if failed else 200)


def number_from(text: str | None) -> int:
    """A version that came back with a form; anything else is the version that never was."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else 0
