"""A relation or a tie between members of a family, entered and put right from its genogram."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from ligzda.access.handling import brought_back, found, handle, show
from ligzda.access.pages import Request, page
from ligzda.access.words import Word
from ligzda.people.actions import bonds, persons
from ligzda.people.forms import ChangeBondForm, ChangeRelationForm, FamilyBondForm, FamilyRelationForm
from ligzda.people.models import Family, Relation
from ligzda.people.permissions import CHANGE
from ligzda.people.queries import family_by_key, person_by_key
from ligzda.people.queries.bonds import bond_seen, chosen_other, organisations
from ligzda.people.queries.genogram import choices
from ligzda.people.queries.persons import relation_seen

RELATION, BOND = "people.family_relation", "people.family_bond"


@page(CHANGE)
def relation(request: Request, key: str) -> HttpResponse:
    """Who is what to whom, among the people of the genogram."""
    family = found(family_by_key(request.actor, key, CHANGE))
    form = FamilyRelationForm(request.POST or None, people=choices(request.actor, family))
    answer = handle(request, form, lambda data: _relate(request, family, form, data))
    return answer or _page(request, family, form, RELATION, _("Record a relation"))


@page(CHANGE)
def bond(request: Request, key: str) -> HttpResponse:
    """How close somebody, or the whole family, is to a person, an organisation or a place of life."""
    family = found(family_by_key(request.actor, key, CHANGE))
    form = FamilyBondForm(request.POST or None, people=choices(request.actor, family), organisations=organisations(request.actor))
    answer = handle(request, form, lambda data: _tie(request, family, data))
    return answer or _page(request, family, form, BOND, _("Record a tie"))


@page(CHANGE)
def change_relation(request: Request, key: str, row_id: int) -> HttpResponse:
    """What was written down of two people is put right."""
    family = found(family_by_key(request.actor, key, CHANGE))
    row = found(relation_seen(request.actor, row_id))
    form = ChangeRelationForm(request.POST or None, row=row)
    answer = handle(request, form, lambda data: _change(request, family, row, form, data))
    return answer or _page(request, family, form, "people.relations", _("Correct the relation"), row)


@page(CHANGE)
def change_bond(request: Request, key: str, row_id: int) -> HttpResponse:
    """How close it was, or since and until when, is put right."""
    family = found(family_by_key(request.actor, key, CHANGE))
    row = found(bond_seen(request.actor, family, row_id))
    form = ChangeBondForm(request.POST or None, row=row)
    answer = handle(request, form, lambda data: bonds.change_tie(row, by=request.actor, **data) and _back(family))
    return answer or _page(request, family, form, "people.bonds", _("Correct the tie"), row)


def _page(request: Request, family: Family, form: Any, name: str, title: str, row: Any = None) -> HttpResponse:
    record = f"{family.key}/{row.pk}" if row else family.key
    crumbs = [{"label": family.name, "url": reverse("desk:family", args=[family.key])}, {"label": _("Genogram"), "url": _back(family)}]
    context = {"title": title, "crumbs": [*crumbs, {"label": title}], "family": family, "record": record, "row": row, "form_name": name}
    return show(request, "people/tie.html", form, back=_back(family), draft=brought_back(request, form, name, record), **context)


def _change(request: Request, family: Family, row: Relation, form: Any, data: dict[str, Any]) -> str:
    persons.change_relation(row, by=request.actor, accept_because=form.reason, **data)
    return _back(family)


def _relate(request: Request, family: Family, form: Any, data: dict[str, Any]) -> str:
    first, other = (found(person_by_key(request.actor, data.pop(name), Word.SEE_CASE)) for name in ("first", "other"))
    kind = data.pop("kind")
    pair = (other, first) if kind == "child" else (first, other)
    persons.relate(*pair, by=request.actor, kind="parent" if kind == "child" else kind, accept_because=form.reason, **data)
    return _back(family)


def _tie(request: Request, family: Family, data: dict[str, Any]) -> str:
    whose = data.pop("whose")
    one = found(person_by_key(request.actor, whose, Word.SEE_CASE)) if whose else family
    other = chosen_other(request.actor, data.pop("other"), data.pop("organisation"), data.pop("place"))
    bonds.tie(one, by=request.actor, other=other, **data)
    return _back(family)


def _back(family: Family) -> str:
    return reverse("desk:genogram", args=[family.key])
