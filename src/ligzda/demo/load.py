"""``ligzda demo``: fill an empty database with the five programmes; a second start finds them and keeps the data."""

import datetime as dt

from django.db import connection, transaction

from ligzda.access.actor import Actor
from ligzda.access.models import AuditEntry
from ligzda.cases.models import Case, Episode
from ligzda.demo import assessed, care, cesis, coverage, everyday, fga, hours, journey, mac150, others, p3_groups, unfinished_work
from ligzda.demo.builder import Builder
from ligzda.demo.household import Household
from ligzda.demo.programmes import programmes
from ligzda.demo.setting import PASSWORD, STAFF, Stage, set_stage
from ligzda.kernel import clock
from ligzda.kernel.ids import keys_from_seed
from ligzda.kernel.post import nothing_posted
from ligzda.people.actions.merging import suspect
from ligzda.people.models import Person
from ligzda.people.naming import index_names
from ligzda.projects.actions.reports import draft, write_narrative
from ligzda.projects.models import Activity, Project
from ligzda.services.models import Session

SEED = 20261122
PLANNED_AHEAD = dt.timedelta(days=3)  # when somebody put a meeting to come into the calendar
SIGN_INS = (
    "administratore",
    "koordinatore",
    "uznemsana",
    "sociala",
    "asistente",
    "rehabilitetaja",
    "psihologe",
    "grupa",
    "projekti",
    "pasvaldiba",
    "auditore",
    "drosiba",
)


def loaded() -> bool:
    """Whether the demo stands in this database already."""
    return Project.objects.filter(key="mac150").exists()


def sign_ins() -> list[tuple[str, str, str]]:
    """(role, e-mail, password): one per role that has something to do here."""
    roles = {name: role for name, _full, _function, role, _sites in STAFF}
    staff = [(roles[name], f"{name}@ligzda.example", PASSWORD) for name in SIGN_INS]
    return [*staff, ("family_member", journey.MOTHER, PASSWORD)]


@transaction.atomic
def load(seed: int = SEED, today: dt.date | None = None) -> None:
    """Write everything in one transaction; the same seed and day give the same world under the same addresses."""
    with keys_from_seed(seed), nothing_posted():
        _load(Builder(seed, today or clock.today()))


def _load(builder: Builder) -> None:
    stage = set_stage(builder)
    projects = programmes(stage)
    work = {key: Activity.objects.get(project=project, key="support") for key, project in projects.items()}
    coverage.coverage(stage, projects)
    coverage.texts(projects["mac150"])
    cesis.families(stage, projects["cesis"], work["cesis"])
    cesis.events(stage, projects["cesis"], work["cesis"])
    _mac150(stage, projects["mac150"], work["mac150"])
    fga.families(stage, projects["lli405"], work["lli405"])
    homes = everyday.families(stage, projects["ikdiena"], work["ikdiena"])
    assessed.assessments(stage, homes)
    everyday.referrals(stage, projects["ikdiena"])
    everyday.partner_and_auditor(stage, homes, projects["mac150"])
    everyday.group_of_today(stage, projects["ikdiena"], work["ikdiena"], homes)
    everyday.camp_to_come(stage, projects["ikdiena"], work["ikdiena"], homes)
    hours.hours(stage, homes)
    people = list(builder.all(Person))
    builder.flush()
    index_names(people)
    _trail(builder)
    _tell_planner()
    _afterwards(stage, projects["mac150"], homes)


def _tell_planner() -> None:
    """PostgreSQL plans badly for tables it believes to be empty; SQLite does well without."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def _mac150(stage: Stage, project: Project, activity: Activity) -> None:
    cast = mac150.families(stage, project, activity)
    p3_groups.groups(stage, project, activity, cast)
    p3_groups.camps(stage, project, activity, cast)
    p3_groups.events(stage, project, activity)


def _trail(builder: Builder) -> None:
    """One entry per case and meeting, dated as if entered on the day, and none later than now: ids only, no text."""
    now = clock.now()
    admitted = dict(Episode.objects.filter(ordinal=1).values_list("case_id", "admitted_date"))

    def evening(day: dt.date) -> dt.datetime:
        return min(clock.at(day, dt.time(19)), now)

    for case in Case.objects.select_related("circle").order_by("id"):
        builder.add(AuditEntry(at=evening(admitted[case.pk]), act="admit", thing="cases.case", thing_id=case.pk, circle=case.circle))
    for session in Session.objects.filter(case__isnull=False).select_related("case__circle").order_by("id"):
        is_plan = session.status in (Session.Status.PLANNED, Session.Status.UNCONFIRMED)
        day = min(session.date - PLANNED_AHEAD, builder.today - PLANNED_AHEAD) if is_plan else session.date
        builder.add(
            AuditEntry(
                at=evening(day),
                user_id=session.worker_id,
                act="plan_meeting" if is_plan else "log",
                thing="services.session",
                thing_id=session.pk,
                circle=session.case.circle if session.case else None,
            )
        )
    builder.flush()


def _afterwards(stage: Stage, project: Project, homes: list[Household]) -> None:
    """What people would have left on their desks: a pair of records to compare, a report that is being written."""
    twin, other = homes[7].adults[0], homes[8].adults[0]
    suspect(twin, other, by=Actor.system("demo"))
    care.lives(stage, homes)
    others.together(stage, homes)
    unfinished_work.half_done(stage, homes)
    everyday_work = Activity.objects.get(project__key="ikdiena", key="support")
    journey.journey(stage, everyday_work.project, everyday_work)
    manager = Actor(stage.users["projekti"], stage.builder.today)
    report = draft(project, by=manager, as_of=dt.date(2015, 7, 31), kind="final")
    write_narrative(
        report, by=manager, sections={"done": "Ģimenes nāca ar dažādām bēdām un gāja ar saviem plāniem."}, version=report.version
    )
