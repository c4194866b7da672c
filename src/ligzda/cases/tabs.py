"""The tabs of a family's page: one list, so that every page below a family shows the same ones in the same order."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ligzda.access.actor import Actor
from ligzda.access.permissions import Permission


def family_tabs(actor: Actor, family_key: str, case_key: str | None, active: str) -> list[dict[str, Any]]:
    """``case_key`` is the file whose assessment, plan and papers the tabs lead to; None where the reader opens no file.

    Each entry: name, label, address by name, does it belong to the file?, the word it needs (None: whoever sees the page).
    """
    entries: list[tuple[str, Any, str, bool, Any]] = [
        ("timeline", _("Timeline"), "desk:family", False, None),
        ("assessment", _("Assessment"), "cases:assessments", True, Permission.SEE_SCORES),
        ("plan", pgettext("a family's page", "Plan"), "cases:plan", True, Permission.SEE_CASE),
        ("genogram", _("Genogram"), "desk:genogram", False, Permission.SEE_CASE),
        ("care", _("Children's care"), "care:children", True, Permission.SEE_CASE),
        ("services", _("Services"), "desk:family_services", False, None),
        ("documents", _("Documents"), "desk:documents", True, Permission.SEE_CASE),
    ]
    return [
        {"label": label, "url": reverse(address, args=[family_key, case_key] if of_file else [family_key]), "active": name == active}
        for name, label, address, of_file, word in entries
        if (not of_file or case_key) and (word is None or actor.holds(word))
    ]
