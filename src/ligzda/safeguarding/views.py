"""Pages of safeguarding: raise a concern from anywhere, lead what follows, flag a risk, keep an address hidden."""

from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ligzda.access.form_views import handle, notify, or_404, restored_draft, show, warn
from ligzda.access.models import User
from ligzda.access.pages import Request, page
from ligzda.access.permissions import Permission
from ligzda.people.models import Person
from ligzda.people.queries import family_by_key, members, person_by_key
from ligzda.people.queries.persons import housemates
from ligzda.people.queries.reversals import asked
from ligzda.people.reversing import KINDS
from ligzda.safeguarding.actions import addresses, concerns, endings, flags, notices
from ligzda.safeguarding.forms import AddressForm, ConcernForm, DownForm, EndingForm, FlagForm, ReportForm, TextForm, WhomForm
from ligzda.safeguarding.models import Concern, ConcernEnding, HiddenAddress
from ligzda.safeguarding.queries import concerns as queries
from ligzda.safeguarding.queries.addresses import address_notices, hidden_address, notices_of
from ligzda.safeguarding.queries.endings import ending_by_id
from ligzda.safeguarding.queries.endings import endings as endings_of
from ligzda.safeguarding.queries.flags import flag_by_key
from ligzda.safeguarding.queries.handlers import colleagues, is_guest
from ligzda.safeguarding.states import CONCERN
from ligzda.web.formatting import joined
from ligzda.web.formatting import moment as moment_words
from ligzda.web.forms import NoFields
from ligzda.web.paging import page_of

FAMILY = "family"
NOBODY = gettext_lazy(
    "Recorded, but nobody here could be told of it. Call yourself, today: in danger 112, the police 110, the child line 116 111, and the orphan's court."
)
MOVES = {"not_report", "act", "follow", "close_concern"}


@page(Permission.RAISE_CONCERN)
def raise_concern(request: Request) -> HttpResponse:
    """``?family=`` or ``?person=`` offers the people to choose from; a form that was being written brings its text along."""
    people, staff = _people(request), colleagues(request.actor)
    chosen = [one.key for one in people] if len(people) == 1 else []
    is_brought = "carry" in request.POST  # never in the address: it is personal
    initial = {"seen": request.POST.get("note", "")[:4000] if is_brought else "", "people": chosen}
    form = ConcernForm(
        None if is_brought else request.POST or None,
        people=[(one.key, str(one)) for one in people],
        staff=_names(request, staff),
        is_guest=is_guest(request.actor),
        initial=initial,
    )
    draft = restored_draft(request, form, "safeguarding.concern", "") if not is_brought else None
    saved = None if is_brought else handle(request, form, lambda data: _raise(request, form, data, people, staff))
    return saved or show(
        request, "safeguarding/raise.html", form, title=_("Report a concern"), draft=draft, form_name="safeguarding.concern", record=""
    )


@page(Permission.RAISE_CONCERN)
def concern_list(request: Request) -> HttpResponse:
    """Those in whose circle the reader sits."""
    shown = page_of(queries.concerns(request.actor), request)
    return show(request, "safeguarding/concerns.html", title=_("Concerns"), page=shown, is_own_part=queries.is_own_part(request.actor))


@page(Permission.RAISE_CONCERN)
def concern(request: Request, key: str) -> HttpResponse:
    """Everything about one concern, and what can be done next; something is added below."""
    one = _concern(request, key)
    form = TextForm(request.POST or None)
    draft = restored_draft(request, form, "safeguarding.added", one.key)
    saved = handle(request, form, lambda data: concerns.add(one, by=request.actor, **data), then=one)
    if saved:
        return saved
    leads = request.actor.may(Permission.HANDLE_CONCERN, one)
    ended = endings_of(request.actor, one) if leads else []
    return show(
        request, "safeguarding/concern.html", form, title=_("Concern"), concern=one, draft=draft, form_name="safeguarding.added",
        options=CONCERN.options(one, request.actor) if leads else [], crumbs=_crumbs(one.key),
        endings=ended, waits=next((each.id for each in ended if not each.is_settled), 0),
        undecided=queries.undecided(request.actor, one) if leads else [],
        is_own_part=queries.is_own_part(request.actor, one), entries=queries.entries_of(request.actor, one),
    )  # fmt: skip


@page(Permission.HANDLE_CONCERN)
def report(request: Request, key: str) -> HttpResponse:
    one = _concern(request, key)
    or_404(request.actor.may(Permission.HANDLE_CONCERN, one))
    form = ReportForm(request.POST or None)
    draft = restored_draft(request, form, "safeguarding.report", one.key)
    objections = CONCERN.objections(one, "report", request.actor)
    saved = handle(request, form, lambda data: concerns.report(one, by=request.actor, **form.values(data)), objections=objections)
    return saved or _step(request, one, form, _("Record the report"), draft=draft, form_name="safeguarding.report", objections=objections)


@page(Permission.HANDLE_CONCERN)
def move(request: Request, key: str, move: str) -> HttpResponse:
    """A decision with its sentence."""
    one = _concern(request, key)
    if move not in MOVES or not request.actor.may(Permission.HANDLE_CONCERN, one):
        raise Http404
    form, title = TextForm(request.POST or None), CONCERN.move(move).label
    draft = restored_draft(request, form, f"safeguarding.{move}", one.key)
    objections = CONCERN.objections(one, move, request.actor)
    saved = handle(request, form, lambda data: concerns.decide(one, by=request.actor, move=move, **data), objections=objections)
    return saved or _step(request, one, form, title, draft=draft, form_name=f"safeguarding.{move}", objections=objections)


@page(Permission.HANDLE_CONCERN)
def whom(request: Request, key: str) -> HttpResponse:
    """Somebody who sees no list of the staff typed a name: does it mean this colleague?"""
    one = _concern(request, key)
    staff = or_404(queries.undecided(request.actor, one))
    form = WhomForm(request.POST or None, staff=staff)
    saved = handle(request, form, lambda data: _decide_whom(request, one, staff, data))
    return saved or _step(request, one, form, _("Whom the name means"), lead=one.typed_name)


@page(Permission.HANDLE_CONCERN)
def ending(request: Request, key: str, number: int) -> HttpResponse:
    """A file was closed, handed over or merged while the concern is open: it stays, or is undone."""
    one = _concern(request, key)
    what = or_404(ending_by_id(request.actor, one, number))
    form = EndingForm(request.POST or None, edited=asked(request.actor, what.reversal))
    objections = [_("This was decided already.")] if what.settled_at else []
    saved = handle(request, form, lambda data: _settle(request, what, data), then=one, objections=objections)
    title = KINDS[what.reversal.kind].label
    lead = " · ".join(str(part) for part in (what.reversal.circle, moment_words(what.reversal.made_at), what.reversal.made_by) if part)
    return saved or _step(request, one, form, title, lead=lead, objections=objections)


@page(Permission.NOTE)
def flag(request: Request, family_key: str) -> HttpResponse:
    """A risk of the family, or of somebody in it."""
    family = or_404(family_by_key(request.actor, family_key, Permission.NOTE))
    people = members(request.actor, family)
    about = [(FAMILY, _("the whole family")), *((one.person_key, one.name) for one in people)]
    form = FlagForm(request.POST or None, about=about)
    saved = handle(request, form, lambda data: _flag(request, family, data))
    crumbs = [{"label": family.name, "url": reverse("desk:family", args=[family.key])}, {"label": _("Flag a risk")}]
    return saved or show(request, "access/step.html", form, title=_("Flag a risk"), crumbs=crumbs, back=crumbs[0]["url"], verb=_("Save"))


@page(Permission.NOTE)
def flag_down(request: Request, flag_key: str) -> HttpResponse:
    """Looked at again: the risk is over, or a new flag says how it is now."""
    one = or_404(flag_by_key(request.actor, flag_key))
    form = DownForm(request.POST or None)
    back = reverse("desk:family", args=[one.family.key]) if one.family else one.person.get_absolute_url()
    saved = handle(request, form, lambda data: flags.take_down(one, by=request.actor, **data), then=back)
    lead = f"{one.family or one.person} · {one.get_level_display()}: {one.reason}"
    crumbs = [{"label": str(one.family or one.person), "url": back}, {"label": _("The risk is over")}]
    return saved or show(
        request,
        "access/step.html",
        form,
        title=_("The risk is over"),
        crumbs=crumbs,
        back=back,
        lead=lead,
        verb=_("Take the flag down"),
    )


@page(Permission.PLAN)
def address(request: Request, person_key: str) -> HttpResponse:
    """The vault of one person. Who is not named as a reader sees an empty form, whether anything lies here or not."""
    person: Person = or_404(person_by_key(request.actor, person_key, Permission.PLAN))
    kept, staff = hidden_address(request.actor, person), colleagues(request.actor)
    if request.method == "POST" and kept and (pressed := {"unhide", "seen"} & set(request.POST)):
        return or_404(handle(request, NoFields(request.POST), lambda _data: _pressed(request, kept, pressed.pop())))
    form = AddressForm(request.POST or None, staff=staff, housemates=housemates(request.actor, person))
    saved = handle(request, form, lambda data: _hide(request, person, staff, data))
    crumbs = [{"label": str(person), "url": person.get_absolute_url()}, {"label": _("Hidden address")}]
    warned = address_notices(request.actor, person)
    return saved or show(
        request, "safeguarding/address.html", form, title=_("Hidden address"), kept=kept, person=person, crumbs=crumbs, warned=warned
    )


def _decide_whom(request: Request, one: Concern, staff: list[User], data: dict[str, Any]) -> Concern:
    chosen = next(user for user in staff if user.key == data["user"])
    return concerns.decide_whom(one, by=request.actor, user=chosen, is_meant=data["is_meant"] == "yes")


def _settle(request: Request, what: ConcernEnding, data: dict[str, Any]) -> ConcernEnding:
    if data["decision"] == "leave":
        return endings.leave(what, by=request.actor)
    return endings.undo(what, by=request.actor, reason=data["reason"], edited=data.get("edited", ""))


def _people(request: Request) -> list[Person]:
    """Members of a family, or one person, whom the reader may see."""
    if key := request.GET.get("family", "")[:8]:
        family = family_by_key(request.actor, key)
        keys = [one.person_key for one in members(request.actor, family)] if family else []
        return [person for one in keys if (person := person_by_key(request.actor, one))]
    person = person_by_key(request.actor, request.GET.get("person", "")[:8])
    return [person] if person else []


def _names(request: Request, staff: list[Any]) -> list[tuple[str, str]]:
    """Colleagues by name; a family knows its workers by what they do."""
    if queries.is_own_part(request.actor):
        return [(one.key, str(one.function or _("your worker"))) for one in staff]
    return [(one.key, one.name) for one in staff]


def _raise(request: Request, form: ConcernForm, data: dict[str, Any], people: list[Person], staff: list[Any]) -> str:
    wanted = [one for one in people if one.key in data.get("people", [])]
    named = next((one for one in staff if one.key == data.get("named_user")), None)
    one, who = concerns.raise_concern(by=request.actor, people=wanted, named_user=named, **form.values(data))
    if not who:
        warn(request, NOBODY)
        return one.get_absolute_url()
    if queries.is_own_part(request.actor):
        sentence = _("Your concern is recorded, and those who must act on it were told. If somebody is in danger now, call 112.")
    else:
        names = joined([user.name for user in who])
        sentence = _("Concern recorded. Informed: %(names)s. Report to the police or the orphan's court today.") % {"names": names}
    notify(request, sentence)
    return one.get_absolute_url()


def _flag(request: Request, family: Any, data: dict[str, Any]) -> str:
    about = data.pop("about")
    whose = {"family": family} if about == FAMILY else {"person": or_404(person_by_key(request.actor, about, Permission.NOTE))}
    flags.flag(by=request.actor, **whose, **data)
    return reverse("desk:family", args=[family.key])


def _hide(request: Request, person: Person, staff: list[Any], data: dict[str, Any]) -> str:
    also = [one for key in data.get("also", []) if (one := person_by_key(request.actor, key, Permission.PLAN))]
    readers = [one for one in staff if one.key in data["readers"]]
    addresses.hide(person, by=request.actor, text=data["text"], readers=readers, also=also)
    return reverse("desk:hidden_address", args=[person.key])


def _pressed(request: Request, kept: HiddenAddress, button: str) -> str:
    """One of the two buttons beside an address that is hidden."""
    if button == "unhide":
        addresses.unhide(kept, by=request.actor)
        return str(kept.person.get_absolute_url())
    for one in notices_of(request.actor, kept.person):
        notices.seen(one, by=request.actor)
    return reverse("safeguarding:address", args=[kept.person.key])


def _crumbs(label: str, url: str = "") -> list[dict[str, Any]]:
    return [{"label": _("Concerns"), "url": reverse("safeguarding:concerns")}, {"label": label, "url": url} if url else {"label": label}]


def _concern(request: Request, key: str) -> Concern:
    one: Concern = or_404(queries.concern_by_key(request.actor, key))
    return one


def _step(request: Request, one: Concern, form: Any, title: Any, **context: Any) -> HttpResponse:
    crumbs = [*_crumbs(one.key, one.get_absolute_url()), {"label": title}]
    return show(
        request,
        "access/step.html",
        form,
        title=title,
        crumbs=crumbs,
        back=one.get_absolute_url(),
        verb=_("Save"),
        record=one.key,
        **context,
    )
