"""What a record said before it was corrected, and why: for everybody entitled to the file."""

import datetime as dt
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from ligzda.access.actor import Actor
from ligzda.access.models import User
from ligzda.access.permissions import Permission
from ligzda.people.models import Person
from ligzda.services.models import ServiceType, Session
from ligzda.services.queries.words import first_upper
from ligzda.services.snapshot import content_of
from ligzda.web import formatting


@dataclass(frozen=True)
class Difference:
    """One thing as it stood and as it stood afterwards."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Earlier:
    """One act on a record: who, when, why, and what was different before it."""

    act: str
    label: str
    by: User | None
    at: dt.datetime
    reason: str
    differences: list[Difference]


def earlier(actor: Actor, session: Session) -> list[Earlier]:
    """Latest first. A constant number of statements, however often the record was corrected."""
    versions = list(session.versions.select_related("by_user").order_by("-id"))
    contents = [json.loads(text) for text in (content_of(session), *(one.content for one in versions))]
    tell = _teller(actor, contents)
    return [
        Earlier(one.act, str(one.get_act_display()), one.by_user, one.at, one.reason, _between(tell(before), tell(after)))
        for one, before, after in zip(versions, contents[1:], contents, strict=False)
    ]


def _between(before: dict[str, str], after: dict[str, str]) -> list[Difference]:
    return [Difference(label, before[label] or "–", after[label] or "–") for label in before if before[label] != after[label]]


def _teller(actor: Actor, contents: list[dict[str, Any]]) -> Callable[[dict[str, Any]], dict[str, str]]:
    """Puts one version into words; names of services and of people the actor may see are read once for all of them."""
    services = {row.pk: first_upper(str(row)) for row in ServiceType.objects.filter(pk__in={one["service_id"] for one in contents})}
    ids = {row["person_id"] for one in contents for row in one["attendances"]}
    seen = Person.objects.visible_to(actor, Permission.SEE_CONTACT).values("id")
    people = Person.objects.filter(pk__in=ids).select_related("root")
    names = {one.pk: str(one.root or one) for one in people.filter(pk__in=seen) | people.filter(root__in=seen)}

    def tell(one: dict[str, Any]) -> dict[str, str]:
        start = one["start_time"]
        there = sorted(names.get(row["person_id"], _("somebody else")) for row in one["attendances"])
        return {
            _("Date"): formatting.day(dt.date.fromisoformat(one["date"])),
            _("Start"): formatting.clock_time(dt.time.fromisoformat(start)) if start else "",
            _("Length"): formatting.length(one["minutes"]),
            _("Service"): services.get(one["service_id"], ""),
            _("Place"): one["place_note"] or str(Session.Place(one["place"]).label),
            _("Who was there"): ", ".join(there),
            _("Note"): one["note"],
        }

    return tell
