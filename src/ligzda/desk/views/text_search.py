"""Search in texts, over all files that the reader reads or in one of them."""

from django.http import HttpResponse
from django.utils.translation import gettext as _

from ligzda.access.form_views import or_404, show
from ligzda.access.pages import Request, page
from ligzda.access.permissions import Permission
from ligzda.cases.queries.cases import case_seen
from ligzda.desk.queries.text_search import OPENED, SHORTEST, search_texts


@page(Permission.SEE_CASE)
def search(request: Request) -> HttpResponse:
    """``?case=`` narrows it to one file, ``?after=`` is where the page begins. Each file of which a piece is shown is noted as read."""
    query, key = request.GET.get("q", "")[:100], request.GET.get("case", "")[:8]
    one = or_404(case_seen(request.actor, key)) if key else None
    hits = search_texts(request.actor, query, one, request.GET.get("after", ""))
    further = request.GET.copy()
    further["after"] = hits.next_after
    return show(
        request, "desk/search.html", title=_("Search in texts"), hits=hits, query=query, case=one, shortest=SHORTEST, opened=OPENED,
        more_url=f"?{further.urlencode()}", is_first=not request.GET.get("after"),
    )  # fmt: skip
