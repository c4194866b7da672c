"""Twice pressed, once written: a form is saved under the key it was drawn with, and a repeat gets the first answer."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.db import DatabaseError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext_lazy as _

from ligzda.access import drafts
from ligzda.access.models import FormKey
from ligzda.kernel.constraints import is_gone, is_taken
from ligzda.kernel.refused import Refused, Repeated

GONE = _("Somebody removed this at the same moment. Nothing was changed; look at what stands there now.")
TAKEN = _("Somebody saved the same at this moment. Look at what stands there now before you send it again.")


def once(request: HttpRequest, save: Callable[[], Any]) -> HttpResponse:
    """Run ``save`` at most once for this form and person, and go where it says; ``Refused`` leaves the key free.

    ``save`` answers an address or anything with ``get_absolute_url``. The draft that the form names is discarded with it.
    A second window has a key of its own: what it sends is told as a repeat where the same stands already, and as a sentence
    where only a constraint noticed that somebody was first, or that what it is about was removed meanwhile.
    """
    try:
        return _saved(request, save)
    except Repeated as repeat:
        drafts.discard_posted(request.actor, request.POST)  # type: ignore[attr-defined]
        return _again(request, _address(repeat.thing))
    except (DatabaseError, ObjectDoesNotExist) as error:
        if is_gone(error):
            raise Refused(GONE) from error
        if is_taken(error):
            raise Refused(TAKEN) from error
        raise


def _saved(request: HttpRequest, save: Callable[[], Any]) -> HttpResponse:
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
    return HttpResponseRedirect(used.answer) if is_first else _again(request, used.answer)


def repeated(request: HttpRequest) -> HttpResponse | None:
    """The first answer to a form that was sent before, for pages that are no longer there once it was saved."""
    key = request.POST.get("form_key", "")[:40] if request.method == "POST" and request.user.is_authenticated else ""
    used = FormKey.objects.filter(user=request.user.pk, key=key).exclude(answer="").first() if key else None
    return _again(request, used.answer) if used else None


def _again(request: HttpRequest, answer: str) -> HttpResponse:
    messages.info(request, _("This entry is already saved. It was not added twice."))
    return HttpResponseRedirect(answer)


def _address(answer: Any) -> str:
    return str(answer.get_absolute_url() if hasattr(answer, "get_absolute_url") else answer)
