"""The front door."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from ligzda.access.pages import page
from ligzda.access.words import Word
from ligzda.config.navigation import landing


@page(Word.SIGNED_IN)
def home(request: HttpRequest) -> HttpResponse:
    """Everybody lands where their work begins."""
    return HttpResponseRedirect(landing(request.actor))
