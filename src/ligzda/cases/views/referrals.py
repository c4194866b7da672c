"""Referrals: the list, a new one, and one with its three parts, each saved apart."""

from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from ligzda.access.form_views import handle, number_from, or_404, restored_draft, show
from ligzda.access.pages import Request, page
from ligzda.access.permissions import Permission
from ligzda.cases.actions import referrals as actions
from ligzda.cases.forms.referrals import DetailsForm, PartnerReferralForm, ReferralForm
from ligzda.cases.models import Referral
from ligzda.cases.queries import referrals as queries
from ligzda.cases.queries.badges import badge_of
from ligzda.cases.queries.waiting import REFERRAL_WORK, referral_due
from ligzda.cases.states import REFERRAL, UNDECIDED, ReferralState
from ligzda.cases.views import decisions
from ligzda.people.edit_conflicts import chosen, conflicts
from ligzda.people.forms import FamilyForm, MemberForm, StayForm
from ligzda.people.queries import family_by_key, person_by_key, search
from ligzda.places.queries import choices
from ligzda.web.paging import page_of


@page(Permission.SEE_REFERRAL)
def referrals(request: Request) -> HttpResponse:
    is_staff = request.actor.holds(Permission.INTAKE)
    state = request.GET.get("state", "open" if is_staff else "")
    labels = (("open", _("To be decided")), ("admitted", _("Admitted")), ("declined", _("Declined")), ("all", _("All")))
    chips = [{"label": label, "url": f"?state={key}", "active": state == key} for key, label in labels]
    asked = state if state in {"open", *ReferralState.values} else ""
    context = {
        "title": _("Referrals"), "page": page_of(queries.referrals_list(request.actor, state=asked), request), "is_staff": is_staff,
        "chips": chips if is_staff else [], "is_open": asked == "open",
    }  # fmt: skip
    return show(request, "cases/referrals.html", **context)


@page(Permission.REFER)
def refer(request: Request) -> HttpResponse:
    """The partner's short form, or intake's; the same draft and the same action."""
    sites = queries.sites_to_refer(request.actor)
    is_staff = request.actor.holds(Permission.INTAKE)
    form: Any = PartnerReferralForm(request.POST or None, sites=sites)
    if is_staff:
        form = ReferralForm(request.POST or None, sites=sites, senders=queries.senders(request.actor))
    draft = restored_draft(request, form, "cases.refer")
    saved = handle(request, form, lambda data: actions.refer(by=request.actor, **(data_of(form, data) if is_staff else form.values())))
    crumbs = [{"label": _("Referrals"), "url": reverse("cases:referrals")}, {"label": _("New referral")}]
    return saved or show(
        request, "cases/refer.html", form, title=_("New referral"), crumbs=crumbs, draft=draft, form_name="cases.refer", is_staff=is_staff
    )


@page(Permission.SEE_REFERRAL)
def referral(request: Request, key: str) -> HttpResponse:
    one = _found(request, key)
    is_staff, is_open = request.actor.holds(Permission.INTAKE), one.state in UNDECIDED
    options = REFERRAL.options(one, request.actor) if is_staff else []
    people = queries.people_of(request.actor, one) if is_staff else []
    due = referral_due(one) if is_open and options else None
    first, fill = _filled(options, one, people)
    context = {
        "title": _("Referral"), "crumbs": [*_crumbs(one)[:-2], {"label": one.number}], "referral": one, "people": people,
        "badge": badge_of(one.state, ReferralState), "options": options, "first": first, "fill": fill, "is_open": is_open,
        "may_change": is_open and request.actor.may(Permission.INTAKE, one), "due": due, "overdue": due and due < request.actor.on,
        "work": REFERRAL_WORK.get(ReferralState(one.state), ""),
        "brought": queries.has_brought(request.actor, one),
        "sees_case": one.case is not None and request.actor.may(Permission.SEE_CASE, one.case),
    }  # fmt: skip
    return show(request, "cases/referral.html", **context)


@page(Permission.INTAKE)
def details(request: Request, key: str) -> HttpResponse:
    """Part 1 corrected. Whoever saved meanwhile is shown beside."""
    one = _open(request, key)
    data = chosen(request.POST) if request.method == "POST" else None
    initial = {name: getattr(one, name) for name in actions.PART_ONE} | {"is_urgent": "yes" if one.is_urgent else "no"}
    form = DetailsForm(data, senders=queries.senders(request.actor), initial=initial)
    draft = restored_draft(request, form, "cases.details", one.key)
    version = number_from(request.POST.get("version")) if data is not None else number_from(draft.version) if draft else one.version
    saved = handle(request, form, lambda values: actions.change(one, by=request.actor, expected_version=version, **data_of(form, values)))
    stale = getattr(form, "stale", None)
    extra = {"version": stale.version, "conflicts": conflicts(form, stale)} if stale else {"version": version}
    return saved or show(
        request, "cases/details.html", form, title=_("From whom and when"), crumbs=_crumbs(one, _("From whom and when")), draft=draft,
        referral=one, form_name="cases.details", **extra,
    )  # fmt: skip


@page(Permission.INTAKE)
def family(request: Request, key: str) -> HttpResponse:
    """Part 2: which family. ``?q=`` looks for somebody known; a known family is chosen by its key; else a new one is named."""
    one = _of_ours(request, key)
    query = request.GET.get("q", "")[:80]
    form = FamilyForm(request.POST if "name" in request.POST else None, territories=choices(request.actor))
    if request.method == "POST" and request.POST.get("family"):
        known = or_404(family_by_key(request.actor, request.POST["family"]))
        form.is_valid = lambda: True  # type: ignore[method-assign]
        form.cleaned_data = {}
        saved = handle(request, form, lambda _data: actions.name_family(one, by=request.actor, family=known))
    else:
        saved = handle(request, form, lambda data: actions.name_new_family(one, by=request.actor, **data))
    hits = [hit for hit in search(request.actor, query) if hit.family_key] if query else []
    return saved or show(
        request, "cases/referral_family.html", form, title=_("Who is in the family"), crumbs=_crumbs(one, _("Who is in the family")),
        referral=one, query=query, hits=hits,
    )  # fmt: skip


@page(Permission.INTAKE)
def people(request: Request, key: str) -> HttpResponse:
    """Part 2: who is in it. A known person by ``?person=``, or a new one with duplicates shown beside while typing."""
    one = _of_ours(request, key)
    or_404(one.family)
    known = person_by_key(request.actor, request.GET["person"]) if request.GET.get("person") else None
    form: Any = StayForm(request.POST or None, initial={"lives_here": True}) if known else MemberForm(request.POST or None)
    saved = handle(request, form, lambda data: _add(request, one, known, form, data))
    query = request.GET.get("q", "")[:80]
    return saved or show(
        request, "cases/referral_person.html", form, title=_("Add a person"), crumbs=_crumbs(one, _("Add a person")), referral=one,
        known=known, query=query, hits=search(request.actor, query) if query else [],
    )  # fmt: skip


@page(Permission.INTAKE)
def move(request: Request, key: str, move: str) -> HttpResponse:
    """Part 3: one decision with its own form; what objects to it is said before anything is typed."""
    one = _found(request, key)
    step = decisions.STEPS.get(move)
    if step is None or (request.method != "POST" and one.state not in REFERRAL.move(move).sources):
        raise Http404
    objections = REFERRAL.objections(one, move, request.actor)
    form, name = step.form(request, one), f"cases.referral_{move}"
    draft = restored_draft(request, form, name, one.key)
    saved = handle(request, form, lambda data: step.act(request.actor, one, data), objections=objections)
    title = REFERRAL.move(move).label
    return saved or show(
        request, "cases/step.html", form, title=title, crumbs=_crumbs(one, title), objections=objections, verb=title, back=one.get_absolute_url(),
        who=step.who, draft=draft, form_name=name, record=one.key,
    )  # fmt: skip


def data_of(form: Any, values: dict[str, Any]) -> dict[str, Any]:
    return {**values, "is_urgent": values["is_urgent"] == "yes"}


def _add(request: Request, one: Referral, known: Any, form: Any, data: dict[str, Any]) -> Referral:
    stay = data if known else form.member_values()
    actions.add_person(one, by=request.actor, person=known or form.person_values(), accept_because=form.reason, **stay)
    return one


def _found(request: Request, key: str) -> Referral:
    one: Referral = or_404(queries.referral_by_key(request.actor, key))
    return one


def _open(request: Request, key: str) -> Referral:
    """One that is still being worked on, by somebody who works on it. What is sent too late is refused by the action, in the form."""
    one = _found(request, key)
    if (one.state not in UNDECIDED and request.method != "POST") or not request.actor.may(Permission.INTAKE, one):
        raise Http404
    return one


def _of_ours(request: Request, key: str) -> Referral:
    """One whose family is entered here. A family that another site hands over has no such page before it is admitted."""
    one = _open(request, key)
    if one.waits_unseen and request.method != "POST":
        raise Http404
    return one


def _crumbs(one: Referral, label: Any = "") -> list[dict[str, Any]]:
    return [
        {"label": _("Referrals"), "url": reverse("cases:referrals")},
        {"label": one.number, "url": one.get_absolute_url()},
        {"label": label},
    ]


def _filled(options: list[Any], one: Referral, people: list[Any]) -> tuple[str, str]:
    """The page's one filled button: the first move of the table or, while a part is missing, the way to that part."""
    if options and not options[0].objections:
        return options[0].move.name, ""
    if one.family is None:
        return "", "family"
    return "", "" if people else "people"
