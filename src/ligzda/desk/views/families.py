"""The list of families: who needs somebody, looked for, filtered and sorted."""

from django.http import HttpResponse
from django.utils.translation import gettext as _

from ligzda.access.form_views import show
from ligzda.access.pages import Request, page
from ligzda.access.permissions import Permission
from ligzda.desk import family_list
from ligzda.desk.queries import families as queries
from ligzda.web.lists import Listing
from ligzda.web.paging import page_of


@page(Permission.SEE_CONTACT)
def families(request: Request) -> HttpResponse:
    actor, text = request.actor, request.GET.get("q", "")[:80]
    sites, knows = queries.sites_of(actor), bool(actor.scope(queries.KNOWS))
    offered = family_list.offered(sites, queries.workers_of(actor), knows=knows, text=text)
    chosen = offered.read(request.GET)
    found = page_of(queries.families(actor, family_list.asked(text, chosen)), request)
    lines = found.of([family_list.line(row, on=actor.on, knows=knows, has_sites=len(sites) > 1) for row in found])
    is_filtered = bool(text or chosen.values)
    context = {
        "title": _("Families"), "query": text, "too_short": len(text.strip()) == 1, "is_filtered": is_filtered,
        "list": Listing("families-list", _("Found") if is_filtered else _("Families"), offered, chosen, lines),
        "may_refer": actor.holds(Permission.REFER), "may_search_texts": actor.holds(Permission.SEE_CASE),
    }  # fmt: skip
    return show(request, "desk/families.html", **context)
