"""Numbers, dates and money of the programmes, as their sources settle them."""

import datetime as dt
import itertools
from decimal import Decimal
from typing import Any

import pytest

from ligzda.access.actor import Actor
from ligzda.kernel.clock import months_touched
from ligzda.kernel.refused import Refused
from ligzda.projects.actions.projects import change_project
from ligzda.projects.models import Project, PublishedText
from ligzda.projects.queries import money as money_queries
from ligzda.projects.queries.projects import dates, find
from tests.acceptance.ask import Registry, figures

BY = Actor.system("test")
D = Decimal
day = dt.date


def money(key: str) -> Any:
    return money_queries.money(BY, Project.objects.get(key=key))


SPELLINGS = ("2012.EEZ/PP/ 1/MAC/150", "2012/EEZ/PP/1/MAC/150", "2012/EEZ/PP/1/MAC/150/008", "2012.EEZ/PP/1/MAC/150/008")


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_a01_each_spelling_finds_the_one_project(registry: Registry, spelling: str) -> None:
    assert figures(spelling, "--as-of", "2014-04-30")["project"] == "mac150"


def test_a02_another_dot_finds_the_capacity_project(registry: Registry) -> None:
    assert find(BY, "1DP/1.5.2.2.2./12/APIA/SIF/206/86").key == "capacity"
    assert find(BY, "1DP/1.5.2.2.2/12/APIA/SIF/206/86").key == "capacity"


def test_a03_split_a_readds_to_the_cent(registry: Registry) -> None:
    split = money("mac150").budget.split
    assert [part.amount for part in split.parts] == [D("94891.32"), D("4994.28"), D("11098.40")]
    assert (split.sum, split.rest, split.total) == (D("110984.00"), D("0.00"), D("110984.00"))


def test_a04_shares_of_split_a(registry: Registry) -> None:
    assert [part.share for part in money("mac150").budget.split.parts] == [D("85.5"), D("4.5"), D("10.0")]


def test_a05_split_b_leaves_a_rest(registry: Registry) -> None:
    split = money("mac150").quoted[0].split
    assert (split.sum, split.rest) == (D("109575.36"), D("1408.64"))


def test_a06_eea_and_state(registry: Registry) -> None:
    assert money("mac150").budget.split.of_kind("grant", "state") == D("99885.60")


def test_a07_own_share_less_the_partner(registry: Registry) -> None:
    found = money("mac150")
    assert found.own_minus(found.quoted[0]) == D("1408.64")


def test_a08_capacity_share_and_rest(registry: Registry) -> None:
    split = money("capacity").budget.split
    assert [part.amount for part in split.parts] == [D("22887.76"), D("1971.33")]
    assert split.sum == D("24859.09")


def test_a09_cesis_is_paid_whole(registry: Registry) -> None:
    split = money("cesis").budget.split
    assert (split.total, split.currency, split.parts[0].share) == (D("100000.00"), "LVL", D(100))


def test_a10_lats_in_euro(registry: Registry) -> None:
    assert (money("cesis").budget.in_euro, money("capacity").budget.in_euro) == (D("142287.18"), D("35371.30"))


def test_a11_months_of_mac150_before_and_after(registry: Registry) -> None:
    project = Project.objects.get(key="mac150")
    found = dates(project)
    assert months_touched(project.start_date, project.end_date) == 21
    first = project.amendments.get(version=1)
    assert months_touched(first.start_date, first.end_date) == 18
    assert found.start == day(2013, 11, 1)


@pytest.mark.parametrize(("key", "months"), [("lli405", 19), ("cesis", 18), ("capacity", 10), ("ngslv623", 11)])
def test_a12_months_of_the_others(registry: Registry, key: str, months: int) -> None:
    project = Project.objects.get(key=key)
    assert months_touched(project.start_date, project.end_date) == months


def test_a13_a_start_after_the_end_is_refused(registry: Registry) -> None:
    project = Project.objects.get(key="mac150")
    with pytest.raises(Refused) as refused:
        change_project(project, by=BY, start_date=day(2015, 11, 1), end_date=day(2015, 7, 31))
    assert "01.11.2015." in str(refused.value.sentences[0])
    project.refresh_from_db()
    assert project.start_date == day(2013, 11, 1)


def test_a50_ten_texts(registry: Registry) -> None:
    texts = list(PublishedText.objects.filter(project__key="mac150"))
    assert len(texts) == 10
    assert sum(text.published_date is not None for text in texts) == 8
    assert [text.as_of_date for text in texts if text.kind == "start"] == [None, None]


def test_a51_days_between_quarterly_texts(registry: Registry) -> None:
    series = PublishedText.objects.filter(project__key="mac150", in_series=True)
    days = sorted(text.published_date or text.other_date for text in series)
    assert [(later - earlier).days for earlier, later in itertools.pairwise(days)] == [91, 111, 84, 92, 96, 79]
