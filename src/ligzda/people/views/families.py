"""Members of a family: somebody known or somebody new; and hints while a name is typed."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from ligzda.access import drafts
from ligzda.access.form_views import handle, or_404, show
from ligzda.access.pages import Request, page
from ligzda.access.permissions import Permission
from ligzda.people.actions import families
from ligzda.people.forms import BirthField, MemberForm, StayForm
from ligzda.people.models import Family, Person
from ligzda.people.permissions import CHANGE, EVER
from ligzda.people.queries import family_by_key, person_by_key, possible_duplicates, search

FORM = "people.member"


@page(CHANGE)
def members(request: Request, key: str) -> HttpResponse:
    """Add a member. ``?person=`` names a known one; ``?q=`` looks for them; else the form enters a new person."""
    family = or_404(family_by_key(request.actor, key, CHANGE))
    known = person_by_key(request.actor, request.GET["person"]) if request.GET.get("person") else None
    form: Any = StayForm(request.POST or None, initial={"lives_here": True}) if known else MemberForm(request.POST or None)
    answer = handle(request, form, lambda _data: _add(request, family, known, form))
    return answer or _members_page(request, family, known, form)


def _members_page(request: Request, family: Family, known: Person | None, form: Any) -> HttpResponse:
    query = request.GET.get("q", "")
    draft = drafts.load(request.actor, FORM, family.key) if not (form.is_bound or known) else None
    if draft:
        draft.into(form)
    back = reverse("desk:family", args=[family.key])
    crumbs = [{"label": family.name, "url": back}, {"label": _("New member")}]
    context = {
        "title": _("New member"), "crumbs": crumbs, "family": family, "form": form, "known": known, "query": query, "back": back,
        "draft": draft, "form_name": FORM, "hits": search(request.actor, query) if query else [],
    }  # fmt: skip
    return show(request, "people/member.html", **context)


def _add(request: Request, family: Family, known: Person | None, form: Any) -> str:
    if known:
        families.add_member(family, by=request.actor, person=known, accept_because=form.reason, **form.cleaned_data)
    else:
        families.enter_member(family, by=request.actor, person=form.person_values(), **form.member_values())
    return reverse("desk:family", args=[family.key])


@page(Permission.SIGNED_IN)
def hints(request: Request) -> HttpResponse:
    """People the reader may see who may be the one being typed: a fragment beside the form. Empty when there is none."""
    if not any(request.actor.holds(word) for word in EVER):
        raise Http404
    prefix = request.POST.get("prefix", "")[:20]

    def typed(name: str) -> str:
        return request.POST.get(f"{prefix}-{name}" if prefix else name, "")[:80]

    try:
        birth = BirthField().to_python(typed("birth"))
        born = birth.date if birth.precision == "day" else None
    except ValidationError:  # an unfinished date is no reason to stay silent about the name
        born = None
    hits = possible_duplicates(request.actor, first_name=typed("first_name"), last_name=typed("last_name"), birth_date=born)
    return render(request, "people/hints.html", {"hits": hits})
