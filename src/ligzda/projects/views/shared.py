"""What several pages of the room read from a request."""

import datetime as dt
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from ligzda.projects.models import Project
from ligzda.projects.queries.overview import day_shown
from ligzda.web.days import NoSuchDay, Unreadable, read_day


def asked_day(request: HttpRequest, project: Project) -> dt.date:
    """The day of ``?as-of=``, in any way of writing a date; whatever cannot be read is left out."""
    return day_shown(project, typed_day(request.GET.get("as-of", "")))


def typed_day(text: str) -> dt.date | None:
    """A day somebody typed, or nothing."""
    try:
        return read_day(text) if text else None
    except (NoSuchDay, Unreadable):
        return None


def crumbs(*steps: tuple[Any, str]) -> list[dict[str, Any]]:
    """Projects / … / this page."""
    first = {"label": _("Projects"), "url": reverse("projects:projects")}
    return [first, *({"label": label, "url": url} for label, url in steps)]


def project_step(project: Project) -> tuple[str, str]:
    return str(project), reverse("projects:project", args=[project.key])


def plan_step(project: Project) -> tuple[str, str]:
    return _("Plan of the project"), reverse("projects:plan", args=[project.key])
