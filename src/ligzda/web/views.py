"""The two choices that belong to the browser and not to the person's records: appearance, and staying signed in."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from ligzda.web.context import THEME_COOKIE, THEMES

YEAR = 365 * 24 * 3600


@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Remember light or dark in a cookie, or forget it and follow the device again."""
    back = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    response = HttpResponseRedirect(back if safe else "/")
    chosen = request.POST.get("theme", "")
    if chosen in THEMES:
        secure = settings.SESSION_COOKIE_SECURE
        response.set_cookie(THEME_COOKIE, chosen, max_age=YEAR, httponly=True, samesite="Lax", secure=secure)
    else:
        response.delete_cookie(THEME_COOKIE)
    return response


@require_POST
def stay(request: HttpRequest) -> HttpResponse:
    """Answering is enough: the request itself counts as a sign of life. A stranger is told so."""
    return HttpResponse(status=204 if request.user.is_authenticated else 401)


# The mark that access puts on every view, in plain text because access stands above this room.
theme.word = stay.word = "anyone"  # type: ignore[attr-defined]
