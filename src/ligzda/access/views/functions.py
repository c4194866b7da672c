"""The open list of functions and professions."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from ligzda.access.actions.functions import save_function
from ligzda.access.form_views import handle, show
from ligzda.access.forms import FunctionForm
from ligzda.access.models import Function
from ligzda.access.pages import Request, page
from ligzda.access.permissions import Permission
from ligzda.access.queries import users as ask


@page(Permission.ADMINISTER)
def functions(request: Request) -> HttpResponse:
    context = {"title": _("Functions and professions"), "functions": ask.functions(request.actor)}
    return render(request, "access/functions.html", context)


@page(Permission.ADMINISTER)
def new_function(request: Request) -> HttpResponse:
    return _edit(request, None, _("New function"))


@page(Permission.ADMINISTER)
def function(request: Request, key: str) -> HttpResponse:
    found = ask.function_by_key(request.actor, key)
    if found is None:
        raise Http404
    return _edit(request, found, str(found))


def _edit(request: Request, found: Function | None, title: str) -> HttpResponse:
    fields = ("name", "duties", "role", "is_specialist", "is_active")
    initial = {name: getattr(found, name) for name in fields} if found else {"is_active": True}
    form = FunctionForm(request.POST or None, initial=initial, roles=ask.appointments(request.actor))
    answer = handle(request, form, lambda _data: _saved(request, form, found))
    crumbs = [{"label": _("Functions and professions"), "url": reverse("access:functions")}, {"label": title}]
    context = {"title": title, "form": form, "crumbs": crumbs, "back": reverse("access:functions")}
    return answer or show(request, "access/form.html", **context)


def _saved(request: Request, form: FunctionForm, found: Function | None) -> str:
    save_function(found, by=request.actor, **form.cleaned_data)
    return reverse("access:functions")
