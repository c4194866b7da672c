"""What the shell itself needs on every page. Navigation and search are added above, by config."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

THEME_COOKIE = "theme"
THEMES = {"light", "dark"}


def shell(request: HttpRequest) -> dict[str, Any]:
    chosen = request.COOKIES.get(THEME_COOKIE, "")
    return {
        "theme": chosen if chosen in THEMES else "system",
        "idle_seconds": str(getattr(settings, "IDLE_TIMEOUT_SECONDS", 0) or ""),  # text: a number would get a thousands mark
        "sign_in_url": settings.LOGIN_URL,
    }
