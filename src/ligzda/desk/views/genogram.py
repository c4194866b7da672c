"""The genogram of a family: list and drawing from one reading, and the drawing as a file."""

import datetime as dt

from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from ligzda.access import audit
from ligzda.access.form_views import or_404
from ligzda.access.pages import Request, page
from ligzda.access.permissions import Permission
from ligzda.cases.queries import overview
from ligzda.cases.tabs import family_tabs
from ligzda.desk import genogram as shown
from ligzda.documents import pdf
from ligzda.documents.serving import as_download
from ligzda.people.genogram.drawing import draw
from ligzda.people.genogram.values import Scene
from ligzda.people.may_change import circle_of, may_change
from ligzda.people.models import Family
from ligzda.people.queries import family_by_key
from ligzda.people.queries.genogram import genogram as gathered
from ligzda.safeguarding.redaction import veiled


@page(Permission.SEE_CASE)
def genogram(request: Request, key: str) -> HttpResponse:
    """List first, drawing second, as of any day."""
    family, this = _family(request, key), shown.asked(request.GET, request.actor.on)
    known, changes = overview(request.actor, family), request.actor.holds(Permission.LOG) and may_change(request.actor, family)
    every = gathered(request.actor, family, this.on)
    scene = shown.chosen(every, this.home)
    drawing = draw(scene)
    home = {"label": family.name, "url": reverse("desk:family", args=[family.key])}
    context = {
        "family": family, "asked": this, "file": this.query(zoom=""), "zooms": shown.zooms(this), "chips": shown.chips(every, this),
        "sentences": shown.sentences(scene, this), "may_change": changes, "legend": shown.legend(scene, drawing),
        "tabs": family_tabs(request.actor, family.key, known.cases[0].key if known.files else None, "genogram"),
        "crumbs": [{"label": _("Families"), "url": reverse("desk:families")}, home, {"label": _("Genogram")}],
        "drawing": shown.on_page(drawing, family, this.on, this.size),
    }  # fmt: skip
    return render(request, "desk/genogram.html", context | shown.listed(scene, family, may_change=changes))


@page(Permission.SEE_CASE)
def as_svg(request: Request, key: str) -> FileResponse:
    """The drawing as a file of its own; written to the trail as an export."""
    family, scene, on = _exported(request, key)
    return as_download(veiled(family, shown.as_file(scene, family, on)).encode(), _name(on, "svg"), "image/svg+xml")


@page(Permission.SEE_CASE)
def as_pdf(request: Request, key: str) -> FileResponse:
    """The same on paper, with everything in words."""
    family, scene, on = _exported(request, key)
    return as_download(pdf.render(shown.paper(scene, family, on)), _name(on, "pdf"), "application/pdf")


def _exported(request: Request, key: str) -> tuple[Family, Scene, dt.date]:
    family, this = _family(request, key), shown.asked(request.GET, request.actor.on)
    audit.record(request.actor, "genogram.exported", family, circle=circle_of(request.actor, family, Permission.SEE_CASE))
    return family, shown.chosen(gathered(request.actor, family, this.on), this.home), this.on


def _family(request: Request, key: str) -> Family:
    family: Family = or_404(family_by_key(request.actor, key, Permission.SEE_CASE))
    return family


def _name(on: dt.date, ending: str) -> str:
    word = _("Genogram")
    return f"{word} {on.isoformat()}.{ending}"
