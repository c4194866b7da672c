"""Races in a project: versions of what was promised, posts, statements, reports."""

import datetime as dt
from copy import copy
from decimal import Decimal
from typing import Any

from ligzda.access.catalogue import ensure_catalogue
from ligzda.people.models import Organisation
from ligzda.projects.actions import coverage, money, plan, posts, projects, reports
from ligzda.projects.models import Activity, Amendment, CoverageStatement, Partner, Post, PostHolder, Project, Report, Target
from tests.cast import make_project, make_seat
from tests.races.stories import Race, follows, ground, race, told
from tests.races.together import both_are_done, one_is_refused

SINCE, UNTIL = dt.date(2025, 1, 1), dt.date(2025, 12, 31)


def begun() -> tuple[Project, Any]:
    """A project of its own and its manager."""
    cast = ground().cast
    project = make_project("Kopā", sites=(cast.site,), start_date=SINCE, end_date=UNTIL)
    make_seat(project.circle, cast.users["manager"], "project_manager")  # type: ignore[arg-type]
    return project, cast.actor("manager")


def post_of(project: Project) -> Post:
    return Post.objects.create(project=project, function=ensure_catalogue()["social_worker"], planned_from_date=SINCE)


@race("projects.actions.coverage.withdraw")
def two_withdraw_one_statement() -> Race:
    project, by = begun()
    one = CoverageStatement.objects.create(project=project, measure="families", state="unknown", from_date=SINCE, reason="Nav.")

    def withdraw() -> Any:
        return coverage.withdraw(one, by=by, reason="Atrasts.")

    return Race(withdraw, withdraw, one_is_refused)


@race("projects.actions.coverage.set_default")
def two_say_what_holds_unless_stated() -> Race:
    project, by = begun()
    other = next(value for value in Project.Default.values if value != project.unless_stated)

    def change() -> Any:
        return coverage.set_default(project, by=by, unless_stated=other, reason="Avots.")

    return Race(change, change, lambda answers: both_are_done(answers) and told("coverage_default", project) == 1)


@race("projects.actions.money.set_budget")
def two_enter_the_first_budget() -> Race:
    project, by = begun()

    def enter() -> Any:
        return money.set_budget(project, by=by, total=Decimal("100.00"), currency="EUR", sources=[])

    def law(answers: list[Any]) -> bool:
        return both_are_done(answers) and [one.version for one in answers] == [1, 2]

    return Race(enter, enter, law)


@race("projects.actions.plan.amend")
def two_amend_one_project() -> Race:
    project, by = begun()
    Amendment.objects.create(project=project, version=1, start_date=SINCE, end_date=UNTIL)
    earlier, later = SINCE - dt.timedelta(days=30), UNTIL + dt.timedelta(days=30)

    def law(answers: list[Any]) -> bool:
        stands = Project.objects.get(pk=project.pk)
        return both_are_done(answers) and (stands.start_date, stands.end_date) == (earlier, later)

    return Race(
        lambda: plan.amend(project, by=by, reason="Pagarināts.", end_date=later),
        lambda: plan.amend(project, by=by, reason="Sākts agrāk.", start_date=earlier),
        law,
    )


@race("projects.actions.plan.correct_amendment")
def two_correct_one_amendment() -> Race:
    project, by = begun()
    one = Amendment.objects.create(project=project, version=1, start_date=SINCE, end_date=UNTIL)

    def correct(source: str) -> Any:
        return lambda: plan.correct_amendment(one, by=by, source=source)

    return Race(correct("Līgums"), correct("Vēstule"), follows("correct_amendment", one, "source", "Līgums", "Vēstule"))


@race("projects.actions.plan.correct_target")
def two_correct_one_target() -> Race:
    project, by = begun()
    one = Target.objects.create(project=project, code="families", value=100, version=1)

    def correct(note: str) -> Any:
        return lambda: plan.correct_target(one, by=by, note=note)

    return Race(correct("viens"), correct("otrs"), follows("correct_target", one, "note", "viens", "otrs"))


@race("projects.actions.plan._new_target")
def two_set_one_target() -> Race:
    project, by = begun()

    def enter() -> Any:
        return plan.set_target(project, by=by, code="families", value=100)

    return Race(enter, enter, lambda answers: both_are_done(answers) and sorted(one.version for one in answers) == [1, 2])


@race("kernel.locking.taken")
def two_take_one_spelling_away() -> Race:
    project, by = begun()
    one = projects.add_alias(project, by=by, text="KOPĀ-1")

    def drop() -> Any:
        return projects.drop_alias(copy(one), by=by)

    return Race(drop, drop, lambda _answers: told("remove_alias", one) == 1)


@race("projects.actions.plan.drop_target")
def a_target_goes_while_a_later_one_is_set() -> Race:
    project, by = begun()
    one = Target.objects.create(project=project, code="families", value=100, version=1)
    return Race(lambda: plan.set_target(project, by=by, code="families", value=120), lambda: plan.drop_target(one, by=by), one_is_refused)


@race("projects.actions.posts.change_post")
def two_change_one_post() -> Race:
    project, by = begun()
    one = post_of(project)

    def change(note: str) -> Any:
        return lambda: posts.change_post(one, by=by, note=note)

    return Race(change("viens"), change("otrs"), follows("change_post", one, "note", "viens", "otrs"))


@race("projects.actions.posts.fill_post")
def one_takes_a_post_twice() -> Race:
    project, by = begun()
    one, user = post_of(project), ground().cast.users["worker_in"]

    def fill() -> Any:
        return posts.fill_post(one, by=by, user=user, from_date=SINCE)

    return Race(fill, fill, one_is_refused)


@race("projects.actions.posts.drop_post")
def a_post_goes_while_it_is_filled() -> Race:
    project, by = begun()
    one, user = post_of(project), ground().cast.users["worker_in"]
    return Race(lambda: posts.fill_post(one, by=by, user=user, from_date=SINCE), lambda: posts.drop_post(one, by=by), one_is_refused)


def held(project: Project) -> PostHolder:
    return PostHolder.objects.create(post=post_of(project), user=ground().cast.users["worker_in"], from_date=SINCE, share=Decimal(1))


@race("projects.actions.posts.change_holding")
def two_say_until_when_a_post_was_held() -> Race:
    project, by = begun()
    one = held(project)
    ends = [UNTIL, UNTIL - dt.timedelta(days=1)]

    def change(until: dt.date) -> Any:
        return lambda: posts.change_holding(one, by=by, user=one.user, from_date=SINCE, until_date=until, share=Decimal(1))

    return Race(change(ends[0]), change(ends[1]), follows("change_holding", one.post, "until_date", *ends))


@race("projects.actions.posts.drop_holding")
def two_take_one_holder_away() -> Race:
    project, by = begun()
    one = held(project)

    def drop() -> Any:
        return posts.drop_holding(PostHolder.objects.get(pk=one.pk), by=by)

    return Race(drop, drop, lambda _answers: told("remove_holding", one.post) == 1)


@race("projects.actions.posts.add_activity")
def two_add_one_activity() -> Race:
    project, by = begun()

    def add() -> Any:
        return posts.add_activity(project, by=by, name="Nometnes")

    return Race(add, add, one_is_refused)


@race("projects.actions.posts.change_activity")
def two_rename_one_activity() -> Race:
    project, by = begun()
    one = Activity.objects.create(project=project, key="camps", name="Nometnes")

    def change(name: str) -> Any:
        return lambda: posts.change_activity(one, by=by, name=name, is_active=True)

    return Race(change("Grupas"), change("Kursi"), follows("change_activity", one, "name", "Grupas", "Kursi"))


@race("projects.actions.projects.change_project")
def two_change_one_project() -> Race:
    project, by = begun()

    def change(goal: str) -> Any:
        return lambda: projects.change_project(project, by=by, goal=goal)

    return Race(change("Viens"), change("Otrs"), follows("change_project", project, "goal", "Viens", "Otrs"))


@race("projects.actions.projects.change_partner")
def two_change_one_partner() -> Race:
    project, by = begun()
    whom = Organisation.objects.create(name="Dienests", folded="dienests")
    one = Partner.objects.create(project=project, organisation=whom, role="partner")

    def change(note: str) -> Any:
        return lambda: projects.change_partner(one, by=by, role="partner", note=note)

    return Race(change("Telpas"), change("Cilvēki"), follows("change_partner", one, "note", "Telpas", "Cilvēki"))


def drafted() -> tuple[Report, Any]:
    project, by = begun()
    return Report.objects.create(project=project, as_of_date=UNTIL, created_by=by.user), by


@race("projects.actions.reports.write_narrative")
def two_write_one_report() -> Race:
    report, by = drafted()

    def write(text: str) -> Any:
        return lambda: reports.write_narrative(report, by=by, sections={"summary": text}, version=report.version)

    return Race(write("Viens"), write("Otrs"), one_is_refused)


@race("projects.actions.reports.publish")
def two_publish_one_report() -> Race:
    report, by = drafted()

    def publish() -> Any:
        return reports.publish(report, by=by)

    return Race(publish, publish, one_is_refused)
