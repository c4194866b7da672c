"""A relation or a tie between members of a family, entered and put right from its genogram."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from ligzda.access.form_views import handle, or_404, restored_draft, show
from ligzda.access.pages import Request, page
from ligzda.access.permissions import Permission
from ligzda.people.actions import bonds, persons
from ligzda.people.forms import FamilyBondForm, FamilyRelationForm
from ligzda.people.models import Bond, Family, Relation
from ligzda.people.permissions import CHANGE
from ligzda.people.queries import family_by_key, person_by_key
from ligzda.people.queries.bonds import bond_seen, chosen_other, organisations
from ligzda.people.queries.genogram import choices
from ligzda.people.queries.persons import chosen_pair, relation_seen

RELATION, BOND = "people.family_relation", "people.family_bond"


@page(CHANGE)
def relation(request: Request, key: str) -> HttpResponse:
    """Who is what to whom, among the people of the genogram."""
    family = or_404(family_by_key(request.actor, key, CHANGE))
    form = FamilyRelationForm(request.POST or None, people=choices(request.actor, family))
    answer = handle(request, form, lambda data: _relate(request, family, form, data))
    return answer or _page(request, family, form, RELATION, _("Record a relation"))


@page(CHANGE)
def bond(request: Request, key: str) -> HttpResponse:
    """How close somebody, or the whole family, is to a person, an organisation or a place of life."""
    family = or_404(family_by_key(request.actor, key, CHANGE))
    form = FamilyBondForm(request.POST or None, people=choices(request.actor, family), organisations=organisations(request.actor))
    answer = handle(request, form, lambda data: _tie(request, family, data))
    return answer or _page(request, family, form, BOND, _("Record a tie"))


@page(CHANGE)
def change_relation(request: Request, key: str, row_id: int) -> HttpResponse:
    """What was written down of two people is put right."""
    family = or_404(family_by_key(request.actor, key, CHANGE))
    row = or_404(relation_seen(request.actor, row_id))
    form = FamilyRelationForm(request.POST or None, people=choices(request.actor, family), row=row)
    answer = handle(request, form, lambda data: _relate(request, family, form, data, row))
    return answer or _page(request, family, form, "people.relations", _("Correct the relation"), row)


@page(CHANGE)
def change_bond(request: Request, key: str, row_id: int) -> HttpResponse:
    """How close it was, or since and until when, is put right."""
    family = or_404(family_by_key(request.actor, key, CHANGE))
    row = or_404(bond_seen(request.actor, family, row_id))
    given: dict[str, Any] = {"people": choices(request.actor, family), "organisations": organisations(request.actor)}
    form = FamilyBondForm(request.POST or None, row=row, **given)
    answer = handle(request, form, lambda data: _tie(request, family, data, row))
    return answer or _page(request, family, form, "people.bonds", _("Correct the tie"), row)


def _page(request: Request, family: Family, form: Any, name: str, title: str, row: Any = None) -> HttpResponse:
    record = f"{family.key}/{row.pk}" if row else family.key
    crumbs = [{"label": family.name, "url": reverse("desk:family", args=[family.key])}, {"label": _("Genogram"), "url": _back(family)}]
    context = {"title": title, "crumbs": [*crumbs, {"label": title}], "family": family, "record": record, "row": row, "form_name": name}
    return show(request, "people/tie.html", form, back=_back(family), draft=restored_draft(request, form, name, record), **context)


def _relate(request: Request, family: Family, form: Any, data: dict[str, Any], row: Relation | None = None) -> str:
    first, second, kind = chosen_pair(request.actor, data.pop("first"), data.pop("kind"), data.pop("other"))
    data |= {"kind": kind, "accept_because": form.reason}
    if row:
        persons.change_relation(row, first, second, by=request.actor, **data)
    else:
        persons.relate(first, second, by=request.actor, **data)
    return _back(family)


def _tie(request: Request, family: Family, data: dict[str, Any], row: Bond | None = None) -> str:
    whose = data.pop("whose")
    one = or_404(person_by_key(request.actor, whose, Permission.SEE_CASE)) if whose else family
    other = chosen_other(request.actor, data.pop("other"), data.pop("organisation"), data.pop("place"))
    if row:
        bonds.change_tie(row, one, by=request.actor, other=other, **data)
    else:
        bonds.tie(one, by=request.actor, other=other, **data)
    return _back(family)


def _back(family: Family) -> str:
    return reverse("desk:genogram", args=[family.key])
