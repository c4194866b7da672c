"""The front door."""

from django.http import HttpResponse, HttpResponseRedirect

from ligzda.access.pages import Request, page
from ligzda.access.words import Word
from ligzda.config.navigation import landing


@page(Word.SIGNED_IN)
def home(request: Request) -> HttpResponse:
    """Everybody lands where their work begins."""
    return HttpResponseRedirect(landing(request.actor))
