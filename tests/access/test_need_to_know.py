"""Need-to-know: what the list shows is what the page opens, for everybody, on every day."""

import datetime as dt

import pytest

from ligzda.access.actions.seats import seat, seat_sample, unseat
from ligzda.access.actor import Actor
from ligzda.access.models import AuditEntry, Circle, Seat
from ligzda.access.permissions import SENTENCES, Permission, Tier
from ligzda.access.queries import who_can_see, who_looked
from ligzda.access.roles import ROLES, roles_with
from ligzda.cases.models import Case
from ligzda.kernel import clock
from ligzda.kernel.refused import Refused
from tests.cast import NAMES, Cast, make_circle, make_family_case, make_reading, make_seat, make_user

DAY = dt.timedelta(days=1)
SEES_CASE = {"worker_in", "coordinator", "auditor"}


@pytest.mark.parametrize("word", list(Permission))
def test_the_list_and_the_single_question_agree_for_everybody(cast: Cast, word: Permission) -> None:
    for who in [*NAMES, "anonymous"]:
        actor = cast.actor(who)
        listed = set(Case.objects.visible_to(actor, word).values_list("pk", flat=True))
        assert listed == {case.pk for case in (cast.case, cast.other_case) if actor.may(word, case)}


def test_a_file_is_read_by_its_team_its_coordinator_and_its_auditor(cast: Cast) -> None:
    assert {who for who in NAMES if cast.actor(who).may(Permission.SEE_CASE, cast.case)} == SEES_CASE
    assert {who for who in NAMES if cast.actor(who).may(Permission.SEE_CASE, cast.other_case)} == {"worker_out"}


def test_a_project_manager_and_an_administrator_see_no_files(cast: Cast) -> None:
    for who in ("manager", "admin", "intake", "leader", "nobody"):
        for word in (Permission.SEE_CASE, Permission.SEE_CONTACT):
            assert not Case.objects.visible_to(cast.actor(who), word).exists()


def test_a_seat_opens_from_its_first_day_to_its_last(cast: Cast) -> None:
    user, first, last = make_user(), dt.date(2026, 3, 2), dt.date(2026, 3, 20)
    make_seat(cast.circle, user, "case_worker", since=first, until=last)
    opens = {day: Actor(user, day).may(Permission.SEE_CASE, cast.case) for day in (first - DAY, first, last, last + DAY)}
    assert list(opens.values()) == [False, True, True, False]


def test_a_closed_account_opens_nothing(cast: Cast) -> None:
    cast.worker_in.is_active = False
    assert cast.actor("worker_in").seats == ()


def test_a_seat_in_the_whole_organisation_reaches_all_sites(cast: Cast) -> None:
    user = make_user()
    make_seat(make_circle(Circle.Kind.ORGANISATION), user, "coordinator")
    assert Case.objects.visible_to(Actor(user), Permission.SEE_CASE).count() == 2
    assert not Case.objects.visible_to(Actor(user), Permission.ADMINISTER).exists()


def test_clearance_is_bounded_by_the_role(cast: Cast) -> None:
    assert cast.actor("worker_in").clearance(cast.circle) == {Tier.CONTACT, Tier.WORKING, Tier.SAFEGUARDING}
    assert cast.actor("auditor").clearance(cast.circle) == {Tier.CONTACT, Tier.WORKING}
    assert cast.actor("coordinator").clearance(cast.other_case.circle) == frozenset()
    assert not any(Tier.PROFESSIONAL in role.clearance for role in ROLES.values())


def test_seats_cost_one_statement_however_many_files(cast: Cast, django_assert_num_queries: object) -> None:
    for _n in range(5):
        case = make_family_case(cast.site, cast.project)
        make_seat(case.circle, cast.worker_in, "case_worker")
    actor = cast.actor("worker_in")
    with django_assert_num_queries(2):  # type: ignore[operator]
        assert len(Case.objects.visible_to(actor, Permission.SEE_CASE)) == 6
    coordinator = cast.actor("coordinator")
    with django_assert_num_queries(2):  # type: ignore[operator]
        assert len(Case.objects.visible_to(coordinator, Permission.SEE_CASE)) == 6


def test_seating_writes_the_trail_and_twice_is_once(cast: Cast) -> None:
    by, user = cast.actor("coordinator"), make_user()
    first = seat(cast.circle, by=by, user=user, role="specialist", because=Seat.Because.ASSIGNED, from_date=by.on)
    again = seat(cast.circle, by=by, user=user, role="specialist", because=Seat.Because.ASSIGNED, from_date=by.on)
    assert first == again
    assert AuditEntry.objects.filter(act="seat", thing_id=first.pk, circle=cast.circle).count() == 1


def test_one_person_is_responsible(cast: Cast) -> None:
    by, user = cast.actor("coordinator"), make_user()
    seat(cast.circle, by=by, user=user, role="case_worker", because="assigned", from_date=by.on, is_responsible=True)
    assert Seat.objects.get(circle=cast.circle, is_responsible=True).user == user


def test_a_seat_ends_and_one_that_never_began_is_taken_back(cast: Cast) -> None:
    by, user = cast.actor("coordinator"), make_user()
    running = seat(cast.circle, by=by, user=user, role="specialist", because="assigned", from_date=by.on - DAY)
    unseat(running, by=by, on=by.on - DAY)
    assert not Actor(user).may(Permission.SEE_CASE, cast.case)
    coming = seat(cast.circle, by=by, user=user, role="specialist", because="assigned", from_date=by.on + 5 * DAY)
    unseat(coming, by=by, on=by.on)
    assert not Seat.objects.filter(user=user, until_date__isnull=True).exists()
    with pytest.raises(Refused):
        unseat(make_seat(cast.circle, user, "specialist", since=by.on - DAY), by=by, on=by.on - 5 * DAY)


@pytest.mark.parametrize("wrong", [{"role": "king"}, {"until_date": dt.date(2001, 1, 1)}])
def test_an_impossible_seat_is_refused(cast: Cast, wrong: dict[str, object]) -> None:
    asked = {"user": make_user(), "role": "specialist", "because": "assigned", "from_date": clock.today()} | wrong
    with pytest.raises(Refused):
        seat(cast.circle, by=cast.actor("coordinator"), **asked)  # type: ignore[arg-type]


def test_a_coordinator_hands_an_auditor_a_dated_sample_of_own_files(cast: Cast) -> None:
    by, user = cast.actor("coordinator"), make_user("Vija Lode")
    seats = seat_sample([cast.circle, cast.project.circle], by=by, user=user, from_date=by.on, until_date=by.on + 10 * DAY)
    assert [one.because for one in seats] == [Seat.Because.SAMPLE] * 2
    assert Actor(user).may(Permission.SEE_CASE, cast.case) and not Actor(user).may(Permission.NOTE, cast.case)
    assert not Actor(user, by.on + 11 * DAY).may(Permission.SEE_CASE, cast.case)
    for circles in ([cast.other_case.circle], []):
        with pytest.raises(Refused):
            seat_sample(circles, by=by, user=user, from_date=by.on, until_date=by.on + DAY)
    with pytest.raises(Refused):
        seat_sample([cast.circle], by=by, user=user, from_date=by.on, until_date=by.on - DAY)
    with pytest.raises(Refused):
        seat_sample([cast.circle], by=cast.actor("worker_in"), user=user, from_date=by.on, until_date=by.on + DAY)


def test_who_can_see_names_the_team_the_coordinator_and_the_auditor(cast: Cast) -> None:
    seen = {one.name for one in who_can_see(cast.actor("worker_in"), cast.circle)}
    assert seen == {NAMES[who] for who in SEES_CASE}
    assert who_can_see(cast.actor("worker_out"), cast.circle) == []
    assert who_can_see(cast.actor("manager"), cast.circle) == []


def test_who_looked_is_told_to_the_team_and_nobody_else(cast: Cast) -> None:
    make_reading(cast.actor("coordinator"), cast.family, cast.circle)
    assert [look.name for look in who_looked(cast.actor("worker_in"), cast.circle)] == [NAMES["coordinator"]]
    assert who_looked(cast.actor("worker_out"), cast.circle) == []


def test_every_word_has_a_sentence_and_a_role(cast: Cast) -> None:
    assert set(SENTENCES) == set(Permission)
    assert all(roles_with(word) for word in set(Permission) - {Permission.ANYONE, Permission.SIGNED_IN})


@pytest.mark.parametrize("wide", [Circle.Kind.SITE, Circle.Kind.ORGANISATION])
def test_a_closed_circle_is_known_to_those_who_sit_in_it_alone(cast: Cast, wide: str) -> None:
    over, user = (cast.site.circle if wide == Circle.Kind.SITE else make_circle(wide)), make_user()
    make_seat(over, user, "coordinator")
    assert Actor(user).may(Permission.SEE_CASE, cast.case) and Actor(user).clearance(cast.circle)
    Circle.objects.filter(pk=cast.circle.pk).update(is_closed=True)
    cast.circle.refresh_from_db()
    assert not Actor(user).may(Permission.SEE_CASE, cast.case) and not Actor(user).clearance(cast.circle)
    assert not Actor(user).scope(Permission.SEE_CASE).covers(cast.circle) and who_can_see(Actor(user), cast.circle) == []
    assert cast.actor("worker_in").may(Permission.SEE_CASE, cast.case) and Actor.system("test").may(Permission.SEE_CASE, cast.case)
    make_seat(cast.circle, user, "coordinator")
    assert Actor(user).may(Permission.SEE_CASE, cast.case)
