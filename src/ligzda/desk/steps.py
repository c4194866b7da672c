"""The moves of a stay: which form each opens and which action it leads to."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ligzda.access.actor import Actor
from ligzda.access.pages import Request
from ligzda.cases.actions import episodes
from ligzda.cases.forms.episodes import StepForm
from ligzda.cases.models import Case, Episode
from ligzda.cases.queries.referrals import colleagues, other_sites
from ligzda.closure.actions import closing, transfers
from ligzda.closure.forms import AftercareForm, CloseForm, ReopenForm, StepDownForm, TransferForm
from ligzda.closure.queries.episodes import areas, went_back
from ligzda.closure.queries.transfers import offered
from ligzda.people.queries import members, person_by_key


@dataclass(frozen=True)
class Step:
    """A move as a page: its form, and what it does with the answer."""

    form: Callable[[Request, Case], Any]
    act: Callable[..., Any]  # act(episode, by=…, **arguments)
    arguments: Callable[[Actor, Case, Any, dict[str, Any]], dict[str, Any]] = lambda actor, case, form, data: data


def _plain(request: Request, case: Case) -> Any:
    return StepForm(request.POST or None)


def _own(actor: Actor, case: Case, form: Any, data: dict[str, Any]) -> dict[str, Any]:
    arguments: dict[str, Any] = form.arguments(data)
    return arguments


def _aftercare_form(request: Request, case: Case) -> Any:
    people = [(member.person_key, member.name) for member in members(request.actor, case.family)]
    return AftercareForm(request.POST or None, people=people)


def _consenting(actor: Actor, case: Case, form: Any, data: dict[str, Any]) -> dict[str, Any]:
    return {**data, "consent_of": person_by_key(actor, data["consent_of"])}


def _reopen_form(request: Request, case: Case) -> Any:
    actor = request.actor
    staff = colleagues(actor, case.site)
    return ReopenForm(request.POST or None, areas=areas(actor, case), back=went_back(actor, case), staff=staff)


def _reopened(actor: Actor, case: Case, form: Any, data: dict[str, Any]) -> dict[str, Any]:
    worker = next(user for user in colleagues(actor, case.site) if user.key == data["case_worker"])
    return {**form.arguments(data), "case_worker": worker}


def _transfer_form(request: Request, case: Case) -> Any:
    offers = [(one.code, one.label) for one in offered(request.actor, case)]
    return TransferForm(request.POST or None, sites=other_sites(request.actor, case.site), offers=offers)


def act(actor: Actor, move: str, episode: Episode, form: Any, data: dict[str, Any]) -> Case:
    """Do what the form of this move says."""
    step = STEPS[move]
    step.act(episode, by=actor, **step.arguments(actor, episode.case, form, data))
    return episode.case


STEPS = {
    "plan": Step(_plain, episodes.plan),
    "activate": Step(_plain, episodes.activate),
    "hold": Step(_plain, episodes.hold),
    "resume": Step(_plain, episodes.resume),
    "end": Step(_plain, closing.end),
    "transfer": Step(_transfer_form, transfers.transfer),
    "step_down": Step(lambda request, case: StepDownForm(request.POST or None), closing.step_down, _own),
    "close": Step(lambda request, case: CloseForm(request.POST or None), closing.close, _own),
    "close_early": Step(lambda request, case: CloseForm(request.POST or None), closing.close, _own),
    "aftercare": Step(_aftercare_form, closing.aftercare, _consenting),
    "reopen": Step(_reopen_form, closing.reopen, _reopened),
}
