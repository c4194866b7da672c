"""Twice pressed, once written: a form is saved under the key it was drawn with, and a repeat gets the first answer."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from ligzda.access import drafts
from ligzda.access.models import FormKey


def once(request: HttpRequest, save: Callable[[], Any]) -> HttpResponse:
    """Run ``save`` at most once for this form and person, and go where it says; ``Refused`` leaves the key free.

    ``save`` answers an address or anything with ``get_absolute_url``. The draft that the form names is discarded with it.
    """
    key = request.POST.get("form_key", "")[:40]
    if not key or not request.user.is_authenticated:
        return HttpResponseRedirect(_address(save()))
    with transaction.atomic():
        # Pressed twice at once, the second waits here until the first is saved, and then finds its answer.
        FormKey.objects.bulk_create([FormKey(user_id=request.user.pk, key=key)], ignore_conflicts=True)
        used = FormKey.objects.get(user=request.user.pk, key=key)
        is_first = not used.answer
        if is_first:
            used.answer = _address(save())
            used.save(update_fields=["answer"])
            drafts.discard_posted(request.actor, request.POST)  # type: ignore[attr-defined]
    return HttpResponseRedirect(used.answer) if is_first else _again(request, used)


def repeated(request: HttpRequest) -> HttpResponse | None:
    """The first answer to a form that was sent before, for pages that are no longer there once it was saved."""
    key = request.POST.get("form_key", "")[:40] if request.method == "POST" and request.user.is_authenticated else ""
    used = FormKey.objects.filter(user=request.user.pk, key=key).exclude(answer="").first() if key else None
    return _again(request, used) if used else None


def _again(request: HttpRequest, used: FormKey) -> HttpResponse:
    messages.info(request, _("This entry is already saved. It was not added twice."))
    return HttpResponseRedirect(used.answer)


def _address(answer: Any) -> str:
    return str(answer.get_absolute_url() if hasattr(answer, "get_absolute_url") else answer)
