"""Dates and targets in versions: what was, what is in force, and both beside each other."""

import datetime as dt
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from ligzda.access.models import Function
from ligzda.kernel import clock
from ligzda.kernel.refused import Refused
from ligzda.projects import rules
from ligzda.projects.actions import plan, posts
from ligzda.projects.actions import projects as writes
from ligzda.projects.models import TypedAggregate
from ligzda.projects.queries.figures import figures
from ligzda.projects.queries.plan import version_of
from ligzda.projects.queries.projects import dates
from tests.cast import Cast
from tests.projects.world import BASELINE_END, END, START, SYSTEM, make_mac150, serve_families


@pytest.mark.django_db
def test_start_after_end_is_refused_with_the_start_in_the_sentence(cast: Cast) -> None:
    with pytest.raises(Refused, match=r"01\.11\.2015\."):
        writes.change_project(cast.project, by=SYSTEM, start_date=dt.date(2015, 11, 1), end_date=dt.date(2015, 7, 31))


@pytest.mark.django_db
def test_dates_before_and_after_the_amendment(cast: Cast) -> None:
    found = dates(make_mac150(cast))
    assert (found.first_start, found.first_end, found.start, found.end) == (START, BASELINE_END, START, END)
    assert found.amended


@pytest.mark.parametrize(
    ("start", "end", "touched"),
    [
        ((2013, 11), (2015, 7), 21),
        ((2013, 11), (2015, 4), 18),
        ((2018, 6), (2019, 12), 19),
        ((2012, 1), (2013, 6), 18),
        ((2012, 9), (2013, 6), 10),
        ((2020, 5), (2021, 3), 11),
    ],
)
def test_calendar_months_touched(start: tuple[int, int], end: tuple[int, int], touched: int) -> None:
    assert rules.months(dt.date(*start, 1), dt.date(*end, 28)) == touched


@pytest.mark.django_db
def test_a_figure_of_no_day_is_one_of_today(cast: Cast) -> None:
    assert [one.as_of for one in figures(SYSTEM, make_mac150(cast), codes=["families"])] == [clock.today()]


@pytest.mark.django_db
def test_attainment_stands_against_both_versions_and_the_undated_latest_is_in_force(cast: Cast) -> None:
    project = make_mac150(cast)
    serve_families(cast, project)
    found = {one.code: one for one in figures(SYSTEM, project, codes=["families", "children"], as_of=END)}
    plans = {code: [(p.version, p.value, p.attainment, p.in_force) for p in one.planned] for code, one in found.items()}
    assert (found["families"].value, found["children"].value) == (129, 271)
    assert plans["families"] == [(1, 100, Decimal("129.0"), False), (2, 116, Decimal("111.2"), True)]
    assert plans["children"] == [(1, 200, Decimal("135.5"), False), (2, 250, Decimal("108.4"), True)]


@pytest.mark.django_db
def test_a_target_whose_figure_nobody_counts_prints_not_counted_yet(cast: Cast) -> None:
    project = make_mac150(cast)
    (found,) = [one for one in figures(SYSTEM, project, as_of=END) if one.code == "mentors"]
    assert (found.exists, found.value, found.title, found.in_words("en")) == (
        False,
        None,
        "Sagatavoti brīvprātīgie mentori",
        "not counted yet",
    )


@pytest.mark.django_db
def test_an_at_least_target_carries_its_comparator(cast: Cast) -> None:
    plan.set_target(cast.project, by=SYSTEM, code="families", value=200, comparator="≥")
    (found,) = figures(SYSTEM, cast.project, codes=["families"])
    assert found.as_json()["planned"][0]["comparator"] == "≥"


@pytest.mark.django_db
def test_a_number_that_was_only_reported_stands_as_typed(cast: Cast) -> None:
    TypedAggregate.objects.create(project=cast.project, code="letters_of_intent", value=2, date=START, source="000:L30")
    (found,) = [one for one in figures(SYSTEM, cast.project) if one.code == "letters_of_intent"]
    assert (found.value, found.typed, found.as_json()["reason"]) == (2, True, None)
    TypedAggregate.objects.update(value=None)
    (unknown,) = figures(SYSTEM, cast.project, codes=["letters_of_intent"])
    assert unknown.value is None, "unknown is not 0"


@pytest.mark.django_db
def test_the_page_refuses_a_start_after_the_end_beside_the_field(cast: Cast, client: Client) -> None:
    project = make_mac150(cast)
    client.force_login(cast.manager)
    answer = {
        "version": version_of(project),
        "title_lv": "MAC",
        "state": "closed",
        "currency": "EUR",
        "reporting_months": "3",
        "start_date": "1.11.2015",
        "end_date": "31.07.2015.",
        "form_key": "d1",
    }
    page = client.post(reverse("projects:edit", args=["mac150"]), answer)
    assert page.status_code == 422
    assert "Beigu datums ir pirms sākuma datuma (01.11.2015.)" in page.content.decode()


@pytest.mark.django_db
def test_posts_planned_filled_and_unknown_are_three_things(cast: Cast) -> None:
    function = Function.objects.get(key="family_assistant")
    for user in (cast.worker_in, None, False):
        post = posts.plan_post(cast.project, by=SYSTEM, function=function, planned_from_date=START, site=cast.site)
        if user is not False:
            posts.fill_post(post, by=SYSTEM, from_date=START, user=user)
    found = {one.code: one for one in figures(SYSTEM, cast.project, codes=["posts_planned", "posts_filled"])}
    assert (found["posts_planned"].value, found["posts_filled"].in_words("en")) == (3, "1 + 1 unknown")


@pytest.mark.django_db
@pytest.mark.parametrize(("after", "value"), [(-1, None), (0, 2), (1, 2)])
def test_a_reported_number_stands_from_its_day_on(cast: Cast, after: int, value: int | None) -> None:
    TypedAggregate.objects.create(project=cast.project, code="letters_of_intent", value=2, date=START, source="000:L30")
    found = [one for one in figures(SYSTEM, cast.project, as_of=START + dt.timedelta(days=after)) if one.code == "letters_of_intent"]
    assert [one.value for one in found if one.value is not None] == ([] if value is None else [value])
