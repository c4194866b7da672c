"""What closing and handing over change in a file, so that both can be undone (``people.reversing``)."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from ligzda.access.actor import Actor
from ligzda.access.models import Circle, Seat
from ligzda.access.words import Word
from ligzda.cases.models import (
    AftercareContact,
    CaseMeeting,
    Continuing,
    Episode,
    Plan,
    Referral,
    Responsibility,
    StateSpan,
    TransferItem,
)
from ligzda.cases.states import UNDECIDED, ReferralState
from ligzda.people.reversing import Part, Reversible

ADMITTED = _("The other site has decided already: %(number)s.")


def _parts(episode: Episode) -> Iterable[Part]:
    """The stay with its states and plans; who sat in the file and carried it; what was planned with others, what goes on."""
    case = episode.case
    return (
        Part(Episode.objects.filter(case=case)),
        Part(StateSpan.objects.filter(episode__case=case)),
        Part(Plan.objects.filter(episode__case=case)),
        Part(AftercareContact.objects.filter(episode__case=case)),
        Part(Seat.objects.filter(circle=case.circle_id), carries=False),
        Part(Responsibility.objects.filter(episode__case=case), carries=False),
        Part(CaseMeeting.objects.filter(case=case), carries=False),
        Part(Continuing.objects.filter(episode__case=case), carries=False),
        Part(TransferItem.objects.filter(episode__case=case), carries=False),
    )


def _decides(episode: Episode, actor: Actor) -> bool:
    return actor.may(Word.DECIDE, episode)


def _decided_there(_episode: Episode, more: Mapping[str, Any]) -> list[Any]:
    """A family that was admitted elsewhere is not fetched back; that stay is closed or handed over in its turn."""
    referral = Referral.objects.filter(pk=more.get("referral") or 0).exclude(state__in=UNDECIDED).first()
    return [ADMITTED % {"number": referral.number}] if referral else []


def _call_back(_episode: Episode, more: Mapping[str, Any], by: Actor) -> None:
    """The site that was to receive the family sees nothing of it any more; its referral stays, answered and shut."""
    for referral in Referral.objects.filter(pk=more.get("referral") or 0):
        referral.state, referral.decided_date, referral.version = ReferralState.DECLINED, by.on, referral.version + 1
        referral.save(update_fields=["state", "decided_date", "version"])
        Circle.objects.filter(pk=referral.circle_id).update(is_closed=True)


CLOSED = Reversible("close", _("The case was closed"), "cases.episode", _decides, _parts)
TRANSFERRED = Reversible("transfer", _("The family was handed over"), "cases.episode", _decides, _parts, _decided_there, _call_back)
