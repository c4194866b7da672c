"""Stepping down, closing, after-care, the end, and beginning anew."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ligzda.access.actor import Actor
from ligzda.access.models import User
from ligzda.cases import deadlines, episode_changes, rules, seating
from ligzda.cases.agreement import agreements
from ligzda.cases.episode_changes import noted
from ligzda.cases.models import AftercareContact, Area, Episode
from ligzda.cases.name_checks import must_belong
from ligzda.cases.states import EPISODE, NEEDS_A_PLAN, CaseState, EntryKind, ExitType
from ligzda.closure import objections as closing
from ligzda.closure.models import AftercareArea, Continuing, Intensity
from ligzda.closure.reversals import CLOSED
from ligzda.closure.rules import exit_without_plan
from ligzda.kernel.clock import add_months
from ligzda.kernel.refused import Refused
from ligzda.people.actions.reversals import keep
from ligzda.people.actions.rights import give_consent
from ligzda.people.models import Consent, Person
from ligzda.people.reversing import stood
from ligzda.web import formatting

MOST_TIMES = 7  # a week; a month has room for four times as many


@dataclass(frozen=True)
class Often:
    """From a day on so many times a week or a month."""

    from_date: dt.date
    times: int
    per: str


@dataclass(frozen=True)
class GoesOn:
    """What goes on after closing, with whom, and who pays."""

    what: str
    with_whom: str = ""
    who_pays: str = ""


@transaction.atomic
def step_down(episode: Episode, *, by: Actor, on: dt.date, sentence: str, intensity: Sequence[Often]) -> Episode:
    """Support becomes less by a schedule: from each day on so often. Raises ``Refused`` without one, or where it does not become less."""
    _check_schedule(intensity, on)
    stepped = episode_changes.enter(episode, "step_down", by=by, on=on, sentence=sentence)
    stepped.intensities.all().delete()  # an earlier stepping down that was taken back by a hold
    Intensity.objects.bulk_create(Intensity(episode=stepped, from_date=one.from_date, times=one.times, per=one.per) for one in intensity)
    return noted(stepped, "stepping_down", by)


@transaction.atomic
def close(
    episode: Episode, *, by: Actor, on: dt.date, sentence: str, exit_type: str, continuing: Sequence[GoesOn] = (), family_opinion: str = "",
    accept_because: str = "",
) -> Episode:  # fmt: skip
    """End the support: the way out and its reason, the final levels, what goes on and who pays, what the family thinks of it.

    What objects (``closure.objections``) is a warning: with ``accept_because`` the manager closes all the same, and the reason stays.
    """
    if exit_type not in ExitType.values or exit_type == ExitType.TRANSFERRED:
        raise Refused(_("Choose how the support ended."), field="exit_type")
    ran = CaseState.ACTIVE in {episode.state, *episode.spans.values_list("state", flat=True)}
    Refused.unless_empty([exit_without_plan(exit_type in NEEDS_A_PLAN, ran)], field="exit_type")
    move = "close_early" if episode.state in EPISODE.move("close_early").sources else "close"
    Refused.unless_empty(EPISODE.objections(episode, move, by))
    warnings = closing.objections(episode, exit_type, on, by)
    if warnings and not accept_because.strip():
        raise Refused(*warnings, warning=True)
    was = stood(CLOSED.kind, episode)
    closed = episode_changes.enter(episode, move, by=by, on=on, sentence=sentence)
    closed.before_hold, closed.closed_date, closed.exit_type, closed.exit_reason = "", on, exit_type, sentence.strip()
    closed.family_opinion, closed.close_because = family_opinion, accept_because.strip()[:300] if warnings else ""
    closed.save(update_fields=["before_hold", "closed_date", "exit_type", "exit_reason", "close_because", "family_opinion"])
    episode_changes.end_plans(closed, on)
    Continuing.objects.bulk_create(
        Continuing(episode=closed, what=one.what, with_whom=one.with_whom, who_pays=one.who_pays) for one in continuing if one.what.strip()
    )
    keep(was, by=by, circle=closed.case.circle)
    return noted(closed, "closed", by)


@transaction.atomic
def aftercare(episode: Episode, *, by: Actor, on: dt.date, sentence: str, consent_of: Person | None) -> Episode:
    """Stay in touch after closing. Nobody is called without having agreed to it: ``consent_of`` says who did."""
    if consent_of is None:
        raise Refused(_("Choose who agreed to be contacted."), field="consent_of")
    must_belong(episode.case, consent_of, by=by, on=by.on, field="consent_of")
    cared = episode_changes.enter(episode, "aftercare", by=by, on=on, sentence=sentence)
    cared.aftercare_until_date = add_months(cared.closed_date or on, deadlines.series("aftercare")[-1])
    cared.save(update_fields=["aftercare_until_date"])
    give_consent(consent_of, by=by, purpose=Consent.Purpose.FOLLOW_UP, given_date=on)
    return noted(cared, "aftercare", by)


@transaction.atomic
def record_contact(episode: Episode, *, by: Actor, on: dt.date, sentence: str, areas: Mapping[Area, str] | None = None) -> AftercareContact:
    """One after-care contact: how the family is, and of each area asked about whether it holds. The next one falls due by itself."""
    locked = Episode.objects.select_for_update().get(pk=episode.pk)
    if locked.state != CaseState.AFTERCARE:
        raise Refused(_("This family is not in after-care."))
    if not by.may(EPISODE.move("end").needs, locked):
        raise Refused(_("This step is not yours to take; ask your coordinator."))
    Refused.unless_empty([rules.not_yet(on, by.on), rules.before(on, locked.closed_date)], field="on")
    if set((areas or {}).values()) - set(AftercareArea.State.values):
        raise Refused(_("Say of each area how it is."))
    Refused.unless_empty(objections_to_contact(locked, by) if on == by.on else [])
    if not _agreed(locked, on):
        raise Refused(_("On this day nobody of the family had agreed to be contacted. Check the day."), field="on")
    Refused.unless_empty([rules.missing_sentence(sentence)], field="sentence")
    contact = AftercareContact.objects.create(episode=locked, date=on, sentence=sentence.strip(), by_user=by.user)
    AftercareArea.objects.bulk_create(AftercareArea(contact=contact, area=area, state=state) for area, state in (areas or {}).items())
    noted(locked, "aftercare_contact", by)
    return contact


def objections_to_contact(episode: Episode, by: Actor) -> list[Any]:
    """Without an agreement that holds today nobody is called any more; an earlier contact may still be entered."""
    gone = _("The family's agreement to be contacted was withdrawn. End the after-care.")
    return [] if episode.state != CaseState.AFTERCARE or _agreed(episode, by.on) else [gone]


@transaction.atomic
def end(episode: Episode, *, by: Actor, on: dt.date, sentence: str) -> Episode:
    """After-care is over, or there was none. Who was in it was asked at least once how each area of life is, unless nobody may ask any more."""
    may_ask = episode.state == CaseState.AFTERCARE and _agreed(episode, by.on)
    if may_ask and not AftercareArea.objects.filter(contact__episode=episode).exists():
        raise Refused(_("First record an after-care contact that says how the areas of life are."))
    return noted(episode_changes.enter(episode, "end", by=by, on=on, sentence=sentence), "ended", by)


@transaction.atomic
def reopen(
    episode: Episode, *, by: Actor, on: dt.date, sentence: str, area: Area | None = None, case_worker: User | None = None
) -> Episode:
    """Begin a new stay of the same family under the same number. ``area`` went back, or without one a new risk came up."""
    episode_changes.lock_family(episode.case.family)
    if case_worker is not None:
        seating.must_be_colleague(case_worker, field="case_worker")
    earlier: Episode = EPISODE.apply(episode, "reopen", by)
    Refused.unless_empty([rules.missing_sentence(sentence)], field="sentence")
    episode_changes.end_after_reopening(earlier, by=by, on=on)
    opened = episode_changes.open_episode(
        earlier.case, by=by, on=on, entry=EntryKind.REOPENED, sentence=sentence.strip(), reopened_because=sentence.strip()[:300],
        reopened_area=area, follows=earlier,
    )  # fmt: skip
    if case_worker is not None:
        seating.make_responsible(earlier.case, by=by, user=case_worker, on=on)
    elif (worker := seating.responsible_now(earlier.case)) is not None:
        seating.carry_on(earlier.case, user=worker, on=on)
    return noted(opened, "reopened", by)


def _check_schedule(intensity: Sequence[Often], on: dt.date) -> None:
    if not intensity:
        raise Refused(_("Say how often you will meet from now on."), field="from_1")
    for n, one in enumerate(intensity, 1):
        most = MOST_TIMES if one.per == Intensity.Per.WEEK else MOST_TIMES * 4
        if one.per not in Intensity.Per.values or not 1 <= one.times <= most:
            raise Refused(_("Enter a number from 1 to %(most)d.") % {"most": most}, field=f"times_{n}")
        earliest = intensity[n - 2].from_date if n > 1 else on
        if one.from_date < earliest or (n > 1 and one.from_date == earliest):
            raise Refused(_("Each line begins after the one before it (%(date)s).") % {"date": formatting.day(earliest)}, field=f"from_{n}")


def _agreed(episode: Episode, on: dt.date) -> bool:
    """Somebody of the family agreed to be contacted after closing and has not taken it back by that day."""
    return bool(agreements(episode.case.family.root_id or episode.case.family_id, on).exists())
