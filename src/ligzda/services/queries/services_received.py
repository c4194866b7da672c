"""What a family received: one line per service, counted as the figures count."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Max, Min, Q, Sum

from ligzda.access.actor import Actor
from ligzda.access.permissions import Permission
from ligzda.cases.models import Case
from ligzda.kernel.languages import reading
from ligzda.kernel.text import sort_key
from ligzda.people.models import Family
from ligzda.services.models import Session
from ligzda.services.queries.words import ICONS, first_upper


@dataclass(frozen=True)
class Received:
    """One service: how often, how long in all, when first and last, how many people took part."""

    key: str
    service: str
    icon: str
    times: int
    no_shows: int
    minutes: int
    people: int
    first_date: dt.date | None
    last_date: dt.date | None


def cases_of_family(actor: Actor, family: Family, word: Permission = Permission.SEE_CASE) -> list[Case]:
    """The files of a family, also of records merged with it, that this actor may see."""
    root = family.root_id or family.pk
    same = Q(family=root) | Q(family__root=root)
    return list(Case.objects.visible_to(actor, word).filter(same).select_related("site", "project", "circle", "family").order_by("id"))


def sessions_of(actor: Actor, cases: list[Case]) -> Any:
    """Meetings of these files, and group sessions at which somebody came through one of them; never those of a closed group."""
    rows = Session.objects.unless_closed_to(actor, Permission.SEE_CASE, Permission.LEAD_GROUP)
    return rows.filter(Q(case__in=cases) | Q(attendances__case__in=cases, cohort__isnull=False))


def received(actor: Actor, family: Family) -> list[Received]:
    """The services table of a family: two statements, whatever the number of records."""
    cases = cases_of_family(actor, family)
    if not cases:
        return []
    held = Q(status=Session.Status.HELD)
    there = Q(attendances__status__in=["present", "late"], attendances__case__in=cases)
    rows = (
        sessions_of(actor, cases)
        .filter(voided_at=None, moved_to=None)
        .filter(held | Q(status=Session.Status.NO_SHOW))
        .filter(Q(case__isnull=False) | there)
        .values(
            "id",
            "date",
            "minutes",
            "status",
            "count",
            "service__key",
            "service__kind",
            "service__name",
        )
        .annotate(people=Count("attendances__person", filter=there, distinct=True))
    )
    found: dict[str, list[dict[str, Any]]] = {}
    for row in rows.order_by("id"):
        found.setdefault(row["service__key"], []).append(row)
    return sorted((_line(key, lines) for key, lines in found.items()), key=lambda line: (sort_key(line.service, reading()), line.key))


def _line(key: str, rows: list[dict[str, Any]]) -> Received:
    held = [row for row in rows if row["status"] == Session.Status.HELD]
    return Received(
        key=key, service=first_upper(str(rows[0]["service__name"])), icon=ICONS.get(rows[0]["service__kind"], "message-circle"),
        times=sum(row["count"] for row in held), no_shows=len(rows) - len(held), minutes=sum(row["minutes"] for row in held),
        people=max((row["people"] for row in held), default=0), first_date=min((row["date"] for row in held), default=None),
        last_date=max((row["date"] for row in held), default=None),
    )  # fmt: skip


def totals(actor: Actor, family: Family) -> dict[str, Any]:
    """Over all services: meetings, minutes, first and last day."""
    cases = cases_of_family(actor, family)
    rows = Session.objects.filter(case__in=cases, status=Session.Status.HELD, voided_at=None, moved_to=None)
    return rows.aggregate(times=Sum("count"), minutes=Sum("minutes"), first=Min("date"), last=Max("date"))
