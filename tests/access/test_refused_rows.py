"""What no two rows of accounts, circles, seats and the trail may say, whoever writes them: each law has its constraint."""

import datetime as dt
from typing import Any

import pytest

from ligzda.access.homes import organisation
from ligzda.access.models import AuditEntry, Checkpoint, Circle, Draft, FormKey, Proposal, ReadEntry, Seat, User
from ligzda.kernel import clock
from tests.cast import make_circle, make_user
from tests.refusing import Rows, Stories, constraints, is_refused

DAY = dt.date(2026, 3, 2)
BEFORE = dt.date(2026, 3, 1)


def seat(circle: Circle, **fields: Any) -> Seat:
    return Seat(**{"circle": circle, "user": make_user(), "role": "case_worker", "because": "assigned", "from_date": DAY} | fields)


def role(**fields: Any) -> Proposal:
    """That somebody becomes a coordinator, proposed by a colleague."""
    waiting = seat(make_circle(Circle.Kind.SITE), role="coordinator", is_proposed=True)
    waiting.save()
    return Proposal(**{"kind": "role", "about": waiting.user, "by": make_user(), "seat": waiting} | fields)


def address(user: User, **fields: Any) -> Proposal:
    return Proposal(kind="email", about=user, by=make_user(), email="jauna@example.org", **fields)


def a_password_and_no_first_day() -> Rows:
    user = User.objects.create_user("anna@example.org", "atslega-7", name="Anna Bite")
    never = User.objects.create_user("dace@example.org", name="Dace Liepa")
    user.first_password_at = None
    return [never], user


def a_second_organisation() -> Rows:
    organisation()
    return [Circle(kind=Circle.Kind.SITE), Circle(kind=Circle.Kind.SITE)], Circle(kind=Circle.Kind.ORGANISATION)


def a_seat_that_ends_before_it_begins() -> Rows:
    circle = make_circle()
    return [seat(circle, until_date=DAY), seat(circle, until_date=None)], seat(circle, until_date=BEFORE)


def two_responsible_for_one_file() -> Rows:
    circle, another = make_circle(), make_circle()
    before = seat(circle, is_responsible=True, until_date=DAY)
    beside, elsewhere = seat(circle), seat(another, is_responsible=True)
    return [before, seat(circle, is_responsible=True), beside, elsewhere], seat(circle, is_responsible=True)


def one_signature_under_two_entries(*rows: Any) -> Rows:
    for row in rows:
        row.save()
    unsigned = [type(row).objects.get(pk=row.pk) for row in rows[:2]]
    for row in unsigned:
        row.signature = ""
    rows[3].signature = rows[2].signature
    return unsigned, rows[3]


def a_change_signed_twice() -> Rows:
    return one_signature_under_two_entries(*(AuditEntry(act="change_family", thing="people.family") for _n in range(4)))


def a_reading_signed_twice() -> Rows:
    return one_signature_under_two_entries(*(ReadEntry(user_id=7, thing="people.family", page="desk:family") for _n in range(4)))


def two_drafts_of_one_form() -> Rows:
    anna, dace = make_user(), make_user()
    return [Draft(user=anna, place="a"), Draft(user=anna, place="b"), Draft(user=dace, place="a")], Draft(user=anna, place="a")


def a_form_saved_twice() -> Rows:
    anna, dace = make_user(), make_user()
    return [FormKey(user=anna, key="1"), FormKey(user=anna, key="2"), FormKey(user=dace, key="1")], FormKey(user=anna, key="1")


def two_checkpoints_of_one_trail() -> Rows:
    changes, reads, again = (
        Checkpoint(trail=trail, from_at=clock.now(), until_at=clock.now(), count=1, last_digest="d", key_id="s1", signature="s")
        for trail in ("changes", "reads", "changes")
    )
    return [changes, reads], again


def whoever_proposed_it_confirms_it() -> Rows:
    mine, others = role(), role()
    others.decided_by, others.state, mine.decided_by, mine.state = make_user(), "confirmed", mine.by, "confirmed"
    taken_back, at_the_server = role(state="withdrawn"), role(state="confirmed", by=None)
    taken_back.decided_by = taken_back.by
    return [others, taken_back, at_the_server], mine


def whoever_gets_the_role_confirms_it() -> Rows:
    mine, declined = role(state="confirmed"), role(state="declined")
    mine.decided_by, declined.decided_by = mine.about, declined.about
    return [declined], mine


def a_role_without_a_seat() -> Rows:
    user = make_user()
    return [Proposal(kind="server", about=user), address(user), role()], Proposal(kind="role", about=user)


def one_seat_proposed_twice() -> Rows:
    first = role()
    over = role(seat=first.seat, state="expired")
    return [over, first, role()], role(seat=first.seat)


def two_addresses_wait_for_one_account() -> Rows:
    anna, dace = make_user(), make_user()
    return [address(anna, state="withdrawn"), address(anna), address(dace)], address(anna)


STORIES: Stories = {
    "a_password_has_a_first_day": a_password_and_no_first_day,
    "one_organisation": a_second_organisation,
    "seat_ends_after_start": a_seat_that_ends_before_it_begins,
    "one_responsible_seat": two_responsible_for_one_file,
    "audit_signed_once": a_change_signed_twice,
    "read_signed_once": a_reading_signed_twice,
    "one_draft": two_drafts_of_one_form,
    "one_form_key": a_form_saved_twice,
    "one_checkpoint": two_checkpoints_of_one_trail,
    "nobody_confirms_the_own_proposal": whoever_proposed_it_confirms_it,
    "nobody_confirms_the_own_role": whoever_gets_the_role_confirms_it,
    "a_proposal_is_about_something": a_role_without_a_seat,
    "one_open_proposal_of_a_seat": one_seat_proposed_twice,
    "one_open_address_of_an_account": two_addresses_wait_for_one_account,
}


@pytest.mark.parametrize("name", STORIES)
def test_the_database_refuses(db: None, name: str) -> None:
    is_refused(name, STORIES[name])


def test_every_constraint_has_its_story() -> None:
    assert set(STORIES) == constraints("access")
