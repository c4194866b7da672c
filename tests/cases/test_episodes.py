"""From admission to re-opening, told through the actions; who may, when, and what is refused."""

import datetime as dt
from itertools import pairwise

import pytest

from ligzda.access.actor import Actor
from ligzda.access.models import Seat
from ligzda.cases import rules
from ligzda.cases.actions import episodes, referrals, team
from ligzda.cases.models import Case, Episode, Referral
from ligzda.cases.queries import cases_of, next_step, waiting
from ligzda.cases.states import EPISODE, EntryKind
from ligzda.closure.actions import closing, transfers
from ligzda.closure.actions.closing import GoesOn
from ligzda.closure.queries.history import history
from ligzda.kernel.refused import Refused
from ligzda.people.actions import merging
from ligzda.people.models import Consent
from tests.cases.world import DAY, ENOUGH, World, latest, make_area, often
from tests.cast import make_family_case, make_person


def spans(episode: Episode) -> list[tuple]:
    return list(episode.spans.order_by("id").values_list("state", "from_date", "until_date"))


def test_a_whole_way_from_referral_to_a_second_episode(world: World):
    start = world.ago(400)
    case = world.admitted(referral=world.screened(on=start), on=start)
    worker, coordinator = world.worker_in, world.coordinator
    one = latest(case)
    world.assessed(one.case, on=start + 19 * DAY)
    one = episodes.plan(one, by=worker, on=start + 20 * DAY, sentence="Izvērtējums pabeigts.")
    with pytest.raises(Refused):
        episodes.activate(one, by=worker, on=start + 30 * DAY, sentence="Plāns parakstīts.")  # there is none yet
    world.planned(case, on=start + 30 * DAY)
    one = latest(case)
    one = episodes.hold(one, by=coordinator, on=start + 60 * DAY, sentence="Māte slimnīcā.")
    assert one.before_hold == "active"
    one = episodes.resume(one, by=coordinator, on=start + 80 * DAY, sentence="Māte mājās.")
    assert (one.state, one.before_hold) == ("active", "")
    one = closing.step_down(one, by=coordinator, on=start + 150 * DAY, sentence="Retāk.", intensity=often(start + 150 * DAY))
    one = closing.close(
        one, by=coordinator, on=start + 200 * DAY, sentence="Ģimene tiek galā pati.", exit_type="self_reliant",
        continuing=[GoesOn("Psihologs", "skola", "pašvaldība")], family_opinion="Paldies, tagad varam.", accept_because=ENOUGH,
    )  # fmt: skip
    one = closing.aftercare(
        one, by=worker, on=start + 201 * DAY, sentence="Ģimene piekrīt.", consent_of=case.family.memberships.first().person
    )
    assert Consent.objects.get().purpose == "follow_up"
    with pytest.raises(Refused, match=r"dzīves jom|areas of life"):
        closing.end(one, by=worker, on=start + 370 * DAY, sentence="Gads ir pagājis.")
    home = make_area("home")
    closing.record_contact(one, by=worker, on=start + 230 * DAY, sentence="Viss labi.", areas={home: "holds"})
    one = closing.end(one, by=worker, on=start + 370 * DAY, sentence="Gads ir pagājis.")
    two = closing.reopen(one, by=coordinator, on=start + 380 * DAY, sentence="Bērns atkal kavē skolu.")
    assert (two.ordinal, two.state, two.entry, two.is_latest) == (2, "assessment", EntryKind.REOPENED, True)
    one.refresh_from_db()
    assert (one.state, one.is_latest, one.exit_type) == ("ended", False, "self_reliant")
    days = [(from_, until) for _state, from_, until in spans(one)]
    assert all(earlier[1] == later[0] for earlier, later in pairwise(days)) and days == sorted(days), (
        "each begins on the day the one before ended"
    )
    states = [state for state, _from, _until in spans(one)]
    assert states == ["assessment", "planning", "active", "on_hold", "active", "stepping_down", "closed", "aftercare", "ended"]
    told = history(coordinator, case)
    assert [episode.ordinal for episode in told] == [2, 1]
    assert told[1].contacts[0].sentence == "Viss labi."
    assert Case.objects.filter(family=case.family).count() == 1


def test_a_family_that_stops_before_the_plan_runs_is_closed_early(world: World):
    episode = latest(world.admitted())
    with pytest.raises(Refused) as refused:
        closing.close(episode, by=world.coordinator, on=world.today, sentence="Pārcēlās.", exit_type="self_reliant")
    assert refused.value.field == "exit_type"
    closed = closing.close(
        episode, by=world.coordinator, on=world.today, sentence="Pārcēlās.", exit_type="moved_away", accept_because=ENOUGH
    )
    assert (closed.state, closed.closed_date) == ("closed", world.today)
    assert [option.move.name for option in EPISODE.options(latest(world.cast.case), world.coordinator)] == [
        "step_down", "close", "hold", "transfer",
    ]  # fmt: skip
    assert "close_early" not in [option.move.name for option in EPISODE.options(closed, world.coordinator)]


@pytest.mark.parametrize("exit_type", ["", "transferred", "nonsense"])
def test_closing_needs_a_way_out(world: World, exit_type: str):
    with pytest.raises(Refused) as refused:
        closing.close(world.active(), by=world.coordinator, on=world.today, sentence="Jā.", exit_type=exit_type)
    assert refused.value.field == "exit_type"


def test_every_move_asks_a_sentence(world: World):
    with pytest.raises(Refused) as refused:
        episodes.plan(world.looked_at(), by=world.worker_in, on=world.today, sentence=" ")
    assert refused.value.field == "sentence"


@pytest.mark.parametrize("days", [-1, 11])
def test_a_move_lies_between_the_previous_one_and_today(world: World, days: int):
    with pytest.raises(Refused) as refused:
        episodes.plan(world.looked_at(), by=world.worker_in, on=world.ago(days), sentence="Gatavs.")
    assert refused.value.field == "on"


def test_a_case_worker_proposes_and_does_not_decide(world: World):
    episode = world.active()
    with pytest.raises(Refused):
        episodes.hold(episode, by=world.worker_in, on=world.today, sentence="Gribu.")
    with pytest.raises(Refused):
        closing.step_down(episode, by=world.worker_in, on=world.today, sentence="Gribu.", intensity=often(world.today))
    with pytest.raises(Refused):
        closing.close(episode, by=world.worker_in, on=world.today, sentence="Gribu.", exit_type="withdrew")


def test_who_has_no_seat_moves_nothing(world: World):
    episode = latest(world.admitted())
    for name in ("worker_out", "nobody", "manager", "partner", "auditor", "admin", "intake"):
        with pytest.raises(Refused):
            episodes.plan(episode, by=world.cast.actor(name), on=world.today, sentence="Es.")


def test_a_move_pressed_twice_is_refused_the_second_time(world: World):
    episode = world.looked_at()
    episodes.plan(episode, by=world.worker_in, on=world.today, sentence="Gatavs.")
    with pytest.raises(Refused):
        episodes.plan(episode, by=world.worker_in, on=world.today, sentence="Gatavs.")
    assert len(spans(episode)) == 2


def test_after_care_needs_somebody_who_agreed_to_be_called(world: World):
    with pytest.raises(Refused) as refused:
        closing.aftercare(world.closed(), by=world.worker_in, on=world.today, sentence="Zvanīsim.", consent_of=None)
    assert refused.value.field == "consent_of"


def test_after_care_contacts_move_the_clock_on(world: World):
    closed = world.closed(on=world.ago(70))
    mother = closed.case.family.memberships.first().person
    episode = closing.aftercare(closed, by=world.worker_in, on=world.ago(70), sentence="Zvanīsim.", consent_of=mother)
    first = next(row for row in waiting(world.worker_in) if row.family_name == "Bērzu ģimene")
    assert first.overdue_days > 30
    closing.record_contact(episode, by=world.worker_in, on=world.ago(40), sentence="Viss labi.")
    second = next(row for row in waiting(world.worker_in) if row.family_name == "Bērzu ģimene")
    assert (second.due_date, second.overdue_days) == (rules.aftercare_due(episode.closed_date, (1, 3, 6, 12), 1), 0)
    with pytest.raises(Refused):
        closing.record_contact(latest(world.cast.case), by=world.worker_in, on=world.today, sentence="Zvanīju.")


def test_transfer_sends_a_referral_to_the_receiving_site_whose_coordinator_decides_too(world: World):
    episode, site = world.active(), world.cast.other_site
    sent = transfers.transfer(
        episode, by=world.coordinator, on=world.today, sentence="Ģimene pārcēlās.", ground="Ģimene piekrīt.", site=site
    )
    episode.refresh_from_db()
    assert (episode.state, episode.exit_type, episode.continues_with) == ("transferred", "transferred", "Valmiera")
    assert (sent.site, sent.source, sent.family) == (site, "transfer", episode.case.family)
    assert Actor(world.cast.worker_in, world.today + DAY).roles_in(episode.case.circle) == ()
    taken = referrals.take_up(sent, by=Actor.system("test"), on=world.today)
    case = referrals.admit(
        taken, by=Actor.system("test"), on=world.today, project=world.cast.project, case_worker=world.cast.worker_out, criterion="Turpina."
    )
    assert (case.number[:3], latest(case).entry) == ("VA-", EntryKind.TRANSFERRED_IN)
    assert case.family == episode.case.family


@pytest.mark.parametrize(("values", "field"), [({"ground": "Piekrīt."}, "receiving"), ({"receiving": "Rīga", "ground": " "}, "ground")])
def test_transfer_needs_somebody_who_takes_over_and_a_ground(world: World, values: dict, field: str):
    with pytest.raises(Refused) as refused:
        transfers.transfer(world.active(), by=world.coordinator, on=world.today, sentence="Pārcēlās.", **values)
    assert refused.value.field == field


def test_reopening_before_the_end_is_refused_and_only_the_last_episode_leads_on(world: World):
    closed = world.closed(on=world.ago(5))
    with pytest.raises(Refused):
        closing.reopen(closed, by=world.coordinator, on=world.ago(6), sentence="Atkal.")
    closing.reopen(closed, by=world.coordinator, on=world.ago(2), sentence="Atkal.", case_worker=world.colleague())
    closed.refresh_from_db()
    with pytest.raises(Refused):
        closing.reopen(closed, by=world.coordinator, on=world.today, sentence="Un atkal.")
    assert Seat.objects.get(circle=closed.case.circle, is_responsible=True).user.name == "Liene Roze"


def test_two_families_with_an_open_episode_each_are_not_merged_before_one_is_closed(world: World):
    other = make_family_case(world.cast.site, world.cast.project)
    with pytest.raises(Refused) as refused:
        merging.merge(world.cast.family, other.family, by=world.coordinator, reason="Viena ģimene.")
    assert world.cast.case.number in str(refused.value.sentences[0])
    assert other.number in str(refused.value.sentences[0])
    closing.close(
        latest(other), by=world.coordinator, on=world.today, sentence="Dublikāts.", exit_type="not_target_group", accept_because=ENOUGH
    )
    merging.merge(world.cast.family, other.family, by=world.coordinator, reason="Viena ģimene.")
    assert len(cases_of(world.coordinator, world.cast.family)) == 2


def test_the_team_is_assigned_released_and_handed_over(world: World):
    case, colleague = world.admitted(), world.colleague()
    seat = team.assign(case, by=world.coordinator, user=colleague, on=world.today)
    assert seat.role == "case_worker"
    with pytest.raises(Refused) as refused:
        team.assign(case, by=world.coordinator, user=colleague, on=world.today)
    assert refused.value.field == "user"
    responsible = Seat.objects.get(circle=case.circle, is_responsible=True)
    with pytest.raises(Refused):
        team.release(responsible, by=world.coordinator, on=world.today)
    team.hand_over(case, by=world.coordinator, user=colleague, on=world.today)
    assert Seat.objects.get(circle=case.circle, is_responsible=True).user == colleague
    responsible.refresh_from_db()
    team.release(responsible, by=world.coordinator, on=world.today)
    with pytest.raises(Refused):
        team.assign(case, by=world.worker_in, user=make_user_of(world), on=world.today)
    with pytest.raises(Refused):
        team.assign(case, by=world.coordinator, user=make_user_of(world), on=world.today, role="auditor")


def make_user_of(world: World):
    return world.colleague("Vilis Ozols")


def test_the_next_step_names_its_day_and_whose_turn_it_is(world: World):
    case = world.admitted(on=world.ago(40), referral=world.screened(on=world.ago(41)))
    step = next_step(world.worker_in, case.family)
    assert (step.due_date, step.overdue_days, step.owner) == (world.ago(10), 10, "case_worker")
    assert next_step(world.worker_out, case.family) is None


def test_waiting_is_for_whose_turn_it_is_and_sorted_by_day(world: World):
    world.admitted(on=world.ago(40), referral=world.screened(on=world.ago(41)))
    world.referred(on=world.ago(20))
    assert [row.owner for row in waiting(world.worker_in)] == ["case_worker"]
    coordinator = waiting(world.coordinator)
    assert [row.owner for row in coordinator] == ["intake_worker"]
    assert coordinator[0].overdue_days > 0
    assert [row.owner for row in waiting(world.intake)] == ["intake_worker"]
    for name in ("worker_out", "partner", "auditor", "manager", "nobody"):
        assert waiting(world.cast.actor(name)) == []
    held = episodes.hold(world.active(), by=world.coordinator, on=world.ago(1), sentence="Ceļā.")
    assert dt.date.fromordinal(max(row.due_date.toordinal() for row in waiting(world.coordinator))) == rules.days_due(world.ago(1), 30)
    assert held.case.get_absolute_url() in {row.url for row in waiting(world.coordinator)}


def test_a_referral_that_names_no_family_still_waits_under_its_number(world: World):
    referral = world.referred()
    assert [row.family_name for row in waiting(world.intake)] == [referral.number]
    assert Referral.objects.get().get_absolute_url() == f"/referrals/{referral.key}/"
    assert make_person().pk
