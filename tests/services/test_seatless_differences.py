"""Numbers that are asked one at a time, by filter, by stretch of time or by project, tell no more than the table they are rows of."""

import datetime as dt
from itertools import combinations, permutations

import pytest

from ligzda.access.models import Circle
from ligzda.places.models import Site
from ligzda.projects.models import Project, ProjectSite
from ligzda.projects.queries.figures import answer, counted_together, figures, terms
from ligzda.services.actions import groups
from ligzda.services.models import Cohort
from tests.services.test_groups import running
from tests.services.test_seatless import END, MET, QUARTERS, SYSTEM, closed, meet  # noqa: F401  (six people in a closed group)
from tests.services.world import START, World, seat

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def few(world: World, cohort: Cohort, day: dt.date, *names: str) -> None:
    """These people come to a closed group on this day, and stay."""
    for name in names:
        world.person(name, dt.date(1985, 1, 1))
        groups.enrol(cohort, by=SYSTEM, person=world.people[name], case=world.cases["zarini"], from_date=day, because="Zina visus.")
    meet(world, cohort, day, *names)


def another(world: World, service: str) -> Cohort:
    """A second closed group, of another service."""
    found = running(world, planned=3, name="Klusais pulciņš", is_closed_circle=True)
    type(found.group).objects.filter(pk=found.group.pk).update(service=world.service(service))
    found.group.refresh_from_db()
    return found


def test_a_total_and_its_filters_do_not_say_what_the_rows_hide(world: World, closed: Cohort) -> None:  # noqa: F811
    few(world, another(world, "psychologist"), MET[0], "rita", "zane")
    about, keys = terms(world.actor("manager"), world.project), ("support_group", "psychologist", "social_work")
    shown = {key: answer(about, "participations", END, where={"service": key}, lang="en") for key in keys}
    hidden = [key for key, one in shown.items() if one.suppressed]
    assert not answer(about, "participations", END, lang="en").suppressed
    assert "psychologist" in hidden and len(hidden) > 1, "one that is hidden alone is the total without the others"
    (table,) = figures(world.actor("manager"), world.project, codes=["participations"], as_of=END, by=("service",), lang="en")
    rows = {row.key["service"]: row for row in table.rows or ()}
    assert {key for key in rows if rows[key].suppressed} == set(hidden)


def test_a_filter_that_hides_nothing_prints_as_before(world: World, closed: Cohort) -> None:  # noqa: F811
    about = terms(world.actor("manager"), world.project)
    said = [answer(about, "participations", END, where={"service": key}, lang="en").value for key in ("support_group", "social_work")]
    assert None not in said and sum(said) == answer(about, "participations", END, lang="en").value  # type: ignore[arg-type]


def test_no_stretch_of_time_is_what_two_days_do_not_tell(world: World, closed: Cohort) -> None:  # noqa: F811
    """Six by March, two more in August, five more in November: seven since March may be told, and no part of them."""
    few(world, closed, MET[3], "rita", "zane")
    few(world, closed, MET[4], "anna", "berta", "cilda", "dina", "emma")
    about, told = terms(world.actor("manager"), world.project), dict[tuple[dt.date, dt.date], int]()
    days = [START - DAY, *QUARTERS]
    for first, last in combinations(days, 2):
        one = answer(about, "enrolled", last, measure="new", since=first + DAY, lang="en")
        if one.value is not None:
            told[first, last] = int(one.value)
    assert told[days[0], days[1]] == 6 and told[days[0], days[4]] == 13
    known = worked_out(days, told)
    assert {pair: moved for pair, moved in known.items() if 0 < moved < 5} == {}


def worked_out(days: list[dt.date], told: dict[tuple[dt.date, dt.date], int]) -> dict[tuple[dt.date, dt.date], int]:
    """Every stretch that can be added and subtracted from those that were told."""
    known = told | {(last, first): -moved for (first, last), moved in told.items()}
    for between in days:
        for first, last in permutations(days, 2):
            if (first, between) in known and (between, last) in known:
                known.setdefault((first, last), known[first, between] + known[between, last])
    return {(first, last): moved for (first, last), moved in known.items() if first < last}


@pytest.fixture
def second(world: World) -> Project:
    """Another project of the same manager, without a closed group."""
    circle = Circle.objects.create(kind="project")
    found = Project.objects.create(
        key="otra", title_lv="Otra", funder=world.project.funder, start_date=START, end_date=END, state="running", circle=circle
    )
    for site in Site.objects.all():
        ProjectSite.objects.get_or_create(project=found, site=site)
    seat(circle, world.users["manager"], "project_manager")
    return found


def test_all_projects_less_the_others_do_not_say_what_one_of_them_hides(world: World, closed: Cohort, second: Project) -> None:  # noqa: F811
    """Two people came to the closed group of the other project: alone they are hidden, and six more do not uncover them."""
    cohort = another(world, "psychologist")
    type(cohort.group).objects.filter(pk=cohort.group.pk).update(project=second)
    cohort.group.refresh_from_db()
    few(world, cohort, MET[0], "rita", "zane")
    manager = world.actor("manager")
    both = [terms(manager, one) for one in (world.project, second)]
    alone = [answer(about, "enrolled", END, lang="en") for about in both]
    assert alone[0].value == 6 and alone[1].suppressed
    assert counted_together(manager, both, "enrolled", END, lang="en").suppressed
    assert counted_together(manager, both[:1], "enrolled", END, lang="en").value == 6
