"""What every page with a form does the same way: find or 404, save once, show a refusal where it was typed, answer 422."""

import dataclasses
from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import format_html
from django.utils.http import url_has_allowed_host_and_scheme

from ligzda.access import covered, drafts
from ligzda.access.idempotency import once, repeated
from ligzda.kernel.refused import Refused, Stale


def or_404(thing: Any) -> Any:
    """What may not be seen looks exactly like what does not exist."""
    if not thing:
        raise Http404
    return thing


def handle(
    request: HttpRequest, form: Any, save: Callable[[dict[str, Any]], Any], *, then: Any = None, objections: Sequence[Any] = ()
) -> HttpResponse | None:
    """The redirect after saving; None when the form is to be shown, with the sentences of a refusal in it.

    It leads where ``then`` says: to an address, to a thing that has one, or to what a function finds once it is saved; without it
    to what ``save`` answers.
    ``objections`` are what the page says before anything is typed; sent all the same, they stand in the form with what was typed.
    Whoever saved the same record first stands in ``form.stale``, to be shown beside what was typed.
    """
    if request.method != "POST":
        return None
    if not form.is_bound:  # sent with nothing in it, which is an answer to be refused, not a page to be opened
        form.data, form.is_bound = request.POST, True
    answered = form.is_valid()
    if objections:
        form.refuse(objections)
    if objections or not answered:
        return repeated(request)
    try:
        return once(request, lambda: _led(save(dict(form.cleaned_data)), then))
    except Refused as refused:
        form.refuse(refused)
        form.stale = refused if isinstance(refused, Stale) else None
        if form.stale and "version" in form.fields:  # the next attempt begins from what now stands and is shown
            form.data = form.data.copy()
            form.data["version"] = str(form.stale.version)
        return None


def _led(saved: Any, then: Any) -> Any:
    if then is None:
        return saved
    return then() if callable(then) else then


def restored_draft(request: HttpRequest, form: Any, name: str, record: object = "") -> drafts.Unfinished | None:
    """The reader's own unfinished text of this form and record, put into the form; None when something was sent just now."""
    draft = drafts.load(request.actor, name, record) if not form.is_bound else None  # type: ignore[attr-defined]
    if draft:
        fields, typed = covered.whole(request.actor, request.path, draft.fields)  # type: ignore[attr-defined]
        dataclasses.replace(draft, fields=fields).into(form)
        request.actor.typed |= typed  # type: ignore[attr-defined]
    return draft


def show(request: HttpRequest, template: str, form: Any = None, **context: Any) -> HttpResponse:
    """The page; 422 when something has to be mended first."""
    failed = form is not None and form.is_bound and bool(form.errors)
    return render(request, template, {"form": form, **context}, status=422 if failed else 200)


def back_to(request: HttpRequest, otherwise: str) -> str:
    """Where the reader came from, if that is a page of ours."""
    asked = request.POST.get("next") or request.GET.get("next") or request.headers.get("referer", "")
    local = url_has_allowed_host_and_scheme(asked, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    return asked if local and asked else otherwise


def notify(request: HttpRequest, sentence: Any, url: str = "", label: Any = "") -> None:
    """The line after a save, with the way to mend it."""
    messages.success(request, format_html('{} <a href="{}">{}</a>', sentence, url, label) if url else sentence)


def warn(request: HttpRequest, sentence: Any) -> None:
    """Beside the line after a save: what is saved, and is to be thought about. Nothing to say, nothing said."""
    if sentence:
        messages.warning(request, sentence)


def number_from(text: str | None) -> int:
    """A version that came back with a form; anything else is the version that never was."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else 0
