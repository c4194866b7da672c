"""A family is handed over; what goes along are exactly the items that were chosen, and nothing else."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ligzda.access import audit
from ligzda.access.actor import Actor
from ligzda.access.models import Seat
from ligzda.cases import episode_changes, seating
from ligzda.cases.actions.referrals import refer
from ligzda.cases.episode_changes import noted
from ligzda.cases.models import Episode, Referral
from ligzda.cases.name_checks import must_not_tell
from ligzda.cases.states import ExitType
from ligzda.closure.letter import transfer_paper
from ligzda.closure.models import TransferItem
from ligzda.closure.queries.transfers import Offer, came_along, offered, went_along
from ligzda.closure.reversals import TRANSFERRED
from ligzda.cooperation.models import Disclosure, Ground
from ligzda.cooperation.telling import told
from ligzda.documents import pdf
from ligzda.documents.actions import files
from ligzda.documents.models import Attachment
from ligzda.documents.queries import content
from ligzda.kernel import languages
from ligzda.kernel.refused import Refused
from ligzda.people.actions.reversals import keep
from ligzda.people.reversing import stood
from ligzda.places.models import Site


@transaction.atomic
def transfer(
    episode: Episode, *, by: Actor, on: dt.date, sentence: str, ground: str, receiving: str = "", site: Site | None = None,
    items: Sequence[str] = (), ground_kind: str = Ground.AGREEMENT,
) -> Referral | None:  # fmt: skip
    """Hand the family over. To one of our own sites goes a referral: the receiving coordinator decides too. The team here is released.

    ``ground`` is the family's agreement or the law that allows it; without one nothing is handed over. ``items`` go along, by their
    codes (``closure.queries.transfers``); what is not among them stays.
    """
    if not (receiving.strip() or site):
        raise Refused(_("Say who takes over."), field="receiving")
    Refused.unless_empty([None if ground.strip() else _("Say on what ground: the family's agreement or the law.")], field="ground")
    if site is not None and site.pk == episode.case.site_id:
        raise Refused(_("The family is already at this site."), field="site")
    along = chosen(episode, items, by)
    was = stood(TRANSFERRED.kind, episode)
    moved = episode_changes.enter(episode, "transfer", by=by, on=on, sentence=sentence)
    moved.before_hold, moved.closed_date, moved.exit_type, moved.exit_reason = "", on, ExitType.TRANSFERRED, sentence.strip()
    moved.continues_with = receiving.strip() or str(site)
    moved.save(update_fields=["before_hold", "closed_date", "exit_type", "exit_reason", "continues_with"])
    episode_changes.end_plans(moved, on)
    seats = Seat.objects.filter(Q(until_date__isnull=True) | Q(until_date__gt=on), circle=moved.case.circle)
    for stands_in in (False, True):
        seating.end_places(seats.filter(instead_of__isnull=not stands_in).exclude(because=Seat.Because.SAMPLE), by=by, on=on)
    noted(moved, "transferred", by)
    referral = None
    if site is not None:
        referral = refer(
            by=by, site=site, source="transfer", received_date=on, reason=sentence, family_informed="yes", legal_ground=ground,
            family=moved.case.family, handed_on=moved,
        )  # fmt: skip
    hand_on(
        moved, by=by, on=on, items=along, referral=referral, receiving=receiving, ground_kind=ground_kind, ground=ground
    )  # fmt: skip
    keep(was, by=by, circle=moved.case.circle, referral=referral.pk if referral else None)
    return referral


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
    paper = transfer_paper(case, receiving, on, went_along(by, case), str(by.user or ""), languages.reading())
    files.keep(
        case.circle, by=by, name=f"{case.number}-{on:%Y%m%d}.pdf", content=pdf.render(paper), content_type="application/pdf",
        title=paper.title, date=on, is_compiled=True,
    )  # fmt: skip


def _copied(file: Attachment, referral: Referral, by: Actor, on: dt.date) -> Attachment:
    """The receiving site opens a copy that lies with its referral; the file here stays as it is."""
    return files.keep(
        referral.circle, by=by, name=file.name, content=content(by, file), content_type=file.content_type, tier=file.tier, title=file.title,
        date=file.date, is_compiled=True,
    )  # fmt: skip
