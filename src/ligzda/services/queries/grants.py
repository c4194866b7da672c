"""A family assistant's hours: given by a decision, used by visits that were held, planned, left."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, Sum
from django.urls import reverse
from django.utils.translation import gettext as _

from ligzda.access.actor import Actor, prepared
from ligzda.access.models import Seat
from ligzda.access.permissions import Permission
from ligzda.cases import deadlines
from ligzda.cases.models import Case
from ligzda.cases.queries.waiting import Waiting
from ligzda.cases.rules import overdue_days
from ligzda.services import rules
from ligzda.services.actions.beyond_grant import COUNTED
from ligzda.services.models import AssistantGrant, Session
from ligzda.web import formatting

WORKERS = ("case_worker", "coordinator", "family_assistant")


@dataclass(frozen=True)
class Hours:
    """One grant and what is left of it. All in minutes; ``week`` is what was used and planned in the week of the day asked for."""

    key: str
    number: str
    decided_date: dt.date
    body: str
    from_date: dt.date
    until_date: dt.date
    hours_week: int
    family_name: str
    url: str
    granted: int
    used: int
    planned: int
    week: int
    is_now: bool
    is_over: bool
    week_spare: int
    correction: str

    @property
    def left(self) -> int:
        return max(self.granted - self.used - self.planned, 0)

    @property
    def beyond(self) -> int:
        return max(self.used + self.planned - self.granted, 0)

    @property
    def left_in_words(self) -> str:
        """For whoever does not see the bar."""
        return _("Used: %(used)s of %(granted)s") % {"used": formatting.length(self.used), "granted": formatting.length(self.granted)}

    @property
    def beyond_in_words(self) -> str:
        return formatting.length(self.beyond)

    @property
    def week_beyond(self) -> int:
        """Minutes above the hours of the week, once they are more than the setting lets pass."""
        above = self.week - self.week_granted
        return above if above > self.week_spare else 0

    @property
    def week_beyond_in_words(self) -> str:
        return formatting.length(self.week_beyond)

    @property
    def week_granted(self) -> int:
        return self.hours_week * 60


def grant_by_key(actor: Actor, case: Case, key: str) -> AssistantGrant | None:
    """One decision's hours, for whoever may correct them or take them back."""
    rows = AssistantGrant.objects.visible_to(actor, Permission.PROPOSE).filter(case=case, key=key, voided_at__isnull=True)
    return rows.select_related("case__circle").first()


def hours_of(actor: Actor, case: Case) -> list[Hours]:
    """All grants of one family, the latest first. Two statements."""
    return _hours(actor, _of_case(actor, Permission.SEE_CASE, case=case.pk))


def hours_now(actor: Actor, case_id: int) -> Hours | None:
    """The grant in force for the family's page. Two statements; one where there is none."""
    return _hours_on(actor, case_id, actor.on)


def _hours_on(actor: Actor, case_id: int, day: dt.date) -> Hours | None:
    found = [one for one in _of_case(actor, Permission.SEE_CASE, case=case_id) if one.from_date <= day <= one.until_date]
    return _hours(actor, found[:1], day)[0] if found else None


def week_told(actor: Actor, session: Session) -> str:
    """What is said after a visit that makes the week longer than the decision gives; empty when it does not. Three statements."""
    assistant = Seat.objects.filter(role="family_assistant", circle=session.circle_id, user=session.worker_id)
    if session.case_id is None or session.status not in COUNTED or not assistant.exists():
        return ""
    one = _hours_on(actor, session.case_id, session.date)
    if one is None or not one.week_beyond:
        return ""
    said = _("In the week of this visit there are %(week)s; decision %(number)s gives %(given)s a week.")
    return said % {"week": formatting.length(one.week), "number": one.number, "given": formatting.length(one.week_granted)}


def my_hours(actor: Actor) -> list[Hours]:
    """The grants in force of the families in which this actor is the assistant, the one that ends first on top. Two statements."""
    mine = [seat.circle_id for seat in actor.seats if seat.role == "family_assistant"]
    found = _hours(actor, _of_circles(actor, Permission.SEE_CASE, circles=mine, day=actor.on)) if mine else []
    return sorted(found, key=lambda one: (one.until_date, one.family_name, one.number))


def grants_waiting(actor: Actor, on: dt.date | None = None) -> list[Waiting]:
    """Grants that end soon, or of which few hours are left, while no other follows: for all who work with the family. Two statements."""
    day = on or actor.on
    own = [seat.circle_id for seat in actor.seats if seat.role in WORKERS]
    if not own:
        return []
    found = _hours(actor, _of_circles(actor, Permission.SEE_CASE, circles=own, day=day), day)
    last = {one.url: one for one in sorted(found, key=lambda one: one.until_date)}
    soon, few = day + dt.timedelta(days=deadlines.length("grant_warning")), deadlines.length("grant_hours_left") * 60
    rows = []
    for one in last.values():
        few_left = one.is_now and one.left <= few
        if few_left or one.until_date <= soon:
            title = _("The family assistant's hours run out") if few_left else _("The family assistant's grant ends")
            rows.append(Waiting(title, one.family_name, one.until_date, overdue_days(one.until_date, day), one.url, "case_worker"))
    return rows


@prepared
def _of_case(actor: Actor, word: Permission, *, case: int) -> Any:
    return _in_order(AssistantGrant.objects.visible_to(actor, word).filter(case=case))


@prepared
def _of_circles(actor: Actor, word: Permission, *, circles: list[int], day: dt.date) -> Any:
    """In force or still to come, in these circles or in files of these sites."""
    here = Q(case__circle__in=circles) | Q(case__circle__parent__in=circles)
    return _in_order(AssistantGrant.objects.visible_to(actor, word).filter(here, until_date__gte=day))


def _in_order(grants: Any) -> Any:
    return grants.filter(voided_at__isnull=True).select_related("case__family__root", "corrects").order_by("-from_date", "-id")


def _hours(actor: Actor, grants: list[AssistantGrant], on: dt.date | None = None) -> list[Hours]:
    day = on or actor.on
    spent = _spent([one.pk for one in grants], day) if grants else {}
    return [_one(grant, spent.get(grant.pk, {}), day) for grant in grants]


def _spent(grants: list[int], day: dt.date) -> dict[int, dict[str, int]]:
    """Minutes of the assistants' visits within each grant. Who ever was the family's assistant counts; the seat may have ended since."""
    monday = day - dt.timedelta(days=day.weekday())
    within = Q(date__gte=F("case__grants__from_date"), date__lte=F("case__grants__until_date"))
    counted = Q(status__in=COUNTED, voided_at__isnull=True, moved_to__isnull=True)
    assistant = Seat.objects.filter(role="family_assistant", circle=OuterRef("circle"), user=OuterRef("worker"))
    rows = Session.objects.filter(within & counted, case__grants__in=grants).filter(Exists(assistant)).order_by().values("case__grants")
    week = Q(date__gte=monday, date__lte=monday + dt.timedelta(days=6))
    sums = rows.annotate(
        used=Sum("minutes", filter=Q(status=Session.Status.HELD)),
        planned=Sum("minutes", filter=~Q(status=Session.Status.HELD)),
        week=Sum("minutes", filter=week),
    )
    return {row["case__grants"]: {name: row[name] or 0 for name in ("used", "planned", "week")} for row in sums}


def _one(grant: Any, spent: dict[str, int], day: dt.date) -> Hours:
    family = grant.case.family.root or grant.case.family
    return Hours(
        key=grant.key, number=grant.number, decided_date=grant.decided_date, body=grant.body, from_date=grant.from_date,
        until_date=grant.until_date, hours_week=grant.hours_week, family_name=family.name,
        url=reverse("services:family_hours", args=[family.key, grant.case.key]),
        granted=rules.granted_minutes(grant.from_date, grant.until_date, grant.hours_week), used=spent.get("used", 0),
        planned=spent.get("planned", 0), week=spent.get("week", 0), is_now=grant.from_date <= day <= grant.until_date,
        is_over=grant.until_date < day, week_spare=deadlines.length("grant_week_over") * 60, correction=_correction(grant.corrects),
    )  # fmt: skip


def _correction(before: AssistantGrant | None) -> str:
    """Why these hours were corrected, and what was entered before."""
    if before is None:
        return ""
    told = {"number": before.number, "span": formatting.span(before.from_date, before.until_date), "hours": before.hours_week}
    return _("Corrected: %(reason)s · Before: decision %(number)s, %(span)s, hours a week: %(hours)s") % {
        **told,
        "reason": before.void_reason,
    }
