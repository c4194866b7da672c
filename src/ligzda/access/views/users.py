"""Accounts, roles above file level and functions: the administrator's pages."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ligzda.access.actions import closing
from ligzda.access.actions import users as act
from ligzda.access.actions.emails import drop_email
from ligzda.access.form_views import handle, show
from ligzda.access.forms import EndForm, SeatForm, UserForm
from ligzda.access.leaving import left_alone
from ligzda.access.models import User
from ligzda.access.pages import Request, page
from ligzda.access.permissions import Permission
from ligzda.access.queries import users as ask
from ligzda.access.queries.circles import circle_by_id
from ligzda.access.queries.proposals import waiting_about, waiting_for
from ligzda.access.standing import standing
from ligzda.kernel.languages import FIRST
from ligzda.kernel.post import goes_out
from ligzda.kernel.refused import Refused
from ligzda.web.forms import Form
from ligzda.web.paging import Page, page_of

BUTTONS: dict[str, Callable[..., object]] = {
    "open": closing.open_user,
    "reset-two-factor": act.reset_two_factor,
    "drop-email": drop_email,
}


@page(Permission.ADMINISTER)
def users(request: Request) -> HttpResponse:
    text = request.GET.get("q", "")[:100]
    found: Page[User] = page_of(ask.users(request.actor, text), request)
    context = {
        "title": _("Users"),
        "page": found,
        "text": text,
        "proposals": waiting_for(request.actor),
        "notices": standing(request.actor),
    }
    return render(request, "access/users.html", context)


@page(Permission.ADMINISTER)
def new_user(request: Request) -> HttpResponse:
    form = UserForm(request.POST or None, initial={"language": FIRST}, functions=ask.functions(request.actor, active_only=True))
    answer = handle(request, form, lambda data: _address(act.add_user(by=request.actor, **data)))
    crumbs = [_back_to_list(), {"label": _("New user")}]
    context = {"title": _("New user"), "form": form, "crumbs": crumbs, "back": reverse("access:users")}
    return answer or show(request, "access/form.html", **context)


@page(Permission.ADMINISTER)
def user(request: Request, key: str) -> HttpResponse:
    found = _find(request, key)
    waits = waiting_about(request.actor, found)
    context = {
        "title": found.name,
        "person": found,
        "seats": ask.seats_of(request.actor, found, waits["roles"]),
        "file_seats": ask.file_seats(request.actor, found),
        "waits": waits["email"],
        "two_factor": ask.has_two_factor(request.actor, found),
        "is_me": found == request.user,
        "mail": goes_out(),
        "no_link": act.no_link(found),
        "link": request.session.pop(f"invitation_{found.key}", ""),
        "crumbs": [_back_to_list(), {"label": found.name}],
    }
    return render(request, "access/user.html", context)


@page(Permission.ADMINISTER)
def change_user(request: Request, key: str) -> HttpResponse:
    found = _find(request, key)
    initial = {"name": found.name, "email": found.email, "function": found.function_id, "language": found.language}
    form = UserForm(request.POST or None, initial=initial, functions=ask.functions(request.actor))
    answer = handle(request, form, lambda data: _address(act.change_user(found, by=request.actor, **data)))
    return answer or _form(request, form, found, _("Change the account"))


@page(Permission.ADMINISTER)
def new_seat(request: Request, key: str) -> HttpResponse:
    found, actor = _find(request, key), request.actor
    form = SeatForm(request.POST or None, initial={"from_date": actor.on}, roles=ask.appointments(actor), places=ask.places(actor))

    def write(data: dict[str, Any]) -> str:
        data["circle"] = circle_by_id(actor, int(data["circle"]))
        return _address(act.appoint(found, by=actor, **data).user)

    answer = handle(request, form, write)
    return answer or _form(request, form, found, _("Give a role"))


@page(Permission.ADMINISTER)
def end_seat(request: Request, key: str, number: int) -> HttpResponse:
    found = _find(request, key)
    seat = ask.seat_by_id(request.actor, found, number)
    if seat is None:
        raise Http404
    form = EndForm(request.POST or None, initial={"on": request.actor.on})
    answer = handle(request, form, lambda data: _address(act.end_appointment(seat, by=request.actor, on=data["on"]).user))
    return answer or _form(request, form, found, _("End the role"))


@page(Permission.ADMINISTER)
def close_user(request: Request, key: str) -> HttpResponse:
    """What closing ends, and how many families at which site would have nobody; then the closing itself."""
    found = _find(request, key)
    form = Form(request.POST if request.method == "POST" else None)
    answer = handle(request, form, lambda _data: _address(closing.close_user(found, by=request.actor)))
    crumbs = [_back_to_list(), {"label": found.name, "url": _address(found)}, {"label": _("Close the account")}]
    context = {"title": _("Close the account"), "crumbs": crumbs, "back": _address(found), "person": found}
    return answer or show(request, "access/close_user.html", form, alone=left_alone(request.actor, found), **context)


@require_POST
@page(Permission.ADMINISTER)
def act_on_user(request: Request, key: str, act_name: str) -> HttpResponse:
    """Invite, open again, remove the second step, forget the address that waits: one button each."""
    found = _find(request, key)
    try:
        if act_name == "invite":
            link = act.invite(found, by=request.actor, site_address=request.build_absolute_uri("/"))
            request.session[f"invitation_{found.key}"] = link
            messages.success(request, _("Saved.") if link else _("The link was sent to %(address)s.") % {"address": found.email})
        else:
            BUTTONS[act_name](found, by=request.actor)
            messages.success(request, _("Saved."))
    except Refused as refused:
        messages.error(request, " ".join(str(sentence) for sentence in refused.sentences))
    return HttpResponseRedirect(_address(found))


def _find(request: Request, key: str) -> User:
    found = ask.user_by_key(request.actor, key)
    if found is None:
        raise Http404
    return found


def _form(request: Request, form: object, found: User, title: str) -> HttpResponse:
    crumbs = [_back_to_list(), {"label": found.name, "url": _address(found)}, {"label": title}]
    context = {"title": title, "form": form, "crumbs": crumbs, "back": _address(found)}
    return show(request, "access/form.html", **context)


def _address(found: User) -> str:
    return reverse("access:user", args=[found.key])


def _back_to_list() -> dict[str, str]:
    return {"label": _("Users"), "url": reverse("access:users")}
