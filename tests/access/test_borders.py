"""First and last moments, days before and after, and the second condition of each rule about who may: told by hand, not by the rules."""

import datetime as dt
from typing import Any

import pytest

from ligzda.access import audit, proposing, standing
from ligzda.access.actions.emails import confirm_mailbox
from ligzda.access.actions.seats import end_at_once, release_everywhere, seat, seat_sample, unseat
from ligzda.access.actor import Actor, in_force, not_over
from ligzda.access.models import AuditEntry, Circle, Proposal, ReadEntry, Seat
from ligzda.access.permissions import Permission
from ligzda.access.queries import trail, who_can_see
from ligzda.access.roles import ROLES
from ligzda.cases.models import Case
from ligzda.kernel import clock
from ligzda.kernel.refused import Refused
from tests.cast import Cast, make_circle, make_family_case, make_reading, make_seat, make_site, make_user

DAY = dt.timedelta(days=1)
MOMENT = dt.timedelta(microseconds=1)
# Who opens a family's file from a seat in it; of these only one reaches down from a site, and one from the whole organisation.
READ_FILES = {"coordinator", "case_worker", "family_assistant", "social_rehabilitator", "specialist", "auditor"}
FROM_A_SITE = {"coordinator"}


# --- how far a seat reaches -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", sorted(ROLES))
@pytest.mark.parametrize("place", ["file", "site", "other site", "project", "organisation"])
def test_a_seat_opens_files_as_far_as_its_role_reaches(cast: Cast, role: str, place: str) -> None:
    closed = make_family_case(cast.site, cast.project)
    Circle.objects.filter(pk=closed.circle.pk).update(is_closed=True)
    circles = {
        "file": cast.circle, "site": cast.site.circle, "other site": cast.other_site.circle, "project": cast.project.circle,
        "organisation": make_circle(Circle.Kind.ORGANISATION),
    }  # fmt: skip
    user = make_user()
    make_seat(circles[place], user, role)
    reached: dict[str, set[Case]] = {
        "file": {cast.case} if role in READ_FILES else set(),
        "site": {cast.case} if role in FROM_A_SITE else set(),
        "other site": {cast.other_case} if role in FROM_A_SITE else set(),
        "project": set(),
        "organisation": {cast.case, cast.other_case} if role in FROM_A_SITE else set(),
    }
    files = Case.objects.select_related("circle")
    assert set(Case.objects.visible_to(Actor(user), Permission.SEE_CASE)) == reached[place]
    assert {one for one in files if Actor(user).may(Permission.SEE_CASE, one)} == reached[place]
    assert {one for one in Case.objects.all() if Actor(user).may(Permission.SEE_CASE, one)} == reached[place], (
        "also where the circle was not read"
    )
    assert {one for one in files if Actor(user).clearance(one.circle) and role in READ_FILES} == reached[place]
    for one in files:
        assert (user.name in {sitter.name for sitter in who_can_see(Actor.system("test"), one.circle) if sitter.user_key == user.key}) is (
            one in reached[place]
            or (place == "file" and one == cast.case and role in {"municipal_partner", "group_leader", "family_member"})
        )


def test_a_coordinator_of_two_sites_sees_both_and_no_third(cast: Cast) -> None:
    third = make_family_case(make_site("Cēsis"), cast.project)
    make_seat(cast.other_site.circle, cast.coordinator, "coordinator")  # type: ignore[arg-type]
    seen = set(Case.objects.visible_to(cast.actor("coordinator"), Permission.ASSIGN))
    assert seen == {cast.case, cast.other_case} and not cast.actor("coordinator").may(Permission.SEE_CASE, third)


def test_a_closed_circle_opens_to_a_seat_in_it_whatever_seats_stand_beside(cast: Cast) -> None:
    cast.circle.is_closed = True
    cast.circle.save()
    user = make_user()
    for circle in (cast.site.circle, cast.project.circle, make_circle(Circle.Kind.ORGANISATION), cast.other_case.circle):
        make_seat(circle, user, "coordinator")
        assert not Actor(user).may(Permission.SEE_CASE, cast.case)
        assert cast.case not in Case.objects.visible_to(Actor(user), Permission.SEE_CASE)
        assert not Actor(user).clearance(Circle.objects.get(pk=cast.circle.pk))
    make_seat(cast.circle, user, "specialist")
    assert Actor(user).may(Permission.SEE_CASE, cast.case) and not Actor(user).may(Permission.ASSIGN, cast.case)


# --- from when until when -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("since", "until", "opens", "is_over"),
    [
        (0, None, True, False),
        (1, None, False, False),
        (-1, 0, True, False),
        (-2, -1, False, True),
        (0, 0, True, False),
        (1, 1, False, False),
    ],
)
def test_a_seat_is_in_force_from_its_first_to_its_last_day(cast: Cast, since: int, until: int | None, opens: bool, is_over: bool) -> None:
    today, user = clock.today(), make_user()
    made = make_seat(cast.circle, user, "case_worker", since=today + since * DAY, until=None if until is None else today + until * DAY)
    assert Seat.objects.filter(in_force(today), pk=made.pk).exists() is opens
    assert Seat.objects.filter(not_over(today), pk=made.pk).exists() is not is_over
    assert Circle.objects.filter(in_force(today, "seats__"), seats__user=user).exists() is opens
    assert Actor(user).may(Permission.SEE_CASE, cast.case) is opens
    assert (user.key in {one.user_key for one in who_can_see(cast.actor("worker_in"), cast.circle)}) is opens


def test_a_seat_that_ends_today_is_left_alone_and_a_longer_one_is_shortened(cast: Cast) -> None:
    by, today = cast.actor("coordinator"), clock.today()
    over = make_seat(cast.circle, make_user(), "specialist", until=today)
    for on in (today, today + DAY):
        assert unseat(over, by=by, on=on).until_date == today
    longer = make_seat(cast.circle, make_user(), "specialist", until=today + DAY)
    assert unseat(longer, by=by, on=today).until_date == today
    first = make_seat(cast.circle, make_user(), "specialist", since=today)
    assert unseat(first, by=by, on=today).until_date == today


def test_a_seat_that_begins_tomorrow_is_taken_back_and_one_of_today_stays_for_the_day(cast: Cast) -> None:
    by, today = cast.actor("coordinator"), clock.today()
    coming, begun = (make_seat(cast.circle, make_user(), "specialist", since=today + days * DAY) for days in (1, 0))
    unseat(coming, by=by, on=today), unseat(begun, by=by, on=today)
    assert not Seat.objects.filter(pk=coming.pk).exists() and Seat.objects.filter(pk=begun.pk, until_date=today).exists()


def test_ending_at_once_never_makes_a_seat_longer(cast: Cast) -> None:
    by, today = cast.actor("coordinator"), clock.today()
    spans = [(-9, None, 0), (-9, -3, -3), (-9, 5, 0), (3, None, 3), (3, 5, 3)]
    for since, until, last in spans:
        made = make_seat(
            cast.circle, make_user(), "specialist", since=today + since * DAY, until=None if until is None else today + until * DAY
        )
        assert end_at_once(made, by=by).until_date == today + last * DAY


def test_who_leaves_loses_what_runs_and_what_is_still_to_come(cast: Cast) -> None:
    by, today, user = cast.actor("admin"), clock.today(), make_user()
    for since, until in ((-9, None), (-9, 0), (3, None), (-9, -1)):
        make_seat(cast.circle, user, "specialist", since=today + since * DAY, until=None if until is None else today + until * DAY)
    other = make_seat(cast.circle, make_user(), "specialist")
    assert release_everywhere(user, by=by) == 3
    assert not Seat.objects.filter(user=user, ended_at=None).exists()
    assert Seat.objects.filter(pk=other.pk, ended_at=None).exists()


def test_the_same_seat_is_given_once_and_another_day_or_role_is_another_seat(cast: Cast) -> None:
    by, user, today = cast.actor("coordinator"), make_user(), clock.today()
    values: dict[str, Any] = {"by": by, "user": user, "role": "specialist", "because": "assigned"}
    first = seat(cast.circle, from_date=today, **values)
    assert seat(cast.circle, from_date=today + DAY, **values) == first
    assert seat(cast.circle, from_date=today - DAY, **values) != first, "an earlier day is not covered by it"
    assert seat(cast.circle, from_date=today, **{**values, "role": "family_assistant"}) != first
    assert seat(cast.circle, from_date=today, until_date=today + DAY, **values) != first
    assert seat(cast.other_case.circle, from_date=today, **{**values, "by": Actor.system("test")}) != first


def test_a_place_in_the_team_is_not_taken_away_by_standing_in(cast: Cast) -> None:
    by, user, today = cast.actor("coordinator"), make_user(), clock.today()
    values: dict[str, Any] = {"by": by, "user": user, "role": "case_worker", "from_date": today}
    stands_in = seat(cast.circle, because="stand_in", instead_of=cast.worker_in, until_date=today + DAY, **values)
    own = seat(cast.circle, because="assigned", **values)
    assert own != stands_in and own.instead_of is None
    assert seat(cast.circle, because="assigned", is_responsible=True, **values) == own
    assert [one.user for one in Seat.objects.filter(circle=cast.circle, is_responsible=True, until_date=None)] == [user]


def test_a_sample_lasts_from_its_first_to_its_last_day_and_may_be_one_day_long(cast: Cast) -> None:
    by, user, today = cast.actor("coordinator"), make_user(), clock.today()
    seat_sample([cast.circle], by=by, user=user, from_date=today + DAY, until_date=today + DAY)
    assert [Actor(user, today + n * DAY).may(Permission.SEE_CASE, cast.case) for n in range(3)] == [False, True, False]


# --- moments --------------------------------------------------------------------------------------------------------------


def handled(cast: Cast, act: str, ago: dt.timedelta) -> bool:
    AuditEntry.objects.create(user=cast.coordinator, act=act, thing="access.user", thing_id=cast.nobody.pk, at=clock.now() - ago)  # type: ignore[union-attr]
    return proposing.handled_lately(cast.actor("coordinator"), cast.nobody)  # type: ignore[arg-type]


@pytest.mark.parametrize("act", ["add_user", "invite", "change_user", "propose_email", "open_user", "reset_two_factor"])
def test_who_touched_an_account_knows_the_way_in_for_thirty_days(cast: Cast, act: str) -> None:
    assert not handled(cast, act, 30 * DAY + dt.timedelta(seconds=1))
    assert handled(cast, act, 30 * DAY - dt.timedelta(minutes=1))
    assert not proposing.handled_lately(cast.actor("intake"), cast.nobody), "somebody else did not"  # type: ignore[arg-type]
    assert not proposing.handled_lately(cast.actor("coordinator"), cast.leader), "another account was not touched"  # type: ignore[arg-type]


def test_an_answer_at_the_server_ends_those_thirty_days(cast: Cast) -> None:
    assert handled(cast, "invite", 2 * DAY)
    Proposal.objects.create(kind=Proposal.Kind.SERVER, about=cast.nobody, state="confirmed", at=clock.now() - DAY)
    assert not proposing.handled_lately(cast.actor("coordinator"), cast.nobody)  # type: ignore[arg-type]
    assert handled(cast, "invite", dt.timedelta(hours=1)), "touched again since"


def test_what_else_was_done_to_an_account_gives_no_way_in(cast: Cast) -> None:
    assert not handled(cast, "close_user", DAY)


def test_a_proposal_waits_to_its_last_moment(cast: Cast) -> None:
    over, waits = (
        Proposal.objects.create(kind=Proposal.Kind.EMAIL, about=make_user(), until_at=clock.now() + dt.timedelta(seconds=seconds))
        for seconds in (-1, 60)
    )
    assert not proposing.waits(over) and proposing.waits(waits)
    assert list(Proposal.objects.filter(proposing.open_proposals(cast.actor("admin")))) == [waits]


def test_a_guessed_link_confirms_nobodys_address_and_a_true_one_works_once(cast: Cast) -> None:
    user = make_user("Anna Bite", email="old@example.org")
    waits = Proposal.objects.create(
        kind=Proposal.Kind.EMAIL, about=user, email="new@example.org",
        old_digest=proposing.link_digest("old token"), new_digest=proposing.link_digest("new token"),
    )  # fmt: skip
    nobody = Actor.system("mailbox")
    for guess in ("", "guessed", proposing.link_digest("old token")):
        with pytest.raises(Refused):
            confirm_mailbox(guess, by=nobody)
    waits.refresh_from_db()
    assert (waits.old_at, waits.new_at) == (None, None)
    confirm_mailbox("new token", by=nobody)
    with pytest.raises(Refused):
        confirm_mailbox("new token", by=nobody)
    user.refresh_from_db()
    assert user.email == "old@example.org", "one mailbox alone changes nothing"
    Proposal.objects.filter(pk=waits.pk).update(until_at=clock.now())
    with pytest.raises(Refused):
        confirm_mailbox("old token", by=nobody)
    Proposal.objects.filter(pk=waits.pk).update(until_at=clock.now() + DAY)
    confirm_mailbox("old token", by=nobody)
    user.refresh_from_db()
    assert user.email == "new@example.org"


def test_nobody_without_a_sign_in_or_with_a_closed_account_is_given_a_role(cast: Cast) -> None:
    user, now = make_user(), clock.now()
    made = make_seat(cast.site.circle, user, "coordinator", is_proposed=True)
    proposal = Proposal.objects.create(kind=Proposal.Kind.ROLE, about=user, by=cast.admin, seat=made)
    for values, reasons in (
        ({"first_password_at": None, "last_login": None}, 1),
        ({"first_password_at": now, "last_login": None}, 1),
        ({"first_password_at": None, "last_login": now}, 1),
        ({"first_password_at": now, "last_login": now, "is_active": False}, 1),
        ({"is_active": True}, 0),
    ):
        type(user).objects.filter(pk=user.pk).update(**values)
        assert len(proposing.objections(cast.actor("coordinator"), Proposal.objects.get(pk=proposal.pk))) == reasons, values


@pytest.mark.parametrize("minutes", [9, 11])
def test_the_same_reading_is_noted_again_after_ten_minutes(cast: Cast, minutes: int) -> None:
    by = cast.actor("worker_in")
    first = make_reading(by, cast.family, cast.circle, page="x")
    ReadEntry.objects.filter(pk=first.pk).update(at=clock.now() - dt.timedelta(minutes=minutes))
    audit.read(by, [audit.Reading(cast.circle.pk, "people.family", cast.family.pk)], page="x")
    assert ReadEntry.objects.filter(page="x").count() == (1 if minutes < 10 else 2)


def test_another_file_page_or_reader_is_another_reading(cast: Cast) -> None:
    here, there = (audit.Reading(circle.pk, "people.family", cast.family.pk) for circle in (cast.circle, cast.other_case.circle))
    for by, reading, page in (("worker_in", here, "x"), ("worker_in", here, "y"), ("worker_in", there, "x"), ("coordinator", here, "x")):
        audit.read(cast.actor(by), [reading, reading], page=page)
        audit.read(cast.actor(by), [reading], page=page)
    assert ReadEntry.objects.count() == 4


def at_moments(cast: Cast, day: dt.date) -> list[dt.datetime]:
    """An entry and a reading at the last moment before a day, its first and last, and the first after it."""
    begin, end = clock.day_begins(day), clock.day_begins(day + DAY)
    moments = [begin - MOMENT, begin, end - MOMENT, end]
    for moment in moments:
        AuditEntry.objects.create(user=cast.worker_in, act="note.written", thing="cases.case", thing_id=1, circle=cast.circle, at=moment)
        make_reading(cast.actor("worker_in"), cast.family, cast.circle)
        ReadEntry.objects.filter(pk=ReadEntry.objects.latest("id").pk).update(at=moment)
    return moments


@pytest.mark.parametrize("kind", ["changes", "reads"])
def test_the_trail_of_a_day_holds_its_first_and_its_last_moment_by_the_clock_of_the_house(cast: Cast, kind: str) -> None:
    day = dt.date(2026, 7, 14)
    moments = at_moments(cast, day)
    shown = trail.lines(cast.actor("coordinator"), trail.TrailFilter(day, day, kind), 0, 25)
    assert [line.at for line in shown] == [moments[2], moments[1]], "newest first"
    assert clock.day_begins(day).astimezone(dt.UTC).hour == 21


def test_the_trail_is_read_on_from_where_a_page_ended(cast: Cast) -> None:
    day = dt.date(2026, 7, 14)
    at_moments(cast, day)
    by, asked = cast.actor("coordinator"), trail.TrailFilter(day - DAY, day + DAY)
    whole = trail.lines(by, asked, 0, 25)
    assert len(whole) == 8
    assert trail.lines(by, asked, 0, 3) == whole[:4], "one more than asked says that there is more"
    assert trail.lines(by, asked, 3, 3) == whole[3:7]


def test_the_trail_about_a_worker_holds_what_that_worker_did_and_read(cast: Cast) -> None:
    day = dt.date(2026, 7, 14)
    at_moments(cast, day)
    by = cast.actor("coordinator")
    assert len(trail.lines(by, trail.TrailFilter(day, day, "all", cast.worker_in.key), 0, 25)) == 4  # type: ignore[union-attr]
    assert trail.lines(by, trail.TrailFilter(day, day, "all", cast.worker_out.key), 0, 25) == []  # type: ignore[union-attr]
    assert trail.people(by, trail.TrailFilter(day, day)) == [(cast.worker_in.key, cast.worker_in.name)]  # type: ignore[union-attr]
    assert trail.people(by, trail.TrailFilter(day + 2 * DAY, day + 2 * DAY)) == []


def test_the_trail_of_a_closed_circle_is_read_by_its_own_seats_alone(cast: Cast) -> None:
    day = dt.date(2026, 7, 14)
    at_moments(cast, day)
    Circle.objects.filter(pk=cast.circle.pk).update(is_closed=True)
    over = make_user()
    make_seat(make_circle(Circle.Kind.ORGANISATION), over, "coordinator")
    asked = trail.TrailFilter(day, day)
    for actor in (cast.actor("coordinator"), Actor(over)):
        assert trail.lines(actor, asked, 0, 25) == [] and trail.people(actor, asked) == [] and trail.things(actor, asked) == []
    make_seat(cast.circle, over, "coordinator")
    assert len(trail.lines(Actor(over), asked, 0, 25)) == 4


def test_what_stands_in_the_administrators_way_is_told_to_no_other(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(standing, "STANDING", [lambda actor: ["Nav, kam ziņot."]])
    told = {name for name in cast.users if standing.standing(cast.actor(name))}
    assert told == {"admin"}
