"""One record: look, correct, void, move."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from ligzda.access.form_views import handle, notify, or_404, restored_draft, show, warn
from ligzda.access.pages import page
from ligzda.access.permissions import Permission
from ligzda.people.edit_conflicts import chosen, conflicts
from ligzda.services.actions import corrections
from ligzda.services.forms import CorrectForm, MoveForm, ReasonForm
from ligzda.services.queries.entry import entry, people
from ligzda.services.queries.grants import week_told
from ligzda.services.queries.services import service_by_key
from ligzda.services.queries.sessions import record, session_by_key, targets

CORRECTION = "services.correct"


@page(Permission.SEE_CASE)
def session(request: HttpRequest, key: str) -> HttpResponse:
    """A meeting of a family, with what was changed in it since."""
    actor = request.actor  # type: ignore[attr-defined]
    row = or_404(session_by_key(actor, key))
    about = record(actor, row)
    may_log = actor.may(Permission.LOG, row)
    return show(request, "services/session.html", about=about, may_log=may_log, crumbs=_crumbs(about.family, about.title))


@page(Permission.CORRECT)
def correct(request: HttpRequest, key: str) -> HttpResponse:
    """The record as it stands, to be changed with a reason."""
    actor = request.actor  # type: ignore[attr-defined]
    row = or_404(session_by_key(actor, key, Permission.CORRECT))
    about = or_404(entry(actor, row.case.family.key, "", row.case.key))
    form = CorrectForm(chosen(request.POST) if request.method == "POST" else None, about=about, session=row)
    draft = restored_draft(request, form, CORRECTION, row.key)

    def write(data: dict[str, Any]) -> str:
        there = data.pop("persons", None)
        data["persons"] = None if there is None else people(actor, [int(pk) for pk in there])
        data["service"] = service_by_key(actor, data["service"])
        session = corrections.correct(row, by=actor, expected_version=data.pop("version"), **data)
        notify(request, _("The record is corrected."))
        warn(request, week_told(actor, session))
        return reverse("services:session", args=[key])

    objections = corrections.objections_to_correcting(row, actor)
    answer = handle(request, form, write, objections=objections)
    stale = getattr(form, "stale", None)
    return answer or show(
        request, "services/correct.html", form, about=about, session=row, objections=objections, draft=draft, form_name=CORRECTION,
        conflicts=conflicts(form, stale) if stale else [],
    )  # fmt: skip


@page(Permission.CORRECT)
def void(request: HttpRequest, key: str) -> HttpResponse:
    """The record falls out of the figures and stays struck through."""
    actor = request.actor  # type: ignore[attr-defined]
    row = or_404(session_by_key(actor, key, Permission.CORRECT))
    form = ReasonForm(request.POST or None, initial={"version": row.version})

    def write(data: dict[str, Any]) -> str:
        corrections.void(row, by=actor, reason=data["reason"], expected_version=data["version"])
        notify(request, _("The record is void."))
        return reverse("services:session", args=[key])

    objections = corrections.objections_to_voiding(row, actor)
    answer = handle(request, form, write, objections=objections)
    return answer or show(request, "services/void.html", form, session=row, objections=objections)


@page(Permission.MOVE)
def move(request: HttpRequest, key: str) -> HttpResponse:
    """Search the right file among the own ones, then say why."""
    actor, text = request.actor, request.GET.get("q", "")[:200]  # type: ignore[attr-defined]
    row = or_404(session_by_key(actor, key, Permission.MOVE))
    files = targets(actor, row, text)
    form = MoveForm(request.POST or None, targets=files, initial={"version": row.version})

    def write(data: dict[str, Any]) -> str:
        to_case = next(one for one in files if one.key == data["target"])
        new = corrections.move(row, by=actor, to_case=to_case, reason=data["reason"], expected_version=data["version"])
        notify(request, _("The record is moved. Check who was there."))
        return reverse("services:session", args=[new.key])

    objections = corrections.objections_to_moving(row, actor)
    answer = handle(request, form, write, objections=objections)
    return answer or show(request, "services/move.html", form, session=row, files=files, text=text, objections=objections)


def _crumbs(family: Any, title: str) -> list[dict[str, str]]:
    return [{"label": family.name, "url": reverse("desk:family", args=[family.key])}, {"label": title, "url": ""}]
