"""A statement is put together once; whose values it is asked with is decided anew each time."""

import datetime as dt

import pytest
from django.db import connection
from django.db.models import Count
from django.test.utils import CaptureQueriesContext

from ligzda.access.actor import Actor, prepared
from ligzda.access.models import Circle, Seat
from ligzda.access.permissions import Permission
from ligzda.cases.models import Case
from ligzda.kernel.prepared import Prepared, Rows
from tests.cast import Cast


def _files(actor: Actor, word: Permission) -> object:
    return Case.objects.visible_to(actor, word).order_by("id").values_list("id")


@pytest.mark.parametrize("word", [Permission.SEE_CASE, Permission.SEE_CONTACT, Permission.MERGE])
def test_a_prepared_query_answers_each_actor_as_the_query_itself_does(cast: Cast, word: Permission) -> None:
    ask = prepared(_files)
    for name in [name for name, user in cast.users.items() if user] * 2:
        assert ask(cast.actor(name), word) == list(_files(cast.actor(name), word)), name  # type: ignore[call-overload]
    assert ask(Actor.system("test"), word) == list(_files(Actor.system("test"), word))  # type: ignore[call-overload]


def test_a_seat_more_or_less_is_felt_at_once(cast: Cast) -> None:
    ask, worker = prepared(_files), cast.users["worker_in"]
    before = ask(Actor(worker), Permission.SEE_CASE)
    Seat.objects.create(circle=cast.other_case.circle, user=worker, role="case_worker", because="assigned", from_date=dt.date(2020, 1, 1))
    assert len(ask(Actor(worker), Permission.SEE_CASE)) == len(before) + 1
    Seat.objects.filter(user=worker).delete()
    assert ask(Actor(worker), Permission.SEE_CASE) == []


def test_a_list_may_have_any_length(db: None) -> None:
    circles = Circle.objects.bulk_create(Circle(kind="site", name=f"50 % {n}") for n in range(3))
    named = Prepared(lambda *, ids: Circle.objects.filter(pk__in=ids, name__startswith="50 %").order_by("id").values_list("name"))
    ids = [circle.pk for circle in circles]
    sizes = [len(named(ids=wanted)) for wanted in (ids, ids[:1], [], ids)]
    assert sizes == [3, 1, 0, 3]
    assert len(named.statements) == 1


def test_days_come_back_as_days_and_texts_as_texts(cast: Cast) -> None:
    since = Prepared(
        lambda *, day, role: Seat.objects.filter(from_date__gte=day, role=role).order_by("id").values_list("from_date", "role")
    )
    rows: Rows = since(day=dt.date(2000, 1, 1), role="case_worker")
    assert rows == list(Seat.objects.filter(role="case_worker").order_by("id").values_list("from_date", "role"))
    assert since(day=dt.date(2999, 1, 1), role="case_worker") == []


def test_what_shapes_the_statement_is_refused_as_a_value(db: None) -> None:
    unused = Prepared(lambda *, name: Circle.objects.values_list("id"))
    with pytest.raises(ValueError, match="shape: name"):
        unused(name="x")
    with pytest.raises(TypeError, match="part of the shape"):
        unused(name=True)
    with pytest.raises(AttributeError):
        prepared(lambda actor, word: Seat.objects.filter(user=actor.user).values_list("id"))(Actor(None), Permission.SEE_CASE)


def test_the_second_call_asks_the_database_and_nobody_else(cast: Cast) -> None:
    built = []

    def files(actor: Actor, word: Permission) -> object:
        built.append(word)
        return _files(actor, word)

    ask = prepared(files)
    actor = cast.actor("coordinator")
    assert actor.seats
    with CaptureQueriesContext(connection) as seen:
        for _n in range(2):
            ask(actor, Permission.SEE_CASE)
    assert len(built) == 1
    assert len(seen) == 2


def test_whole_rows_come_back_with_what_was_asked_for_beside_them(cast: Cast) -> None:
    rows = Case.objects.select_related("family__root", "circle").annotate(seats=Count("circle__seats")).order_by("id")
    ask = Prepared(lambda *, number: rows.filter(number=number))
    for _n in range(2):
        (found,) = ask(number=cast.case.number)
        plain = rows.get(number=cast.case.number)
        with CaptureQueriesContext(connection) as seen:
            assert (found, found.family.name, found.circle.kind, found.family.root) == (plain, plain.family.name, plain.circle.kind, None)
        assert found.seats == plain.seats > 0
        assert not found._state.adding
        assert len(seen) == 0


def test_may_asks_the_database_only_where_the_circle_was_not_read_with_the_thing(cast: Cast) -> None:
    bare, whole = Case.objects.get(pk=cast.case.pk), Case.objects.select_related("circle").get(pk=cast.case.pk)
    for name in [name for name, user in cast.users.items() if user]:
        actor = cast.actor(name)
        assert actor.may(Permission.SEE_CASE, bare) == actor.may(Permission.SEE_CASE, whole), name
        with CaptureQueriesContext(connection) as seen:
            actor.may(Permission.SEE_CASE, whole)
        assert len(seen) == 0
