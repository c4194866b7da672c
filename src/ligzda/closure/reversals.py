"""What closing and handing over change in a file, so that both can be undone (``people.reversing``)."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ligzda.access.actor import Actor
from ligzda.access.lost import ended, happened, left_since, lost_since, taken_by_others
from ligzda.access.models import Circle, Seat
from ligzda.access.permissions import Permission
from ligzda.cases.episode_changes import SECOND_EPISODE
from ligzda.cases.models import AftercareContact, Episode, Plan, Referral, Responsibility, StateSpan
from ligzda.cases.states import UNDECIDED, ReferralState
from ligzda.closure.models import Continuing, TransferItem
from ligzda.cooperation.models import CaseMeeting
from ligzda.kernel import clock
from ligzda.people.reversing import Reversible, TouchedRows

STAND_IN_ENDED = "team.stand_in_ended"
# Which seats were lost since a moment in an act of a room above; each hands its own in where it starts.
LOST: list[Callable[[Seat, dt.datetime], bool]] = []
ADMITTED = _("The other site has decided already: %(number)s.")


def _parts(episode: Episode) -> Iterable[TouchedRows]:
    """The stay with its states and plans; who sat in the file and carried it; what was planned with others, what goes on."""
    case = episode.case
    return (
        TouchedRows(Episode.objects.filter(case=case)),
        TouchedRows(StateSpan.objects.filter(episode__case=case)),
        TouchedRows(Plan.objects.filter(episode__case=case)),
        TouchedRows(AftercareContact.objects.filter(episode__case=case)),
        TouchedRows(Seat.objects.filter(circle=case.circle_id), carries=False, lost=_lost, ended=ended, beside=taken_by_others),
        TouchedRows(Responsibility.objects.filter(episode__case=case), carries=False, lost=_carries_no_more),
        TouchedRows(CaseMeeting.objects.filter(case=case), carries=False),
        TouchedRows(Continuing.objects.filter(episode__case=case), carries=False),
        TouchedRows(TransferItem.objects.filter(episode__case=case), carries=False),
    )


def _lost(seat: Seat, since: dt.datetime) -> bool:
    """Also what was ended in another file's or another person's act: a stand-in whose colleague is back, what rooms above say."""
    if seat.until_date is not None and seat.until_date < clock.today():
        return False  # it opens nothing any more
    is_back = seat.instead_of_id is not None and happened(STAND_IN_ENDED, seat.instead_of_id, since)
    return is_back or any(is_lost(seat, since) for is_lost in LOST) or lost_since(seat, since)


def _carries_no_more(row: Responsibility, since: dt.datetime) -> bool:
    """Nobody carries a family again whose account was closed since."""
    return row.until_date is None and left_since(row.user_id, since)


def _decides(episode: Episode, actor: Actor) -> bool:
    return actor.may(Permission.DECIDE, episode)


def _open_elsewhere(episode: Episode, _more: Mapping[str, Any]) -> list[Any]:
    """A family is in one programme once, also where it came in under a record that was merged since."""
    case = episode.case
    root = case.family.root_id or case.family_id
    others = Episode.objects.filter(Q(case__family=root) | Q(case__family__root=root), case__project=case.project_id, closed_date=None)
    return [SECOND_EPISODE] if others.exclude(case=case).exists() else []


def _decided_there(episode: Episode, more: Mapping[str, Any]) -> list[Any]:
    """A family that was admitted elsewhere is not fetched back; that stay is closed or handed over in its turn."""
    referral = Referral.objects.filter(pk=more.get("referral") or 0).exclude(state__in=UNDECIDED).first()
    return [ADMITTED % {"number": referral.number}] if referral else _open_elsewhere(episode, more)


def _call_back(_episode: Episode, more: Mapping[str, Any], by: Actor) -> None:
    """The site that was to receive the family sees nothing of it any more; its referral stays, answered and shut."""
    for referral in Referral.objects.filter(pk=more.get("referral") or 0):
        referral.state, referral.decided_date, referral.version = ReferralState.DECLINED, by.on, referral.version + 1
        referral.save(update_fields=["state", "decided_date", "version"])
        Circle.objects.filter(pk=referral.circle_id).update(is_closed=True)


CLOSED = Reversible("close", _("The case was closed"), "cases.episode", _decides, _parts, _open_elsewhere)
TRANSFERRED = Reversible("transfer", _("The family was handed over"), "cases.episode", _decides, _parts, _decided_there, _call_back)
