"""The language of a page is the one its reader chose, else Latvian: what a browser asks for is not a choice."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers

LANGUAGES = {code for code, _ in settings.LANGUAGES}


class ChosenLanguage:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = _chosen(request)
        translation.activate(language)
        request.LANGUAGE_CODE = language
        response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        patch_vary_headers(response, ["Cookie"])
        return response


def _chosen(request: HttpRequest) -> str:
    for wish in (request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME), getattr(request.user, "language", None)):
        if wish in LANGUAGES:
            return str(wish)
    return settings.LANGUAGE_CODE
