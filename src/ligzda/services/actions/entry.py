"""The quick log's one save: it becomes a record, the outcome of a planned meeting, or a plan."""

from typing import Any

from django.db import transaction

from ligzda.access.actor import Actor
from ligzda.cases.models import Case
from ligzda.people.models import Person
from ligzda.services.actions.sameness import Said, must_not_be_told, plan_for
from ligzda.services.actions.sessions import cancel, confirm_held, log, mark_no_show, plan_meeting
from ligzda.services.models import ServiceType, Session

WHEN_AND_WHERE = ("date", "start_time", "minutes", "place", "place_note")


@transaction.atomic
def record(case: Case, *, by: Actor, planned: Session | None, as_plan: bool = False, **answers: Any) -> Session:
    """``answers`` are the form's: persons as ids, service as a key; what is left out is usual."""
    service = ServiceType.objects.get(key=answers["service"])
    where = {name: answers[name] for name in WHEN_AND_WHERE if name in answers}
    if as_plan:
        return plan_meeting(case, by=by, service=service, because=answers.get("because", ""), **where)
    notes = {"note": answers.get("note", ""), "protected_note": answers.get("protected_note", "")}
    outcome = answers["outcome"]
    persons = list(Person.objects.filter(pk__in=answers.get("persons") or []).order_by("pk"))
    told = Session(case=case, service=service, worker=planned.worker if planned else by.user, status=outcome, **where)
    told.warned = answers.get("warned") if outcome == Session.Status.NO_SHOW else None
    told.cancelled_because = answers.get("cancelled_because", "")[:200] if outcome == Session.Status.CANCELLED else ""
    planned = planned or plan_for(told)
    if planned:
        must_not_be_told(planned, Said(told, tuple(persons), **notes))
    if planned and outcome == Session.Status.NO_SHOW:
        return mark_no_show(planned, by=by, warned=answers.get("warned"), **notes)
    if planned and outcome == Session.Status.CANCELLED:
        return cancel(planned, by=by, because=answers.get("cancelled_because", ""))
    because = answers.get("because", "")
    if planned:
        return confirm_held(
            planned, by=by, persons=persons, because=because, service=service, worker=planned.worker or by.user, **notes, **where
        )
    return log(
        case, by=by, service=service, persons=persons, outcome=outcome, warned=answers.get("warned"), because=because,
        cancelled_because=answers.get("cancelled_because", ""), **notes, **where,
    )  # fmt: skip
