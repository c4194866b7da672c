"""The shell: headers, paging, navigation, keys."""

import pytest
from django.http import HttpResponse
from django.template import Context, Template
from django.test import RequestFactory

from ligzda.web.middleware import SecurityHeaders
from ligzda.web.navigation import MenuEntry, lay_out
from ligzda.web.paging import page_of


def entries(count, plus=True):
    places = [MenuEntry(label=f"Place {n}", url=f"/{n}/") for n in range(count)]
    return [*places, MenuEntry(label="Plus", url="/new/", primary=True)] if plus else places


def test_no_page_may_run_inline_script_or_style_and_none_is_kept():
    answer = SecurityHeaders(lambda request: HttpResponse("x"))(RequestFactory().get("/"))
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert answer["Cache-Control"] == "no-store"


@pytest.mark.parametrize(("rows", "shown", "more"), [(0, 0, False), (1, 1, False), (25, 25, False), (26, 25, True)])
def test_a_page_knows_without_counting_whether_there_is_more(rows, shown, more):
    page = page_of(list(range(rows)), RequestFactory().get("/?kind=visit"))
    assert (len(page), page.has_more) == (shown, more)
    assert page.more_url == "?kind=visit&from=25"


@pytest.mark.parametrize("nonsense", ["-1", "abc", "9999999999999", "²", ""])
def test_a_nonsense_start_means_the_beginning(nonsense):
    assert page_of(list(range(3)), RequestFactory().get("/", {"from": nonsense})).rows == [0, 1, 2]


@pytest.mark.parametrize(
    ("places", "plus", "left", "right", "more"), [(5, True, 2, 1, 2), (4, True, 2, 2, 0), (3, False, 2, 1, 0), (6, False, 2, 2, 2)]
)
def test_the_thumb_bar_has_at_most_five_things(places, plus, left, right, more):
    bar = lay_out(entries(places, plus))
    assert (len(bar.left), len(bar.right), len(bar.more)) == (left, right, more)
    assert len(bar.left) + len(bar.right) + bool(bar.plus) + bool(bar.more) <= 5


def test_a_refused_form_keeps_its_key_and_a_new_one_gets_its_own():
    template = Template("{% load ui %}{% form_key %}")
    fresh = {template.render(Context({"request": RequestFactory().get("/")})) for _ in range(3)}
    sent = template.render(Context({"request": RequestFactory().post("/", {"form_key": "abc"})}))
    assert len(fresh) == 3
    assert 'value="abc"' in sent


def test_a_bar_is_drawn_without_inline_style_and_survives_zero():
    template = Template("{% load ui %}{% bar value most target=target first=first %}")
    drawn = template.render(Context({"value": 129, "most": 145, "target": 116, "first": 100}))
    assert "style" not in drawn
    assert 'width="88.97"' in drawn
    assert template.render(Context({"value": 0, "most": 0}))
