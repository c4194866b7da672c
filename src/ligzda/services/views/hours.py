"""The family assistant's hours: of all my families, and of one family."""

from django.http import HttpResponse
from django.utils.translation import gettext as _

from ligzda.access.form_views import or_404, show
from ligzda.access.pages import Request, page
from ligzda.access.permissions import Permission
from ligzda.cases.pages import crumbs
from ligzda.cases.queries.cases import case_by_key
from ligzda.services.queries.grants import hours_of, my_hours
from ligzda.web.paging import page_of


@page(Permission.LOG)
def mine(request: Request) -> HttpResponse:
    """Used, planned, left: the grant that ends first on top."""
    return show(request, "services/hours.html", title=_("Hours"), page=page_of(my_hours(request.actor), request), today=request.actor.on)


@page(Permission.SEE_CASE)
def family(request: Request, key: str, case_key: str) -> HttpResponse:
    """All that decisions gave to one family, and what became of it."""
    one = or_404(case_by_key(request.actor, key, case_key))
    title, may = _("Family assistant's hours"), request.actor.may(Permission.PROPOSE, one)
    context = {"title": title, "crumbs": crumbs(one, title), "case": one, "hours": hours_of(request.actor, one), "may_grant": may}
    return show(request, "services/family_hours.html", **context)
