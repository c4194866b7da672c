"""What concerns, flags and hidden addresses leave in the trail. A concern is called by its closed circle, and stands there alone."""

import datetime as dt
from typing import Any

import pytest

from ligzda.access.actor import Actor
from ligzda.access.models import Seat, User
from ligzda.closure.actions import closing
from ligzda.kernel import clock
from ligzda.people.actions.contact import add_address
from ligzda.people.models import Person, Reversal
from ligzda.safeguarding.actions import addresses, concerns, endings, flags, notices
from ligzda.safeguarding.models import AddressNotice, Concern, ConcernEnding, HiddenAddress, RiskFlag
from tests.acts.trail import Trail, line, seated
from tests.cases.world import ENOUGH, latest
from tests.cast import Cast, make_family_case, make_seat

DAY = dt.timedelta(days=1)
SAID = "Zilumi uz rokas."
SECRET = "Liepu iela 3, Bauska"


# --- concerns ------------------------------------------------------------------------------------------------------------


def raised(by: Actor, mother: Person, **more: Any) -> Concern:
    said = {"people": [mother], "seen": SAID, "is_danger_now": False, "noticed_at": clock.now() - DAY} | more
    return concerns.raise_concern(by=by, **said)[0]


@pytest.fixture
def concern(worker: Actor, mother: Person) -> Concern:
    return raised(worker, mother)


def test_a_concern_and_the_seats_of_those_who_know(trail: Trail, worker: Actor, mother: Person) -> None:
    said: dict[str, Any] = {"people": [mother], "seen": SAID, "is_danger_now": False, "noticed_at": clock.now()}
    concern, _told = trail.call(concerns.raise_concern, by=worker, **said)
    seats = [seated(seat) for seat in Seat.objects.filter(circle=concern.circle)]
    assert len(seats) == 2  # whoever raised it, and the coordinator
    trail.leaves(*seats, line("add", concern.circle, concern.circle))


def test_whom_a_typed_name_means(trail: Trail, cast: Cast, worker: Actor, boss: Actor, mother: Person) -> None:
    concern = raised(worker, mother, typed_name="Dace Liepiņa")
    before = set(Seat.objects.filter(circle=concern.circle).values_list("pk", flat=True))
    trail.call(concerns.decide_whom, concern, user=cast.worker_out, is_meant=False, by=boss)
    new = [seated(seat) for seat in Seat.objects.filter(circle=concern.circle).exclude(pk__in=before)]
    trail.leaves(line("add", concern.circle, concern.circle), *new)


def test_something_more_is_known(trail: Trail, cast: Cast, concern: Concern) -> None:
    trail.call(concerns.add, concern, text="Arī vakar.", by=cast.actor("worker_in"))
    trail.leaves(line("add", concern.circle, concern.circle))


def test_a_concern_that_is_reported(trail: Trail, boss: Actor, concern: Concern) -> None:
    said: dict[str, Any] = {"reported_to": "Bāriņtiesa", "reported_person": "Inese", "reported_at": clock.now(), "reported_how": "zvans"}
    trail.call(concerns.report, concern, reference="1-7", parents_told="no", by=boss, **said)
    trail.leaves(line("add", concern.circle, concern.circle))


def test_a_concern_that_is_decided(trail: Trail, boss: Actor, concern: Concern) -> None:
    trail.call(concerns.decide, concern, move="not_report", text="Pārrunāts.", by=boss)
    trail.leaves(line("add", concern.circle, concern.circle))
    trail.call(concerns.decide, concern, move="close_concern", text="Viss labi.", by=boss)
    trail.leaves(line("close", concern.circle, concern.circle))


@pytest.fixture
def ending(cast: Cast, boss: Actor) -> Reversal:
    """The file was closed."""
    closing.close(latest(cast.case), by=boss, on=boss.on, sentence="Beidzam.", exit_type="withdrew", accept_because=ENOUGH)
    return Reversal.objects.get(kind="close")


def told(concern: Concern, ending: Reversal) -> ConcernEnding:
    return ConcernEnding.objects.create(concern=concern, reversal=ending)


def test_the_clock_tells_of_a_file_that_ended_over_a_concern(trail: Trail, cast: Cast, concern: Concern) -> None:
    Reversal.objects.create(kind="close", thing="cases.case", thing_id=cast.case.pk, circle=cast.circle, kept="{}")
    assert trail.call(endings.tell, by=Actor.system("clock")) == 1
    trail.leaves(line("add", concern.circle, concern.circle))


def test_an_ending_that_stands(trail: Trail, cast: Cast, ending: Reversal, concern: Concern) -> None:
    trail.call(endings.leave, told(concern, ending), by=cast.actor("coordinator"))
    trail.leaves(line("add", concern.circle, concern.circle))


def test_an_ending_that_is_undone_is_the_organisations_act_in_the_file(
    trail: Trail, cast: Cast, ending: Reversal, concern: Concern
) -> None:
    trail.call(endings.undo, told(concern, ending), reason="too_early", by=cast.actor("coordinator"))
    trail.leaves(
        line("undone", cast.case.episodes.get(), cast.circle, who=Actor.system("organisation")),
        line("add", concern.circle, concern.circle),
    )


# --- flags ---------------------------------------------------------------------------------------------------------------


def test_a_risk(trail: Trail, cast: Cast, worker: Actor) -> None:
    said: dict[str, Any] = {"level": "medium", "reason": "Strīdi.", "review_date": worker.on + 7 * DAY, "family": cast.family}
    trail.leaves(line("risk.flagged", trail.call(flags.flag, by=worker, **said), cast.circle))


def test_a_risk_that_is_over(trail: Trail, cast: Cast, worker: Actor) -> None:
    said: dict[str, Any] = {"level": "medium", "reason": "Strīdi.", "review_date": worker.on + 7 * DAY, "author": cast.worker_in}
    flag = RiskFlag.objects.create(family=cast.family, **said)
    trail.call(flags.take_down, flag, reason="Mierīgi.", by=worker)
    trail.leaves(line("risk.ended", flag, cast.circle))


# --- hidden addresses ----------------------------------------------------------------------------------------------------


def test_an_address_that_is_hidden_leaves_its_open_copies(trail: Trail, cast: Cast, worker: Actor, mother: Person) -> None:
    add_address(by=worker, person=mother, text=SECRET)
    trail.call(addresses.hide, mother, text=SECRET, by=worker)
    trail.leaves(line("address.hidden", mother, cast.circle, copies=(1, 0)))


@pytest.fixture
def hidden(worker: Actor, mother: Person) -> HiddenAddress:
    return addresses.hide(mother, by=worker, text=SECRET)


def test_an_address_that_is_hidden_no_more(trail: Trail, cast: Cast, worker: Actor, mother: Person, hidden: HiddenAddress) -> None:
    trail.call(addresses.unhide, hidden, by=worker)
    trail.leaves(line("address.unhidden", mother, cast.circle))


@pytest.fixture
def neighbour(cast: Cast) -> Person:
    """Somebody of a file in which another worker writes."""
    case = make_family_case(cast.site, cast.project)
    make_seat(case.circle, cast.users["worker_out"], "case_worker")  # type: ignore[arg-type]
    return case.family.memberships.get().person


def test_the_readers_are_told_when_it_is_written_for_somebody_else(
    trail: Trail, cast: Cast, worker: Actor, mother: Person, hidden: HiddenAddress, neighbour: Person
) -> None:
    row = add_address(by=Actor.system("import"), person=neighbour, text="Rožu iela 1, Bauska")
    trail.call(notices.tell_readers, [hidden], row, by=cast.actor("worker_out"))
    trail.leaves(line("address.noticed", mother, cast.circle, who=Actor.system("safeguarding")))
    trail.call(notices.tell_readers, [hidden], row, by=cast.actor("worker_out"))
    trail.leaves()


def test_a_warning_that_was_read(trail: Trail, cast: Cast, worker: Actor, mother: Person, hidden: HiddenAddress, neighbour: Person) -> None:
    reader: User = worker.user  # type: ignore[assignment]
    notice = AddressNotice.objects.create(address=hidden, reader=reader, person=neighbour)
    trail.call(notices.seen, notice, by=worker)
    trail.leaves(line("address.notice_seen", mother, cast.circle))
