"""A project like MAC/150: two sites, two target versions, a split that re-adds and a quoted one that does not, a curve of families."""

import datetime as dt
from decimal import Decimal
from typing import Any

from ligzda.access.actor import Actor
from ligzda.kernel.translated import Translated
from ligzda.people.models import Family, Membership, Organisation, Person
from ligzda.projects.actions import coverage, money, plan
from ligzda.projects.actions import projects as writes
from ligzda.projects.models import Project
from ligzda.services.catalogue import ensure_catalogue
from ligzda.services.models import Attendance, ServiceType, Session
from tests.cast import Cast, make_family_case

SYSTEM = Actor.system("test")
START, BASELINE_END, END = dt.date(2013, 11, 1), dt.date(2015, 4, 30), dt.date(2015, 7, 31)
SERIES = (
    (dt.date(2014, 4, 30), dt.date(2014, 5, 23), 79),
    (dt.date(2014, 7, 31), dt.date(2014, 9, 11), 92),
    (dt.date(2014, 11, 30), dt.date(2014, 12, 4), 101),
    (dt.date(2015, 2, 28), None, 117),
    (dt.date(2015, 5, 31), dt.date(2015, 6, 10), 127),
    (dt.date(2015, 7, 31), dt.date(2015, 8, 28), 129),
)
NUMBER = "2012.EEZ/PP/1/MAC/150/008"
SPELLINGS = ("2012.EEZ/PP/ 1/MAC/150", "2012/EEZ/PP/1/MAC/150", "2012/EEZ/PP/1/MAC/150/008", NUMBER)
TITLE = "Atbalsta pasākumu attīstība sociālās atstumtības riskam pakļauto ģimeņu ar bērniem iekļaušanai sabiedrībā"


def make_mac150(cast: Cast) -> Project:
    """The project itself: everything but the people."""
    project = cast.project
    for name, value in {"key": "mac150", "title_lv": TITLE, "acronym": "MAC/150", "currency": "EUR", "state": "closed"}.items():
        setattr(project, name, value)
    project.funder = Organisation.objects.create(name="EEZ finanšu instruments, programma „NVO fonds”", folded="eez")
    project.save()
    cast.site.key, cast.other_site.key = "bauska", "valmiera"
    cast.site.save()
    cast.other_site.save()
    project = writes.change_project(project, by=SYSTEM, number=NUMBER, start_date=START, end_date=BASELINE_END)
    for text in SPELLINGS[:2]:
        writes.add_alias(project, by=SYSTEM, text=text)
    plan.amend(project, by=SYSTEM, end_date=END, reason="Ietaupīti līdzekļi: trīs mēneši un viena nometne vairāk.")
    for code, first, second in (("families", 100, 116), ("children", 200, 250)):
        plan.set_target(project, by=SYSTEM, code=code, value=first, valid_from_date=START)
        plan.set_target(project, by=SYSTEM, code=code, value=second)
    plan.set_target(
        project, by=SYSTEM, code="mentors", value=5, title=Translated(lv="Sagatavoti brīvprātīgie mentori", en="Trained volunteer mentors")
    )
    _money(project)
    _texts(project)
    return Project.objects.get(pk=project.pk)


def _money(project: Project) -> None:
    grant = money.Source("grant", "EEZ finanšu instruments", Decimal("94891.32"))
    state = money.Source("state", "Valsts līdzfinansējums", Decimal("4994.28"))
    own = money.Source("own", "Pašfinansējums", Decimal("11098.40"), includes_in_kind=True)
    total = Decimal("110984.00")
    money.set_budget(project, by=SYSTEM, total=total, currency="EUR", sources=[grant, state, own])
    quoted = [money.Source("grant", "EEZ un valsts", Decimal("99885.60")), money.Source("partner", "SOS NOR", Decimal("9689.76"))]
    money.set_budget(project, by=SYSTEM, total=total, currency="EUR", sources=quoted, kind="quoted", source="002:L115")


def _texts(project: Project) -> None:
    for number, (as_of, published, _families) in enumerate(reversed(SERIES), 1):
        plan.add_text(
            project,
            by=SYSTEM,
            number=number,
            subject=f"{number}. ziņa",
            kind="quarterly",
            in_series=True,
            as_of_date=as_of,
            published_date=published,
        )
    plan.add_text(project, by=SYSTEM, number=7, subject="Projekts uzsākts", kind="start")


def serve_families(cast: Cast, project: Project, count: int = 129, children: int = 271) -> list[Family]:
    """Families reached along the published curve; psychologist 28 + 60, lawyer 51 + 30 when all 129 are asked for."""
    services = _services()
    families = []
    for i in range(count):
        site = cast.site if i < count * 60 // 129 else cast.other_site
        members = _members(i, children // count + (1 if i < children % count else 0))
        family = Family.objects.create(name=f"Ģimene {i + 1}", folded=f"gimene {i + 1}", type="other")
        Membership.objects.bulk_create(Membership(family=family, person=one, role="other", from_date=START) for one in members)
        families.append(family)
        case = make_family_case(site, project, family=family, admitted=START)
        _serve(case, _kinds(i, count), site, project, services, members, first_day(i, count))
    return families


def first_day(i: int, count: int) -> dt.date:
    """The day of the first service: inside the interval in which the curve passes this family."""
    place = i * 37 % count
    previous = START
    for as_of, _published, reached in SERIES:
        if place < reached * count // 129:
            return previous + dt.timedelta(days=3 + place % 20)
        previous = as_of + dt.timedelta(days=1)
    return END


def _kinds(i: int, count: int) -> list[str]:
    bauska = count * 60 // 129
    if i < bauska:
        return [name for name, use in (("psychologist", i < 28), ("lawyer", i >= bauska - 51)) if use]
    k = i - bauska
    return [name for name, use in (("psychologist", k < 60), ("lawyer", k >= count - bauska - 30)) if use]


def _services() -> dict[str, ServiceType]:
    ensure_catalogue()
    return {one.key: one for one in ServiceType.objects.all()}


def _members(i: int, children: int) -> list[Person]:
    adult = Person.objects.create(
        first_name="Anna", last_name=f"Bērziņa {i}", folded=f" anna {i}", birth_date=dt.date(1980, 5, 1), sex="female"
    )
    young = [
        Person(
            first_name=f"Bērns {n}", last_name=f"Bērziņš {i}", folded=f" berns {i}", birth_date=dt.date(2006, 3, 2), key=f"c{i:03}{n:04}"
        )
        for n in range(children)
    ]
    return [adult, *Person.objects.bulk_create(young)]


def _serve(case: Any, kinds: list[str], site: Any, project: Project, services: Any, members: list[Person], day: dt.date) -> None:
    for kind in kinds:
        session = Session.objects.create(
            case=case,
            circle=case.circle,
            project=project,
            service=services[kind],
            site=site,
            date=day,
            minutes=60,
            status="held",
            mode="family",
        )
        Attendance.objects.bulk_create(
            Attendance(session=session, person=one, family=case.family, case=case, status="present") for one in members
        )


def say_unknown(project: Project, measure: str, *dimensions: str, since: dt.date = START, **more: Any) -> Any:
    """A coverage statement with a note in three languages."""
    note = {"lv": "avots to nenosauc", "en": "the source does not say", "lt": "šaltinis to nenurodo"}
    return coverage.state_coverage(
        project,
        by=SYSTEM,
        measure=measure,
        state=more.pop("state", "unknown"),
        from_date=since,
        dimensions=dimensions,
        note=note,
        reason="G",
        **more,
    )
