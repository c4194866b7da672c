"""The team's side of the family's own page: invite, show more or less, end, read and answer messages; and the invitation itself."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from ligzda.access.form_views import handle, notify, or_404, restored_draft, show
from ligzda.access.pages import Request, page
from ligzda.access.permissions import Permission
from ligzda.cases.models import Case
from ligzda.cases.pages import case_of, crumbs
from ligzda.kernel.post import goes_out
from ligzda.people.queries import members, person_by_key
from ligzda.portal.actions import family_access as actions
from ligzda.portal.forms import InviteForm, MessageForm, PasswordForm, ShownForm
from ligzda.portal.queries.family_access import access_by_key, access_by_token, access_rows, feedback
from ligzda.portal.queries.portal import messages

ADULT = 18


@page(Permission.SEE_CASE)
def overview(request: Request, key: str, case_key: str) -> HttpResponse:
    """Who of the family has the own page, and what they said about the support."""
    one = case_of(request, key, case_key)
    title = _("The family's own page")
    return show(
        request, "portal/family_pages.html", title=title, crumbs=crumbs(one, title), case=one, rows=access_rows(request.actor, one),
        feedback=feedback(request.actor, one), may_decide=request.actor.may(Permission.ASSIGN, one),
    )  # fmt: skip


@page(Permission.ASSIGN)
def invite(request: Request, key: str, case_key: str) -> HttpResponse:
    one = case_of(request, key, case_key)
    people = members(request.actor, one.family)
    form = InviteForm(
        request.POST or None, people=[(m.person_key, f"{m.name} – {m.role_label}, {m.age}") for m in people], children=_children(people)
    )
    saved = handle(request, form, lambda data: _invite(request, one, form, data))
    return saved or _step(request, one, form, _("Invite to the own page"))


@page(Permission.ASSIGN)
def shown(request: Request, key: str, case_key: str, access_key: str) -> HttpResponse:
    """What one member sees."""
    one = case_of(request, key, case_key)
    access = or_404(access_by_key(request.actor, one, access_key, Permission.ASSIGN))
    flags = {name: "yes" if getattr(access, name) else "no" for name in ("sees_appointments", "sees_readers", "sees_names")}
    initial = {"plan": access.plan, "children": [child.key for child in access.children.all()], **flags}
    form = ShownForm(request.POST or None, children=_children(members(request.actor, one.family)), initial=initial)
    saved = handle(
        request, form,
        lambda data: actions.change(access, by=request.actor, children=_people(request, data.get("children", [])), **form.shown(data)), then=lambda: _home(one),
    )  # fmt: skip
    return saved or _step(request, one, form, _("What this member sees"), lead=str(access.person))


@page(Permission.ASSIGN)
def end(request: Request, key: str, case_key: str, access_key: str) -> HttpResponse:
    """Take the own page away; or, while nobody accepted, send the invitation again."""
    one = case_of(request, key, case_key)
    access = or_404(access_by_key(request.actor, one, access_key, Permission.ASSIGN))
    form = MessageForm(request.POST or None)
    del form.fields["text"]
    if "again" in request.POST:
        return or_404(
            handle(
                request,
                form,
                lambda _data: _told(request, actions.invite_again(access, by=request.actor, site_address=_site(request)), one),
            )
        )
    saved = handle(request, form, lambda _data: actions.end(access, by=request.actor), then=lambda: _home(one))
    return saved or show(
        request, "portal/family_page_end.html", form, title=_("Take the own page away"), crumbs=crumbs(one, _("Take the own page away")),
        access=access, back=_home(one),
    )  # fmt: skip


@page(Permission.NOTE)
def conversation(request: Request, key: str, case_key: str, access_key: str) -> HttpResponse:
    """Messages with one member; opening them is reading them."""
    one = case_of(request, key, case_key)
    access = or_404(access_by_key(request.actor, one, access_key, Permission.NOTE))
    form = MessageForm(request.POST or None)
    draft = restored_draft(request, form, "portal.family_message", access.key)
    saved = handle(request, form, lambda data: actions.write(access, by=request.actor, **data), then=request.path)
    if saved:
        return saved
    listed = messages(request.actor, access)
    actions.mark_read(access, by=request.actor)
    return show(
        request, "portal/family_messages.html", form, title=_("Messages"), crumbs=crumbs(one, _("Messages")), access=access, messages_=listed,
        draft=draft, form_name="portal.family_message", record=access.key, back=_home(one),
    )  # fmt: skip


@page(Permission.ANYONE)
def invitation(request: Request, token: str) -> HttpResponse:
    """The link of an invitation: choose a password, once. What does not work any more says so, whatever the reason."""
    access = access_by_token(request.actor, actions.digest(token))
    if access is None or not actions.is_open(access):
        return render(request, "portal/invitation_gone.html", {"title": _("Invitation"), "sentence": actions.GONE}, status=410)
    form: Any = PasswordForm(request.POST or None)
    saved = handle(request, form, lambda data: actions.accept(token, by=request.actor, **data), then=reverse("account_login"))
    if saved:
        notify(request, _("Your page is ready. Sign in with your e-mail address and the new password."))
        return saved
    return show(request, "portal/invitation.html", form, title=_("Your page in Ligzda"))


def _invite(request: Request, one: Case, form: InviteForm, data: dict[str, Any]) -> str:
    person = or_404(person_by_key(request.actor, data["person"]))
    member = next(m for m in members(request.actor, one.family) if m.person_key == data["person"])
    young = member.birth_date is not None and (request.actor.on - member.birth_date).days < ADULT * 365.25
    _access, link = actions.invite(
        one, by=request.actor, person=person, email=data["email"], site_address=_site(request), is_child=young,
        children=_people(request, data.get("children", [])), **form.shown(data),
    )  # fmt: skip
    return _told(request, link, one)


def _told(request: Request, link: str, one: Case) -> str:
    if goes_out():
        notify(request, _("The invitation was sent."))
    else:
        notify(request, _("No e-mail goes out from here. Hand this link over in another way:"), link, link)
    return _home(one)


def _site(request: Request) -> str:
    return request.build_absolute_uri("/")


def _people(request: Request, keys: list[str]) -> list[Any]:
    return [or_404(person_by_key(request.actor, key)) for key in keys]


def _children(people: list[Any]) -> list[tuple[str, str]]:
    return [(m.person_key, m.first_name) for m in people if m.role in {"child", "foster_child"}]


def _home(one: Case) -> str:
    family = one.family.root or one.family
    return reverse("portal:family_pages", args=[family.key, one.key])


def _step(request: Request, one: Case, form: Any, title: str, lead: str = "") -> HttpResponse:
    return show(request, "cases/step.html", form, title=title, crumbs=crumbs(one, title), verb=title, back=_home(one), lead=lead)
