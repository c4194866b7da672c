"""Plain words for what the trail holds as keys: acts, things, kinds."""

from typing import Any

from django.apps import apps
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

ACTS: dict[str, Any] = {
    "sign_in": _("signed in"),
    "sign_out": _("signed out"),
    "sign_in_failed": _("sign-in refused"),
    "add_user": _("account added"),
    "change_user": _("account changed"),
    "change_own": _("own settings changed"),
    "close_user": _("account closed"),
    "open_user": _("account opened again"),
    "invite": _("sign-in link made"),
    "reset_two_factor": _("second step of sign-in removed"),
    "change_password": _("password changed"),
    "seat": _("seat given"),
    "unseat": _("seat ended"),
    "make_responsible": _("made responsible"),
    "add_function": _("function added"),
    "change_function": _("function changed"),
    "rotate_keys": _("encrypted anew with a new key"),
    "read": pgettext_lazy("audit trail", "opened"),
}

# The first of these that begins or ends an act says what kind of act it was; the rest is a change.
KINDS: tuple[tuple[tuple[str, ...], Any], ...] = (
    (("void", "withdraw", "cancel", "declin"), _("voided or withdrawn")),
    (("move", "transfer"), _("moved")),
    (("unmerge", "keep_apart"), _("parted again")),
    (("merge",), _("merged")),
    (("publish",), _("published")),
    (("close", "end", "release"), _("ended")),
    (("reopen",), _("re-opened")),
    (("admit",), _("admitted")),
    (("add", "open", "create", "register", "log", "plan", "write", "written", "received", "announce", "enrol", "assign", "state_"), _("added")),
)
CHANGED = _("changed")

NOUNS = {
    "person": _("person"), "family": _("family"), "membership": _("membership in a family"), "relation": _("relation between people"),
    "merge": _("merged record"), "organisation": _("organisation"), "contactdetail": _("contact detail"), "address": _("address"),
    "consent": _("consent"), "sight": _("sight of people"), "formername": _("former name"), "personalcode": _("personal code"),
    "case": _("client file"), "episode": _("stay in the programme"), "referral": _("referral"), "note": _("note"), "seat": _("seat"),
    "session": _("meeting or service"), "attendance": _("attendance"), "group": _("group"), "cohort": _("run of a group"),
    "enrolment": _("enrolment"), "event": _("event"), "servicetype": _("service type"), "topic": _("topic"), "project": _("project"),
    "target": _("target"), "post": _("post"), "amendment": _("amendment"), "budgetversion": _("budget"), "report": _("report"),
    "coveragestatement": _("coverage statement"), "activity": _("activity"), "projectalias": _("another name of the project"),
    "partner": _("partner"), "site": _("site"), "territory": _("territory"), "user": _("account"), "function": _("function or profession"),
    "circle": _("circle"),
}  # fmt: skip


def act_words(act: str) -> str:
    """``episode.close`` or ``add_partner`` or ``import:log`` as words. The system's name before a colon is left out."""
    bare = act.rsplit(":", 1)[-1]
    if bare in ACTS:
        return str(ACTS[bare])
    last = bare.rsplit(".", 1)[-1]
    return str(next((words for starts, words in KINDS if any(last.startswith(one) for one in starts)), CHANGED))


def thing_words(label: str) -> str:
    """``people.family`` → "family"; what nobody has named yet is called by its model."""
    name = label.rsplit(".", 1)[-1]
    if name in NOUNS:
        return str(NOUNS[name])
    try:
        return gettext(str(apps.get_model(label)._meta.verbose_name))
    except (LookupError, ValueError):
        return label
