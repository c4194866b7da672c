"""Where each role finds what: at most six places, the first is where the person lands. Only what exists is shown."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ligzda.access.actor import Actor
from ligzda.access.permissions import Permission
from ligzda.web.navigation import MenuEntry


@dataclass(frozen=True)
class Place:
    """One entry: its word, its address by name, its icon, the beginnings of the addresses it stands for."""

    label: Any
    name: str
    icon: str
    under: tuple[str, ...]


PLACES = {
    "day": Place(_("My day"), "desk:day", "sun", ("/day/",)),
    "families": Place(_("Families"), "desk:families", "home-heart", ("/families/", "/people/")),
    "clients": Place(_("Clients"), "desk:families", "home-heart", ("/families/", "/people/")),
    "referrals": Place(_("Referrals"), "cases:referrals", "inbox", ("/referrals/",)),
    "team": Place(_("Team"), "desk:supervision", "users", ("/supervision/",)),
    "groups": Place(_("Groups"), "services:groups", "users-group", ("/groups/",)),
    "events": Place(_("Events"), "services:events", "calendar-event", ("/events/",)),
    "calendar": Place(_("Calendar"), "services:calendar", "calendar", ("/calendar/",)),
    "figures": Place(_("Figures"), "desk:figures", "chart-line", ("/figures/",)),
    "projects": Place(_("Projects"), "projects:projects", "folders", ("/projects/",)),
    "reports": Place(_("Reports"), "projects:reports", "file-text", ("/reports/",)),
    "audit": Place(_("Access log"), "access:audit", "list-search", ("/audit/",)),
    "duplicates": Place(_("Possible duplicates"), "people:duplicates", "users", ("/people/duplicates/",)),
    "samples": Place(_("Audit sample"), "desk:samples", "checklist", ("/audit/samples/",)),
    "users": Place(_("Users"), "access:users", "user-cog", ("/users/",)),
    "functions": Place(_("Functions"), "access:functions", "id-badge", ("/functions/",)),
    "sites": Place(_("Sites"), "places:sites", "building", ("/sites/",)),
    "institutions": Place(_("Institutions"), "people:institutions", "building-community", ("/institutions/",)),
    "concerns": Place(_("Concerns"), "safeguarding:concerns", "shield-lock", ("/concerns/",)),
    "my": Place(_("My plan"), "portal:my", "target", ("/my/",)),
    "my_meetings": Place(pgettext_lazy("own page", "Meetings"), "portal:my_meetings", "calendar", ("/my/meetings/",)),
    "my_messages": Place(_("Messages"), "portal:my_messages", "message-circle", ("/my/messages/",)),
    "my_access": Place(_("Who sees"), "portal:my_access", "eye", ("/my/access/",)),
    "hours": Place(_("Hours"), "services:hours", "clock-hour-4", ("/hours/",)),
    "deadlines": Place(_("Terms"), "access:deadlines", "hourglass", ("/settings/timers/",)),
    "catalogue": Place(
        _("Services and topics"), "services:catalogue", "list", ("/services/", "/instruments/", "/templates/", "/note-templates/")
    ),
}

BY_ROLE: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "coordinator": (
        ("day", "referrals", "families", "team", "figures"),
        ("groups", "calendar", "events", "projects", "duplicates", "samples", "audit"),
    ),
    "case_worker": (("day", "families", "groups", "calendar", "figures"), ()),
    "family_assistant": (("day", "families", "hours", "calendar"), ()),
    "social_rehabilitator": (("day", "families", "calendar"), ()),
    "specialist": (("day", "clients", "groups", "calendar"), ()),
    "group_leader": (("day", "groups", "calendar"), ()),
    "intake_worker": (("referrals", "day"), ()),
    "project_manager": (("projects", "day", "figures", "reports", "events"), ()),
    "municipal_partner": (("families", "referrals"), ()),
    "auditor": (("audit", "families", "projects"), ()),
    "family_member": (("my", "my_meetings", "my_messages", "my_access"), ()),
    "administrator": (("users", "functions", "sites", "catalogue", "deadlines", "audit", "institutions"), ()),
    "designated_person": (("concerns", "day"), ()),
}
RECORDS = Permission.LOG  # who holds this word has the plus


def places(actor: Actor) -> tuple[list[str], list[str]]:
    """Keys of the entries of all roles held, in order, without repeats; (shown, under More)."""
    shown: dict[str, None] = {}
    rare: dict[str, None] = {}
    for role in actor.roles:
        main, more = BY_ROLE.get(role, ((), ()))
        shown |= dict.fromkeys(key for key in main if not (key == "clients" and "families" in shown))
        rare |= dict.fromkeys(more)
    if "concerns" not in shown and actor.holds(Permission.RAISE_CONCERN):
        rare["concerns"] = None
    keys = list(shown)
    return keys[:6], [key for key in (*keys[6:], *rare) if key not in keys[:6]]


def landing(actor: Actor) -> str:
    """Where somebody goes after signing in."""
    shown, _rare = places(actor)
    return reverse(PLACES[shown[0]].name) if shown else reverse("access:account")


def _entries(keys: Iterable[str], path: str, *, rare: bool) -> Iterable[MenuEntry]:
    for key in keys:
        place = PLACES[key]
        yield MenuEntry(label=place.label, url=reverse(place.name), icon=place.icon, active=_is_here(key, path), rare=rare)


def _is_here(key: str, path: str) -> bool:
    """The place with the longest beginning that fits."""
    fits = {other: max((len(start) for start in place.under if path.startswith(start)), default=0) for other, place in PLACES.items()}
    return fits[key] > 0 and fits[key] == max(fits.values())


def _help(actor: Actor) -> list[MenuEntry]:
    """In the same place on every page: say that a child may be in danger."""
    if not actor.holds(Permission.RAISE_CONCERN):
        return []
    return [MenuEntry(label=_("Report a concern"), url=reverse("safeguarding:raise"), icon="shield-lock")]


def shell(request: HttpRequest) -> dict[str, Any]:
    """What the page frame shows of the signed-in person: places, plus, search, account."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {}
    actor = getattr(request, "actor", None) or Actor(user)
    shown, rare = places(actor)
    nav = [*_entries(shown, request.path, rare=False), *_entries(rare, request.path, rare=True)]
    if actor.holds(RECORDS):
        nav.append(MenuEntry(label=pgettext_lazy("button", "Record"), url=reverse("services:log"), icon="plus", primary=True, sheet=True))
    return {
        "nav": nav,
        "home_url": landing(actor),
        "search_url": reverse("desk:families") if {"families", "clients"} & set(shown) else "",
        "footer_links": _help(actor),
        "account_links": [
            MenuEntry(label=_("My account"), url=reverse("access:account"), icon="settings"),
            MenuEntry(label=_("Who may do what"), url=reverse("access:roles"), icon="users"),
        ],
        "stay_url": reverse("web:stay"),
    }
