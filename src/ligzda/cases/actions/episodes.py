"""The moves of a stay: plan, begin, step down, hold, close, after-care, end, transfer, re-open."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ligzda.access import audit
from ligzda.access.actions.seats import unseat
from ligzda.access.actor import Actor
from ligzda.access.models import Seat, User
from ligzda.cases import rules, timers
from ligzda.cases.actions import stays, team
from ligzda.cases.actions.referrals import refer
from ligzda.cases.models import AftercareContact, Episode, Referral
from ligzda.cases.states import EPISODE, NEEDS_A_PLAN, CaseState, Entry, ExitType
from ligzda.kernel.clock import add_months
from ligzda.kernel.refused import Refused
from ligzda.people.actions.rights import give_consent
from ligzda.people.models import Consent, Person
from ligzda.places.models import Site


@transaction.atomic
def plan(episode: Episode, *, by: Actor, on: dt.date, sentence: str) -> Episode:
    """The assessment is done; the family and the team begin to plan. The assessment itself arrives with casework."""
    return _noted(stays.enter(episode, "plan", by=by, on=on, sentence=sentence), "planning", by)


@transaction.atomic
def activate(episode: Episode, *, by: Actor, on: dt.date, sentence: str) -> Episode:
    """The plan is agreed and runs. The plan itself arrives with casework."""
    return _noted(stays.enter(episode, "activate", by=by, on=on, sentence=sentence), "active", by)


@transaction.atomic
def step_down(episode: Episode, *, by: Actor, on: dt.date, sentence: str) -> Episode:
    """Support becomes less, step by step; ``sentence`` says how."""
    return _noted(stays.enter(episode, "step_down", by=by, on=on, sentence=sentence), "stepping_down", by)


@transaction.atomic
def hold(episode: Episode, *, by: Actor, on: dt.date, sentence: str) -> Episode:
    """Put the work on hold and remember where it stood."""
    stood = episode.state
    held = stays.enter(episode, "hold", by=by, on=on, sentence=sentence)
    held.before_hold = stood
    held.save(update_fields=["before_hold"])
    return _noted(held, "held", by)


@transaction.atomic
def resume(episode: Episode, *, by: Actor, on: dt.date, sentence: str) -> Episode:
    """Go on where the work stood before the hold."""
    resumed = stays.enter(episode, "resume", by=by, on=on, sentence=sentence)
    resumed.before_hold = ""
    resumed.save(update_fields=["before_hold"])
    return _noted(resumed, "resumed", by)


@transaction.atomic
def close(
    episode: Episode, *, by: Actor, on: dt.date, sentence: str, exit_type: str, continues_with: str = "", family_opinion: str = ""
) -> Episode:
    """End the support with an exit type and the reason; what goes on and with whom; what the family thinks of it."""
    if exit_type not in ExitType.values or exit_type == ExitType.TRANSFERRED:
        raise Refused(_("Choose how the support ended."), field="exit_type")
    ran = CaseState.ACTIVE in {episode.state, *episode.spans.values_list("state", flat=True)}
    Refused.unless_empty([rules.exit_without_plan(exit_type in NEEDS_A_PLAN, ran)], field="exit_type")
    early = episode.state in EPISODE.move("close_early").sources
    closed = stays.enter(episode, "close_early" if early else "close", by=by, on=on, sentence=sentence)
    closed.before_hold, closed.closed_date, closed.exit_type, closed.exit_reason = "", on, exit_type, sentence.strip()
    closed.continues_with, closed.family_opinion = continues_with, family_opinion
    closed.save(update_fields=["before_hold", "closed_date", "exit_type", "exit_reason", "continues_with", "family_opinion"])
    return _noted(closed, "closed", by)


@transaction.atomic
def aftercare(episode: Episode, *, by: Actor, on: dt.date, sentence: str, consent_of: Person | None) -> Episode:
    """Stay in touch after closing. Nobody is called without having agreed to it: ``consent_of`` says who did."""
    if consent_of is None:
        raise Refused(_("Choose who agreed to be contacted."), field="consent_of")
    cared = stays.enter(episode, "aftercare", by=by, on=on, sentence=sentence)
    cared.aftercare_until_date = add_months(cared.closed_date or on, timers.AFTERCARE_MONTHS[-1])
    cared.save(update_fields=["aftercare_until_date"])
    give_consent(consent_of, by=by, purpose=Consent.Purpose.FOLLOW_UP, given_date=on)
    return _noted(cared, "aftercare", by)


@transaction.atomic
def record_contact(episode: Episode, *, by: Actor, on: dt.date, sentence: str) -> AftercareContact:
    """One after-care contact: how the family is. The next one falls due by itself."""
    locked = Episode.objects.select_for_update().get(pk=episode.pk)
    if locked.state != CaseState.AFTERCARE:
        raise Refused(_("This family is not in after-care."))
    if not by.may(EPISODE.move("end").needs, locked):
        raise Refused(_("This step is not yours to take; ask your coordinator."))
    Refused.unless_empty([rules.missing_sentence(sentence)], field="sentence")
    Refused.unless_empty([rules.not_yet(on, by.on), rules.before(on, locked.closed_date)], field="on")
    contact = AftercareContact.objects.create(episode=locked, date=on, sentence=sentence.strip(), by_user=by.user)
    _noted(locked, "aftercare_contact", by)
    return contact


@transaction.atomic
def end(episode: Episode, *, by: Actor, on: dt.date, sentence: str) -> Episode:
    """After-care is over, or there was none."""
    return _noted(stays.enter(episode, "end", by=by, on=on, sentence=sentence), "ended", by)


@transaction.atomic
def transfer(
    episode: Episode, *, by: Actor, on: dt.date, sentence: str, ground: str, receiving: str = "", site: Site | None = None
) -> Referral | None:
    """Hand the family over. To one of our own sites goes a referral: the receiving coordinator decides too. The team here is released.

    ``ground`` is the family's agreement or the law that allows it; without one nothing is handed over.
    """
    if not (receiving.strip() or site):
        raise Refused(_("Say who takes over."), field="receiving")
    Refused.unless_empty([None if ground.strip() else _("Say on what ground: the family's agreement or the law.")], field="ground")
    if site is not None and site.pk == episode.case.site_id:
        raise Refused(_("The family is already at this site."), field="site")
    moved = stays.enter(episode, "transfer", by=by, on=on, sentence=sentence)
    moved.before_hold, moved.closed_date, moved.exit_type, moved.exit_reason = "", on, ExitType.TRANSFERRED, sentence.strip()
    moved.continues_with = receiving.strip() or str(site)
    moved.save(update_fields=["before_hold", "closed_date", "exit_type", "exit_reason", "continues_with"])
    for seat in Seat.objects.filter(circle=moved.case.circle, until_date__isnull=True):
        unseat(seat, by=by, on=max(on, seat.from_date))
    _noted(moved, "transferred", by)
    if site is None:
        return None
    return refer(
        by=by,
        site=site,
        source="transfer",
        received_date=on,
        reason=sentence,
        family_informed="yes",
        legal_ground=ground,
        family=moved.case.family,
    )


@transaction.atomic
def reopen(episode: Episode, *, by: Actor, on: dt.date, sentence: str, case_worker: User | None = None) -> Episode:
    """Begin a new episode of the same family under the same number: something went back, or a new risk came up."""
    stays.lock_family(episode.case.family)
    earlier: Episode = EPISODE.apply(episode, "reopen", by)
    Refused.unless_empty([rules.missing_sentence(sentence)], field="sentence")
    stays.end_after_reopening(earlier, by=by, on=on)
    opened = stays.open_episode(
        earlier.case, by=by, on=on, entry=Entry.REOPENED, sentence=sentence.strip(), reopened_because=sentence.strip()[:300]
    )
    if case_worker is not None:
        team.make_responsible(earlier.case, by=by, user=case_worker, on=on)
    return _noted(opened, "reopened", by)


def _noted(episode: Episode, act: str, by: Actor) -> Episode:
    audit.record(by, f"episode.{act}", episode, circle=episode.case.circle)
    return episode
