"""How a state looks: one of six tones and an icon, beside its word and never instead of it."""

from dataclasses import dataclass
from typing import Any

from ligzda.cases.states import CaseState, ReferralState

TONES = {
    CaseState.ASSESSMENT: ("info", "clipboard-list"),
    CaseState.PLANNING: ("info", "target"),
    CaseState.ACTIVE: ("success", "circle-check"),
    CaseState.STEPPING_DOWN: ("success", "stairs-down"),
    CaseState.ON_HOLD: ("warning", "player-pause"),
    CaseState.AFTERCARE: ("primary", "heart-handshake"),
    ReferralState.ENQUIRY: ("neutral", "help-circle"),
    ReferralState.REFERRED: ("info", "inbox"),
    ReferralState.SCREENING: ("info", "search"),
    ReferralState.WAITING: ("warning", "hourglass"),
    ReferralState.ADMITTED: ("success", "circle-check"),
}


@dataclass(frozen=True)
class Badge:
    """For ``{% badge %}``."""

    tone: str
    text: Any
    icon: str


def badge_of(state: "CaseState | ReferralState | str", kind: Any = CaseState) -> Badge:
    known = kind(state)
    tone, icon = TONES.get(known, ("neutral", "circle"))
    return Badge(tone, known.label, icon)
