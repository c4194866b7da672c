"""The care of the children of a family: what holds, what was, a new entry, an entry that should not be there."""

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from ligzda.access.form_views import handle, or_404, restored_draft, show
from ligzda.access.pages import Request, page
from ligzda.access.permissions import Permission
from ligzda.care.actions import statuses as actions
from ligzda.care.forms import CareForm, VoidStatusForm
from ligzda.care.queries import statuses as queries
from ligzda.cases.models import Case
from ligzda.cases.pages import case_of, crumbs
from ligzda.cases.queries.cases import case_by_key
from ligzda.cases.tabs import family_tabs


@page(Permission.SEE_CASE)
def children(request: Request, key: str, case_key: str) -> HttpResponse:
    one = case_of(request, key, case_key)
    title = _("Children's care")
    family = one.family.root or one.family
    context = {
        "title": title, "crumbs": crumbs(one, title), "case": one, "family": family, "children": queries.children_of(request.actor, one),
        "may_record": request.actor.may(Permission.ASSESS, one), "tabs": family_tabs(request.actor, family.key, one.key, "care"),
    }  # fmt: skip
    return show(request, "care/children.html", **context)


@page(Permission.ASSESS)
def record(request: Request, key: str, case_key: str) -> HttpResponse:
    """One status of one child. What was typed comes back with the sentence beside it."""
    one = _file(request, key, case_key)
    chips = queries.choices(request.actor, one)
    form = CareForm(request.POST or None, children=chips, initial={"child": request.GET.get("child", "")})
    draft = restored_draft(request, form, "cases.care", one.key)
    saved = handle(request, form, lambda data: _record(request, one, form, data))
    title = _("Record a status")
    return saved or show(
        request, "cases/step.html", form, title=title, crumbs=crumbs(one, title), verb=_("Save"), back=address(one), draft=draft,
        form_name="cases.care", record=one.key, who=_("the team of this case"), lead="" if chips else _("First add the children to the family."),
    )  # fmt: skip


@page(Permission.ASSESS)
def void(request: Request, key: str, case_key: str, status_id: int) -> HttpResponse:
    one = _file(request, key, case_key)
    status = or_404(queries.status_in(request.actor, one, status_id))
    if status.voided_at and request.method != "POST":
        raise Http404
    form = VoidStatusForm(request.POST or None)
    objection = actions.objection_to_void(status, request.actor)
    objections = [objection] if objection else []
    saved = handle(
        request, form, lambda data: actions.void_status(status, by=request.actor, **data), then=lambda: address(one), objections=objections
    )
    title = _("Void the entry")
    return saved or show(
        request, "cases/step.html", form, title=title, crumbs=crumbs(one, title), verb=title, back=address(one), objections=objections,
        lead=f"{status.person}: {status.get_kind_display()}",
    )  # fmt: skip


def address(one: Case) -> str:
    return reverse("care:children", args=[(one.family.root or one.family).key, one.key])


def _file(request: Request, key: str, case_key: str) -> Case:
    """The file, for those who record in it."""
    one: Case = or_404(case_by_key(request.actor, key, case_key, Permission.ASSESS))
    return one


def _record(request: Request, one: Case, form: CareForm, data: dict[str, object]) -> str:
    child = or_404(queries.child_by_key(request.actor, one, str(data.pop("child"))))
    actions.record_status(one, child, by=request.actor, **form.arguments(data))
    return address(one)
