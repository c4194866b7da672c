"""Two people change one record: the second is shown both values and chooses; nothing is overwritten unseen."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from ligzda.access.models import AuditEntry
from ligzda.kernel.refused import Stale
from ligzda.web import formatting


def version_of(thing: Any) -> int:
    """What a form carries to say which state it began from: the microsecond of the last change."""
    return int(thing.changed_at.timestamp() * 1_000_000)


def read_version(text: str) -> int:
    """The version a form carried. One that cannot be read is no version of anything, so that nothing is overwritten unseen."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 20 else 0


def must_be_unchanged(thing: Any, version: int | None, typed: Mapping[str, Any]) -> None:
    """Raise ``Stale`` when the record is not the one the writer began from and something would be overwritten."""
    if version is None or version == version_of(thing):
        return
    theirs = {name: getattr(thing, name) for name, value in typed.items() if getattr(thing, name) != value}
    if not theirs:
        return
    last = AuditEntry.objects.filter(thing=thing._meta.label_lower, thing_id=thing.pk).select_related("user").order_by("-id").first()
    who = str(last.user) if last and last.user else _("a colleague")
    sentence = _("While you were writing, this entry was changed by: %(who)s, %(time)s. Nothing is lost – compare and choose.")
    raise Stale(sentence % {"who": who, "time": formatting.clock_time(thing.changed_at)}, theirs=theirs, version=version_of(thing))
