"""What was there when a page looked, and is not when its act takes it: a sentence where something was typed, else a page that is not there."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import DatabaseError
from django.http import Http404, HttpResponse
from django.test import RequestFactory

from ligzda.access.idempotency import GONE, once
from ligzda.access.models import Seat
from ligzda.access.pages import page
from ligzda.access.permissions import Permission
from ligzda.kernel.refused import Refused


@page(Permission.ANYONE)
def unseats(request: Any) -> HttpResponse:
    raise Seat.DoesNotExist


def asked(way: str) -> Any:
    request = getattr(RequestFactory(), way)("/")
    request.user = AnonymousUser()
    return request


def test_a_page_whose_act_finds_nothing_is_not_there() -> None:
    with pytest.raises(Http404):
        unseats(asked("post"))


def test_a_page_that_reads_carelessly_stays_a_fault() -> None:
    with pytest.raises(Seat.DoesNotExist):
        unseats(asked("get"))


@pytest.mark.parametrize("error", [Seat.DoesNotExist(), DatabaseError("Save with update_fields did not affect any rows.")])
def test_a_form_whose_act_finds_nothing_says_so(error: Exception) -> None:
    def save() -> str:
        raise error

    with pytest.raises(Refused) as refused:
        once(asked("post"), save)
    assert refused.value.sentences == [GONE]


def test_any_other_fault_of_the_database_stays_one() -> None:
    def save() -> str:
        raise DatabaseError("disk is full")

    with pytest.raises(DatabaseError):
        once(asked("post"), save)
