"""The terms of the house: each a setting with its default, unit and source; changed by an administrator, for everybody."""

import pytest
from django.test import Client
from django.urls import reverse

from ligzda.access import deadlines
from ligzda.access.actions.settings import set_deadline
from ligzda.access.models import AuditEntry, Setting
from ligzda.kernel.refused import Refused
from tests.cast import Cast


@pytest.fixture
def admin(cast: Cast, client: Client) -> Client:
    client.force_login(cast.admin)
    return client


def changed(admin: Client, name: str, text: str) -> object:
    return admin.post(reverse("access:deadline", args=[name]), {"numbers": text})


def test_every_term_says_what_it_is_where_it_comes_from_and_in_what_it_is_counted(admin: Client) -> None:
    page = admin.get(reverse("access:deadlines")).content.decode()
    for deadline in deadlines.DEADLINES.values():
        assert deadline.title and deadline.source and deadline.unit, deadline.name
        assert reverse("access:deadline", args=[deadline.name]) in page
        assert all(deadline.lowest <= number <= deadline.highest for number in deadline.numbers)


def test_a_changed_term_holds_at_once_is_noted_and_the_default_takes_it_back(
    admin: Client, django_capture_on_commit_callbacks: object
) -> None:
    assert deadlines.length("first_contact") == 5
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        changed(admin, "first_contact", "3")
    assert deadlines.length("first_contact") == 3
    assert AuditEntry.objects.filter(act="change_setting").count() == 1
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        changed(admin, "first_contact", "5")
    assert deadlines.length("first_contact") == 5 and not Setting.objects.exists()


def test_a_series_is_typed_as_it_is_shown(admin: Client, django_capture_on_commit_callbacks: object) -> None:
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        changed(admin, "aftercare", "2, 4,9")
    assert deadlines.series("aftercare") == (2, 4, 9) and deadlines.length("aftercare") == 2


@pytest.mark.parametrize("text", ["", "x", "-1", "0", "9999", "3, 1", "1, 1", "1,,3", "³", "1" * 60])
def test_a_number_that_cannot_be_is_refused_and_nothing_changes(admin: Client, text: str) -> None:
    assert changed(admin, "aftercare", text).status_code == 422  # type: ignore[attr-defined]
    assert deadlines.series("aftercare") == (1, 3, 6, 12) and not Setting.objects.exists()


def test_one_number_stays_one(admin: Client) -> None:
    assert changed(admin, "first_contact", "3, 5").status_code == 422  # type: ignore[attr-defined]


def test_only_an_administrator_changes_a_term(cast: Cast) -> None:
    with pytest.raises(Refused):
        set_deadline("first_contact", by=cast.actor("coordinator"), numbers=[3])


def test_terms_are_read_once_for_many_questions(cast: Cast, django_assert_num_queries: object) -> None:
    deadlines.forget_kept()
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert [deadlines.length("plan") for _n in range(50)] == [45] * 50
