"""What ends with an account and what does not; who may decide a proposal; and what stands about a seat that is over."""

import datetime as dt
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.core import mail
from django.test import Client
from django.utils import timezone

from ligzda.access import audit, drafts, lost, proposing
from ligzda.access.actions import closing, emails, proposals, users
from ligzda.access.actions.functions import save_function
from ligzda.access.actions.seats import end_at_once, release_everywhere, seat_sample, unseat
from ligzda.access.actor import Actor
from ligzda.access.homes import organisation
from ligzda.access.models import AuditEntry, Draft, Function, Proposal, Seat, User
from ligzda.access.queries.proposals import behind, waiting_for
from ligzda.kernel import clock
from ligzda.kernel.languages import LANGUAGES
from ligzda.kernel.refused import Refused
from ligzda.kernel.translated import Translated
from ligzda.people.models import Person
from tests.access.test_becoming import arrived, newcomer, proposed
from tests.cast import Cast, make_circle, make_person, make_seat, make_user

ONE = dt.timedelta(days=1)


def test_with_an_account_ends_what_was_proposed_for_it_and_by_it_and_nothing_else(cast: Cast) -> None:
    gone, stays = arrived(newcomer(cast)), arrived(newcomer(cast, email="b@example.org"))
    about, other = proposed(cast, gone), proposed(cast, stays)
    own = proposed(cast, arrived(newcomer(cast, email="c@example.org")))
    Proposal.objects.filter(pk=own.pk).update(by=gone)
    decided = proposed(cast, gone, circle=cast.other_site.circle)
    Proposal.objects.filter(pk=decided.pk).update(state="declined")
    assert proposals.end_all(gone, by=cast.actor("admin")) == 2
    states = {name: Proposal.objects.get(pk=one.pk).state for name, one in vars().items() if isinstance(one, Proposal)}
    assert states == {"about": "withdrawn", "other": "open", "own": "withdrawn", "decided": "declined"}
    assert Seat.objects.get(pk=about.seat_id).ended_at and not Seat.objects.get(pk=other.seat_id).ended_at


def test_an_address_that_waits_goes_with_the_account_and_the_trail_says_so(cast: Cast, settings: Any) -> None:
    user = arrived(make_user("Zane Roze"))
    emails.propose_email(user, "jauna@example.org", by=cast.actor("admin"))
    assert proposals.end_all(user, by=cast.actor("admin")) == 1
    assert AuditEntry.objects.filter(act="drop_email", thing_id=user.pk).count() == 1
    assert proposals.end_all(user, by=cast.actor("admin")) == 0


def test_whoever_lost_the_second_step_is_told_that_it_was_taken_away(cast: Cast, django_capture_on_commit_callbacks: Any) -> None:
    user: Any = cast.worker_in
    with django_capture_on_commit_callbacks(execute=True):
        users.reset_two_factor(user, by=cast.actor("admin"))
    assert [message.to for message in mail.outbox] == [[user.email]]
    assert AuditEntry.objects.filter(act="reset_two_factor", thing_id=user.pk).count() == 1


# who decides


def test_a_proposal_is_decided_at_its_place_and_above_a_file_by_an_administrator(cast: Cast) -> None:
    role = proposed(cast, arrived(newcomer(cast)))
    who = {name for name in cast.users if proposing.may_decide(cast.actor(name), role)}
    assert who == {"coordinator", "admin"}
    in_a_file = Proposal(kind="role", about=role.about, seat=make_seat(cast.circle, make_user(), "case_worker", is_proposed=True))
    assert {name for name in cast.users if proposing.may_decide(cast.actor(name), in_a_file)} == {"coordinator"}
    for other in (
        Proposal(kind="email", about=role.about),
        Proposal(kind="server", about=role.about),
        Proposal(kind="role", about=role.about),
    ):
        assert not any(proposing.may_decide(cast.actor(name), other) for name in cast.users)
    assert not proposing.may_decide(Actor.system("job"), role)


def test_a_second_person_reads_who_made_the_account_and_who_changed_it(cast: Cast) -> None:
    made = newcomer(cast)
    users.change_user(made, by=cast.actor("admin"), name="Zane Ozola", email=made.email, function=None, language="lv")
    said = behind(cast.actor("coordinator"), made)
    assert (said.made_by, said.changed_by) == ("Aldis Vilks", ("Aldis Vilks",))
    said = behind(cast.actor("coordinator"), users.add_user(by=Actor.system("import"), email="x@example.org", name="X"))
    assert (said.made_by, said.changed_by) == ("", ())
    other = Person.objects.filter(pk=made.pk).first() or make_person(pk=made.pk)
    audit.record(cast.actor("coordinator"), "change_user", other)
    assert behind(cast.actor("coordinator"), made).changed_by == ("Aldis Vilks",), "another thing of the same number is another thing"
    assert proposing.handled_lately(cast.actor("admin"), made) and not proposing.handled_lately(cast.actor("coordinator"), made)


# a seat that is over

PAST, YESTERDAY, TODAY, LATER = -5, -1, 0, 5


def day(number: int | None) -> dt.date | None:
    """So many days from the day on which the test runs."""
    return None if number is None else clock.today() + number * ONE


def sitting(since: int, until: int | None, **fields: Any) -> Seat:
    first = day(since)
    assert first is not None
    return make_seat(make_circle(), make_user(), "case_worker", since=first, until=day(until), **fields)


@pytest.mark.parametrize(
    ("since", "until", "last"),
    [(PAST, None, TODAY), (PAST, PAST + 1, PAST + 1), (PAST, LATER, LATER), (LATER, None, LATER), (TODAY, None, TODAY)],
)
def test_a_seat_taken_back_keeps_its_last_day_or_ends_today_and_never_before_it_began(
    db: None, since: int, until: int | None, last: int
) -> None:
    one = sitting(since, until)
    assert lost.ended(one)["until_date"] == day(last) and abs(lost.ended(one)["ended_at"] - timezone.now()) < dt.timedelta(minutes=1)
    one.ended_at = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    assert lost.ended(one)["ended_at"] == one.ended_at


@pytest.mark.parametrize(
    ("since", "until", "last"),
    [(PAST, None, TODAY), (PAST, PAST + 1, PAST + 1), (PAST, LATER, TODAY), (LATER, None, LATER), (PAST, TODAY, TODAY)],
)
def test_a_seat_ended_at_once_ends_today_unless_it_ended_before(db: None, since: int, until: int | None, last: int) -> None:
    one = sitting(since, until)
    assert end_at_once(one, by=Actor.system("job")).until_date == day(last) and Seat.objects.get(pk=one.pk).ended_at
    entry = AuditEntry.objects.get(act__endswith="unseat")
    assert set(entry.digests) == {"until_date", "ended_at"} and entry.circle_id == one.circle_id


def test_who_leaves_has_no_seat_left_and_nobody_else_loses_one(db: None) -> None:
    user, other = make_user(), make_user()
    for since, until in ((PAST, None), (PAST, PAST), (PAST, TODAY), (PAST, YESTERDAY), (LATER, None)):
        make_seat(make_circle(), user, "case_worker", since=day(since) or clock.today(), until=day(until))
    kept = make_seat(make_circle(), other, "case_worker")
    before = make_seat(make_circle(), user, "case_worker", ended_at=timezone.now())
    assert release_everywhere(user, by=Actor.system("job")) == 3, "what was over before, or ended at once, is not ended again"
    assert not Seat.objects.filter(user=user, ended_at=None).exists()
    assert Seat.objects.get(pk=kept.pk).ended_at is None and Seat.objects.get(pk=before.pk).until_date is None
    assert AuditEntry.objects.filter(act__endswith="unseat").count() == 3


@pytest.mark.parametrize(
    ("since", "until", "on", "left"),
    [
        (PAST, None, TODAY, TODAY),
        (PAST, LATER, TODAY, TODAY),
        (PAST, TODAY, LATER, TODAY),  # it ended before that already
        (PAST, TODAY, TODAY, TODAY),
        (TODAY, None, TODAY, TODAY),
        (LATER, None, LATER, LATER),
        (LATER, None, TODAY, "gone"),  # not begun: taken back
        (TODAY, None, PAST, "refused"),
    ],
)
def test_the_last_day_of_a_seat(db: None, since: int, until: int | None, on: int, left: Any) -> None:
    one = sitting(since, until)
    number = one.pk
    try:
        unseat(one, by=Actor.system("job"), on=day(on) or clock.today())
        now = Seat.objects.filter(pk=number).first()
        found: Any = now.until_date if now else "gone"
    except Refused:
        found = "refused"
    assert found == (left if isinstance(left, str) else day(left))


@pytest.mark.parametrize(("count", "days", "is_given"), [(1, 0, True), (1, -1, False), (0, 5, False), (2, 5, True)])
def test_a_sample_has_a_file_and_its_days_in_order(cast: Cast, count: int, days: int, is_given: bool) -> None:
    files = [make_circle(parent=cast.site.circle) for _n in range(count)]
    given = {"by": cast.actor("coordinator"), "user": make_user(), "from_date": clock.today(), "until_date": clock.today() + days * ONE}
    if is_given:
        assert [one.circle for one in seat_sample(files, **given)] == files
    else:
        with pytest.raises(Refused):
            seat_sample(files, **given)
    with pytest.raises(Refused):
        seat_sample([*files, cast.other_case.circle], **given)


# what was lost since


@pytest.mark.parametrize(
    ("end", "is_lost"),
    [
        ({}, False),
        ({"until": PAST - 1}, False),  # before: whoever sat in the file had lost it by then
        ({"until": PAST}, True),
        ({"until": TODAY}, True),
        ({"until": LATER}, False),
        ({"ended_at": "before"}, False),
        ({"ended_at": "after"}, True),
        ({"is_proposed": True, "until": TODAY}, False),
    ],
)
def test_a_place_in_a_file_is_lost_with_the_role_above_it(db: None, end: dict[str, Any], is_lost: bool) -> None:
    since = clock.day_begins(clock.today() + PAST * ONE) + dt.timedelta(hours=9)
    moments = {"before": since - dt.timedelta(seconds=1), "after": since}
    fields = {name: moments[one] if name == "ended_at" else day(one) if name == "until" else one for name, one in end.items()}
    user = make_user()
    place = make_seat(make_circle(), user, "case_worker")
    make_seat(make_circle("site"), user, "case_worker", **fields)
    make_seat(make_circle("site"), make_user(), "case_worker", until=day(TODAY))  # somebody else's
    make_seat(make_circle(), user, "case_worker", until=day(TODAY))  # in another file
    make_seat(make_circle("site"), user, "group_leader", until=day(TODAY))  # another role
    assert lost.lost_since(place, since) is is_lost
    if is_lost:
        make_seat(make_circle("site"), user, "case_worker", until=day(LATER))
        assert not lost.lost_since(place, since), "given anew meanwhile"


@pytest.mark.parametrize(("act", "seconds", "is_lost"), [("close_user", 0, True), ("close_user", -1, False), ("open_user", 0, False)])
def test_a_place_in_a_file_is_lost_with_the_account_even_if_it_was_opened_again(db: None, act: str, seconds: int, is_lost: bool) -> None:
    user, since = make_user(), clock.now()
    place = make_seat(make_circle(), user, "case_worker")
    for by in (Actor.system("clock"), Actor(make_user())):
        AuditEntry.objects.all().delete()
        audit.record(by, act, user)
        AuditEntry.objects.update(at=since + dt.timedelta(seconds=seconds))
        assert lost.lost_since(place, since) is is_lost
    stands_in = make_seat(make_circle(), make_user(), "case_worker", instead_of=user)
    assert lost.lost_since(stands_in, since) is is_lost
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert lost.lost_since(place, since) and lost.lost_since(stands_in, since)


@pytest.mark.parametrize(
    ("others", "on", "may_go"),
    [
        ([], TODAY, False),
        ([{}], TODAY, True),
        ([{"until": LATER}], TODAY, True),
        ([{"until": LATER}], LATER, False),  # nobody is left on the day after
        ([{"until": LATER + 1}], LATER, True),
        ([{"since": LATER}], TODAY, False),  # not here yet
        ([{"is_active": False}], TODAY, False),
        ([{"is_proposed": True}], TODAY, False),
    ],
)
def test_at_least_one_administrator_stays(cast: Cast, others: list[dict[str, Any]], on: int, may_go: bool) -> None:
    for said in others:
        days = {name: day(number) if name != "is_proposed" else number for name, number in said.items() if name != "is_active"}
        seat = make_seat(organisation(), make_user(is_active=said.get("is_active", True)), "administrator", **days)
        assert seat.role == "administrator"
    last = day(on) or clock.today()
    users.must_leave_one(cast.nobody, last)  # type: ignore[arg-type]  whoever is none goes in any case
    if may_go:
        users.must_leave_one(cast.admin, last)  # type: ignore[arg-type]
    else:
        with pytest.raises(Refused):
            users.must_leave_one(cast.admin, last)  # type: ignore[arg-type]


def test_where_there_is_no_administrator_at_all_anybody_goes(cast: Cast) -> None:
    Seat.objects.filter(role="administrator").delete()
    users.must_leave_one(cast.nobody, clock.today())  # type: ignore[arg-type]
    users.must_leave_one(cast.admin, clock.today())  # type: ignore[arg-type]


def test_a_draft_that_was_saved_goes_and_those_of_others_and_of_other_forms_stay(cast: Cast) -> None:
    for who in ("worker_in", "worker_out"):
        for form, record in (("note", "1"), ("note", "2"), ("plan", "1")):
            drafts.keep(cast.actor(who), form, record, {"text": "x"})
    drafts.discard(cast.actor("worker_in"), "note", "1")
    left = [Draft.objects.filter(user=cast.users[who]).count() for who in ("worker_in", "worker_out")]
    assert left == [2, 3]


def test_every_session_of_somebody_goes_and_nobody_elses(cast: Cast) -> None:
    for who in ("worker_in", "worker_in", "worker_out"):
        Client().force_login(cast.users[who])  # type: ignore[arg-type]
    assert closing.end_sessions(cast.worker_in) == 2 and Session.objects.count() == 1  # type: ignore[arg-type]


def test_a_function_that_is_no_longer_given_says_so(cast: Cast) -> None:
    name = Translated(dict.fromkeys(LANGUAGES, "x"))
    kept = save_function(None, by=cast.actor("admin"), role="specialist", is_specialist=False, name=name)
    assert kept.is_active and not kept.is_specialist
    save_function(kept, by=cast.actor("admin"), role="case_worker", is_specialist=True, is_active=False, name=name)
    now = Function.objects.get(pk=kept.pk)
    assert (now.is_active, now.is_specialist, now.role) == (False, True, "case_worker")


def test_roles_wait_with_those_who_decide_them_and_nobody_else_is_asked(cast: Cast, django_assert_num_queries: Any) -> None:
    here = proposed(cast, arrived(newcomer(cast)))
    there = proposed(cast, newcomer(cast, email="b@example.org"), circle=cast.other_site.circle)
    waits = {who: waiting_for(cast.actor(who)) for who in cast.users}
    assert {who: found for who, found in waits.items() if found} == {"coordinator": [here], "admin": [here, there]}
    assert waiting_for(cast.actor("coordinator"), ready=True) == [here] and waiting_for(cast.actor("admin"), ready=True) == []
    for who in ("worker_in", "manager", "auditor"):
        actor = cast.actor(who)
        assert actor.seats
        with django_assert_num_queries(0):
            assert waiting_for(actor) == []
    User.objects.filter(pk=here.about_id).update(last_login=None)
    assert waiting_for(cast.actor("coordinator"), ready=True) == []
    User.objects.filter(pk=here.about_id).update(is_active=False)
    assert waiting_for(cast.actor("coordinator")) == []


def test_a_role_that_somebody_is_to_get_is_not_ready_for_that_one(cast: Cast) -> None:
    head = arrived(cast.coordinator)  # type: ignore[arg-type]
    mine = proposed(cast, head, role="case_worker")
    assert waiting_for(cast.actor("coordinator")) == [mine] and waiting_for(cast.actor("coordinator"), ready=True) == []


def test_another_function_is_kept_and_stands_in_the_trail(cast: Cast) -> None:
    user, teacher = cast.worker_in, Function.objects.get(key="psychologist")
    assert user is not None and user.function != teacher
    users.change_user(user, by=cast.actor("admin"), name=user.name, email=user.email, function=teacher, language=user.language)
    assert User.objects.get(pk=user.pk).function == teacher
    assert set(AuditEntry.objects.filter(act="change_user").latest("id").digests) == {"function"}
