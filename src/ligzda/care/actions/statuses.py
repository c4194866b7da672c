"""A child's care, recorded day by day as somebody decided it. Nothing is overwritten: an entry ends on the day the next begins."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ligzda.access import audit
from ligzda.access.actor import Actor
from ligzda.access.permissions import Permission
from ligzda.care import deadlines, rules
from ligzda.care.models import CareStatus
from ligzda.cases.models import Case
from ligzda.cases.rules import is_child, missing_sentence, not_yet, too_late_to_void
from ligzda.kernel import clock
from ligzda.kernel.refused import Refused
from ligzda.people.models import Membership, Person

NOT_YOURS = _("This step is not yours to take; ask your coordinator.")


@dataclass(frozen=True)
class Decision:
    """Who decided, under which number, on which day. Empty: nobody did, and it is what the worker saw."""

    body: str = ""
    number: str = ""
    date: dt.date | None = None


NOBODY = Decision()


@transaction.atomic
def record_status(
    case: Case, child: Person, *, by: Actor, kind: str, from_date: dt.date, decision: Decision = NOBODY, led_to: str = "",
    source: str = "", accept_because: str = "",
) -> CareStatus:  # fmt: skip
    """The child's care from a day on, in its place among what is recorded: also between two entries, where it was forgotten."""
    if not by.may(Permission.ASSESS, case):
        raise Refused(NOT_YOURS)
    if kind not in CareStatus.Kind.values:
        raise Refused(_("Choose the child's status."), field="kind")
    root = Person.objects.select_for_update().get(pk=child.root_id or child.pk)  # two entries at one moment come one after the other
    Refused.unless_empty([not_yet(from_date, by.on)], field="from_date")
    check_child(case, root, from_date)
    _check_decision(kind, decision, from_date, led_to, by)
    before, after = _neighbours(root, from_date)
    _check_order(before, kind, after, accept_because, is_decided=bool(decision.body.strip()))
    _settle(root, from_date)
    status = CareStatus.objects.create(
        person=root, case=case, kind=kind, from_date=from_date, until_date=after.from_date if after else None,
        deciding_body=decision.body.strip(), decision_number=decision.number.strip(), decision_date=decision.date, reason=led_to.strip(),
        source=source.strip(), accepted_because=accept_because.strip()[:300], by_user=by.user,
    )  # fmt: skip
    audit.record(by, "care.recorded", status, circle=case.circle)
    return status


@transaction.atomic
def void_status(status: CareStatus, *, by: Actor, reason: str) -> CareStatus:
    """The entry should not be there. It stays, marked, with the reason; the one before it lasts until the one after it."""
    Person.objects.select_for_update().get(pk=status.person.root_id or status.person_id)  # the same that ``record_status`` waits for
    locked: CareStatus = CareStatus.objects.select_related("person", "case__circle").get(pk=status.pk)
    if not by.may(Permission.ASSESS, locked.case):
        raise Refused(NOT_YOURS)
    if locked.voided_at:
        raise Refused(_("This entry is already void."))
    Refused.unless_empty([objection_to_void(locked, by)])
    Refused.unless_empty([missing_sentence(reason)], field="reason")
    locked.voided_at, locked.void_reason = clock.now(), reason.strip()[:300]
    locked.save(update_fields=["voided_at", "void_reason"])
    _settle(locked.person)
    audit.record(by, "care.voided", locked, circle=locked.case.circle)
    return locked


def objection_to_void(status: CareStatus, by: Actor) -> object:
    """The author within a day, then the coordinator."""
    hours = (clock.now() - status.entered_at).total_seconds() / 3600
    is_author = by.user is not None and status.by_user_id == by.user.pk
    return too_late_to_void(is_author, hours, deadlines.length("void"), by.may(Permission.MOVE, status.case))


def chain(person: Person) -> list[CareStatus]:
    """All that is recorded of this human being and holds, from the first day on; also under records that were merged."""
    root = person.root_id or person.pk
    rows = CareStatus.objects.filter(Q(person=root) | Q(person__root=root), voided_at__isnull=True)
    return list(rows.order_by("from_date", "id"))


def _settle(person: Person, *adding: dt.date) -> None:
    """Each entry ends on the day the next begins, also what lay under a record that was merged since; only the last is open."""
    recorded = chain(person)
    days = [one.from_date for one in recorded] + [*adding]
    for one in recorded:
        until = min((day for day in days if day > one.from_date), default=None)
        if one.until_date != until:
            one.until_date = until
            one.save(update_fields=["until_date"])


def _neighbours(person: Person, on: dt.date) -> tuple[CareStatus | None, CareStatus | None]:
    recorded = chain(person)
    same = next((one for one in recorded if one.from_date == on), None)
    if same is not None:
        told = {"kind": same.get_kind_display()}
        sentence = _("From this day another status is recorded: %(kind)s. If it is wrong, void it first.") % told
        raise Refused(sentence, field="from_date")
    before = [one for one in recorded if one.from_date < on]
    after = [one for one in recorded if one.from_date > on]
    return (before[-1] if before else None), (after[0] if after else None)


def _check_order(before: CareStatus | None, kind: str, after: CareStatus | None, accept_because: str, *, is_decided: bool) -> None:
    earlier = before.kind if before else ""
    was_decided = before is not None and bool(before.deciding_body)
    Refused.unless_empty([rules.cannot_follow(earlier, kind, decided=was_decided)], field="kind")
    if after is not None and rules.cannot_follow(kind, after.kind, decided=is_decided):
        told = {"kind": after.get_kind_display()}
        raise Refused(_("What is recorded next (%(kind)s) cannot follow this status. Check the day.") % told, field="kind")
    forgotten = rules.separation_missing(earlier, kind)
    if forgotten and not accept_because.strip():
        raise Refused(forgotten, field="kind", warning=True)


def _check_decision(kind: str, decision: Decision, from_date: dt.date, led_to: str, by: Actor) -> None:
    incomplete = rules.decision_incomplete(kind, decision.body, decision.number, decision.date)
    if incomplete:
        raise Refused(incomplete[1], field=incomplete[0])
    if decision.date:
        Refused.unless_empty([not_yet(decision.date, by.on), rules.decided_after(kind, decision.date, from_date)], field="decision_date")
    if not decision.body.strip() and not led_to.strip():
        raise Refused(_("Nobody decided this: say what you saw or heard."), field="led_to")


def check_child(case: Case, child: Person, on: dt.date, field: str = "from_date") -> None:
    """A child of this family on that day. One who lives elsewhere since a recorded separation is still this family's child."""
    family = case.family.root_id or case.family_id
    of_family = Q(family=family) | Q(family__root=family)
    same = Q(person=child.pk) | Q(person__root=child.pk)
    stays = Membership.objects.filter(of_family & same & (Q(from_date__isnull=True) | Q(from_date__lte=on)))
    present = [one for one in stays if one.until_date is None or one.until_date >= on]
    if not present and stays and CareStatus.objects.filter(same, case=case, from_date__lt=on, voided_at__isnull=True).exists():
        present = list(stays)
    if not any(is_child(one.role, child.birth_date, on) for one in present):
        raise Refused(_("On that day this person was not a child of this family."), field=field)
