"""Working together with others: one page per file, requests for information, letters, what was told to whom."""

from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from ligzda.access import audit
from ligzda.access.form_views import handle, or_404, restored_draft, show
from ligzda.access.pages import Request, page
from ligzda.access.permissions import Permission
from ligzda.cases.models import Case
from ligzda.cases.pages import case_of, crumbs
from ligzda.cases.queries.notes import tiers_to_write
from ligzda.cooperation import letters
from ligzda.cooperation.actions import disclosures
from ligzda.cooperation.actions import requests as actions
from ligzda.cooperation.forms.cooperation import AnswerForm, AskForm, LetterForm, OurAnswerForm, ReceivedForm, SentForm, ToldForm
from ligzda.cooperation.forms.meetings import ReasonForm
from ligzda.cooperation.models import InformationRequest, Letter
from ligzda.cooperation.queries import cooperation as queries
from ligzda.cooperation.queries.cooperation import address, page_of
from ligzda.cooperation.queries.letters import as_it_went
from ligzda.cooperation.states import REQUEST
from ligzda.documents import pdf
from ligzda.documents.letters import template_of
from ligzda.documents.paper import Paper
from ligzda.kernel import languages


@page(Permission.PLAN)
def ask(request: Request, key: str, case_key: str) -> HttpResponse:
    """A question of ours; it is sent in a second step, with its letter."""
    one = _planning(request, key, case_key)
    form = AskForm(request.POST or None, initial={"due_date": queries.request_due(one, request.actor.on)})
    draft = restored_draft(request, form, "cases.ask", one.key)
    saved = handle(request, form, lambda data: actions.ask(one, by=request.actor, **data))
    return saved or _page(request, one, form, _("Ask another institution"), draft=draft, form_name="cases.ask", record=one.key)


@page(Permission.PLAN)
def received(request: Request, key: str, case_key: str) -> HttpResponse:
    """A question to us; it waits for our answer."""
    one = _planning(request, key, case_key)
    form = ReceivedForm(request.POST or None, initial={"due_date": queries.request_due(one, request.actor.on)})
    draft = restored_draft(request, form, "cases.received", one.key)
    saved = handle(request, form, lambda data: actions.receive(one, by=request.actor, **data))
    return saved or _page(request, one, form, _("We were asked"), draft=draft, form_name="cases.received", record=one.key)


@page(Permission.SEE_CASE)
def request_page(request: Request, key: str, case_key: str, request_key: str) -> HttpResponse:
    one = case_of(request, key, case_key)
    asked = or_404(queries.request_by_key(request.actor, one, request_key))
    options = REQUEST.options(asked, request.actor) if request.actor.may(Permission.PLAN, one) else []
    title = _("Request for information")
    context = {
        "title": title, "crumbs": below(one, title), "case": one, "asked": asked, "badge": queries.request_badge(asked), "options": options,
        "first": next((option.move.name for option in options if option.move.name != "withdraw" and not option.objections), ""),
        "answer": queries.answer_of(request.actor, asked), "told": queries.told_with(request.actor, asked),
        "is_ours": asked.direction == InformationRequest.Direction.OUT, "late": asked.state == "sent" and asked.due_date < request.actor.on,
    }  # fmt: skip
    return show(request, "cooperation/request.html", **context)


@page(Permission.PLAN)
def request_paper(request: Request, key: str, case_key: str, request_key: str) -> HttpResponse:
    """Our question as a letter."""
    one = _planning(request, key, case_key)
    asked = or_404(queries.request_by_key(request.actor, one, request_key))
    if asked.direction != InformationRequest.Direction.OUT:
        raise Http404
    audit.record(request.actor, "request.printed", asked, circle=one.circle)
    return download(one, letters.request_paper(asked, languages.reading()), asked.key)


@page(Permission.PLAN)
def request_move(request: Request, key: str, case_key: str, request_key: str, move: str) -> HttpResponse:
    """Sent, answered, withdrawn."""
    one = _planning(request, key, case_key)
    asked = or_404(queries.request_by_key(request.actor, one, request_key))
    if move not in ACTS or (request.method != "POST" and asked.state not in REQUEST.move(move).sources):
        raise Http404
    label, objections = REQUEST.move(move).label, REQUEST.objections(asked, move, request.actor)
    form, name = _move_form(request, one, asked, move), f"cases.request_{move}"
    draft = restored_draft(request, form, name, asked.key)
    saved = handle(request, form, lambda data: ACTS[move](asked, by=request.actor, **data), objections=objections)
    return saved or _page(
        request, one, form, label, objections=objections, draft=draft, form_name=name, record=asked.key, back=asked.get_absolute_url()
    )


@page(Permission.PLAN)
def tell(request: Request, key: str, case_key: str) -> HttpResponse:
    """Somebody outside the team was told something: kept with the ground."""
    one = _planning(request, key, case_key)
    form = ToldForm(request.POST or None)
    draft = restored_draft(request, form, "cases.tell", one.key)
    saved = handle(request, form, lambda data: disclosures.disclose(one, by=request.actor, **data), then=lambda: page_of(one))
    return saved or _page(request, one, form, _("Record what was told"), draft=draft, form_name="cases.tell", record=one.key)


@page(Permission.PLAN)
def write_letter(request: Request, key: str, case_key: str) -> HttpResponse:
    """A letter begun from the template of its kind; sending it is a disclosure."""
    one = _planning(request, key, case_key)
    kind = Letter.Kind(asked) if (asked := request.GET.get("kind", "")) in Letter.Kind.values else Letter.Kind.OTHER
    form = LetterForm(request.POST or None, kind=kind, initial=letters.begun(kind, request.GET.get("language") or languages.reading()))
    draft = restored_draft(request, form, "cases.letter", f"{one.key}.{kind}")

    def send(data: dict[str, Any]) -> str:
        return address(one, "letter", disclosures.send_letter(one, by=request.actor, kind=kind, **data).key)

    word = _("Letter")
    saved, title = handle(request, form, send), f"{word} {kind.label}"
    return saved or _page(
        request, one, form, title, draft=draft, form_name="cases.letter", record=f"{one.key}.{kind}", verb=_("Save as sent"),
        lead=_("Once it is saved you get it as PDF and as a Word file on your organisation's template or on ours."),
    )  # fmt: skip


@page(Permission.SEE_CASE)
def letter(request: Request, key: str, case_key: str, letter_key: str) -> HttpResponse:
    one = case_of(request, key, case_key)
    sent = or_404(queries.letter_by_key(request.actor, one, letter_key))
    context = {
        "title": sent.subject, "crumbs": below(one, sent.subject), "case": one, "letter": sent, "told": queries.told_with(request.actor, sent),
        "own_template": template_of(sent.kind, sent.language),
    }  # fmt: skip
    return show(request, "cooperation/letter.html", **context)


@page(Permission.SEE_CASE)
def letter_paper(request: Request, key: str, case_key: str, letter_key: str) -> HttpResponse:
    one = case_of(request, key, case_key)
    sent = or_404(queries.letter_by_key(request.actor, one, letter_key))
    audit.record(request.actor, "letter.printed", sent, circle=one.circle)
    paper = as_it_went(request.actor, sent.file, one.family)[0] if sent.file else pdf.render(letters.letter_paper(sent))
    return as_file(paper, f"{one.number}-{sent.key}")


def download(one: Case, paper: Paper, key: str) -> HttpResponse:
    """A paper of a file; its name holds a number and keys, never a person's name."""
    return as_file(pdf.render(paper), f"{one.number}-{key}")


def as_file(content: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    return answer


def below(one: Case, label: Any) -> list[dict[str, Any]]:
    """The way to a page below this one."""
    return [*crumbs(one)[:-1], {"label": _("Working with others"), "url": page_of(one)}, {"label": label}]


def _planning(request: Request, key: str, case_key: str) -> Case:
    one = case_of(request, key, case_key)
    if not request.actor.may(Permission.PLAN, one):
        raise Http404
    return one


ACTS: dict[str, Any] = {"send": actions.send, "answer": actions.answer, "withdraw": actions.withdraw}


def _move_form(request: Request, one: Case, asked: InformationRequest, move: str) -> Any:
    if move == "send":
        return SentForm(request.POST or None)
    if move == "withdraw":
        return ReasonForm(request.POST or None)
    if asked.direction == InformationRequest.Direction.IN:
        return OurAnswerForm(request.POST or None)
    return AnswerForm(request.POST or None, tiers=tiers_to_write(request.actor, one))


def _page(request: Request, one: Case, form: Any, title: Any, **context: Any) -> HttpResponse:
    context = {"back": page_of(one), "verb": _("Save"), "who": _("the team of this case")} | context
    return show(request, "cases/step.html", form, title=title, crumbs=below(one, title), **context)
