"""What came along with a family that another of our sites handed over."""

from django.http import FileResponse, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from ligzda.access.form_views import or_404, show
from ligzda.access.pages import Request, page
from ligzda.access.permissions import Permission
from ligzda.closure.queries import transfers
from ligzda.cooperation.queries.letters import as_it_went
from ligzda.documents.serving import as_download


@page(Permission.SEE_CASE)
def brought(request: Request, key: str) -> HttpResponse:
    """What came along with a family from another of our sites: exactly what was chosen there."""
    referral = or_404(transfers.receiving(request.actor, key))
    title = _("What came along")
    way = [{"label": _("Referrals"), "url": reverse("cases:referrals")}, {"label": referral.number, "url": referral.get_absolute_url()}]
    context = {"title": title, "crumbs": [*way, {"label": title}], "referral": referral}
    return show(request, "closure/brought.html", pieces=transfers.came_along(request.actor, referral), **context)


@page(Permission.SEE_CASE)
def brought_file(request: Request, key: str, file_key: str) -> FileResponse:
    """A paper that came along, as it was added."""
    referral = or_404(transfers.receiving(request.actor, key))
    file = or_404(transfers.file_brought(request.actor, referral, file_key))
    return as_download(*as_it_went(request.actor, file, referral.family), file.content_type)
