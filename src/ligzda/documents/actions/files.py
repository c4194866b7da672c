"""A file is kept: its kind checked by its content, its bytes encrypted outside the web root; voided with a reason, never deleted."""

import datetime as dt
import hashlib
import secrets
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ligzda.access import audit, keys
from ligzda.access.actor import Actor
from ligzda.access.models import Circle
from ligzda.access.permissions import PROTECTED, Tier
from ligzda.documents.models import Attachment
from ligzda.documents.shelf import put
from ligzda.documents.uploads import look_at
from ligzda.kernel import clock
from ligzda.kernel.refused import Refused


@transaction.atomic
def store(circle: Circle, *, by: Actor, upload: Any, tier: str = Tier.WORKING, title: str = "", date: dt.date | None = None) -> Attachment:
    """Keep an uploaded file in a circle. The calling action has asked whether ``by`` may; refuses as ``look_at`` does."""
    one = look_at(upload)
    return keep(circle, by=by, name=one.name, content=one.content, content_type=one.content_type, tier=tier, title=title, date=date)


@transaction.atomic
def keep(
    circle: Circle,
    *,
    by: Actor,
    name: str,
    content: bytes,
    content_type: str,
    tier: str = Tier.WORKING,
    title: str = "",
    date: dt.date | None = None,
    is_compiled: bool = False,
) -> Attachment:
    """Keep bytes that were looked at, or that we made ourselves: a letter, a report. ``is_compiled``: of what others wrote."""
    stored_as = f"{clock.today():%Y%m}/{secrets.token_hex(16)}"
    put(stored_as, keys.encrypt_bytes(content))
    kept = Attachment.objects.create(
        circle=circle, tier=tier, content_type=content_type, size=len(content), digest=hashlib.sha256(content).hexdigest(),
        stored_as=stored_as, author=by.user, is_compiled=is_compiled, date=date or by.on, **_called(tier, name, title.strip()[:200]),
    )  # fmt: skip
    audit.record(by, "attachment.added", kept, circle=circle)
    return kept


@transaction.atomic
def void(attachment: Attachment, *, by: Actor, reason: str) -> Attachment:
    """It should not be here: it stays in the list, struck through with the reason, and nobody opens it any more."""
    if not reason.strip():
        raise Refused(_("Say in a sentence why."), field="reason")
    attachment.voided_at, attachment.void_reason = clock.now(), reason.strip()[:300]
    attachment.save(update_fields=["voided_at", "void_reason"])
    audit.record(by, "attachment.voided", attachment, circle=attachment.circle)
    return attachment


def _called(tier: str, name: str, title: str) -> dict[str, str]:
    return {"sealed_name": name, "sealed_title": title} if tier in PROTECTED else {"name": name, "title": title}
