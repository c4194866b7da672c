"""Where the browser puts what is being written, and where its author throws it away."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from ligzda.access import drafts
from ligzda.access.pages import page
from ligzda.access.permissions import Permission


@require_POST
@page(Permission.SIGNED_IN)
def keep(request: HttpRequest) -> HttpResponse:
    """204 when it is kept, 413 when it is too long to keep: the page then goes on saying that it is not saved."""
    kept = drafts.keep_posted(request.actor, request.POST)  # type: ignore[attr-defined]
    return HttpResponse(status=204 if kept else 413)


@require_POST
@page(Permission.SIGNED_IN)
def discard(request: HttpRequest) -> HttpResponse:
    drafts.discard_posted(request.actor, request.POST)  # type: ignore[attr-defined]
    back = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    return HttpResponseRedirect(back if safe else "/")
