"""Meetings with other professions: planned, people invited item by item, held with a minute, cancelled with a reason."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ligzda.access import audit
from ligzda.access.actor import Actor
from ligzda.access.permissions import Permission
from ligzda.cases import rules
from ligzda.cases.actions.steps import NOT_YOURS, Owner, add_step
from ligzda.cases.models import Case
from ligzda.cases.name_checks import must_not_tell
from ligzda.cooperation.models import AgendaItem, CaseMeeting, Disclosure, Ground, Hearing, MeetingDecision, MeetingInvitation
from ligzda.cooperation.states import MEETING, MeetingState
from ligzda.cooperation.telling import told
from ligzda.kernel.refused import Refused, Stale

MOST_ITEMS = 12


@dataclass(frozen=True)
class Decision:
    """What was decided: who does it by when."""

    text: str
    owner: Owner
    due_date: dt.date | None


@transaction.atomic
def plan_meeting(case: Case, *, by: Actor, date: dt.date, purpose: str, agenda: Sequence[str] = (), **details: Any) -> CaseMeeting:
    """A meeting in the making. ``details``: start_time, place, family_informed, not_informed_because."""
    if not by.may(Permission.PLAN, case):
        raise Refused(NOT_YOURS)
    meeting = CaseMeeting(case=case, date=date, author=by.user)
    _fill(meeting, purpose, details)
    must_not_tell(case, purpose, meeting.place, *agenda, by=by)
    meeting.save()
    _write_agenda(meeting, agenda)
    audit.record(by, "meeting.planned", meeting, circle=case.circle)
    return meeting


@transaction.atomic
def change_meeting(
    meeting: CaseMeeting, *, by: Actor, date: dt.date, purpose: str, agenda: Sequence[str], expected_version: int, **details: Any
) -> CaseMeeting:
    """Say it better while it is still being planned. An item keeps its place and who may hear it."""
    locked = _still_planned(meeting, by)
    if locked.version != expected_version:
        theirs = {"date": locked.date, "purpose": locked.purpose, "agenda": "\n".join(item.text for item in locked.items.all())}
        raise Stale(
            _("A colleague changed this meeting meanwhile. Nothing is lost – compare and choose."), theirs=theirs, version=locked.version
        )
    locked.date = date
    _fill(locked, purpose, details)
    must_not_tell(locked.case, purpose, locked.place, *agenda, by=by)
    locked.version += 1
    locked.save()
    _write_agenda(locked, agenda)
    audit.record(by, "meeting.changed", locked, circle=locked.case.circle)
    return locked


@transaction.atomic
def invite_person(
    meeting: CaseMeeting, *, by: Actor, name: str, institution: str, function: str, ground: str, hears: Mapping[int, str]
) -> MeetingInvitation:
    """Put somebody on the list. ``hears``: place in the agenda → kind of ground; whoever has no ground for an item is not invited to it."""
    locked = _still_planned(meeting, by)
    said = {"name": name, "institution": institution, "function": function}
    for field, value in said.items():
        Refused.unless_empty([None if value.strip() else _("Say who is invited, from where and in what function.")], field=field)
    places = {place: kind for place, kind in hears.items() if kind}
    if not places:
        raise Refused(_("Choose at least one item that this person may hear, and the ground."))
    Refused.unless_empty([rules.missing_ground(ground)], field="ground")
    if set(places.values()) - set(Ground.values):
        raise Refused(_("Choose on what ground this person may hear it."))
    items = {item.order: item for item in locked.items.all()}
    invitation = MeetingInvitation.objects.create(
        meeting=locked, ground=ground.strip()[:200], **{field: value.strip()[:120] for field, value in said.items()}
    )
    Hearing.objects.bulk_create(Hearing(invitation=invitation, item=items[place], ground_kind=kind) for place, kind in places.items())
    audit.record(by, "meeting.person_added", locked, circle=locked.case.circle)
    return invitation


@transaction.atomic
def take_off(invitation: MeetingInvitation, *, by: Actor) -> CaseMeeting:
    """Somebody is not invited after all; only as long as nobody was."""
    locked = _still_planned(invitation.meeting, by)
    locked.invitations.get(pk=invitation.pk).delete()
    audit.record(by, "meeting.person_removed", locked, circle=locked.case.circle)
    return locked


@transaction.atomic
def invite(meeting: CaseMeeting, *, by: Actor, on: dt.date) -> CaseMeeting:
    """The invitations went out: agenda, people with their grounds, and whether the family knows are there."""
    invited: CaseMeeting = MEETING.apply(meeting, "invite", by)
    Refused.unless_empty([rules.not_yet(on, by.on)], field="on")
    invited.invited_date = on
    invited.save(update_fields=["invited_date"])
    audit.record(by, "meeting.invited", invited, circle=invited.case.circle)
    return invited


@transaction.atomic
def hold(
    meeting: CaseMeeting, *, by: Actor, on: dt.date, present: Collection[int], minute: str, family_words: str, decisions: Sequence[Decision],
    others_present: str = "", disagreements: str = "", nothing_decided: bool = False,
) -> CaseMeeting:  # fmt: skip
    """The minute. Each decision becomes a step; what present outsiders heard is kept as told to them, with the ground."""
    held: CaseMeeting = MEETING.apply(meeting, "hold", by)
    _check_minute(
        held,
        on,
        present=present,
        others=others_present,
        minute=minute,
        family_words=family_words,
        decisions=decisions,
        nothing_decided=nothing_decided,
        by=by,
    )
    must_not_tell(held.case, minute, family_words, disagreements, others_present, by=by, field="minute")
    held.held_date, held.minute, held.disagreements, held.family_words = on, minute.strip(), disagreements.strip(), family_words.strip()
    held.others_present = others_present.strip()
    held.save(update_fields=["held_date", "minute", "disagreements", "family_words", "others_present"])
    for one in held.invitations.prefetch_related("hearings__item"):
        one.was_present = one.pk in present
        one.save(update_fields=["was_present"])
        if one.was_present:
            _heard(held, one, on, by)
    for decision in decisions:
        step = add_step(held.case, by=by, text=decision.text, owner=decision.owner, due_date=decision.due_date)
        MeetingDecision.objects.create(meeting=held, step=step)
    audit.record(by, "meeting.held", held, circle=held.case.circle)
    return held


@transaction.atomic
def cancel(meeting: CaseMeeting, *, by: Actor, reason: str) -> CaseMeeting:
    cancelled: CaseMeeting = MEETING.apply(meeting, "cancel", by)
    Refused.unless_empty([rules.missing_sentence(reason)], field="reason")
    cancelled.cancelled_because = reason.strip()[:300]
    cancelled.save(update_fields=["cancelled_because"])
    audit.record(by, "meeting.cancelled", cancelled, circle=cancelled.case.circle)
    return cancelled


def _fill(meeting: CaseMeeting, purpose: str, details: Mapping[str, Any]) -> None:
    Refused.unless_empty([None if purpose.strip() else _("Say in a sentence what the meeting is for.")], field="purpose")
    meeting.purpose = purpose.strip()[:300]
    for name, value in details.items():
        setattr(meeting, name, value)
    if meeting.family_informed is False and not meeting.not_informed_because.strip():
        raise Refused(_("Say why the family does not know of the meeting."), field="not_informed_because")


def _write_agenda(meeting: CaseMeeting, agenda: Sequence[str]) -> None:
    lines = [line.strip() for line in agenda if line.strip()]
    if len(lines) > MOST_ITEMS or any(len(line) > 200 for line in lines):
        raise Refused(_("Write at most %(most)d items, each in one short line.") % {"most": MOST_ITEMS}, field="agenda")
    for order, line in enumerate(lines, 1):
        AgendaItem.objects.update_or_create(meeting=meeting, order=order, defaults={"text": line})
    meeting.items.filter(order__gt=len(lines)).delete()


def _still_planned(meeting: CaseMeeting, by: Actor) -> CaseMeeting:
    locked: CaseMeeting = CaseMeeting.objects.select_for_update(of=("self",)).select_related("case__circle").get(pk=meeting.pk)
    if not by.may(Permission.PLAN, locked):
        raise Refused(NOT_YOURS)
    if locked.state != MeetingState.PLANNED:
        raise Refused(_("The invitations went out already. Cancel the meeting and plan another."))
    return locked


def _check_minute(
    meeting: CaseMeeting, on: dt.date, *, present: Collection[int], others: str, minute: str, family_words: str,
    decisions: Sequence[Decision], nothing_decided: bool, by: Actor,
) -> None:  # fmt: skip
    Refused.unless_empty([rules.not_yet(on, by.on), rules.before(on, meeting.invited_date)], field="on")
    if not (present or others.strip()):
        raise Refused(_("Say who was there."), field="present")
    Refused.unless_empty([None if minute.strip() else _("Write what was said, and by whom.")], field="minute")
    Refused.unless_empty(
        [None if family_words.strip() else _("Write what the family said; or that it was not there.")], field="family_words"
    )
    if not decisions and not nothing_decided:
        raise Refused(_("Write down what was decided, or that nothing was."), field="nothing_decided")
    if any(one.due_date is None for one in decisions):
        raise Refused(_("Say of each decision until when."))


def _heard(meeting: CaseMeeting, one: MeetingInvitation, on: dt.date, by: Actor) -> None:
    hearings = sorted(one.hearings.all(), key=lambda hearing: hearing.item.order)
    told(
        meeting.case, by=by, on=on, institution=one.institution, name=one.name, what="\n".join(h.item.text for h in hearings),
        ground_kind=hearings[0].ground_kind, ground=one.ground, how=Disclosure.How.MEETING, meeting=meeting,
    )  # fmt: skip
