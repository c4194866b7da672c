"""My day: today's meetings, what was not written yet, what waits on me and until when, what is new in my teams."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from ligzda.access import drafts
from ligzda.access.actor import Actor
from ligzda.access.drafts import Unfinished
from ligzda.access.models import Proposal
from ligzda.access.permissions import Permission
from ligzda.access.queries.proposals import waiting_for
from ligzda.care import queries as care
from ligzda.cases import queries as cases
from ligzda.cases.queries.cover import stand_ins_waiting
from ligzda.cases.queries.leaving import left_with_nobody
from ligzda.cases.queries.team_changes import News, news
from ligzda.cases.queries.waiting import Waiting, urgency
from ligzda.cases.rules import overdue_days
from ligzda.cooperation import queries as cooperation
from ligzda.kernel import clock
from ligzda.people.queries.codes import how_many_unchecked
from ligzda.portal.queries.family_access import messages_waiting
from ligzda.safeguarding.queries import concerns_waiting
from ligzda.services.queries import meetings, unwritten
from ligzda.services.queries.grants import Hours, grants_waiting, my_hours
from ligzda.services.queries.meetings import Meeting

SHOWN = 7  # rows of waiting work before "All n"
Provider = Callable[[Actor, dt.date], list[Waiting]]


def safety_waiting(actor: Actor, on: dt.date) -> list[Waiting]:
    """Concerns and risks as rows of the day; never in a calendar outside of Ligzda."""
    rows = concerns_waiting(actor, on)
    return [Waiting(one.title, one.family_name, one.due_date, one.overdue_days, one.url, one.owner, is_first=one.is_first) for one in rows]


def codes_waiting(actor: Actor, on: dt.date) -> list[Waiting]:
    """One line for all codes that nobody has compared with a document yet, for who decides about records."""
    there = how_many_unchecked(actor)
    title = ngettext("%(n)s personal code to compare with a document", "%(n)s personal codes to compare with a document", there)
    return [Waiting(title % {"n": there}, "", None, 0, reverse("people:codes"), "coordinator")] if there else []


def roles_waiting(actor: Actor, on: dt.date) -> list[Waiting]:
    """Roles that somebody proposed at the own sites and that wait for a second person: whoever forms the teams there."""
    return [_role(one, on) for one in waiting_for(actor, ready=True)] if actor.holds(Permission.ASSIGN) else []


def _role(one: Proposal, on: dt.date) -> Waiting:
    due = clock.day_of(one.until_at)
    url = reverse("access:proposal", args=[one.key])
    return Waiting(_("Confirm a colleague's role, or decline it"), one.about.name, due, overdue_days(due, on), url, "coordinator")


# What has a term, also for the own calendar outside of Ligzda and the morning's e-mail; what came in is for this page only.
PLANNED: tuple[Provider, ...] = (cases.waiting, care.waiting, cooperation.waiting, stand_ins_waiting, grants_waiting)
ARRIVED: tuple[Provider, ...] = (messages_waiting, safety_waiting, left_with_nobody, codes_waiting, roles_waiting)


@dataclass(frozen=True)
class Day:
    """One person's day. ``first`` is the meeting that carries the page's one filled button."""

    on: dt.date
    today: list[Meeting]
    tomorrow: list[Meeting]
    unwritten: list[Meeting]
    waiting: list[Waiting]
    waiting_count: int
    hours: list[Hours]  # of a family assistant's families, the one that ends first on top
    news: list[News]
    drafts: list[Unfinished]

    @property
    def first(self) -> Meeting | None:
        return next((one for one in self.today if one.is_open), None)

    @property
    def in_short(self) -> str:
        """3 meetings, 4 tasks."""
        met, work = len(self.today), self.waiting_count
        parts = [ngettext("%(n)s meeting", "%(n)s meetings", met) % {"n": met}, ngettext("%(n)s task", "%(n)s tasks", work) % {"n": work}]
        return ", ".join(parts)


def planned_work(actor: Actor) -> list[Waiting]:
    """Everything with a term that waits on this actor, most overdue first."""
    return _work(actor, PLANNED)


def all_work(actor: Actor) -> list[Waiting]:
    """Everything that waits on this actor, most overdue first. The same number of statements whatever waits."""
    return _work(actor, (*PLANNED, *ARRIVED))


def _work(actor: Actor, providers: tuple[Provider, ...]) -> list[Waiting]:
    return sorted((row for provider in providers for row in provider(actor, actor.on)), key=urgency)


def day(actor: Actor, *, everything: bool = False) -> Day:
    """The same number of statements whatever waits."""
    tomorrow = actor.on + dt.timedelta(days=1)
    both = meetings(actor, actor.on, tomorrow)
    work = all_work(actor)
    return Day(
        on=actor.on,
        today=[one for one in both if one.date == actor.on],
        tomorrow=[one for one in both if one.date == tomorrow],
        unwritten=unwritten(actor, actor.on),
        waiting=work if everything else work[:SHOWN],
        waiting_count=len(work),
        hours=[one for one in my_hours(actor) if one.is_now][:SHOWN],
        news=news(actor),
        drafts=drafts.unfinished(actor),
    )
