"""What is covered in a form comes back whole: whoever corrects a text saves what stood there, never the cover.

Beside each control that holds something covered the form is given what stands behind it, encrypted, for this reader and for the one
address the form is sent to: it opens nowhere else, so that nothing can be carried over into a place where it is not covered. Before
any view reads the answer the words go back in. Who takes the cover out of a text, takes out what it covers.
"""

import json
import re
from collections.abc import Mapping

from cryptography.fernet import InvalidToken
from django.http import HttpRequest, QueryDict
from django.utils.html import format_html

from ligzda.access import keys
from ligzda.access.actor import Actor

FIELD = "covered"
MOST = 200  # of them in one form
KEPT_OUT = frozenset({FIELD, "csrfmiddlewaretoken", "form_key"})

Typed = dict[str, list[tuple[int, int]]]  # what stands in a field, and where in it something came back from behind a cover


def carried(actor: Actor, action: str, originals: Mapping[str, str]) -> str:
    """The hidden field of a form that is sent to ``action``: what stands behind each cover in it."""
    sealed = keys.encrypt(json.dumps([actor.user.pk if actor.user else 0, action.partition("?")[0], dict(originals)], ensure_ascii=False))
    return str(format_html('<input type="hidden" name="{}" value="{}">', FIELD, sealed))


def whole(actor: Actor, path: str, answer: QueryDict) -> tuple[QueryDict, Typed]:
    """The answer with all words in it, and for each of its values where something was put back."""
    originals = _originals(actor, path, answer.getlist(FIELD)[:MOST])
    if not originals:
        return answer, {value: [] for name in answer if name not in KEPT_OUT for value in answer.getlist(name)}
    marks = re.compile("|".join(re.escape(one) for one in sorted(originals, key=len, reverse=True)))
    found, typed = answer.copy(), Typed()
    for name in answer:
        if name not in KEPT_OUT:
            values = [_put_back(value, marks, originals) for value in answer.getlist(name)]
            found.setlist(name, [value for value, _parts in values])
            typed |= dict(values)
    return found, typed


def uncover(request: HttpRequest, actor: Actor) -> None:
    """Before the view: ``request.POST`` as it is to be saved, and in ``actor.typed`` what this reader wrote."""
    answer, actor.typed = whole(actor, request.path, request.POST)
    if answer is not request.POST:
        request.POST = answer  # type: ignore[assignment]
    actor.typed |= {value: [] for name in request.GET for value in request.GET.getlist(name)}


def _originals(actor: Actor, path: str, sealed: list[str]) -> dict[str, str]:
    """Whatever cannot be opened was made for somebody else, for another form, or by hand: it puts nothing back."""
    found: dict[str, str] = {}
    for one in sealed:
        try:
            reader, action, originals = json.loads(keys.decrypt(one))
        except (InvalidToken, KeyError, TypeError, ValueError):
            continue
        if actor.user is not None and reader == actor.user.pk and action == path:
            found |= originals
    return found


def _put_back(value: str, marks: "re.Pattern[str]", originals: Mapping[str, str]) -> tuple[str, list[tuple[int, int]]]:
    pieces: list[str] = []
    parts: list[tuple[int, int]] = []
    at = length = 0
    for mark in marks.finditer(value):
        between, original = value[at : mark.start()], originals[mark[0]]
        parts.append((length + len(between), length + len(between) + len(original)))
        pieces += [between, original]
        at, length = mark.end(), parts[-1][1]
    return "".join([*pieces, value[at:]]), parts
