"""The language of a page is the one its reader chose, else Latvian: what a browser asks for is not a choice. And no zero bytes."""

from collections.abc import Callable

from django.conf import settings
from django.db import DataError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers

from ligzda.config.views import unreadable
from ligzda.kernel.languages import FIRST, LANGUAGES


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


class NoZeroBytes:
    """PostgreSQL takes no zero byte in a text. An address with one leads nowhere; in a search it is left out; fields refuse it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\x00" in request.path_info:
            raise Http404
        request.META["QUERY_STRING"] = request.META.get("QUERY_STRING", "").replace("%00", "")
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """What a page reads past its fields."""
        is_zero_byte = isinstance(exception, (DataError, ValueError)) and "NUL (0x00)" in str(exception)
        return unreadable(request, exception) if is_zero_byte else None


def _chosen(request: HttpRequest) -> str:
    for wish in (request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME), getattr(request.user, "language", None)):
        if wish in LANGUAGES:
            return str(wish)
    return FIRST
