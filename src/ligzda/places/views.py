"""The list of sites, for administrators."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from ligzda.access.idempotency import once
from ligzda.access.pages import Request, page
from ligzda.access.permissions import Permission
from ligzda.kernel.refused import Refused
from ligzda.places import actions, queries
from ligzda.places.forms import SiteForm
from ligzda.places.models import Site


@page(Permission.ADMINISTER)
def sites(request: Request) -> HttpResponse:
    return render(request, "places/sites.html", {"title": _("Sites"), "sites": queries.all_sites(request.actor)})


@page(Permission.ADMINISTER)
def new_site(request: Request) -> HttpResponse:
    form = SiteForm(request.POST or None, territories=queries.choices(request.actor))
    return _answer(request, form, None, _("New site"))


@page(Permission.ADMINISTER)
def site(request: Request, key: str) -> HttpResponse:
    found = queries.site_by_key(request.actor, key)
    if found is None:
        raise Http404
    initial = {field: getattr(found, field) for field in ("name", "territory", "prefix", "address", "is_secret_place", "is_active")}
    form = SiteForm(request.POST or None, initial=initial, territories=queries.choices_with(request.actor, found.territory))
    return _answer(request, form, found, found.name)


def _answer(request: Request, form: SiteForm, found: Site | None, title: str) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            return once(request, lambda: _keep(request, form, found))
        except Refused as refused:
            form.refuse(refused)
    crumbs = [{"label": _("Sites"), "url": reverse("places:sites")}, {"label": title}]
    context = {"title": title, "form": form, "site": found, "crumbs": crumbs}
    return render(request, "places/site.html", context, status=422 if form.errors else 200)


def _keep(request: Request, form: SiteForm, found: Site | None) -> str:
    given = dict(form.cleaned_data)
    if found is None:
        given.pop("is_active")
        actions.open_site(by=request.actor, **given)
    else:
        actions.change_site(found, by=request.actor, **given)
    return reverse("places:sites")
