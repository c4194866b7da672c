"""Groups, courses and camps: a group under a neutral name, its leaders, its cohorts with pauses, and who belongs to them."""

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ligzda.access import audit
from ligzda.access.actions.seats import open_circle, seat, unseat
from ligzda.access.actor import Actor
from ligzda.access.models import Circle, Seat, User
from ligzda.access.permissions import Permission
from ligzda.cases.models import Case
from ligzda.kernel.ids import new_key
from ligzda.kernel.refused import Refused
from ligzda.people.actions.families import give_circle_access
from ligzda.people.models import Person
from ligzda.places.models import Site, Territory
from ligzda.projects.models import Activity, Project
from ligzda.services import rules
from ligzda.services.actions import checks
from ligzda.services.actions.sameness import must_be_planned_once
from ligzda.services.models import Cohort, Enrolment, Group, GroupLeader, Pause, ServiceType, Session
from ligzda.services.states import COHORT


@transaction.atomic
def open_group(
    *,
    by: Actor,
    kind: str,
    name: str,
    project: Project,
    service: ServiceType,
    site: Site,
    leaders: Iterable[User] = (),
    from_date: dt.date,
    topic: str = "",
    place: str = "",
    territory: Territory | None = None,
    activity: Activity | None = None,
    is_open: bool = False,
    is_closed_circle: bool = False,
    weekday: int | None = None,
    key: str = "",
) -> Group:
    """A new group with a circle of its own. In a closed circle ``name`` is what calendars show; what it is about is ``topic``."""
    if not by.may(Permission.LEAD_GROUP, site):
        raise Refused(_("Groups are opened by the coordinator of the site."), field="site")
    if not name.strip():
        raise Refused(_("Enter a name."), field="name")
    if is_closed_circle and topic.strip() and topic.strip().lower() in name.lower():
        raise Refused(_("In a closed circle the name is neutral: it must not say what the group is about."), field="name")
    circle = open_circle(Circle.Kind.GROUP, parent=site.circle, project=project.circle, name=name.strip(), is_closed=is_closed_circle)
    group = Group.objects.create(
        key=key or new_key(),
        kind=kind,
        name=name.strip()[:120],
        topic=topic.strip()[:160],
        project=project,
        activity=activity,
        service=service,
        site=site,
        territory=territory,
        place=place.strip()[:160],
        circle=circle,
        is_open=is_open,
        weekday=weekday,
    )
    chosen = dict.fromkeys(leaders)
    if by.user and by.user not in chosen and not by.may(Permission.LEAD_GROUP, group):
        chosen[by.user] = None  # who opens a group and coordinates no site would lose sight of it
    for user in chosen:
        _seat_leader(group, by, user, from_date)
    audit.record(by, "open_group", group, circle=circle, changed={"is_closed": ("", is_closed_circle)})
    return group


@transaction.atomic
def add_leader(group: Group, *, by: Actor, user: User, from_date: dt.date) -> GroupLeader:
    """Somebody leads the group from a day on; the seat in its circle follows."""
    _must_lead(by, group)
    leader = _seat_leader(group, by, user, from_date)
    audit.record(by, "add_leader", group, circle=group.circle, changed={"leader": ("", user.pk)})
    return leader


@transaction.atomic
def end_leader(leader: GroupLeader, *, by: Actor, on: dt.date) -> GroupLeader:
    """Somebody no longer leads the group, and no longer sits in its circle."""
    _must_lead(by, leader.group)
    leader.until_date = on
    leader.save(update_fields=["until_date"])
    for held in Seat.objects.filter(circle=leader.group.circle, user=leader.user, because=Seat.Because.LEADS, until_date=None):
        unseat(held, by=by, on=on)
    audit.record(by, "end_leader", leader.group, circle=leader.group.circle, changed={"leader": (leader.user_id, "")})
    return leader


@transaction.atomic
def open_cohort(
    group: Group,
    *,
    by: Actor,
    start_date: dt.date | None = None,
    end_date: dt.date | None = None,
    planned_sessions: int | None = None,
    completion_share: Decimal = Decimal(1),
    note: str = "",
) -> Cohort:
    """One more run of the group. After a pause the same cohort goes on; this one is new people or a new course."""
    _must_lead(by, group)
    if start_date and end_date and end_date < start_date:
        raise Refused(_("The end date is before the start date. Check both."), field="end_date")
    last = group.cohorts.order_by("-ordinal").values_list("ordinal", flat=True).first() or 0
    cohort = Cohort.objects.create(
        group=group,
        ordinal=last + 1,
        start_date=start_date,
        end_date=end_date,
        planned_sessions=planned_sessions,
        note=note[:300],
        completion_share=completion_share,
    )
    audit.record(by, "open_cohort", cohort, circle=group.circle)
    return cohort


@transaction.atomic
def start(cohort: Cohort, *, by: Actor, on: dt.date | None = None) -> Cohort:
    """The plan is made, the group runs."""
    if on is None or cohort.start_date is not None:
        return _step(cohort, "start", by)
    Cohort.objects.filter(pk=cohort.pk).update(start_date=on)
    return _step(cohort, "start", by, start_date=(None, on))


@transaction.atomic
def pause(cohort: Cohort, *, by: Actor, reason: str, from_date: dt.date, until_date: dt.date | None = None) -> Pause:
    """A stretch without sessions, with its reason; the cohort stays the same."""
    reason = checks.must_have_reason(reason)
    if until_date and until_date < from_date:
        raise Refused(_("The end date is before the start date. Check both."), field="until_date")
    cohort = COHORT.apply(cohort, "pause", by)
    found = Pause.objects.create(cohort=cohort, from_date=from_date, until_date=until_date, reason=reason[:200])
    audit.record(by, "pause", cohort, circle=cohort.group.circle, changed={"from_date": ("", from_date)})
    return found


@transaction.atomic
def resume(cohort: Cohort, *, by: Actor, on: dt.date) -> Cohort:
    """The pause ends the day before."""
    cohort = COHORT.apply(cohort, "resume", by)
    for open_pause in cohort.pauses.order_by("-from_date")[:1]:
        open_pause.until_date = max(open_pause.from_date, on - dt.timedelta(days=1))
        open_pause.save(update_fields=["until_date"])
    audit.record(by, "resume", cohort, circle=cohort.group.circle, changed={"on": ("", on)})
    return cohort


@transaction.atomic
def end_cohort(cohort: Cohort, *, by: Actor, on: dt.date) -> Cohort:
    """The last day of this run."""
    if cohort.start_date and on < cohort.start_date:
        raise Refused(_("The end date is before the start date. Check both."), field="on")
    Cohort.objects.filter(pk=cohort.pk).update(end_date=on)
    return _step(cohort, "end", by, end_date=(cohort.end_date, on))


@transaction.atomic
def go_on_alone(cohort: Cohort, *, by: Actor) -> Cohort:
    """The members agreed to meet on as a self-help group."""
    return _step(cohort, "go_on_alone", by)


@transaction.atomic
def call_off(cohort: Cohort, *, by: Actor, because: str) -> Cohort:
    """The cohort never starts."""
    Cohort.objects.filter(pk=cohort.pk).update(note=checks.must_have_reason(because)[:300])
    return _step(cohort, "call_off", by)


@transaction.atomic
def enrol(cohort: Cohort, *, by: Actor, person: Person, case: Case | None = None, from_date: dt.date, because: str = "") -> Enrolment:
    """Somebody belongs to the cohort, through a file. The group's circle sees this person from then on, and nothing of the file."""
    _may_enrol(by, cohort, case)
    checks.must_be_known(by, [person])
    _must_be_open_to_newcomers(cohort, because)
    through = {"case": case, "family": case.family if case else None, "from_date": from_date}
    row, is_new = Enrolment.objects.get_or_create(cohort=cohort, person=person, defaults=through)
    if not is_new:
        raise Refused(_("Already enrolled: %(name)s.") % {"name": person}, field="person")
    give_circle_access(cohort.group.circle, by=by, person=person)
    audit.record(by, "enrol", row, circle=cohort.group.circle, changed={"person": ("", person.pk)})
    return row


@transaction.atomic
def end_enrolment(row: Enrolment, *, by: Actor, on: dt.date) -> Enrolment:
    """Somebody no longer belongs to the cohort; what was attended stays."""
    _must_lead(by, row.cohort.group)
    if on < row.from_date:
        raise Refused(_("The end date is before the start date. Check both."), field="on")
    row.until_date = on
    row.save(update_fields=["until_date"])
    audit.record(by, "end_enrolment", row, circle=row.cohort.group.circle, changed={"until_date": ("", on)})
    return row


@transaction.atomic
def plan_session(
    cohort: Cohort, *, by: Actor, date: dt.date, start_time: dt.time | None = None, minutes: int = 0, theme: str = "", because: str = ""
) -> Session:
    """One session of the cohort. On a paused day it is warned of, and saved with a reason."""
    return plan_sessions(cohort, by=by, dates=[date], start_time=start_time, minutes=minutes, theme=theme, because=because)[0]


@transaction.atomic
def plan_sessions(
    cohort: Cohort,
    *,
    by: Actor,
    dates: list[dt.date],
    start_time: dt.time | None = None,
    minutes: int = 0,
    theme: str = "",
    because: str = "",
) -> list[Session]:
    """A series of sessions, or the days of a camp."""
    group = cohort.group
    _must_lead(by, group)
    length = minutes or group.service.usual_minutes
    checks.must_have_length(length)
    paused = [(one.from_date, one.until_date) for one in cohort.pauses.all()]
    if not because.strip() and any(rules.is_within(day, paused) for day in dates):
        raise Refused(_("The group is paused on one of these days. Choose another, or write why."), field="because", warning=True)
    must_be_planned_once(cohort, dates, start_time, length)
    rows = Session.objects.bulk_create(
        Session(
            cohort=cohort,
            circle=group.circle,
            project=group.project,
            activity=group.activity,
            service=group.service,
            site=group.site,
            date=day,
            territory=group.territory,
            start_time=start_time,
            minutes=length,
            mode=Session.Mode.GROUP,
            place=group.service.usual_place,
            place_note=group.place,
            status=Session.Status.PLANNED,
            theme=theme[:160],
            created_by=by.user,
            outside_episode_because=because[:200],
        )
        for day in dict.fromkeys(dates)
    )
    audit.record(by, "plan_sessions", cohort, circle=group.circle, changed={"count": (0, len(rows))})
    return rows


def _must_lead(by: Actor, group: Group) -> None:
    if not by.may(Permission.LEAD_GROUP, group):
        raise Refused(_("Only those who lead the group can do this."))


def _may_enrol(by: Actor, cohort: Cohort, case: Case | None) -> None:
    """The leader; and into a group that is no closed circle also whoever works with the family at that site."""
    if by.may(Permission.LEAD_GROUP, cohort.group):
        return
    open_to_team = case is not None and case.site_id == cohort.group.site_id and not cohort.group.circle.is_closed
    if not (open_to_team and by.may(Permission.LOG, case)):
        raise Refused(_("Only those who lead the group can do this."))


def _must_be_open_to_newcomers(cohort: Cohort, because: str) -> None:
    if cohort.group.is_open or because.strip():
        return
    held = cohort.sessions.filter(status=Session.Status.HELD, voided_at=None).count()
    if cohort.group.kind != Group.Kind.CAMP and held >= rules.CLOSED_GROUP_OPEN_UNTIL:
        raise Refused(
            _("This closed group has met three times; newcomers are unusual. Write why somebody joins."), field="because", warning=True
        )


def _seat_leader(group: Group, by: Actor, user: User, from_date: dt.date) -> GroupLeader:
    leader, _is_new = GroupLeader.objects.get_or_create(group=group, user=user, until_date=None, defaults={"from_date": from_date})
    seat(group.circle, by=by, user=user, role="group_leader", because=Seat.Because.LEADS, from_date=from_date)
    return leader


def _step(cohort: Cohort, name: str, by: Actor, **changed: tuple[Any, Any]) -> Cohort:
    """A move of the cohort; ``changed`` is what the act has set besides its state."""
    before = cohort.state
    found: Cohort = COHORT.apply(cohort, name, by)
    audit.record(by, name, found, circle=found.group.circle, changed={"state": (before, found.state), **changed})
    return found
