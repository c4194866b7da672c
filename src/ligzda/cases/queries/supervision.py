"""What a coordinator oversees: the caseload of each worker, work past its day, files in which the responsible worker changed.

Each answer takes the same few statements whatever the number of files.
"""

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Count, Q, Sum
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ligzda.access.actor import Actor, in_force, prepared
from ligzda.access.models import Seat
from ligzda.access.permissions import Permission
from ligzda.cases import deadlines, rules
from ligzda.cases.models import Episode, Plan
from ligzda.cases.queries.waiting import CLOCK_OF_STATE, contacts_of, episode_due, opened
from ligzda.cases.seating import TEAM_ROLES
from ligzda.cases.states import OPEN, CaseState
from ligzda.kernel.clock import add_months
from ligzda.people.models import Membership
from ligzda.safeguarding.models import RiskFlag

S = CaseState


@dataclass(frozen=True)
class Load:
    """One worker: families, how heavy they weigh together, for how many responsible, in how many standing in for somebody."""

    key: str
    name: str
    files: int
    weight: int
    responsible: int
    standing_in: int


@dataclass(frozen=True)
class SupervisedFamily:
    """One family in a list of supervision, with the way on. ``circle_id`` is for whoever adds the names of the responsible."""

    family_name: str
    number: str
    url: str
    circle_id: int
    title: Any = ""
    due_date: dt.date | None = None
    overdue_days: int = 0
    responsible: str = ""
    count: int = 0


@dataclass(frozen=True)
class Late:
    """Enough of an episode to know what is due: what ``episode_due`` asks for, and where the file lies."""

    pk: int
    state: str
    admitted_date: dt.date
    closed_date: dt.date | None
    aftercare_until_date: dt.date | None
    number: str
    circle_id: int
    case_key: str
    family_key: str
    family_name: str

    def line(self, title: Any, due: dt.date, on: dt.date) -> SupervisedFamily:
        url = reverse("desk:case", args=[self.family_key, self.case_key])
        return SupervisedFamily(self.family_name, self.number, url, self.circle_id, title, due, rules.overdue_days(due, on))


def loads(actor: Actor) -> list[Load]:
    """Workers with a seat in an open file, the heaviest caseload first. One statement."""
    return [Load(*row) for row in _loads(actor, Permission.OVERSEE, on=actor.on)]


@prepared
def _loads(actor: Actor, word: Permission, *, on: dt.date) -> Any:
    """In the order of ``Load``. From the files outwards, each with its one latest stay: nobody else's file is read."""
    stays = Episode.objects.visible_to(actor, word).filter(is_latest=True, state__in=OPEN)
    seat = "case__circle__seats__"
    seats = stays.filter(in_force(on, seat), **{f"{seat}role__in": TEAM_ROLES}).order_by()
    own, who = Q(**{f"{seat}instead_of": None}), (f"{seat}user__key", f"{seat}user__name")
    found = seats.values(*who).annotate(
        files=Count("id", filter=own), weight=Coalesce(Sum("case__weight", filter=own), 0),
        responsible=Count("id", filter=own & Q(**{f"{seat}is_responsible": True})), standing_in=Count("id", filter=~own),
    )  # fmt: skip
    order = (*who, "files", "weight", "responsible", "standing_in")
    return found.order_by("-weight", *reversed(who)).values_list(*order)


def overdue(actor: Actor, on: dt.date | None = None) -> list[SupervisedFamily]:
    """Stays whose clock has run out and plans whose review day has passed, the longest overdue first."""
    day = on or actor.on
    found = [one.line(title, due, day) for one, title, due in late_stays(actor, Permission.OVERSEE, day)]
    return sorted(found, key=lambda line: (-line.overdue_days, line.family_name, line.number))


def late_stays(actor: Actor, word: Permission, day: dt.date) -> list[tuple[Late, Any, dt.date]]:
    """The same among what ``word`` opens: the stay, its work and the day that has passed; a stay may stand here with both. Four statements."""
    late = [Late(*row) for row in _late(actor, word, **_clocks(day))]
    since = opened(one for one in late if one.state in CLOCK_OF_STATE)
    contacts = contacts_of((one for one in late if one.state == S.AFTERCARE), day)
    found = []
    for one in late:
        title, due = episode_due(one, since.get(one.pk, one.admitted_date), contacts[one.pk])
        if due is not None and due < day:
            found.append((one, title, due))
    return found + [(Late(*row), _("Review the plan"), due) for *row, due in _plans(actor, word, day=day)]


def _columns(prefix: str = "") -> tuple[Any, ...]:
    """The columns of ``Late``; ``prefix`` leads to the episode."""
    names = ("id", "state", "admitted_date", "closed_date", "aftercare_until_date", "case__number", "case__circle_id", "case__key")
    return (*(f"{prefix}{name}" for name in names), *family_columns(f"{prefix}case__family__"))


def family_columns(path: str) -> tuple[Any, Any]:
    """Key and name of the record that stands for the family."""
    return Coalesce(f"{path}root__key", f"{path}key"), Coalesce(f"{path}root__name", f"{path}name")


def _clocks(on: dt.date) -> dict[str, dt.date]:
    """The day before which something must have begun to be late now; of after-care a few days too many, for months differ."""
    ago = {name: on - dt.timedelta(days=deadlines.length(deadline)) for name, deadline in (("admitted", "assessment"), ("planned", "plan"))}
    return {**ago, "closed": add_months(on, -min(deadlines.series("aftercare"))) + dt.timedelta(days=3)}


@prepared
def _late(actor: Actor, word: Permission, *, admitted: dt.date, planned: dt.date, closed: dt.date) -> Any:
    """Those that may be past their day: the exact day is reckoned by ``episode_due``, where months are months."""
    may_be = (
        Q(state=S.ASSESSMENT, admitted_date__lt=admitted)
        | Q(state=S.PLANNING, admitted_date__lt=planned)
        | Q(state__in=[S.STEPPING_DOWN, S.ON_HOLD])
        | Q(state__in=[S.CLOSED, S.AFTERCARE], closed_date__lt=closed)
    )
    return Episode.objects.visible_to(actor, word).filter(may_be, is_latest=True).order_by("id").values_list(*_columns())


@prepared
def _plans(actor: Actor, word: Permission, *, day: dt.date) -> Any:
    """Running ones whose review day has passed."""
    rows = Plan.objects.visible_to(actor, word).filter(state=Plan.State.RUNNING, review_date__lt=day, episode__state__in=OPEN)
    return rows.order_by("id").values_list(*_columns("episode__"), "review_date")


def changed(actor: Actor) -> "Changed":
    """Open stays with more than one responsible worker so far, the most changes first; read when it is cut."""
    stays = Episode.objects.visible_to(actor, Permission.OVERSEE).filter(is_latest=True, state__in=OPEN)
    counted = stays.annotate(count=Count("responsibilities")).filter(count__gt=1).order_by("-count", "case__number")
    return Changed(counted)


class Changed:
    """``rows[0:26]`` is one statement."""

    def __init__(self, rows: Any) -> None:
        self.rows = rows

    def __getitem__(self, cut: slice) -> list[SupervisedFamily]:
        names = ("case__number", "case__circle_id", "case__key", "count")
        return [
            SupervisedFamily(name, number, reverse("desk:case", args=[key, case_key]), circle, count=count - 1)
            for number, circle, case_key, count, key, name in self.rows.values_list(*names, *family_columns("case__family__"))[cut]
        ]


def risky(actor: Actor) -> list[SupervisedFamily]:
    """Open stays of families with a high risk in force, the one whose flag is looked at first on top. Three statements."""
    high = RiskFlag.objects.visible_to(actor, Permission.OVERSEE).filter(level=RiskFlag.Level.HIGH, ended_at__isnull=True)
    of_families: dict[int, dt.date] = dict(
        high.filter(family__isnull=False).order_by("-review_date").values_list("family_id", "review_date")
    )
    of_people: dict[int, dt.date] = dict(high.filter(person__isnull=False).order_by("-review_date").values_list("person_id", "review_date"))
    for family, root, *people in _homes(actor, list(of_people)):
        days = [of_people[person] for person in people if person in of_people]
        place = root or family
        of_families[place] = min([*days, of_families.get(place, dt.date.max)])
    stays = Episode.objects.visible_to(actor, Permission.OVERSEE).filter(is_latest=True, state__in=OPEN)
    stays = stays.filter(Q(case__family__in=of_families) | Q(case__family__root__in=of_families)).order_by("id")
    found = []
    for family, root, *row in stays.values_list("case__family_id", "case__family__root_id", *_columns()):
        due = of_families[root or family]
        found.append(Late(*row).line(_("Look at the risk again"), due, actor.on))
    return sorted(found, key=lambda line: (line.due_date, line.family_name, line.number))


def _homes(actor: Actor, people: list[int]) -> Any:
    """The families of these people, as they are and by their roots."""
    rows = Membership.objects.filter(Q(person__in=people) | Q(person__root__in=people)).order_by("id")
    return rows.values_list("family_id", "family__root_id", "person_id", "person__root_id")


def responsible_of(actor: Actor, lines: list[SupervisedFamily]) -> list[SupervisedFamily]:
    """The same lines with the name of who is responsible now. One statement."""
    seats = Seat.objects.filter(circle__in=[line.circle_id for line in lines], is_responsible=True, until_date__isnull=True)
    names = dict(seats.values_list("circle_id", "user__name"))
    return [replace(line, responsible=names.get(line.circle_id, "")) for line in lines]
