"""Instruments: the list, a new one, one of them with its switch."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from ligzda.access.form_views import handle, notify, or_404, restored_draft, show
from ligzda.access.pages import Request, page
from ligzda.access.permissions import Permission
from ligzda.cases.actions import instruments as actions
from ligzda.cases.forms.instruments import ChangeInstrumentForm, InstrumentForm, ProofForm, SwitchForm
from ligzda.cases.queries import instruments as queries

NEW, CHANGE = "cases.instrument", "cases.change_instrument"


@page(Permission.ADMINISTER)
def instruments(request: Request) -> HttpResponse:
    return show(request, "cases/instruments.html", title=_("Instruments"), rows=queries.instruments(request.actor), crumbs=_crumbs())


@page(Permission.ADMINISTER)
def add(request: Request) -> HttpResponse:
    form, title = InstrumentForm(request.POST or None), _("New instrument")
    draft = restored_draft(request, form, NEW)

    def write(data: dict[str, Any]) -> str:
        added = actions.add(by=request.actor, **data)
        notify(request, _("Saved."))
        return _address(added.key)

    return handle(request, form, write) or show(
        request, "cases/step.html", form, title=title, crumbs=_crumbs(title), verb=_("Save"), back=reverse("cases:instruments"), draft=draft,
        form_name=NEW,
    )  # fmt: skip


@page(Permission.ADMINISTER)
def change(request: Request, key: str) -> HttpResponse:
    """What it asks, in every language; of a used one other words become a new version."""
    one = or_404(queries.instrument_by_key(request.actor, key))
    form, title = ChangeInstrumentForm(request.POST or None, initial=ChangeInstrumentForm.of(one)), _("Change the instrument")
    draft = restored_draft(request, form, CHANGE, one.key)

    def write(data: dict[str, Any]) -> str:
        changed = actions.change(one, by=request.actor, **data)
        notify(request, _("Saved."))
        return _address(changed.key)

    return handle(request, form, write) or show(
        request, "cases/step.html", form, title=title, crumbs=_crumbs(title), verb=_("Save"), back=_address(one.key), lead=str(one),
        draft=draft, form_name=CHANGE, record=one.key,
    )  # fmt: skip


@page(Permission.ADMINISTER)
def instrument(request: Request, key: str) -> HttpResponse:
    """Its areas as people will see them, and whether it is in use."""
    one = or_404(queries.instrument_by_key(request.actor, key))
    form = SwitchForm(request.POST if request.method == "POST" else None)
    waits = one.needs_proof and one.proof is None
    objections = [_("First upload the proof of the licence.")] if waits and not one.is_active else []
    newer = getattr(one, "replaced_by", None)

    def write(_data: dict[str, Any]) -> str:
        actions.switch(one, by=request.actor, is_active=not one.is_active)
        notify(request, _("Saved."))
        return _address(one.key)

    return handle(request, form, write, objections=objections) or show(
        request, "cases/instrument.html", form, title=str(one), instrument=one, areas=queries.areas_of(request.actor, one),
        levels=range(one.lowest, one.highest + 1), objections=objections, crumbs=_crumbs(str(one)), newer=newer,
    )  # fmt: skip


@page(Permission.ADMINISTER)
def prove(request: Request, key: str) -> HttpResponse:
    """Upload what shows the licence."""
    one = or_404(queries.instrument_by_key(request.actor, key))
    form, title = ProofForm(request.POST or None, request.FILES or None), _("Proof of the licence")
    saved = handle(request, form, lambda data: actions.prove(one, by=request.actor, **data), then=lambda: _address(one.key))
    return saved or show(request, "cases/step.html", form, title=title, crumbs=_crumbs(title), verb=_("Save"), back=_address(one.key))


def _address(key: str) -> str:
    return reverse("cases:instrument", args=[key])


def _crumbs(last: str = "") -> list[dict[str, str]]:
    """Below the other lists that an administrator looks after."""
    steps = [{"label": _("Services and topics"), "url": reverse("services:catalogue")}, {"label": _("Instruments"), "url": ""}]
    if last:
        steps[-1]["url"] = reverse("cases:instruments")
        steps.append({"label": last, "url": ""})
    return steps
