"""The list of families: search first, recent ones below."""

from typing import Any

from django.http import HttpResponse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from ligzda.access.handling import show
from ligzda.access.pages import Request, page
from ligzda.access.words import Word
from ligzda.cases.queries.families import families_list, sites_of
from ligzda.cases.states import CaseState
from ligzda.web.paging import page_of

SHOWN_STATES = ("assessment", "planning", "active", "stepping_down", "on_hold", "closed", "aftercare")


@page(Word.SEE_CONTACT)
def families(request: Request) -> HttpResponse:
    asked = {name: request.GET.get(name, "")[:80] for name in ("q", "state", "site")}
    state = asked["state"] if asked["state"] in CaseState.values else ""
    rows = families_list(request.actor, asked["q"], state=state, site=asked["site"])
    sites = sites_of(request.actor)
    context = {
        "title": _("Families"), "page": page_of(rows, request), "query": asked["q"], "is_filtered": any(asked.values()),
        "states": _chips("state", [(one, CaseState(one).label) for one in SHOWN_STATES], asked),
        "sites": _chips("site", sites, asked) if len(sites) > 1 else [],
        "may_refer": request.actor.holds(Word.REFER), "too_short": len(asked["q"].strip()) == 1,
        "may_search_texts": request.actor.holds(Word.SEE_CASE),
    }  # fmt: skip
    return show(request, "desk/families.html", **context)


def _chips(name: str, choices: list[tuple[str, Any]], asked: dict[str, str]) -> list[dict[str, Any]]:
    """One link per choice, which keeps the other filters; the chosen one is taken away by pressing it again."""
    found = []
    for key, label in choices:
        query = {**asked, name: "" if asked[name] == key else key}
        kept = urlencode({one: value for one, value in query.items() if value})
        found.append({"label": label, "url": f"?{kept}" if kept else ".", "active": asked[name] == key})
    return found
