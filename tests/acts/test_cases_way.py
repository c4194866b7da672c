"""What the way of a family through the programme leaves in the trail: referral, stay, team, handing on."""

import datetime as dt
from typing import Any

import pytest

from ligzda.access.actor import Actor
from ligzda.access.homes import organisation
from ligzda.access.models import Seat
from ligzda.cases.actions import cover, episodes, leaving, referrals, team
from ligzda.cases.catalogue import ensure_instruments
from ligzda.cases.models import Assessment, Episode, Referral, Responsibility
from ligzda.closure.actions import closing, transfers
from ligzda.closure.queries.transfers import offered
from ligzda.documents.actions import files
from ligzda.kernel import clock
from ligzda.people.models import Person
from tests.acts.trail import Trail, line, seated, unseated
from tests.cases.world import DAY, ENOUGH, World, latest, often
from tests.cast import Cast, make_family, make_person, make_seat

SAID = "Pārrunāts komandā."


@pytest.fixture
def referral(world: World) -> Referral:
    """Screened, with a family in it."""
    return world.screened()


@pytest.fixture
def stay(cast: Cast) -> Episode:
    """The stay of the cast's family, which is supported."""
    return latest(cast.case)


def moved(episode: Episode, state: str) -> Episode:
    """The stay as if it had come so far; the acts before are no matter here."""
    Episode.objects.filter(pk=episode.pk).update(state=state)
    episode.refresh_from_db()
    return episode


@pytest.fixture
def shut(boss: Actor, stay: Episode) -> Episode:
    """The same, closed today."""
    return closing.close(stay, by=boss, on=boss.on, sentence=SAID, exit_type="withdrew", accept_because=ENOUGH)


# --- referrals -----------------------------------------------------------------------------------------------------------


def test_a_request_for_support(trail: Trail, cast: Cast, boss: Actor) -> None:
    said: dict[str, Any] = {"site": cast.site, "source": "school", "received_date": boss.on, "reason": "Bērns kavē stundas."}
    referral = trail.call(referrals.refer, by=boss, **said)
    trail.leaves(line("referral.received", referral, referral.circle))


def test_who_sends_a_request_from_outside_sits_in_it(trail: Trail, cast: Cast) -> None:
    partner = cast.actor("partner")
    said: dict[str, Any] = {"site": cast.site, "source": "school", "received_date": partner.on, "reason": "Bērns kavē stundas."}
    referral = trail.call(referrals.refer, by=partner, family=cast.family, **said)
    seat = Seat.objects.get(circle=referral.circle)
    seen = line("give_sight", cast.family, referral.circle)
    trail.leaves(line("referral.received", referral, referral.circle), seated(seat), seen)


def test_what_came_in_is_corrected(trail: Trail, boss: Actor, referral: Referral) -> None:
    version = Referral.objects.get(pk=referral.pk).version
    trail.call(referrals.change, referral, is_urgent=True, expected_version=version, by=boss)
    trail.leaves(line("referral.changed", referral, referral.circle, is_urgent=(False, True)))


def test_the_family_is_named(trail: Trail, world: World, boss: Actor) -> None:
    referral = referrals.take_up(world.referred(), by=boss, on=boss.on)
    family = make_family("Bērzu ģimene")
    trail.call(referrals.name_family, referral, family=family, by=boss)
    circle = referral.circle
    trail.leaves(line("give_sight", family, circle), line("referral.family_named", referral, circle))


def test_a_family_that_nobody_knew_is_named(trail: Trail, cast: Cast, world: World, boss: Actor) -> None:
    referral = referrals.take_up(world.referred(), by=boss, on=boss.on)
    named = trail.call(referrals.name_new_family, referral, name="Bērzu ģimene", by=boss)
    trail.leaves(
        line("register_family", named.family, cast.site.circle),
        line("give_sight", named.family, referral.circle),
        line("referral.family_named", referral, referral.circle),
    )


def test_somebody_of_the_family(trail: Trail, boss: Actor, referral: Referral) -> None:
    person = make_person("Elza", "Bērza")
    trail.call(referrals.add_person, referral, role="grandparent", person=person, by=boss)
    trail.leaves(
        line("add_member", referral.family, referral.circle, member=("", person.pk)),
        line("referral.person_added", referral, referral.circle),
    )


def at(referral: Referral, state: str) -> Referral:
    Referral.objects.filter(pk=referral.pk).update(state=state)
    referral.refresh_from_db()
    return referral


def test_an_enquiry_that_becomes_a_referral(trail: Trail, boss: Actor, referral: Referral) -> None:
    trail.call(referrals.formalise, at(referral, "enquiry"), on=boss.on, by=boss)
    trail.leaves(line("referral.formalised", referral, referral.circle))


def test_a_referral_that_is_taken_up(trail: Trail, boss: Actor, referral: Referral) -> None:
    trail.call(referrals.take_up, at(referral, "referred"), on=boss.on, by=boss)
    trail.leaves(line("referral.taken_up", referral, referral.circle))


def test_a_family_that_waits(trail: Trail, boss: Actor, referral: Referral) -> None:
    trail.call(referrals.wait, referral, on=boss.on, answer=SAID, review_date=boss.on + 30 * DAY, by=boss)
    trail.leaves(line("referral.waiting", referral, referral.circle))


def test_a_family_that_is_declined(trail: Trail, boss: Actor, referral: Referral) -> None:
    trail.call(referrals.decline, referral, on=boss.on, answer=SAID, family_told=True, by=boss)
    trail.leaves(line("referral.declined", referral, referral.circle))


def test_a_family_that_is_admitted(trail: Trail, cast: Cast, boss: Actor, referral: Referral) -> None:
    mother: Person = referral.family.memberships.order_by("id")[0].person
    said = {"project": cast.project, "case_worker": cast.worker_in, "criterion": SAID, "notice_to": [mother]}
    case = trail.call(referrals.admit, referral, on=boss.on, by=boss, **said)
    trail.leaves(
        line("give_sight", referral.family, case.circle),
        seated(Seat.objects.get(circle=case.circle)),
        line("team.assigned", case, case.circle),
        line("give_notice", mother, referral.circle, notice=("", "1")),  # the first circle through which she was seen
        line("referral.admitted", referral, referral.circle),
    )


def test_papers_that_came_along_lie_in_the_file_from_now_on(trail: Trail, cast: Cast, boss: Actor, stay: Episode) -> None:
    files.keep(cast.circle, by=boss, name="izziņa.pdf", content=b"%PDF-1.4 x", content_type="application/pdf", title="Izziņa")
    make_seat(cast.other_site.circle, cast.worker_out, "coordinator", because=Seat.Because.APPOINTED)  # type: ignore[arg-type]
    there = cast.actor("worker_out")
    codes = [one.code for one in offered(boss, cast.case)]
    referral = transfers.transfer(stay, by=boss, on=boss.on, sentence=SAID, ground="Agnese", site=cast.other_site, items=codes)
    assert referral
    referrals.take_up(referral, by=there, on=there.on)
    said = {"project": cast.project, "case_worker": cast.worker_out, "criterion": SAID}
    case = trail.call(referrals.admit, referral, on=there.on, by=there, **said)
    trail.leaves(
        line("give_sight", cast.family, case.circle),
        seated(Seat.objects.get(circle=case.circle)),
        line("team.assigned", case, case.circle),
        line("attachment.moved", referral.brought.get().file, case.circle),
        line("referral.admitted", referral, referral.circle),
    )


# --- the stay ------------------------------------------------------------------------------------------------------------


def test_planning_begins(trail: Trail, cast: Cast, boss: Actor, stay: Episode) -> None:
    done = {"date": boss.on, "state": "done", "author": cast.worker_in, "finished_at": clock.now()}
    Assessment.objects.create(case=cast.case, episode=stay, instrument=ensure_instruments(), **done)
    trail.call(episodes.plan, moved(stay, "assessment"), on=boss.on, sentence=SAID, by=boss)
    trail.leaves(line("episode.planning", stay, cast.circle))


def test_a_plan_that_runs(trail: Trail, cast: Cast, world: World, boss: Actor, stay: Episode) -> None:
    world.planned(cast.case)
    trail.call(episodes.activate, moved(stay, "planning"), on=boss.on, sentence=SAID, by=boss)
    trail.leaves(line("episode.active", stay, cast.circle))


def test_work_on_hold(trail: Trail, cast: Cast, boss: Actor, stay: Episode) -> None:
    trail.call(episodes.hold, stay, on=boss.on, sentence=SAID, by=boss)
    trail.leaves(line("episode.held", stay, cast.circle))


def test_work_that_goes_on(trail: Trail, cast: Cast, boss: Actor, stay: Episode) -> None:
    held = episodes.hold(stay, by=boss, on=boss.on, sentence=SAID)
    trail.call(episodes.resume, held, on=boss.on, sentence=SAID, by=boss)
    trail.leaves(line("episode.resumed", stay, cast.circle))


def test_stepping_down(trail: Trail, cast: Cast, boss: Actor, stay: Episode) -> None:
    trail.call(closing.step_down, stay, on=boss.on, sentence=SAID, intensity=often(boss.on), by=boss)
    trail.leaves(line("episode.stepping_down", stay, cast.circle))


def test_a_file_that_is_closed(trail: Trail, cast: Cast, boss: Actor, stay: Episode) -> None:
    trail.call(closing.close, stay, on=boss.on, sentence=SAID, exit_type="withdrew", accept_because=ENOUGH, by=boss)
    trail.leaves(line("episode.closed", stay, cast.circle))


def test_after_care_and_the_consent_to_it(trail: Trail, cast: Cast, boss: Actor, shut: Episode) -> None:
    mother = cast.family.memberships.get().person
    trail.call(closing.aftercare, shut, on=boss.on, sentence=SAID, consent_of=mother, by=boss)
    trail.leaves(line("give_consent", mother, cast.circle, follow_up=("", boss.on)), line("episode.aftercare", shut, cast.circle))


@pytest.fixture
def cared(cast: Cast, boss: Actor, shut: Episode) -> Episode:
    mother = cast.family.memberships.get().person
    return closing.aftercare(shut, by=boss, on=boss.on, sentence=SAID, consent_of=mother)


def test_a_contact_in_after_care(trail: Trail, cast: Cast, boss: Actor, cared: Episode) -> None:
    trail.call(closing.record_contact, cared, on=boss.on, sentence=SAID, by=boss)
    trail.leaves(line("episode.aftercare_contact", cared, cast.circle))


def test_a_stay_that_ended(trail: Trail, cast: Cast, boss: Actor, shut: Episode) -> None:
    trail.call(closing.end, shut, on=boss.on, sentence=SAID, by=boss)
    trail.leaves(line("episode.ended", shut, cast.circle))


def test_a_file_that_is_opened_again(trail: Trail, cast: Cast, boss: Actor, shut: Episode) -> None:
    trail.call(closing.reopen, shut, on=boss.on, sentence=SAID, by=boss)
    trail.leaves(line("episode.reopened", latest(cast.case), cast.circle))


def test_a_family_that_is_handed_to_somebody_else(trail: Trail, cast: Cast, boss: Actor, stay: Episode) -> None:
    worker = Seat.objects.get(circle=cast.circle, user=cast.worker_in)
    trail.call(transfers.transfer, stay, on=boss.on, sentence=SAID, ground="Agnese", receiving="Rīgas dienests", by=boss)
    trail.leaves(
        unseated(worker, boss.on),
        line("episode.transferred", stay, cast.circle),
        line("episode.handed_on", stay, cast.circle),
    )


def test_a_family_that_is_handed_to_our_other_site(trail: Trail, cast: Cast, boss: Actor, stay: Episode) -> None:
    worker = Seat.objects.get(circle=cast.circle, user=cast.worker_in)
    referral = trail.call(transfers.transfer, stay, on=boss.on, sentence=SAID, ground="Agnese", site=cast.other_site, by=boss)
    trail.leaves(
        unseated(worker, boss.on),
        line("episode.transferred", stay, cast.circle),
        line("referral.received", referral, referral.circle),  # the family is not seen there yet
        line("episode.handed_on", stay, cast.circle),
    )


def test_what_goes_along(trail: Trail, cast: Cast, boss: Actor, stay: Episode) -> None:
    said = {"items": [], "referral": None, "receiving": "Rīgas dienests", "ground_kind": "agreement", "ground": "Agnese"}
    trail.call(transfers.hand_on, stay, on=boss.on, by=boss, **said)
    trail.leaves(line("episode.handed_on", stay, cast.circle))


# --- the team ------------------------------------------------------------------------------------------------------------


def test_a_place_in_the_team(trail: Trail, cast: Cast, world: World, boss: Actor) -> None:
    seat = trail.call(team.assign, cast.case, user=world.colleague(), on=boss.on, by=boss)
    trail.leaves(seated(seat), line("team.assigned", cast.case, cast.circle))


def test_a_place_that_ends(trail: Trail, cast: Cast, world: World, boss: Actor) -> None:
    seat = team.assign(cast.case, by=boss, user=world.colleague(), on=boss.on)
    trail.call(team.release, seat, on=boss.on, by=boss)
    trail.leaves(unseated(seat, boss.on), line("team.released", cast.case, cast.circle))


def test_somebody_new_becomes_responsible(trail: Trail, cast: Cast, world: World, boss: Actor) -> None:
    seat = trail.call(team.hand_over, cast.case, user=world.colleague(), on=boss.on, by=boss)
    trail.leaves(seated(seat), line("team.assigned", cast.case, cast.circle))


def test_somebody_of_the_team_becomes_responsible(trail: Trail, cast: Cast, world: World, boss: Actor) -> None:
    seat = team.assign(cast.case, by=boss, user=world.colleague(), on=boss.on)
    trail.call(team.hand_over, cast.case, user=seat.user, on=boss.on, by=boss)
    trail.leaves(
        line("make_responsible", seat, cast.circle, is_responsible=(False, True)),
        line("team.assigned", cast.case, cast.circle),
    )


def test_the_weight_of_a_file(trail: Trail, cast: Cast, boss: Actor) -> None:
    trail.call(team.weigh, cast.case, weight=3, by=boss)
    trail.leaves(line("team.weight", cast.case, cast.circle, weight=(1, 3)))


def test_a_stand_in(trail: Trail, cast: Cast, world: World, boss: Actor) -> None:
    said = {"absent": cast.worker_in, "user": world.colleague(), "from_date": boss.on, "until_date": boss.on + 7 * DAY}
    [seat] = trail.call(cover.stand_in, [cast.case], by=boss, **said)
    trail.leaves(seated(seat), line("team.stand_in", cast.case, cast.circle))


def test_a_stand_in_that_is_needed_no_more(trail: Trail, cast: Cast, world: World, boss: Actor) -> None:
    colleague = world.colleague()
    [seat] = cover.stand_in([cast.case], by=boss, absent=cast.worker_in, user=colleague, from_date=boss.on, is_ill=True)  # type: ignore[arg-type]
    trail.call(cover.end_stand_in, cast.worker_in, colleague, on=boss.on, by=boss)
    back = line("team.stand_in_ended", cast.worker_in, organisation())
    trail.leaves(unseated(seat, boss.on), line("team.stand_in_ended", cast.case, cast.circle), back)


def test_whoever_leaves_the_house_leaves_their_stays(trail: Trail, cast: Cast, stay: Episode) -> None:
    Responsibility.objects.create(episode=stay, user=cast.worker_in, from_date=dt.date(2026, 1, 1))
    trail.call(leaving.end_work, cast.worker_in, by=cast.actor("admin"))
    trail.leaves(line("team.left", cast.case, cast.circle))
