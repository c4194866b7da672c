"""The own account, and the page on which everybody reads what each role may do."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

from ligzda.access.actions.settings import change_own, set_digest
from ligzda.access.forms import SettingsForm
from ligzda.access.idempotency import once
from ligzda.access.notices import told
from ligzda.access.pages import Request, page
from ligzda.access.permissions import SENTENCES, TIER_NAMES, Permission, Tier
from ligzda.access.queries.proposals import own
from ligzda.access.queries.users import has_two_factor
from ligzda.access.roles import REACHES, ROLES
from ligzda.kernel.languages import LANGUAGES
from ligzda.web.context import THEME_COOKIE, THEMES
from ligzda.web.views import YEAR


@page(Permission.SIGNED_IN)
def account(request: Request) -> HttpResponse:
    user = request.actor.user
    now = {
        "language": request.LANGUAGE_CODE,
        "theme": request.COOKIES.get(THEME_COOKIE, "system"),
        "wants_digest": user and user.wants_digest,
    }
    form, works = SettingsForm(request.POST or None, initial=now), request.actor.holds(Permission.OWN_WORK)
    if not works:
        del form.fields["wants_digest"]
    if request.method == "POST" and form.is_valid():
        chosen, digest = {name: form.cleaned_data[name] for name in ("language", "theme")}, form.cleaned_data.get("wants_digest", False)
        response = once(request, lambda: _changed(request, chosen, digest))
        _remember(response, **chosen)
        return response
    roles = [ROLES[key] for key in request.actor.roles]
    context = {
        "title": _("My account"), "form": form, "person": user, "roles": roles, "two_factor": has_two_factor(request.actor, user),
        "has_calendar": works, "told": told(request.actor), "proposals": own(request.actor),
    }  # fmt: skip
    return render(request, "access/account.html", context, status=422 if form.errors else 200)


@page(Permission.SIGNED_IN)
def roles(request: Request) -> HttpResponse:
    """What each role is for, what it may do and where it ends: open to everybody who signs in."""
    rows = [
        {
            "key": key,
            "role": role,
            "mine": key in request.actor.roles,
            "reach": REACHES[role.reach],
            "rights": [SENTENCES[word] for word in Permission if word in role.words],
            "tiers": [TIER_NAMES[tier] for tier in Tier if tier in role.clearance],
        }
        for key, role in ROLES.items()
    ]
    here = [row for row in rows if not row["role"].comes_later]
    later = [row for row in rows if row["role"].comes_later]
    return render(request, "access/roles.html", {"title": _("Who may do what"), "rows": here, "later": later})


@require_POST
@page(Permission.ANYONE)
def language(request: HttpRequest) -> HttpResponse:
    """The choice in the top bar: kept in the browser, and with the account of whoever is signed in."""
    chosen, actor = request.POST.get("language", ""), request.actor  # type: ignore[attr-defined]
    if actor.user is not None and chosen in LANGUAGES:
        change_own(by=actor, language=chosen)
    return set_language(request)


def _changed(request: Request, chosen: dict[str, str], digest: bool) -> str:
    set_digest(by=request.actor, wants=digest)
    change_own(by=request.actor, **chosen)
    return reverse("access:account")


def _remember(response: HttpResponse, *, language: str, theme: str) -> None:
    secure = settings.SESSION_COOKIE_SECURE
    response.set_cookie(settings.LANGUAGE_COOKIE_NAME, language, max_age=YEAR, samesite="Lax", secure=secure)
    if theme in THEMES:
        response.set_cookie(THEME_COOKIE, theme, max_age=YEAR, httponly=True, samesite="Lax", secure=secure)
    else:
        response.delete_cookie(THEME_COOKIE)
