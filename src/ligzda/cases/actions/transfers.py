"""What goes along when a family is handed over: exactly the items that were chosen, and nothing else."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from ligzda.access import audit
from ligzda.access.actor import Actor
from ligzda.cases import letters
from ligzda.cases.actions.disclosures import told
from ligzda.cases.models import Case, Disclosure, Episode, Referral, TransferItem
from ligzda.cases.name_checks import must_not_tell
from ligzda.cases.queries.transfers import Offer, came_along, offered, went_along
from ligzda.documents import pdf
from ligzda.documents.actions import files
from ligzda.documents.models import Attachment
from ligzda.documents.queries import content
from ligzda.kernel.refused import Refused


def chosen(episode: Episode, codes: Sequence[str], by: Actor) -> list[Offer]:
    """The offers behind the codes of a form; asked while ``by`` still sees the file."""
    offers = {one.code: one for one in offered(by, episode.case)} if codes else {}
    if set(codes) - set(offers):
        raise Refused(_("This is not among what can go along. Choose anew."), field="items")
    return [offers[code] for code in dict.fromkeys(codes)]


@transaction.atomic
def hand_on(
    episode: Episode, *, by: Actor, on: dt.date, items: Sequence[Offer], referral: Referral | None, receiving: str, ground_kind: str,
    ground: str,
) -> None:  # fmt: skip
    """To one of our sites goes the list itself; somebody else gets one paper with exactly these items, kept in the file here."""
    for one in items:
        thing = _copied(one.thing, referral, by, on) if one.part == "file" and referral else one.thing
        TransferItem.objects.create(episode=episode, referral=referral, **{one.part: thing})
    pieces = came_along(by, referral) if referral else went_along(by, episode.case)
    must_not_tell(episode.case, *(text for one in pieces for text in (one.title, *one.paragraphs)), by=by, field="items")
    audit.record(by, "episode.handed_on", episode, circle=episode.case.circle)
    if referral is not None or not items:
        return
    case, what = episode.case, "\n".join(one.label for one in items)
    told(case, by=by, on=on, institution=receiving, what=what, ground_kind=ground_kind, ground=ground, how=Disclosure.How.TRANSFER)
    paper = letters.transfer_paper(case, receiving, on, went_along(by, case), str(by.user or ""), get_language() or "lv")
    files.keep(
        case.circle, by=by, name=f"{case.number}-{on:%Y%m%d}.pdf", content=pdf.render(paper), content_type="application/pdf",
        title=paper.title, date=on, is_compiled=True,
    )  # fmt: skip


def settle(referral: Referral, case: Case, *, by: Actor) -> None:
    """The family was admitted here: the papers that came along lie in its file from now on, and are opened through its door."""
    moved = Attachment.objects.filter(pk__in=referral.brought.values("file"), circle=referral.circle)
    for one in moved:
        one.circle = case.circle
        one.save(update_fields=["circle"])
        audit.record(by, "attachment.moved", one, circle=case.circle)


def _copied(file: Attachment, referral: Referral, by: Actor, on: dt.date) -> Attachment:
    """The receiving site opens a copy that lies with its referral; the file here stays as it is."""
    return files.keep(
        referral.circle, by=by, name=file.name, content=content(by, file), content_type=file.content_type, tier=file.tier, title=file.title,
        date=file.date, is_compiled=True,
    )  # fmt: skip
