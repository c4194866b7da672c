"""The moves of a stay while it lasts: plan, begin, hold, resume, transfer. How it ends and begins anew is in ``closing``."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ligzda.access import audit
from ligzda.access.actor import Actor
from ligzda.access.models import Seat
from ligzda.cases.actions import stays, team, transfers
from ligzda.cases.actions.referrals import refer
from ligzda.cases.models import Episode, Ground, Referral
from ligzda.cases.reversals import TRANSFERRED
from ligzda.cases.states import ExitType
from ligzda.kernel.refused import Refused
from ligzda.people.actions.reversals import keep
from ligzda.people.reversing import stood
from ligzda.places.models import Site


@transaction.atomic
def plan(episode: Episode, *, by: Actor, on: dt.date, sentence: str) -> Episode:
    """The assessment is done; the family and the team begin to plan. The assessment itself arrives with casework."""
    return noted(stays.enter(episode, "plan", by=by, on=on, sentence=sentence), "planning", by)


@transaction.atomic
def activate(episode: Episode, *, by: Actor, on: dt.date, sentence: str) -> Episode:
    """The plan is agreed and runs. The plan itself arrives with casework."""
    return noted(stays.enter(episode, "activate", by=by, on=on, sentence=sentence), "active", by)


@transaction.atomic
def hold(episode: Episode, *, by: Actor, on: dt.date, sentence: str) -> Episode:
    """Put the work on hold and remember where it stood."""
    stood = episode.state
    held = stays.enter(episode, "hold", by=by, on=on, sentence=sentence)
    held.before_hold = stood
    held.save(update_fields=["before_hold"])
    return noted(held, "held", by)


@transaction.atomic
def resume(episode: Episode, *, by: Actor, on: dt.date, sentence: str) -> Episode:
    """Go on where the work stood before the hold."""
    resumed = stays.enter(episode, "resume", by=by, on=on, sentence=sentence)
    resumed.before_hold = ""
    resumed.save(update_fields=["before_hold"])
    return noted(resumed, "resumed", by)


@transaction.atomic
def transfer(
    episode: Episode, *, by: Actor, on: dt.date, sentence: str, ground: str, receiving: str = "", site: Site | None = None,
    items: Sequence[str] = (), ground_kind: str = Ground.AGREEMENT,
) -> Referral | None:  # fmt: skip
    """Hand the family over. To one of our own sites goes a referral: the receiving coordinator decides too. The team here is released.

    ``ground`` is the family's agreement or the law that allows it; without one nothing is handed over. ``items`` go along, by their
    codes (``queries.transfers``); what is not among them stays.
    """
    if not (receiving.strip() or site):
        raise Refused(_("Say who takes over."), field="receiving")
    Refused.unless_empty([None if ground.strip() else _("Say on what ground: the family's agreement or the law.")], field="ground")
    if site is not None and site.pk == episode.case.site_id:
        raise Refused(_("The family is already at this site."), field="site")
    along = transfers.chosen(episode, items, by)
    was = stood(TRANSFERRED.kind, episode)
    moved = stays.enter(episode, "transfer", by=by, on=on, sentence=sentence)
    moved.before_hold, moved.closed_date, moved.exit_type, moved.exit_reason = "", on, ExitType.TRANSFERRED, sentence.strip()
    moved.continues_with = receiving.strip() or str(site)
    moved.save(update_fields=["before_hold", "closed_date", "exit_type", "exit_reason", "continues_with"])
    stays.end_plans(moved, on)
    seats = Seat.objects.filter(Q(until_date__isnull=True) | Q(until_date__gt=on), circle=moved.case.circle)
    for stands_in in (False, True):
        team.end_places(seats.filter(instead_of__isnull=not stands_in).exclude(because=Seat.Because.SAMPLE), by=by, on=on)
    noted(moved, "transferred", by)
    referral = None
    if site is not None:
        referral = refer(
            by=by, site=site, source="transfer", received_date=on, reason=sentence, family_informed="yes", legal_ground=ground,
            family=moved.case.family, handed_on=moved,
        )  # fmt: skip
    transfers.hand_on(
        moved, by=by, on=on, items=along, referral=referral, receiving=receiving, ground_kind=ground_kind, ground=ground
    )  # fmt: skip
    keep(was, by=by, circle=moved.case.circle, referral=referral.pk if referral else None)
    return referral


def noted(episode: Episode, act: str, by: Actor) -> Episode:
    audit.record(by, f"episode.{act}", episode, circle=episode.case.circle)
    return episode
