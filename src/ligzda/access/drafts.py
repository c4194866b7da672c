"""Unfinished texts: on the server within seconds, encrypted, readable by their author alone, gone once saved."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db import transaction
from django.http import QueryDict
from django.utils.http import url_has_allowed_host_and_scheme

from ligzda.access.actor import Actor
from ligzda.access.keys import lookup_digest
from ligzda.access.models import Draft
from ligzda.kernel import clock
from ligzda.kernel.prepared import Prepared

MOST = 200_000  # letters of one draft, once encoded
KEPT = dt.timedelta(days=30)
NOT_TEXT = {"csrfmiddlewaretoken", "form_key", "draft_form", "draft_record", "draft_page"}


@dataclass(frozen=True)
class Unfinished:
    """What a person had typed into one form of one record, and when."""

    page: str
    version: str
    saved_at: dt.datetime
    fields: QueryDict

    def into(self, form: forms.BaseForm) -> forms.BaseForm:
        """Put what was typed back into an unbound form; whatever the form does not know is left out."""
        for name, field in form.fields.items():
            prefixed = form.add_prefix(name)
            if any(key == prefixed or key.startswith(f"{prefixed}_") for key in self.fields):
                form.initial[name] = field.widget.value_from_datadict(self.fields, {}, prefixed)
        return form


def load(actor: Actor, form: str, record: object = "") -> Unfinished | None:
    """The actor's own draft of this form and record; nobody else's, whoever asks."""
    if actor.user is None:
        return None
    found = Draft.objects.filter(user=actor.user, place=_place(actor, form, record)).first()
    return _read(found) if found else None


def unfinished(actor: Actor, limit: int = 5) -> list[Unfinished]:
    """The actor's drafts, latest first, for the line on my day."""
    if actor.user is None:
        return []
    return [_read(draft) for draft in _latest(limit, user=actor.user.pk)]


@Prepared
def _latest(limit: int, *, user: int) -> Any:
    return Draft.objects.filter(user=user).order_by("-saved_at", "-id")[:limit]


@transaction.atomic
def keep(by: Actor, form: str, record: object, fields: Mapping[str, Any], *, page: str = "", version: str = "") -> bool:
    """Keep what was typed so far. Answers False, and keeps the former draft, when it is too long to keep."""
    text = _encoded(fields)
    if by.user is None or not form or len(text) > MOST:
        return False
    Draft.objects.update_or_create(
        user=by.user,
        place=_place(by, form, record),
        defaults={"fields": text, "page": _local(page), "version": version[:40], "saved_at": clock.now()},
    )
    return True


@transaction.atomic
def discard(by: Actor, form: str, record: object = "") -> None:
    """Forget the draft: it was saved, or its author does not want it."""
    Draft.objects.filter(place=_place(by, form, record)).delete()


def keep_posted(by: Actor, post: QueryDict) -> bool:
    """What the page sends while somebody types, or what arrived after the session had ended."""
    form, record = post.get("draft_form", ""), post.get("draft_record", "")
    return keep(by, form, record, post, page=post.get("draft_page", ""), version=post.get("version", ""))


def discard_posted(by: Actor, post: QueryDict) -> None:
    """After a form was saved: its draft, if the form names one."""
    if form := post.get("draft_form", ""):
        discard(by, form, post.get("draft_record", ""))


@transaction.atomic
def forget_old(by: Actor) -> int:
    """Drafts older than 30 days go; a job calls this daily."""
    gone, _each = Draft.objects.filter(saved_at__lt=clock.now() - KEPT).delete()
    return gone


def _place(by: Actor, form: str, record: object) -> str:
    """Which form of which record, told to nobody who reads the database: not even that two people write in the same one."""
    return lookup_digest(f"draft:{by.user.pk if by.user else 0}:{form[:60]}:{str(record)[:60]}")


def _encoded(fields: Mapping[str, Any]) -> str:
    kept = QueryDict(mutable=True)
    for name in fields:
        if name not in NOT_TEXT:
            kept.setlist(name, fields.getlist(name) if isinstance(fields, QueryDict) else [str(fields[name])])
    return kept.urlencode()


def _read(draft: Draft) -> Unfinished:
    return Unfinished(draft.page, draft.version, draft.saved_at, QueryDict(draft.fields))


def _local(page: str) -> str:
    """Only an address of ours, so that "continue" never leads elsewhere."""
    return page if len(page) <= 200 and page.startswith("/") and url_has_allowed_host_and_scheme(page, allowed_hosts=None) else ""
