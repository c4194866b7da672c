"""Papers of a file as far as the reader may open them. Of a protected one others see that it is there, by whom and when."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from ligzda.access.actor import Actor
from ligzda.access.permissions import PROTECTED, Permission
from ligzda.cases import deadlines, rules
from ligzda.cases.models import Case
from ligzda.documents import queries as files
from ligzda.documents.kinds import KINDS
from ligzda.documents.models import Attachment
from ligzda.kernel import clock


@dataclass(frozen=True)
class FileRow:
    """One paper, as this reader may see it. ``heading`` is empty when it is protected and not the reader's own."""

    key: str
    date: dt.date
    author: str
    heading: str
    filename: str
    kind: Any
    size: int
    is_protected: bool
    is_void: bool
    void_reason: str
    cannot_void: Any

    @property
    def is_readable(self) -> bool:
        return bool(self.heading)


def papers(actor: Actor, case: Case) -> Any:
    """The papers that the reader may know of, the latest first."""
    rows = Attachment.objects.visible_to(actor, Permission.SEE_CASE).filter(circle=case.circle)
    return rows.select_related("author", "circle").order_by("-date", "-id")


def paper_rows(actor: Actor, case: Case, found: Iterable[Attachment]) -> list[FileRow]:
    """As this reader may see them: one statement for all."""
    may_move = actor.may(Permission.MOVE, case)
    return [_row(actor, one, may_move) for one in found]


def paper_by_key(actor: Actor, case: Case, key: str) -> Attachment | None:
    """A paper of this file that the reader may open."""
    found = files.file_by_key(actor, key, Permission.SEE_CASE)
    return found if found is not None and found.circle_id == case.circle_id else None


def _row(actor: Actor, one: Attachment, may_move: bool) -> FileRow:
    opens = files.may_open(actor, one)
    return FileRow(
        key=one.key, date=one.date, author=str(one.author or ""), heading=one.heading if opens else "", filename=one.filename if opens else "",
        kind=KINDS[one.content_type].title if one.content_type in KINDS else "", size=one.size, is_protected=one.tier in PROTECTED,
        is_void=one.voided_at is not None, void_reason=one.void_reason if opens else "",
        cannot_void=cannot_void(actor, one, may_move),
    )  # fmt: skip


def cannot_void(actor: Actor, one: Attachment, may_move: bool) -> Any:
    """The sentence why not, or None; the same rule as for a note."""
    hours = (clock.now() - one.added_at).total_seconds() / 3600
    is_mine = actor.user is not None and one.author_id == actor.user.pk
    return rules.too_late_to_void(is_mine, hours, deadlines.length("void"), may_move)
