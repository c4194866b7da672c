"""Plain words for what the trail holds as keys: acts, things, kinds."""

from typing import Any

from django.apps import apps
from django.utils.translation import gettext, pgettext_lazy

ACTS: dict[str, Any] = {
    "sign_in": pgettext_lazy("audit trail", "signed in"),
    "sign_out": pgettext_lazy("audit trail", "signed out"),
    "sign_in_failed": pgettext_lazy("audit trail", "sign-in refused"),
    "add_user": pgettext_lazy("audit trail", "account added"),
    "change_user": pgettext_lazy("audit trail", "account changed"),
    "change_own": pgettext_lazy("audit trail", "own settings changed"),
    "close_user": pgettext_lazy("audit trail", "account closed"),
    "open_user": pgettext_lazy("audit trail", "account opened again"),
    "invite": pgettext_lazy("audit trail", "sign-in link made"),
    "reset_two_factor": pgettext_lazy("audit trail", "second step of sign-in removed"),
    "change_password": pgettext_lazy("audit trail", "password changed"),
    "add_second_step": pgettext_lazy("audit trail", "second step of sign-in added"),
    "remove_second_step": pgettext_lazy("audit trail", "second step of sign-in removed"),
    "make_recovery_codes": pgettext_lazy("audit trail", "recovery codes made"),
    "add_passkey": pgettext_lazy("audit trail", "passkey added"),
    "remove_passkey": pgettext_lazy("audit trail", "passkey removed"),
    "propose_email": pgettext_lazy("audit trail", "another e-mail address proposed"),
    "drop_email": pgettext_lazy("audit trail", "proposed e-mail address taken back"),
    "confirm_mailbox": pgettext_lazy("audit trail", "e-mail address confirmed from a mailbox"),
    "change_email": pgettext_lazy("audit trail", "e-mail address changed"),
    "propose_role": pgettext_lazy("audit trail", "role proposed"),
    "confirm_role": pgettext_lazy("audit trail", "role confirmed"),
    "confirm_user": pgettext_lazy("audit trail", "account confirmed at the server"),
    "proposal_ended": pgettext_lazy("audit trail", "proposal not confirmed in time"),
    "seat": pgettext_lazy("audit trail", "seat given"),
    "unseat": pgettext_lazy("audit trail", "seat ended"),
    "make_responsible": pgettext_lazy("audit trail", "made responsible"),
    "add_function": pgettext_lazy("audit trail", "function added"),
    "change_function": pgettext_lazy("audit trail", "function changed"),
    "change_setting": pgettext_lazy("audit trail", "setting changed"),
    "send_digest": pgettext_lazy("audit trail", "numbers of the day sent"),
    "make_feed": pgettext_lazy("audit trail", "calendar address made"),
    "revoke_feed": pgettext_lazy("audit trail", "calendar address taken back"),
    "rotate_keys": pgettext_lazy("audit trail", "encrypted anew with a new key"),
    "export_trail": pgettext_lazy("audit trail", "access log taken along"),
    "seal_healed_changes": pgettext_lazy("audit trail", "interrupted seal of the changes finished"),
    "seal_healed_reads": pgettext_lazy("audit trail", "interrupted seal of the reads finished"),
    "trail_broken_changes": pgettext_lazy("audit trail", "trail of changes found cut short or put back"),
    "trail_broken_reads": pgettext_lazy("audit trail", "trail of reads found cut short or put back"),
    "undone": pgettext_lazy("audit trail", "undone"),
    "read": pgettext_lazy("audit trail", "opened"),
    "read_list": pgettext_lazy("audit trail", "opened a list"),
}

BEGINNINGS = ("add", "open", "create", "register", "log", "plan", "write", "written", "received", "announce", "enrol", "assign", "state_")

ENDINGS = ("close", "end", "release")

# The first of these that begins or ends an act says what kind of act it was; the rest is a change.
KINDS: tuple[tuple[tuple[str, ...], Any], ...] = (
    (("void", "withdraw", "cancel", "declin", "strike"), pgettext_lazy("audit trail", "voided or withdrawn")),
    (("move", "transfer"), pgettext_lazy("audit trail", "moved")),
    (("unmerge", "keep_apart"), pgettext_lazy("audit trail", "parted again")),
    (("merge",), pgettext_lazy("audit trail", "merged")),
    (("publish",), pgettext_lazy("audit trail", "published")),
    (ENDINGS, pgettext_lazy("audit trail", "ended")),
    (("reopen",), pgettext_lazy("audit trail", "re-opened")),
    (("admit",), pgettext_lazy("audit trail", "admitted")),
    (("remove", "leave"), pgettext_lazy("audit trail", "taken away")),
    (BEGINNINGS, pgettext_lazy("audit trail", "added")),
)
CHANGED = pgettext_lazy("audit trail", "changed")

NOUNS = {
    "person": pgettext_lazy("audit trail", "person"),
    "family": pgettext_lazy("audit trail", "family"),
    "membership": pgettext_lazy("audit trail", "membership in a family"),
    "relation": pgettext_lazy("audit trail", "relation between people"),
    "merge": pgettext_lazy("audit trail", "merged record"),
    "organisation": pgettext_lazy("audit trail", "organisation"),
    "contactdetail": pgettext_lazy("audit trail", "contact detail"),
    "address": pgettext_lazy("audit trail", "address"),
    "consent": pgettext_lazy("audit trail", "consent"),
    "circleaccess": pgettext_lazy("audit trail", "sight of people"),
    "formername": pgettext_lazy("audit trail", "former name"),
    "personalcode": pgettext_lazy("audit trail", "personal code"),
    "case": pgettext_lazy("audit trail", "client file"),
    "episode": pgettext_lazy("audit trail", "stay in the programme"),
    "referral": pgettext_lazy("audit trail", "referral"),
    "note": pgettext_lazy("audit trail", "note"),
    "seat": pgettext_lazy("audit trail", "seat"),
    "session": pgettext_lazy("audit trail", "meeting or service"),
    "attendance": pgettext_lazy("audit trail", "attendance"),
    "group": pgettext_lazy("audit trail", "group"),
    "cohort": pgettext_lazy("audit trail", "run of a group"),
    "enrolment": pgettext_lazy("audit trail", "enrolment"),
    "event": pgettext_lazy("audit trail", "event"),
    "servicetype": pgettext_lazy("audit trail", "service type"),
    "topic": pgettext_lazy("audit trail", "topic"),
    "project": pgettext_lazy("audit trail", "project"),
    "target": pgettext_lazy("audit trail", "target"),
    "post": pgettext_lazy("audit trail", "post"),
    "amendment": pgettext_lazy("audit trail", "amendment"),
    "budgetversion": pgettext_lazy("audit trail", "budget"),
    "report": pgettext_lazy("audit trail", "report"),
    "coveragestatement": pgettext_lazy("audit trail", "coverage statement"),
    "activity": pgettext_lazy("audit trail", "activity"),
    "projectalias": pgettext_lazy("audit trail", "another name of the project"),
    "partner": pgettext_lazy("audit trail", "partner"),
    "site": pgettext_lazy("audit trail", "site"),
    "territory": pgettext_lazy("audit trail", "territory"),
    "user": pgettext_lazy("audit trail", "account"),
    "function": pgettext_lazy("audit trail", "function or profession"),
    "setting": pgettext_lazy("audit trail", "setting"),
    "calendarfeed": pgettext_lazy("audit trail", "calendar address"),
    "assistantgrant": pgettext_lazy("audit trail", "family assistant's hours"),
    "casemeeting": pgettext_lazy("audit trail", "meeting with other professions"),
    "informationrequest": pgettext_lazy("audit trail", "request for information"),
    "letter": pgettext_lazy("audit trail", "letter"),
    "disclosure": pgettext_lazy("audit trail", "what was told to whom"),
    "circle": pgettext_lazy("audit trail", "closed circle"),
    "seal": pgettext_lazy("audit trail", "audit trail"),
    "statespan": pgettext_lazy("audit trail", "state of a stay"),
    "aftercarecontact": pgettext_lazy("audit trail", "after-care contact"),
    "plan": pgettext_lazy("audit trail", "plan"),
    "privacynotice": pgettext_lazy("audit trail", "privacy notice"),
    "invitation": pgettext_lazy("audit trail", "invitation"),
    "presence": pgettext_lazy("audit trail", "presence at an event"),
    "score": pgettext_lazy("audit trail", "level in an assessment"),
    "childview": pgettext_lazy("audit trail", "child's own view"),
    "carestatus": pgettext_lazy("audit trail", "child's care"),
    "goal": pgettext_lazy("audit trail", "goal"),
    "step": pgettext_lazy("audit trail", "step of a plan"),
    "signature": pgettext_lazy("audit trail", "signature"),
    "familyaccess": pgettext_lazy("audit trail", "family's own access"),
    "returnplan": pgettext_lazy("audit trail", "plan of return"),
    "concern": pgettext_lazy("audit trail", "concern"),
    "riskflag": pgettext_lazy("audit trail", "risk flag"),
    "hiddenaddress": pgettext_lazy("audit trail", "hidden address"),
    "addressnotice": pgettext_lazy("audit trail", "notice about an address"),
    "sessionversion": pgettext_lazy("audit trail", "correction of a record"),
    "groupleader": pgettext_lazy("audit trail", "leader of a group"),
    "pause": pgettext_lazy("audit trail", "pause of a group"),
    "statednumber": pgettext_lazy("audit trail", "number that was told"),
    "instrument": pgettext_lazy("audit trail", "way of assessing"),
    "area": pgettext_lazy("audit trail", "area of life"),
    "assessment": pgettext_lazy("audit trail", "assessment"),
    "intensity": pgettext_lazy("audit trail", "how often the team meets the family"),
    "continuing": pgettext_lazy("audit trail", "support that goes on"),
    "aftercarearea": pgettext_lazy("audit trail", "area of life in after-care"),
    "notefile": pgettext_lazy("audit trail", "file with a note"),
    "noteversion": pgettext_lazy("audit trail", "earlier wording of a note"),
    "notetemplate": pgettext_lazy("audit trail", "template of a note"),
    "review": pgettext_lazy("audit trail", "plan review"),
    "goalprogress": pgettext_lazy("audit trail", "progress of a goal"),
    "transferitem": pgettext_lazy("audit trail", "what went along with a family"),
    "familymessage": pgettext_lazy("audit trail", "message of the family"),
    "familyfeedback": pgettext_lazy("audit trail", "what the family says about the support"),
    "agendaitem": pgettext_lazy("audit trail", "item of an agenda"),
    "meetinginvitation": pgettext_lazy("audit trail", "invitation to a meeting"),
    "hearing": pgettext_lazy("audit trail", "what somebody may hear"),
    "meetingdecision": pgettext_lazy("audit trail", "decision of a meeting"),
    "returnstage": pgettext_lazy("audit trail", "stage of a return"),
    "returncondition": pgettext_lazy("audit trail", "condition of a return"),
    "contactvisit": pgettext_lazy("audit trail", "visit between child and family"),
    "trialstay": pgettext_lazy("audit trail", "stay at home on trial"),
    "returnanswer": pgettext_lazy("audit trail", "answer to a plan of return"),
    "supportcontact": pgettext_lazy("audit trail", "contact after the return"),
    "responsibility": pgettext_lazy("audit trail", "responsibility for a family"),
    "projectsite": pgettext_lazy("audit trail", "site of a project"),
    "sourcevalue": pgettext_lazy("audit trail", "what a source says otherwise"),
    "typedaggregate": pgettext_lazy("audit trail", "reported number"),
    "budgetsource": pgettext_lazy("audit trail", "part of a budget"),
    "postholder": pgettext_lazy("audit trail", "who holds a post"),
    "publishedtext": pgettext_lazy("audit trail", "published text"),
    "concernentry": pgettext_lazy("audit trail", "addition to a concern"),
    "concernending": pgettext_lazy("audit trail", "ending over an open concern"),
    "languageskill": pgettext_lazy("audit trail", "language of a person"),
    "bond": pgettext_lazy("audit trail", "tie of a person or family"),
    "reversal": pgettext_lazy("audit trail", "act that can be undone"),
    "attachment": pgettext_lazy("audit trail", "file"),
    "wordtemplate": pgettext_lazy("audit trail", "Word template"),
    "proposal": pgettext_lazy("audit trail", "proposal that waits"),
    "draft": pgettext_lazy("audit trail", "unfinished text"),
}


# Called an address, and offered as no kind of its own: that somebody has a hidden one is told to its readers alone.
UNTOLD = frozenset({"safeguarding.hiddenaddress", "safeguarding.addressreader", "safeguarding.addressnotice"})


def neutral(act: str) -> str:
    """Of an act in a closed circle no more than whether something ended: two codes that tell nothing of what the circle is about."""
    return "close" if act.rsplit(".", 1)[-1].startswith(ENDINGS) else "add"


def act_words(act: str) -> str:
    """``episode.close`` or ``add_partner`` or ``import:log`` as words. The system's name before a colon is left out."""
    bare = act.rsplit(":", 1)[-1]
    if bare in ACTS:
        return str(ACTS[bare])
    last = bare.rsplit(".", 1)[-1]
    return str(next((words for starts, words in KINDS if any(last.startswith(one) for one in starts)), CHANGED))


def thing_words(label: str) -> str:
    """``people.family`` → "family"; what nobody has named yet is called by its model."""
    name = "address" if label in UNTOLD else label.rsplit(".", 1)[-1]
    if name in NOUNS:
        return str(NOUNS[name])
    try:
        return gettext(str(apps.get_model(label)._meta.verbose_name))
    except (LookupError, ValueError):
        return label
