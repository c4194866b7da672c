"""The front door."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from ligzda.access.pages import Request, page
from ligzda.access.permissions import Permission
from ligzda.config.navigation import landing


@page(Permission.SIGNED_IN)
def home(request: Request) -> HttpResponse:
    """Everybody lands where their work begins."""
    return HttpResponseRedirect(landing(request.actor))


def unreadable(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What was sent is larger than anything Ligzda reads, or arrived broken: said in the reader's language."""
    return render(request, "400.html", status=400)
