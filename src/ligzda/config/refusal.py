"""No page without a mark: a view that does not say which word it needs is refused at run time as well."""

import logging
from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

log = logging.getLogger("ligzda.access")

# Views of others, which ask for a sign-in themselves where they need one.
NOT_OURS = ("allauth.", "django.views.i18n", "django.views.static", "django.contrib.staticfiles.")


def is_marked(view: Callable[..., Any]) -> bool:
    return hasattr(view, "word") or getattr(view, "__module__", "").startswith(NOT_OURS)


class MarkedOnly:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any) -> None:
        if not is_marked(view):
            log.error("The view %s.%s carries no mark.", view.__module__, view.__qualname__)
            raise Http404
