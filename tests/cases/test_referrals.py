"""A referral comes in and is decided. Told through the actions, as the people of the cast."""

import datetime as dt

import pytest

from ligzda.access.models import AuditEntry, Circle, Seat
from ligzda.cases.actions import referrals
from ligzda.cases.models import Referral, StateSpan
from ligzda.cases.queries import referral_by_key, referrals_list
from ligzda.cases.states import REFERRAL, EntryKind
from ligzda.kernel.refused import Refused, Stale
from ligzda.people.models import CircleAccess, PrivacyNotice
from tests.cases.world import DAY, World, latest
from tests.cast import make_family, make_project


def test_a_referral_gets_a_number_a_circle_below_its_site_and_one_entry_in_the_trail(world: World):
    before = AuditEntry.objects.count()
    referral = world.referred()
    assert referral.number == "BA-R-0001"
    assert world.referred().number == "BA-R-0002"
    assert referral.circle.kind == Circle.Kind.REFERRAL
    assert referral.circle.parent == world.cast.site.circle
    assert AuditEntry.objects.count() == before + 2


def test_numbers_go_on_after_files_that_came_in_by_an_import(world: World):
    world.cast.case.number = "BA-0117"
    world.cast.case.save()
    assert world.admitted().number == "BA-0118"


def test_a_partner_sits_in_the_circle_of_what_they_sent_and_reads_the_answer(world: World):
    referral = world.referred(by=world.partner)
    assert referral.sent_by == world.cast.partner
    assert Seat.objects.get(circle=referral.circle).because == Seat.Because.REFERRED
    partner = world.partner
    assert referral_by_key(partner, referral.key) == referral
    assert [row.number for row in referrals_list(partner)[0:26]] == [referral.number]
    referrals.take_up(referral, by=world.intake, on=world.today)
    referrals.decline(
        Referral.objects.get(), by=world.coordinator, on=world.today, answer="Ģimene jau saņem šo atbalstu.", family_told=True
    )
    row = referrals_list(world.partner)[0:26][0]
    assert row.answer == "Ģimene jau saņem šo atbalstu."
    assert row.due_date is None  # the clock is the association's own


def test_intake_sees_a_referral_until_it_is_decided_and_the_coordinator_afterwards_too(world: World):
    referral = world.screened()
    assert referral_by_key(world.intake, referral.key)
    world.admitted(referral=referral)
    assert referral_by_key(world.intake, referral.key) is None
    assert referral_by_key(world.coordinator, referral.key)
    assert referral_by_key(world.worker_out, referral.key) is None


def test_an_enquiry_becomes_a_referral_and_is_taken_up(world: World):
    enquiry = world.referred(is_enquiry=True)
    assert enquiry.state == "enquiry"
    with pytest.raises(Refused):
        referrals.take_up(enquiry, by=world.intake, on=world.today)
    referral = referrals.formalise(enquiry, by=world.intake, on=world.today)
    taken = referrals.take_up(referral, by=world.intake, on=world.today)
    assert (taken.state, taken.first_contact_date) == ("screening", world.today)


def test_nobody_is_admitted_before_the_family_is_named_and_the_button_says_the_same(world: World):
    referral = referrals.take_up(world.referred(), by=world.coordinator, on=world.today)
    sentences = [str(one) for one in REFERRAL.objections(referral, "admit", world.coordinator)]
    with pytest.raises(Refused) as refused:
        world.admitted(referral=referral)
    assert [str(one) for one in refused.value.sentences] == sentences
    assert len(sentences) == 1
    referral = referrals.name_new_family(referral, by=world.coordinator, name="Bērzu ģimene")
    with pytest.raises(Refused):
        world.admitted(referral=referral)
    referrals.add_person(referral, by=world.coordinator, role="mother", person={"first_name": "Zane", "last_name": "Bērza"})
    assert world.admitted(referral=referral).family == referral.family


def test_admission_opens_a_circle_seats_the_team_and_freezes_what_was_known_at_entry(world: World):
    referral = world.screened(by=world.partner)
    family = referral.family
    family.type, family.territory = "single_parent", world.cast.site.territory
    family.save()
    case = world.admitted(referral=referral)
    assert (case.circle.parent, case.circle.project) == (world.cast.site.circle, world.cast.project.circle)
    assert (case.family_type, case.territory) == ("single_parent", world.cast.site.territory)
    seats = {seat.user: seat for seat in Seat.objects.filter(circle=case.circle)}
    assert seats[world.cast.worker_in].is_responsible
    assert seats[world.cast.partner].role == "municipal_partner"
    assert CircleAccess.objects.filter(circle=case.circle, family=family).exists()
    assert PrivacyNotice.objects.count() == 1
    span = StateSpan.objects.get(episode=latest(case))
    assert (span.state, span.from_date, span.until_date) == ("assessment", world.ago(10), None)
    family.type = "extended"
    family.save()
    case.refresh_from_db()
    assert case.family_type == "single_parent"


def test_a_family_waits_is_looked_at_again_and_is_admitted(world: World):
    referral = world.screened()
    with pytest.raises(Refused) as refused:
        referrals.wait(referral, by=world.coordinator, on=world.today, answer="Nav vietu.", review_date=world.today)
    assert refused.value.field == "review_date"
    waiting = referrals.wait(referral, by=world.coordinator, on=world.ago(3), answer="Nav vietu.", review_date=world.today, priority=1)
    assert (waiting.state, waiting.priority) == ("waiting", 1)
    kept = referrals.wait(waiting, by=world.coordinator, on=world.today, answer="Vēl nav vietu.", review_date=world.today + 30 * DAY)
    assert kept.review_date == world.today + 30 * DAY
    assert [move.move.name for move in REFERRAL.options(kept, world.coordinator)] == ["admit", "keep_waiting", "decline"]
    assert world.admitted(referral=kept, on=world.today).number


def test_declining_needs_a_reason(world: World):
    referral = world.screened()
    with pytest.raises(Refused) as refused:
        referrals.decline(referral, by=world.coordinator, on=world.today, answer="  ", family_told=False)
    assert refused.value.field == "answer"
    referral.refresh_from_db()
    assert referral.state == "screening"


@pytest.mark.parametrize("name", ["intake", "worker_in", "partner", "nobody", "auditor"])
def test_only_the_coordinator_decides(world: World, name: str):
    referral = world.screened()
    with pytest.raises(Refused):
        referrals.decline(referral, by=world.cast.actor(name), on=world.today, answer="Nē.", family_told=False)


def test_the_same_family_is_not_admitted_twice_to_one_programme(world: World):
    case = world.admitted()
    again = referrals.take_up(world.referred(), by=world.coordinator, on=world.today)
    again = referrals.name_family(again, by=world.coordinator, family=case.family)
    with pytest.raises(Refused) as refused:
        world.admitted(referral=again, on=world.today)
    assert "programmā" in str(refused.value.sentences[0])
    assert latest(case).ordinal == 1


def test_a_family_in_another_programme_gets_a_second_case(world: World):
    case = world.admitted()
    other = make_project("Otrs projekts", sites=(world.cast.site,))
    again = referrals.take_up(world.referred(), by=world.coordinator, on=world.today)
    again = referrals.name_family(again, by=world.coordinator, family=case.family)
    second = world.admitted(referral=again, project=other, on=world.today)
    assert second != case
    assert int(second.number.removeprefix("BA-")) == int(case.number.removeprefix("BA-")) + 1


def test_a_family_that_comes_back_through_a_referral_goes_on_under_its_number(world: World):
    closed = world.closed()
    again = referrals.take_up(world.referred(on=world.ago(4)), by=world.coordinator, on=world.today)
    again = referrals.name_family(again, by=world.coordinator, family=closed.case.family)
    case = world.admitted(referral=again, on=world.today)
    assert case == closed.case
    episode = latest(case)
    assert (episode.ordinal, episode.entry) == (2, EntryKind.REOPENED)


def test_a_programme_of_another_site_is_refused(world: World):
    with pytest.raises(Refused) as refused:
        world.admitted(project=make_project("Citur"))
    assert refused.value.field == "project"


def test_nobody_is_admitted_untold_about_their_data(world: World):
    with pytest.raises(Refused) as refused:
        world.admitted(notice_to=[])
    assert refused.value.field == "notice_to"


@pytest.mark.parametrize("days", [-1, 11])
def test_a_decision_lies_between_the_referral_and_today(world: World, days: int):
    referral = world.screened()
    with pytest.raises(Refused) as refused:
        world.admitted(referral=referral, on=world.ago(days))
    assert refused.value.field == "on"


def test_history_is_entered_late(world: World):
    day = dt.date(2014, 3, 3)
    case = world.admitted(referral=world.screened(on=day), on=day + 7 * DAY)
    assert latest(case).admitted_date == dt.date(2014, 3, 10)


def test_two_people_correct_one_referral_and_nothing_is_overwritten(world: World):
    referral = world.referred()
    version = referral.version
    first = referrals.change(referral, by=world.coordinator, expected_version=version, reason="Pirmā redakcija.")
    with pytest.raises(Stale) as stale:
        referrals.change(referral, by=world.intake, expected_version=version, reason="Otrā redakcija.")
    assert stale.value.theirs == {"reason": "Pirmā redakcija."}
    assert "Māra Ozola" in str(stale.value.sentences[0])
    assert stale.value.version == first.version
    referrals.change(referral, by=world.intake, expected_version=first.version, reason="Otrā redakcija.")


def test_a_decided_referral_is_not_changed_any_more(world: World):
    referral = world.screened()
    world.admitted(referral=referral)
    with pytest.raises(Refused):
        referrals.name_family(referral, by=world.coordinator, family=make_family())
