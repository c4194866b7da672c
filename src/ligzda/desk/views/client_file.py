"""The client file as one PDF."""

from django.http import FileResponse
from django.utils.translation import gettext as _

from ligzda.access import audit
from ligzda.access.form_views import or_404
from ligzda.access.pages import Request, page
from ligzda.access.permissions import Permission
from ligzda.cases.queries.cases import case_by_key
from ligzda.desk.client_file import paper
from ligzda.desk.queries.client_file import client_file as gathered
from ligzda.documents import pdf
from ligzda.documents.serving import as_download


@page(Permission.SEE_CASE)
def client_file(request: Request, key: str, case_key: str) -> FileResponse:
    """What the reader may read, in the order of the Regulation; written to the trail as an export."""
    one = or_404(case_by_key(request.actor, key, case_key))
    audit.record(request.actor, "case.exported", one, circle=one.circle)
    content = pdf.render(paper(gathered(request.actor, one), str(request.actor.user or "")))
    title = _("Client file")
    return as_download(content, f"{one.number} {title}.pdf", "application/pdf")
