"""Events: people invited apart from people present; a stated number or unknown apart from persons."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from ligzda.access import audit
from ligzda.access.actions.seats import open_circle
from ligzda.access.actor import Actor
from ligzda.access.models import Circle, User
from ligzda.access.permissions import Permission
from ligzda.kernel.ids import new_key
from ligzda.kernel.refused import Refused
from ligzda.people.models import Organisation, Person
from ligzda.places.models import Site, Territory
from ligzda.projects.models import Activity, Project
from ligzda.services import rules
from ligzda.services.actions import checks
from ligzda.services.models import Event, Invitation, Presence, Session
from ligzda.services.states import EVENT, machine_of

P = Event.PresenceKind


@transaction.atomic
def announce(
    *,
    by: Actor,
    project: Project,
    title: str,
    kind: str,
    audience: str,
    start_date: dt.date | None = None,
    end_date: dt.date | None = None,
    site: Site | None = None,
    territory: Territory | None = None,
    place: str = "",
    organiser: User | None = None,
    activity: Activity | None = None,
    note: str = "",
    key: str = "",
) -> Event:
    """Say that something will take place; without dates it is not fixed yet. Announced counts in no figure."""
    if not (by.may(Permission.ORGANISE_EVENT, project) or (site and by.may(Permission.ORGANISE_EVENT, site))):
        raise Refused(_("Events are announced by the coordinator or the project manager."))
    if not title.strip():
        raise Refused(_("Enter a name."), field="title")
    if start_date and end_date and end_date < start_date:
        raise Refused(_("The end date is before the start date. Check both."), field="end_date")
    circle = open_circle(Circle.Kind.EVENT, parent=site.circle if site else None, project=project.circle, name=title.strip())
    event = Event.objects.create(
        key=key or new_key(),
        title=title.strip()[:200],
        kind=kind,
        project=project,
        activity=activity,
        site=site,
        territory=territory,
        place=place.strip()[:160],
        organiser=organiser or by.user,
        audience=audience,
        circle=circle,
        start_date=start_date,
        end_date=end_date,
        note=note,
    )
    audit.record(by, "announce", event, circle=circle)
    return event


@transaction.atomic
def invite(
    event: Event, *, by: Actor, persons: Iterable[Person] = (), organisations: Iterable[Organisation] = (), described: str = ""
) -> list[Invitation]:
    """Invited is a list of its own; an invitation is never reach."""
    _must_organise(by, event)
    people = list(dict.fromkeys(persons))
    checks.must_be_known(by, people)
    rows = [Invitation(event=event, person=person) for person in people]
    rows += [Invitation(event=event, organisation=one) for one in dict.fromkeys(organisations)]
    rows += [Invitation(event=event, described=described.strip()[:200])] if described.strip() else []
    if not rows:
        raise Refused(_("Say who is invited."), field="described")
    rows = _not_invited_yet(event, rows)
    Invitation.objects.bulk_create(rows)
    audit.record(by, "invite", event, circle=event.circle, changed={"count": (0, len(rows))})
    return rows


@transaction.atomic
def hold(
    event: Event,
    *,
    by: Actor,
    on: dt.date | None = None,
    presence: str,
    persons: Iterable[Person] = (),
    guests: Iterable[str] = (),
    number: int | None = None,
    source: str = "",
    evidence: str = "",
    known_by: str = "",
    because: str = "",
) -> Event:
    """The event took place. Who came: persons, a stated number with its source, or nobody knows."""
    day = on or event.start_date
    if day is None:
        raise Refused(_("Enter the day on which it took place."), field="on")
    checks.must_be_past(day, by)
    if event.state == Event.State.UNCONFIRMED and not known_by.strip():
        raise Refused(_("Write how it is known that the event took place."), field="known_by")
    there, names = list(dict.fromkeys(persons)), [name.strip()[:120] for name in guests if name.strip()]
    _must_say_who(presence, there, names, number, source, because)
    checks.must_be_known(by, there)
    before = event.state
    event = EVENT.apply(event, "hold", by)
    event.start_date, event.presence = day, presence
    event.end_date = event.end_date if event.end_date and event.end_date >= day else None
    event.stated_number = number if presence == P.STATED else None
    event.stated_source, event.evidence, event.known_by = source[:200], evidence[:200], known_by[:200]
    event.save()
    rows = [Presence(event=event, person=person) for person in there]
    Presence.objects.bulk_create(rows + [Presence(event=event, name=name) for name in names])
    audit.record(by, "hold", event, circle=event.circle, changed={"state": (before, event.state), "presence": ("", presence)})
    return event


def confirm(event: Event, *, by: Actor, known_by: str, **how: object) -> Event:
    """An event that nobody confirmed in time did take place after all; how it is known stands beside it."""
    return hold(event, by=by, known_by=known_by, **how)  # type: ignore[arg-type]


@transaction.atomic
def cancel(event: Event, *, by: Actor, because: str) -> Event:
    """It does not take place, or did not; why, and who was told."""
    because, before = checks.must_have_reason(because), event.state
    event = EVENT.apply(event, "cancel", by)
    event.cancelled_because = because[:200]
    event.save(update_fields=["cancelled_because"])
    audit.record(by, "cancel", event, circle=event.circle, changed={"state": (before, event.state)})
    return event


@transaction.atomic
def mark_unconfirmed(*, by: Actor, on: dt.date) -> int:
    """Seven days after its day, what nobody confirmed is named apart: events, and sessions of groups."""
    limit = on - rules.CONFIRM_WITHIN
    events = Event.objects.annotate(last_day=Coalesce("end_date", "start_date")).filter(state=Event.State.ANNOUNCED, last_day__lte=limit)
    sessions = Session.objects.in_every_circle().filter(
        Q(cohort__isnull=False), status=Session.Status.PLANNED, date__lte=limit, voided_at=None, moved_to=None
    )
    lapsed = 0
    for event in events.order_by("id"):
        audit.record(by, "lapse", EVENT.apply(event, "lapse", by), circle=event.circle)
        lapsed += 1
    for session in sessions.order_by("id"):
        audit.record(by, "lapse", machine_of(session).apply(session, "lapse", by), circle=session.circle)
        lapsed += 1
    return lapsed


def _not_invited_yet(event: Event, rows: list[Invitation]) -> list[Invitation]:
    """Whoever stands on the list already is not put there again, also not by two who write at the same moment."""
    Event.objects.select_for_update(no_key=True).get(pk=event.pk)
    there = set(event.invitations.values_list("person_id", "organisation_id", "described"))
    new = [row for row in rows if (row.person_id, row.organisation_id, row.described) not in there]
    if not new:
        raise Refused(_("All of them are invited already."), field="described")
    return new


def _must_organise(by: Actor, event: Event) -> None:
    if not by.may(Permission.ORGANISE_EVENT, event):
        raise Refused(_("Only those who organise the event can do this."))


def _must_say_who(presence: str, there: list[Person], names: list[str], number: int | None, source: str, because: str) -> None:
    if presence not in (P.PERSONS, P.STATED, P.UNKNOWN):
        raise Refused(_("Choose one."), field="presence")
    if presence == P.PERSONS and not (there or names):
        raise Refused(_("Enter who came, or choose unknown."), field="persons")
    if presence == P.STATED and number is None:
        raise Refused(_("Enter the number that was stated."), field="number")
    if presence == P.STATED and not source.strip():
        raise Refused(_("Write who stated the number, or where it is written."), field="source")
    if presence == P.STATED and number is not None and number < len(there) + len(names) and not because.strip():
        raise Refused(
            _("The stated number is smaller than the number of people entered. Check it, or write why."), field="because", warning=True
        )
