"""Safeguarding at its borders: first and last days, merged records, seats that are over, and what is open before anything ends."""

import datetime as dt
from typing import Any

import pytest
from django.core import mail
from django.utils import translation

from ligzda.access.models import Circle, Seat
from ligzda.cases.actions import episodes
from ligzda.cases.states import EPISODE
from ligzda.closure.actions import closing
from ligzda.kernel import clock
from ligzda.kernel.refused import Refused
from ligzda.people.actions.contact import add_address
from ligzda.people.models import Address, Family, Person
from ligzda.safeguarding import rules
from ligzda.safeguarding.actions import addresses, concerns, endings, flags
from ligzda.safeguarding.models import Concern, ConcernEnding, HiddenAddress, RiskFlag
from ligzda.safeguarding.queries import concerns_waiting, flags_of, has_open_concern, high_risk
from ligzda.safeguarding.queries.addresses import address_notices, hidden_address
from ligzda.safeguarding.queries.designated import too_few
from ligzda.services.actions import corrections
from ligzda.services.catalogue import ensure_catalogue
from ligzda.services.models import Attendance, ServiceType, Session
from tests.cases.world import World, latest, make_world
from tests.cast import make_circle, make_family, make_family_case, make_person, make_seat, make_user

DAY = dt.timedelta(days=1)
ADDRESS = "Liepu iela 12-4, Bauska"
DESIGNATED: dict[str, Any] = {"because": Seat.Because.APPOINTED}


@pytest.fixture
def world(db: None) -> World:
    world = make_world()
    world.cast.users["designated"] = make_user("Vita Lode")
    make_seat(world.cast.site.circle, world.cast.users["designated"], "designated_person", **DESIGNATED)
    return world


def mother(world: World) -> Person:
    return world.cast.family.memberships.order_by("id")[0].person


def raised(world: World, who: str = "worker_in", **values: Any) -> tuple[Concern, set[str]]:
    values = {"people": [mother(world)], "seen": "Zilums.", "is_danger_now": False, "noticed_at": clock.now()} | values
    concern, told = concerns.raise_concern(by=world.cast.actor(who), **values)
    return concern, {user.name for user in told}


# --- who is told ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("seat", "account", "is_told"),
    [
        ({}, {}, True),
        ({"until": 0}, {}, True),
        ({"until": -1}, {}, False),
        ({"since": 0}, {}, True),
        ({"since": 1}, {}, False),
        ({"is_proposed": True}, {}, False),
        ({"ended_at": dt.datetime(2026, 1, 1, tzinfo=dt.UTC)}, {}, False),
        ({}, {"is_active": False}, False),
    ],
)
def test_a_concern_is_told_to_whoever_sits_there_on_that_day(
    world: World, seat: dict[str, Any], account: dict[str, Any], is_told: bool
) -> None:
    days = {name: clock.today() + seat[name] * DAY for name in ("since", "until") if name in seat}
    rest = {name: value for name, value in seat.items() if name not in days}
    make_seat(world.cast.site.circle, make_user("Velta Zīle", **account), "designated_person", **DESIGNATED, **days, **rest)
    assert ("Velta Zīle" in raised(world)[1]) is is_told


def test_coordinators_of_the_site_are_told_and_of_no_other(world: World) -> None:
    for name, circle in (("Vija Strods", world.cast.other_site.circle), ("Ieva Meža", make_circle(Circle.Kind.ORGANISATION))):
        make_seat(circle, make_user(name), "coordinator")
    assert raised(world)[1] == {"Vita Lode", "Māra Ozola"}
    assert raised(world, is_about_staff=True, named_user=world.cast.users["leader"])[1] == {"Vita Lode"}


@pytest.mark.parametrize(("people", "is_enough"), [(1, False), (2, True)])
def test_two_designated_persons_are_enough_and_one_is_too_few(world: World, people: int, is_enough: bool) -> None:
    for n in range(1, people):
        make_seat(world.cast.site.circle, make_user(f"Vita {n}"), "designated_person", **DESIGNATED)
    make_seat(world.cast.site.circle, world.cast.users["designated"], "designated_person", **DESIGNATED)  # the same person twice
    names = dict(too_few(world.cast.actor("admin")))
    assert (world.cast.site.name not in names) is is_enough
    assert names[world.cast.other_site.name] == 0
    assert len(names) == (2 if is_enough else 3), "the other site and the organisation have none"


def test_a_site_that_is_closed_needs_nobody(world: World) -> None:
    type(world.cast.other_site).objects.filter(pk=world.cast.other_site.pk).update(is_active=False)
    assert world.cast.other_site.name not in dict(too_few(world.cast.actor("admin")))


# --- open before the end --------------------------------------------------------------------------------------------------

ENDS = {"active": {"close", "transfer"}, "on_hold": {"close_early", "transfer"}, "assessment": {"close_early", "transfer"}}


@pytest.mark.parametrize(("state", "moves"), sorted(ENDS.items()))
def test_nothing_ends_a_stay_over_an_open_concern_also_before_a_plan_runs(world: World, state: str, moves: set[str]) -> None:
    type(latest(world.cast.case)).objects.filter(case=world.cast.case).update(state=state)
    episode = latest(world.cast.case)
    sentence = "a concern about a child"

    def kept() -> set[str]:
        with translation.override("en"):
            return {
                move.name for move in EPISODE.moves
                if state in move.sources and any(sentence in str(one) for one in EPISODE.objections(episode, move.name, world.coordinator))
            }  # fmt: skip

    assert kept() == set()
    concern, _told = raised(world)
    assert kept() == moves
    Concern.objects.filter(pk=concern.pk).update(state="closed")
    assert kept() == set()


@pytest.mark.parametrize("concern_on", ["root", "merged", "other"])
@pytest.mark.parametrize("asked", ["root", "merged", "other"])
def test_a_concern_is_about_a_person_on_whichever_merged_record(world: World, concern_on: str, asked: str) -> None:
    root = mother(world)
    people = {"root": root, "merged": make_person("Agnese", "Zariņa"), "other": make_person("Agnese", "Kalna")}
    concern, _told = raised(world)
    concern.people.set([people[concern_on]])
    assert has_open_concern(world.coordinator, [people[asked].pk]) is (concern_on == asked), "three people, as long as nobody merged them"
    Person.objects.filter(pk__in=[people["merged"].pk, people["other"].pk]).update(root=root)
    assert has_open_concern(world.coordinator, [people[asked].pk])
    assert not has_open_concern(world.worker_out, [people[asked].pk])
    assert not has_open_concern(world.coordinator, [])


def test_a_record_of_a_merged_person_is_not_moved_over_an_open_concern(world: World) -> None:
    """She was there on a record that was merged since; the concern stands on the one that stayed."""
    ensure_catalogue()
    case, merged = world.cast.case, make_person("Agnese", "Zariņa")
    session = Session.objects.create(
        case=case, circle=case.circle, project=case.project, site=case.site, service=ServiceType.objects.get(key="social_work"),
        date=world.today, minutes=60, status="held", worker=world.cast.worker_in,
    )  # fmt: skip
    Attendance.objects.create(session=session, person=merged, family=case.family, case=case, status="present")
    Person.objects.filter(pk=merged.pk).update(root=mother(world))
    assert not corrections.objections_to_moving(session, world.coordinator)
    raised(world)
    assert len(corrections.objections_to_moving(session, world.coordinator)) == 1


# --- days of a concern ----------------------------------------------------------------------------------------------------


def test_noticed_this_moment_is_not_too_early_and_a_second_later_is(world: World) -> None:
    now = clock.now()
    assert rules.noticed_later(now, now) is None and rules.noticed_later(now - DAY, now) is None
    assert rules.noticed_later(now + dt.timedelta(seconds=1), now)


def report(world: World, concern: Concern, at: dt.datetime) -> Concern:
    return concerns.report(
        concern, by=world.cast.actor("designated"), reported_to="Bāriņtiesa", reported_person="Dežurante", reported_at=at,
        reported_how="phone", reference="BT-17", parents_told="risk",
    )  # fmt: skip


def test_it_is_reported_from_the_moment_it_was_noticed_to_now(world: World) -> None:
    noticed = clock.now() - DAY
    concern, _told = raised(world, noticed_at=noticed)
    for moment in (noticed - dt.timedelta(seconds=1), clock.now() + dt.timedelta(minutes=5)):
        with pytest.raises(Refused) as refused:
            report(world, concern, moment)
        assert refused.value.field == "reported_on"
    assert report(world, concern, noticed).state == "reported"


def test_the_days_of_following_up_go_from_one_to_the_next_and_end(world: World) -> None:
    day, terms = dt.date(2026, 3, 1), (1, 7, 30)
    assert [rules.follow_up_due(day, terms, n) for n in range(4)] == [day + DAY, day + 7 * DAY, day + 30 * DAY, None]


@pytest.mark.parametrize(("days", "most", "is_fine"), [(0, 7, False), (1, 7, True), (7, 7, True), (8, 7, False)])
def test_a_risk_is_looked_at_again_from_tomorrow_to_the_last_day_of_its_term(days: int, most: int, is_fine: bool) -> None:
    today = dt.date(2026, 3, 1)
    assert (rules.review_too_late("high", today + days * DAY, today, most) is None) is is_fine


@pytest.mark.parametrize(("level", "days"), [("high", 7), ("medium", 30), ("low", 30)])
def test_the_last_day_of_each_level_is_accepted(world: World, level: str, days: int) -> None:
    by = world.worker_in
    assert flags.flag(by=by, level=level, reason="Suns.", review_date=by.on + days * DAY, family=world.cast.family).level == level
    with pytest.raises(Refused):
        flags.flag(by=by, level=level, reason="Suns.", review_date=by.on + (days + 1) * DAY, family=world.cast.family)
    with pytest.raises(Refused) as refused:
        flags.flag(by=by, level=level, reason=" ", review_date=by.on + DAY, family=world.cast.family)
    assert refused.value.field == "reason"


def test_a_risk_waits_with_its_author_from_the_day_it_is_to_be_looked_at(world: World) -> None:
    by = world.worker_in
    flag = flags.flag(by=by, level="high", reason="Suns.", review_date=by.on + 5 * DAY, family=world.cast.family)
    waits = {n: [row.overdue_days for row in concerns_waiting(world.cast.actor("worker_in", by.on + n * DAY))] for n in (4, 5, 6)}
    assert waits == {4: [], 5: [0], 6: [1]}
    assert concerns_waiting(world.cast.actor("coordinator", by.on + 6 * DAY)) == []
    due = {n: flags_of(world.cast.actor("worker_in", by.on + n * DAY), world.cast.family.pk, [])[0].is_due for n in (5, 6)}
    assert due == {5: False, 6: True}
    later = world.cast.actor("worker_in", by.on + 6 * DAY)
    flags.take_down(flag, by=by, reason="Aizvests.")
    with pytest.raises(Refused):
        flags.take_down(RiskFlag.objects.get(), by=by, reason="Vēlreiz.")
    assert concerns_waiting(later) == []  # nobody looks again at what is over


def test_a_new_risk_of_one_leaves_the_others_as_they_are(world: World) -> None:
    by, person = world.worker_in, mother(world)
    for whose in ({"family": world.cast.family}, {"person": person}, {"person": person}):
        flags.flag(by=by, level="high", reason="Suns.", review_date=by.on + DAY, **whose)  # type: ignore[arg-type]
    assert RiskFlag.objects.filter(ended_at=None).count() == 2
    assert {one.about for one in flags_of(by, world.cast.family.pk, [person.pk])} == {"", str(person)}


def test_high_risk_is_of_the_family_of_its_people_and_of_merged_records_and_of_no_lower_level(world: World) -> None:
    by, family, person = world.worker_in, world.cast.family, mother(world)

    def high() -> set[int]:
        return high_risk(world.coordinator, [family.pk, world.cast.other_case.family.pk])

    for level in ("low", "medium"):
        flags.flag(by=by, level=level, reason="Suns.", review_date=by.on + DAY, family=family)
    assert high() == set()
    own = flags.flag(by=by, level="high", reason="Suns.", review_date=by.on + DAY, family=family)
    assert high() == {family.pk}
    RiskFlag.objects.filter(pk=own.pk).update(ended_at=clock.now())
    flag = flags.flag(by=by, level="high", reason="Suns.", review_date=by.on + DAY, person=person)
    assert high() == {family.pk}
    RiskFlag.objects.filter(pk=flag.pk).update(ended_at=clock.now())
    assert high() == set()
    merged = make_family("Zariņu ģimene", members=(make_person("Ilga", "Zariņa"),))
    RiskFlag.objects.filter(pk=flag.pk).update(ended_at=None, person=merged.memberships.get().person)
    assert high() == set()
    Family.objects.filter(pk=merged.pk).update(root=family)
    assert high() == {family.pk}


# --- what was ended over a concern ----------------------------------------------------------------------------------------


def closed_over(world: World) -> ConcernEnding:
    """Closed by a coordinator who is no part of it; told by the clock."""
    make_seat(world.cast.group_circle, world.cast.worker_in, "group_leader")
    raised(world, is_about_staff=True, named_user=world.cast.users["coordinator"])
    closing.close(
        latest(world.cast.case), by=world.coordinator, on=world.today,
        sentence="Viss.", exit_type="moved_away", accept_because="Pārrunāts komandā un ar ģimeni.",
    )  # fmt: skip
    assert endings.tell(by=world.cast.actor("admin")) == 1
    return ConcernEnding.objects.get()


def test_an_ending_is_told_once_and_settled_once_by_who_leads_it(world: World, django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        ending = closed_over(world)
    assert [letter.to for letter in mail.outbox].count([world.cast.users["designated"].email]) == 2  # the concern, then the ending
    assert endings.tell(by=world.cast.actor("admin")) == 0
    for who in ("coordinator", "worker_in"):
        with pytest.raises(Refused):
            endings.leave(ending, by=world.cast.actor(who))
    [row] = concerns_waiting(world.cast.actor("designated"))
    assert row.due_date == world.today
    assert endings.leave(ending, by=world.cast.actor("designated")).settled_at
    with pytest.raises(Refused):
        endings.undo(ConcernEnding.objects.get(), by=world.cast.actor("designated"), reason="mistake")
    assert [entry.act for entry in ending.concern.entries.all()] == ["left"]


# --- hidden addresses -----------------------------------------------------------------------------------------------------


def hide(world: World, **values: Any) -> HiddenAddress:
    return addresses.hide(mother(world), **{"by": world.worker_in, "text": ADDRESS, **values})


def test_only_colleagues_become_readers_and_only_who_plans_hides(world: World) -> None:
    relative = make_user("Zane Vītoliņa")
    make_seat(world.cast.circle, relative, "family_member", because=Seat.Because.FAMILY)
    for values, field in (
        ({"readers": [make_user("Zane Sveša", is_active=False)]}, "readers"),
        ({"readers": [relative]}, "readers"),
        ({"text": " "}, "text"),
    ):
        with pytest.raises(Refused) as refused:
            hide(world, **values)
        assert refused.value.field == field
    for who in ("worker_out", "intake", "auditor", "admin"):
        with pytest.raises(Refused):
            hide(world, by=world.cast.actor(who))
    other = world.cast.other_case.family.memberships.get().person
    with pytest.raises(Refused):
        hide(world, also=[other])
    assert not HiddenAddress.objects.exists()
    kept = hide(world, readers=[world.cast.worker_out])
    assert {one.user for one in kept.readers.all()} == {world.cast.worker_in, world.cast.worker_out}


def test_a_new_hidden_address_takes_the_place_of_the_old_one_and_keeps_its_readers(world: World) -> None:
    first = hide(world, readers=[world.cast.coordinator])
    second = hide(world, text="Dārza iela 3, Bauska")
    first.refresh_from_db()
    assert first.ended_at and hidden_address(world.worker_in, mother(world)) == second
    assert {one.user for one in second.readers.all()} == {world.cast.worker_in, world.cast.coordinator}


def test_only_a_reader_ends_it_and_then_nobody_reads_it(world: World) -> None:
    kept = hide(world)
    with pytest.raises(Refused):
        addresses.unhide(kept, by=world.coordinator)
    addresses.unhide(kept, by=world.worker_in)
    assert hidden_address(world.worker_in, mother(world)) is None


def test_the_open_copies_of_the_family_go_and_those_of_others_stay(world: World) -> None:
    here, there = make_family_case(world.cast.site, world.cast.project), world.cast.other_case
    add_address(by=world.worker_in, text="Liepu ielā 12 - 4, Bauska", person=mother(world))
    add_address(by=world.worker_in, text=ADDRESS, family=world.cast.family)
    add_address(by=world.worker_in, text="Liepu iela 12-5, Bauska", person=mother(world))
    for case in (here, there):
        Address.objects.create(family=case.family, kind="actual", text=ADDRESS, lookup=Address.objects.first().lookup)  # type: ignore[union-attr]
    hide(world)
    assert set(Address.objects.values_list("family", "text")) == {
        (None, "Liepu iela 12-5, Bauska"), (here.family.pk, ADDRESS), (there.family.pk, ADDRESS),
    }  # fmt: skip
    assert len(address_notices(world.worker_in)) == 2


def test_who_reads_it_no_more_and_who_typed_it_are_not_told(world: World) -> None:
    kept = hide(world, readers=[world.cast.worker_out, world.cast.coordinator])
    kept.readers.filter(user=world.cast.coordinator).delete()
    other = world.cast.other_case.family.memberships.get().person
    add_address(by=world.worker_out, text=ADDRESS, person=other)
    told = {who: len(address_notices(world.cast.actor(who))) for who in ("worker_in", "worker_out", "coordinator")}
    assert told == {"worker_in": 1, "worker_out": 0, "coordinator": 0}
    addresses.unhide(kept, by=world.worker_in)
    assert address_notices(world.worker_in) == []


def test_putting_on_hold_is_no_end(world: World) -> None:
    raised(world)
    assert episodes.hold(latest(world.cast.case), by=world.coordinator, on=world.today, sentence="Ģimene izbraukusi.").state == "on_hold"
