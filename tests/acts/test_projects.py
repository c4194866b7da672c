"""What the acts of projects leave in the trail. All of them stand in the circle of the project."""

import datetime as dt
from copy import copy
from decimal import Decimal
from typing import Any

import pytest

from ligzda.access.actor import Actor
from ligzda.access.catalogue import ensure_catalogue
from ligzda.access.models import Circle, Function, Seat
from ligzda.people.models import Organisation
from ligzda.projects.actions import coverage, money, plan, posts, projects, reports
from ligzda.projects.models import (
    Activity,
    Amendment,
    BudgetVersion,
    CoverageStatement,
    Partner,
    Post,
    PostHolder,
    Project,
    ProjectSite,
    Report,
    Target,
)
from tests.acts.trail import Trail, line
from tests.cast import Cast, make_site

SINCE, UNTIL = dt.date(2025, 1, 1), dt.date(2025, 12, 31)
LATER = dt.date(2026, 6, 30)


@pytest.fixture
def manager(cast: Cast) -> Actor:
    return cast.actor("manager")


@pytest.fixture
def project(cast: Cast) -> Project:
    project: Project = cast.project
    project.start_date, project.end_date = SINCE, UNTIL
    project.save()
    return project


@pytest.fixture
def circle(project: Project) -> Circle:
    return project.circle


@pytest.fixture
def function() -> Function:
    return ensure_catalogue()["social_worker"]


@pytest.fixture
def post(project: Project, function: Function) -> Post:
    return Post.objects.create(project=project, function=function, planned_from_date=SINCE)


@pytest.fixture
def holder(cast: Cast, post: Post) -> PostHolder:
    return PostHolder.objects.create(post=post, user=cast.worker_in, from_date=SINCE, share=Decimal(1))


@pytest.fixture
def target(project: Project) -> Target:
    return Target.objects.create(project=project, code="families", value=100, version=1)


@pytest.fixture
def statement(project: Project) -> CoverageStatement:
    return CoverageStatement.objects.create(project=project, measure="families", state="unknown", from_date=SINCE, reason="Nav zināms.")


@pytest.fixture
def report(cast: Cast, project: Project) -> Report:
    return Report.objects.create(project=project, as_of_date=UNTIL, created_by=cast.manager)


# --- the project ---------------------------------------------------------------------------------------------------------


def test_a_new_project_and_the_seat_of_its_manager(trail: Trail, cast: Cast, manager: Actor) -> None:
    project = trail.call(projects.create_project, "kopa", title_lv="Kopā", by=manager)
    mine = Seat.objects.get(circle=project.circle)
    trail.leaves(
        line("seat", mine, project.circle, role=("", "project_manager"), until_date=("", None)),
        line("create_project", project, project.circle),
    )


def test_what_is_written_about_a_project(trail: Trail, manager: Actor, project: Project, circle: Circle) -> None:
    trail.call(projects.change_project, project, title_lv="Ģimenes kopā", number="12", by=manager)
    trail.leaves(line("change_project", project, circle, title_lv=("Ģimene kopā", "Ģimenes kopā"), number=("", "12")))


def test_another_spelling(trail: Trail, manager: Actor, project: Project, circle: Circle) -> None:
    alias = trail.call(projects.add_alias, project, text="ĢK-1", by=manager)
    trail.leaves(line("add_alias", alias, circle))


def test_a_spelling_that_goes(trail: Trail, manager: Actor, project: Project, circle: Circle) -> None:
    alias = projects.add_alias(project, by=manager, text="ĢK-1")
    was = copy(alias)
    trail.call(projects.drop_alias, alias, by=manager)
    trail.leaves(line("remove_alias", was, circle, text=("ĢK-1", "")))


def test_a_partner(trail: Trail, manager: Actor, project: Project, circle: Circle) -> None:
    partner = trail.call(projects.add_partner, project, role="partner", new_name="Bauskas dienests", by=manager)
    trail.leaves(line("add_partner", partner, circle))


@pytest.fixture
def partner(project: Project) -> Partner:
    organisation = Organisation.objects.create(name="Bauskas dienests", folded="bauskas dienests")
    return Partner.objects.create(project=project, organisation=organisation, role="partner")


def test_a_partner_with_another_remark(trail: Trail, manager: Actor, partner: Partner, circle: Circle) -> None:
    trail.call(projects.change_partner, partner, role="partner", note="Telpas", by=manager)
    trail.leaves(line("change_partner", partner, circle, note=("", "Telpas")))


def test_a_partner_who_goes(trail: Trail, manager: Actor, partner: Partner, circle: Circle) -> None:
    was = copy(partner)
    trail.call(projects.drop_partner, partner, by=manager)
    trail.leaves(line("remove_partner", was, circle, role=("partner", "")))


def test_a_site_where_it_works(trail: Trail, manager: Actor, project: Project, circle: Circle) -> None:
    here = trail.call(projects.work_at, project, site=make_site("Jelgava"), by=manager)
    trail.leaves(line("work_at", here, circle))
    trail.call(projects.work_at, project, site=here.site, by=manager)
    trail.leaves()


def test_a_site_where_it_does_not_work(trail: Trail, manager: Actor, project: Project, circle: Circle) -> None:
    here = ProjectSite.objects.create(project=project, site=make_site("Jelgava"))
    was = copy(here)
    trail.call(projects.leave_site, here, by=manager)
    trail.leaves(line("leave_site", was, circle, site=(here.site.key, "")))


# --- coverage ------------------------------------------------------------------------------------------------------------


def said(**more: Any) -> dict[str, Any]:
    return {"measure": "families", "state": "unknown", "from_date": SINCE, "reason": "Nav zināms."} | more


def test_a_statement_of_what_is_not_known(trail: Trail, manager: Actor, project: Project, circle: Circle) -> None:
    statement = trail.call(coverage.state_coverage, project, by=manager, **said())
    trail.leaves(line("state_coverage", statement, circle))


def test_a_statement_instead_of_another(
    trail: Trail, manager: Actor, project: Project, circle: Circle, statement: CoverageStatement
) -> None:
    new = trail.call(coverage.state_coverage, project, by=manager, instead_of=statement, **said(until_date=UNTIL))
    trail.leaves(line("narrow_coverage", new, circle))


def test_a_statement_that_is_withdrawn(trail: Trail, manager: Actor, circle: Circle, statement: CoverageStatement) -> None:
    trail.call(coverage.withdraw, statement, reason="Saraksti atrasti.", by=manager)
    trail.leaves(line("withdraw_coverage", statement, circle))


def test_what_holds_unless_stated(trail: Trail, manager: Actor, project: Project, circle: Circle) -> None:
    before = project.unless_stated
    after = next(value for value in Project.Default.values if value != before)
    trail.call(coverage.set_default, project, unless_stated=after, reason="Avots klusē.", by=manager)
    trail.leaves(line("coverage_default", project, circle, unless_stated=(before, after)))


# --- money ---------------------------------------------------------------------------------------------------------------


def test_a_budget_and_the_total_before_it(trail: Trail, manager: Actor, project: Project, circle: Circle) -> None:
    BudgetVersion.objects.create(project=project, total=Decimal("90.00"), currency="EUR")
    parts = [money.Source("grant", "Fonds", Decimal("100.00"))]
    budget = trail.call(money.set_budget, project, total=Decimal("100.00"), currency="EUR", sources=parts, by=manager)
    trail.leaves(line("set_budget", budget, circle, total=(Decimal("90.00"), Decimal("100.00"))))


def test_a_quoted_variant_that_goes(trail: Trail, manager: Actor, project: Project, circle: Circle) -> None:
    budget = BudgetVersion.objects.create(project=project, kind="quoted", total=Decimal("90.00"), currency="EUR")
    was = copy(budget)
    trail.call(money.drop_quoted, budget, by=manager)
    trail.leaves(line("remove_quoted", was, circle, total=(Decimal("90.00"), None)))


# --- what was promised ---------------------------------------------------------------------------------------------------


def test_an_amendment_names_the_days_that_move(trail: Trail, manager: Actor, project: Project, circle: Circle) -> None:
    amendment = trail.call(plan.amend, project, end_date=LATER, reason="Pagarināts.", by=manager)
    trail.leaves(line("amend", amendment, circle, end_date=(UNTIL, LATER)))
    earlier = SINCE - dt.timedelta(days=31)
    second = trail.call(plan.amend, project, start_date=earlier, reason="Sākts agrāk.", by=manager)
    trail.leaves(line("amend", second, circle, start_date=(SINCE, earlier)))


def test_an_amendment_that_was_written_wrongly(trail: Trail, manager: Actor, project: Project, circle: Circle) -> None:
    amendment = Amendment.objects.create(project=project, version=1, start_date=SINCE, end_date=UNTIL)
    trail.call(plan.correct_amendment, amendment, source="Līgums", by=manager)
    trail.leaves(line("correct_amendment", amendment, circle, source=("", "Līgums")))


def test_a_target(trail: Trail, manager: Actor, project: Project, circle: Circle) -> None:
    target = trail.call(plan.set_target, project, code="families", value=120, by=manager)
    trail.leaves(line("set_target", target, circle))


def test_a_target_that_was_written_wrongly(trail: Trail, manager: Actor, target: Target, circle: Circle) -> None:
    trail.call(plan.correct_target, target, value=110, by=manager)
    trail.leaves(line("correct_target", target, circle, value=(Decimal("100.00"), 110)))


def test_a_target_that_was_never_agreed(trail: Trail, manager: Actor, target: Target, circle: Circle) -> None:
    was = copy(target)
    trail.call(plan.drop_target, target, by=manager)
    trail.leaves(line("remove_target", was, circle, value=(Decimal("100.00"), None)))


def test_an_earlier_text(trail: Trail, manager: Actor, project: Project, circle: Circle) -> None:
    text = trail.call(plan.add_text, project, subject="Projekts uzsākts", kind="start", by=manager)
    trail.leaves(line("add_text", text, circle))


def test_what_a_source_says_otherwise(trail: Trail, manager: Actor, project: Project, circle: Circle) -> None:
    kept = trail.call(plan.keep_source_value, project, field="end_date", value="30.06.2026", by=manager)
    trail.leaves(line("keep_source_value", kept, circle))


# --- posts and activities ------------------------------------------------------------------------------------------------


def test_a_post(trail: Trail, manager: Actor, project: Project, circle: Circle, function: Function) -> None:
    post = trail.call(posts.plan_post, project, function=function, planned_from_date=SINCE, by=manager)
    trail.leaves(line("plan_post", post, circle))


def test_a_post_that_is_planned_otherwise(trail: Trail, manager: Actor, post: Post, circle: Circle) -> None:
    trail.call(posts.change_post, post, planned_until_date=UNTIL, by=manager)
    trail.leaves(line("change_post", post, circle, planned_until_date=(None, UNTIL)))


def test_a_post_that_was_never_planned(trail: Trail, manager: Actor, post: Post, circle: Circle) -> None:
    was = copy(post)
    trail.call(posts.drop_post, post, by=manager)
    trail.leaves(line("remove_post", was, circle))


def test_a_post_that_is_filled(trail: Trail, cast: Cast, manager: Actor, post: Post, circle: Circle) -> None:
    trail.call(posts.fill_post, post, user=cast.worker_in, from_date=SINCE, by=manager)
    trail.leaves(line("fill_post", post, circle))


def test_who_held_a_post_is_corrected(trail: Trail, cast: Cast, manager: Actor, post: Post, holder: PostHolder, circle: Circle) -> None:
    right: dict[str, Any] = {"user": cast.worker_out, "from_date": SINCE, "until_date": UNTIL, "share": Decimal("0.5")}
    trail.call(posts.change_holding, holder, by=manager, **right)
    changed: dict[str, Any] = {"user": (cast.worker_in, cast.worker_out), "until_date": (None, UNTIL), "share": ("1.000", "0.5")}
    trail.leaves(line("change_holding", post, circle, **changed))


def test_who_did_not_hold_a_post(trail: Trail, manager: Actor, post: Post, holder: PostHolder, circle: Circle) -> None:
    trail.call(posts.drop_holding, holder, by=manager)
    trail.leaves(line("remove_holding", post, circle))


def test_an_activity(trail: Trail, manager: Actor, project: Project, circle: Circle) -> None:
    activity = trail.call(posts.add_activity, project, name="Nometnes", by=manager)
    trail.leaves(line("add_activity", activity, circle))


def test_an_activity_that_is_closed(trail: Trail, manager: Actor, project: Project, circle: Circle) -> None:
    activity = Activity.objects.create(project=project, key="camps", name="Nometnes")
    trail.call(posts.change_activity, activity, name="Nometnes", is_active=False, by=manager)
    trail.leaves(line("change_activity", activity, circle, is_active=(True, False)))


# --- reports -------------------------------------------------------------------------------------------------------------


def test_a_report_that_is_begun(trail: Trail, manager: Actor, project: Project, circle: Circle) -> None:
    report = trail.call(reports.draft, project, as_of=UNTIL, by=manager)
    trail.leaves(line("draft_report", report, circle))


def test_the_words_of_a_report(trail: Trail, manager: Actor, report: Report, circle: Circle) -> None:
    trail.call(reports.write_narrative, report, sections={"summary": "Labi.", "risks": " "}, version=report.version, by=manager)
    trail.leaves(line("write_narrative", report, circle, narrative=({}, {"summary": "Labi."})))


def test_a_report_that_is_published(trail: Trail, manager: Actor, report: Report, circle: Circle) -> None:
    published = trail.call(reports.publish, report, by=manager)
    trail.leaves(line("publish_report", report, circle, fingerprint=("", published.fingerprint)))
