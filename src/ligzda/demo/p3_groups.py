"""MAC/150: two support groups, three camps, seven events."""

import datetime as dt

from ligzda.access.models import Circle, Seat, User
from ligzda.demo.builder import every
from ligzda.demo.household import Household
from ligzda.demo.mac150 import Cast
from ligzda.demo.setting import Stage
from ligzda.people.models import CircleAccess, Person
from ligzda.projects.models import Activity, Project
from ligzda.services.models import Attendance, Cohort, Enrolment, Event, Group, GroupLeader, Invitation, Pause, Session

EASTER_MONDAY = dt.date(2014, 4, 21)
HOLIDAYS = frozenset({dt.date(2014, 12, 26), dt.date(2015, 1, 2)})


def groups(stage: Stage, project: Project, activity: Activity, cast: Cast) -> None:
    """Group A in two cohorts with a summer pause; group B monthly until its members went on by themselves."""
    _women(stage, project, activity, cast)
    _parents(stage, project, activity, cast)


def _women(stage: Stage, project: Project, activity: Activity, cast: Cast) -> None:
    leaders = stage.staff("bauska", "psychologist")
    group = new_group(
        stage,
        project,
        activity=activity,
        key="a",
        kind="support",
        name="Pirmdienas tikšanās",
        site="bauska",
        leaders=leaders,
        closed=True,
        weekday=1,
    )
    women = [(home, home.adults[0]) for home in cast.women]
    first_days = list(every(dt.date(2014, 3, 31), 7, 10, frozenset({EASTER_MONDAY})))
    first = new_cohort(stage, group, 1, first_days[0], first_days[-1], 10, "ended")
    stage.builder.add(
        Pause(cohort=first, from_date=first_days[-1] + dt.timedelta(days=1), until_date=dt.date(2014, 11, 6), reason="vasaras lauku darbi")
    )
    # Four of eight came every time, the others to half: 60 visits in ten meetings, six on average.
    _course(stage, group, first, first_days, women[:8], full=4)
    second_days = list(every(dt.date(2014, 11, 7), 7, 10, HOLIDAYS))
    second = new_cohort(stage, group, 2, second_days[0], second_days[-1], 10, "ended")
    # The two beside the six missed some meetings of the second course.
    _course(stage, group, second, second_days, women[6:14], full=6, completers_last=True)


def _course(
    stage: Stage,
    group: Group,
    cohort: Cohort,
    days: list[dt.date],
    women: list[tuple[Household, Person]],
    *,
    full: int,
    completers_last: bool = False,
) -> None:
    """Ten meetings; ``full`` women come to all, the rest to every other one."""
    ranked = list(reversed(women)) if completers_last else women
    complete = {person.key for _home, person in ranked[:full]}
    for home, person in women:
        enrol(stage, cohort, home, person, days[0])
    for n, day in enumerate(days):
        present = {person.key for k, (_home, person) in enumerate(women) if person.key in complete or (n + k) % 2 == 0}
        meeting(stage, group, cohort, day, women, present, 90, theme=f"{n + 1}. tikšanās")


def _parents(stage: Stage, project: Project, activity: Activity, cast: Cast) -> None:
    leader = stage.staff("valmiera", "social_worker")[1]
    group = new_group(
        stage,
        project,
        activity=activity,
        key="b",
        kind="support",
        name="Vecāku vakari",
        site="valmiera",
        leaders=[leader],
        closed=False,
        weekday=5,
    )
    first_fridays = [
        dt.date(2014, 4, 4),
        dt.date(2014, 5, 2),
        dt.date(2014, 6, 6),
        dt.date(2014, 7, 4),
        dt.date(2014, 8, 1),
        dt.date(2014, 9, 5),
        dt.date(2014, 10, 3),
    ]
    first_fridays += [dt.date(2014, 11, 7), dt.date(2014, 12, 5), dt.date(2015, 1, 2), dt.date(2015, 2, 6)]
    extra = [dt.date(2014, 6, 20), dt.date(2014, 11, 21)]
    closing = [dt.date(2015, 3, 6), dt.date(2015, 3, 27)]
    cohort = new_cohort(stage, group, 1, first_fridays[0], closing[-1], None, "self_help")
    parents = [(home, home.adults[0]) for home in cast.parents]
    for home, person in parents:
        enrol(stage, cohort, home, person, first_fridays[0])
    stage.builder.all(Enrolment)[-1].until_date = dt.date(2015, 2, 28)  # six to the 16-month text, five at the end
    for day in sorted(first_fridays + extra + closing):
        here = parents if day not in closing else parents[:5]
        meeting(stage, group, cohort, day, here, {person.key for _home, person in here}, 120)


CAMP_DAYS = {
    "valmiera": (dt.date(2014, 6, 18), 4),
    "bauska_1": (dt.date(2014, 7, 14), 3),
    "bauska_2": (dt.date(2015, 6, 18), 3),
}


def camps(stage: Stage, project: Project, activity: Activity, cast: Cast) -> None:
    """Valmiera with all its people; the two of Bauska with people nobody ever counted."""
    titles = {"valmiera": "Latviešu dzīves gudrība", "bauska_1": "Balta māja baltiem sapņiem", "bauska_2": "Vasaras saulgriežu nometne"}
    members = {"valmiera": cast.camp_valmiera, "bauska_1": cast.camp_bauska_1, "bauska_2": cast.camp_bauska_2}
    for key, (start, length) in CAMP_DAYS.items():
        site = "valmiera" if key == "valmiera" else "bauska"
        leaders = stage.staff(site, "social_worker")[:1]
        territory = stage.territory({"valmiera": "valmiera", "bauska_1": "rundale", "bauska_2": "bauska"}[key], start)
        group = new_group(
            stage, project, activity=activity, key=key, kind="camp", name=titles[key], site=site, leaders=leaders, closed=False
        )
        group.territory = territory
        days = [start + dt.timedelta(days=n) for n in range(length)]
        cohort = new_cohort(stage, group, 1, days[0], days[-1], length, "ended")
        cohort.held_known_by = "noslēguma pārskatā minētas trīs nometnes" if key == "bauska_2" else "pārskats"
        here = [
            (home, person) for home in members[key] for person in (home.people if key == "valmiera" else [home.adults[0], *home.children])
        ]
        for home, person in here:
            enrol(stage, cohort, home, person, days[0])
        for day in days:
            meeting(stage, group, cohort, day, here, {person.key for _home, person in here}, 480)


EVENTS = (
    ("project_presentation", "Projekta prezentācija", "presentation", dt.date(2013, 11, 26), None, "unconfirmed", ""),
    ("fgc_seminar", "Ģimenes grupas konferences seminārs iestāžu vadītājiem", "seminar", dt.date(2014, 6, 10), None, "held", "unknown"),
    ("fgc_training", "Neatkarīgo koordinatoru mācības", "training", dt.date(2014, 6, 11), dt.date(2014, 6, 13), "held", "unknown"),
    ("midterm_presentation", "Projekta vidusposma prezentācija", "presentation", dt.date(2014, 8, 26), None, "held", "stated"),
    ("fgc_supervision_seminar", "Seminārs – supervīzija koordinatoriem", "seminar", dt.date(2014, 12, 15), None, "unconfirmed", ""),
    ("handbook_presentation", "Mentoru rokasgrāmatas prezentācija", "presentation", dt.date(2015, 5, 26), None, "held", "unknown"),
    ("closing_conference", "Projekta noslēguma konference", "conference", dt.date(2015, 7, 21), None, "held", "unknown"),
)
INVITED = {
    "fgc_seminar": "izglītības iestāžu, bāriņtiesas, policijas un sociālo dienestu vadītāji",
    "handbook_presentation": "skolu pārstāvji un sociālo dienestu darbinieki",
}


def events(stage: Stage, project: Project, activity: Activity) -> None:
    """Seven events; one number was ever told."""
    for key, title, kind, start, end, state, presence in EVENTS:
        event = new_event(
            stage, project, activity=activity, key=key, title=title, kind=kind, start=start, end=end, site="bauska", audience="partners"
        )
        event.state, event.presence = state, presence
        if presence == "stated":
            event.stated_number, event.stated_source = 25, "pārskats par 9 mēnešiem"
        if state == "held":
            event.known_by = "pārskats"
        if key in INVITED:
            stage.builder.add(Invitation(event=event, described=INVITED[key]))


def new_event(
    stage: Stage,
    project: Project,
    *,
    activity: Activity,
    key: str,
    title: str,
    kind: str,
    start: dt.date,
    end: dt.date | None,
    site: str,
    audience: str,
) -> Event:
    """An announced event with a circle of its own."""
    circle = stage.builder.circle(Circle.Kind.EVENT, stage.sites[site].circle, project.circle, name=key)
    row = Event(
        key=key, title=title, kind=kind, project=project, activity=activity, site=stage.sites[site], territory=stage.territory(site, start),
        place="Bauskas novada Sociālais dienests" if site == "bauska" else "", audience=audience, circle=circle, start_date=start, end_date=end,
    )  # fmt: skip
    return stage.builder.add(row)


def new_group(
    stage: Stage,
    project: Project,
    *,
    activity: Activity,
    key: str,
    kind: str,
    name: str,
    site: str,
    leaders: list[User],
    closed: bool,
    weekday: int | None = None,
) -> Group:
    """A group or camp with its leaders seated in a circle of its own."""
    builder = stage.builder
    circle = builder.circle(Circle.Kind.GROUP, stage.sites[site].circle, project.circle, name=name, closed=closed)
    service = stage.services["camp" if kind == "camp" else "support_group"]
    row = Group(
        key=key,
        kind=kind,
        name=name,
        project=project,
        activity=activity,
        service=service,
        site=stage.sites[site],
        circle=circle,
        weekday=weekday,
    )
    group = builder.add(row)
    start = project.start_date or builder.today
    for user in leaders:
        builder.add(GroupLeader(group=group, user=user, from_date=start))
        builder.add(Seat(circle=circle, user=user, role="group_leader", because="leads", from_date=start))
    return group


def new_cohort(stage: Stage, group: Group, ordinal: int, start: dt.date, end: dt.date | None, planned: int | None, state: str) -> Cohort:
    """One run of a group."""
    return stage.builder.add(
        Cohort(key=stage.builder.key(), group=group, ordinal=ordinal, state=state, start_date=start, end_date=end, planned_sessions=planned)
    )


def enrol(stage: Stage, cohort: Cohort, home: Household, person: Person, day: dt.date) -> None:
    """A member; the group's circle sees this one person."""
    stage.builder.add(Enrolment(cohort=cohort, person=person, family=home.family, case=home.case, from_date=day))
    circle = cohort.group.circle
    if not any(access.circle is circle and access.person is person for access in stage.builder.all(CircleAccess)):
        stage.builder.add(CircleAccess(circle=circle, person=person))


def meeting(
    stage: Stage, group: Group, cohort: Cohort, day: dt.date, members: list[tuple[Household, Person]], present: set[str], minutes: int, *, theme: str = "", status: str = "held"
) -> Session:  # fmt: skip
    """One meeting or camp day with its attendance sheet."""
    builder = stage.builder
    leader = next(row.user for row in builder.all(GroupLeader) if row.group is group)
    session = builder.add(
        Session(
            key=builder.key(), cohort=cohort, circle=group.circle, project=group.project, activity=group.activity, service=group.service, site=group.site, territory=group.territory,
            date=day, start_time=dt.time(16, 0) if group.kind == "support" else dt.time(9, 0), minutes=minutes, mode="group", status=status, theme=theme,
            place="other" if group.kind == "camp" else "centre", worker=leader, created_by=leader,
        )
    )  # fmt: skip
    if status == "held":
        for home, person in members:
            mark = "present" if person.key in present else "absent"
            builder.add(Attendance(session=session, person=person, family=home.family, case=home.case, status=mark))
    return session
