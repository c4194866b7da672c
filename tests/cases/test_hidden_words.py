"""A hidden address that one of its readers types into a text: whatever leaves the house or reaches the family refuses it with a sentence."""

from collections.abc import Callable

import pytest

from ligzda.cases.actions import notes, plans, reviews, signatures, steps
from ligzda.cases.actions.steps import Owner
from ligzda.cases.models import Goal, Referral
from ligzda.closure.actions import transfers
from ligzda.closure.models import TransferItem
from ligzda.cooperation.actions import meetings
from ligzda.cooperation.models import Disclosure
from ligzda.kernel.refused import Refused
from ligzda.portal.actions import family_access
from ligzda.safeguarding.actions import addresses
from ligzda.safeguarding.objections import TELLS, tells
from tests.cases.world import DAY, World, latest
from tests.cast import make_family, make_person

TOLD = "Viņa tagad dzīvo Liepu ielā 12, otrajā stāvā."


@pytest.fixture
def hidden(world: World) -> World:
    mother, reader = world.cast.family.memberships.get().person, world.cast.users["worker_in"]
    addresses.hide(mother, by=world.coordinator, text="Liepu iela 12-4, Bauska, LV-3901", readers=[reader])
    return world


def is_refused(act: Callable[[], object]) -> bool:
    with pytest.raises(Refused) as refused:
        act()
    return refused.value.sentences == [TELLS] or list(refused.value.sentences) == [TELLS]


@pytest.mark.parametrize("text", [TOLD, "LIEPU IELA 12-4", "liepu iela 12, Bauska", "Adrese: Liepu iela 12-4, Bauska, LV-3901."])
def test_the_street_with_its_number_is_found_however_it_is_written(hidden: World, text: str) -> None:
    assert tells(hidden.worker_in, hidden.cast.family, [text]) == TELLS


@pytest.mark.parametrize("text", ["Liepu iela 125", "Liepu iela", "Bauska, LV-3901", "Dzīvoklis 4", "12-4", ""])
def test_what_gives_nothing_away_is_left_alone(hidden: World, text: str) -> None:
    assert tells(hidden.worker_in, hidden.cast.family, [text]) is None


def test_a_house_without_a_number_is_known_by_its_name(world: World) -> None:
    addresses.hide(world.cast.family.memberships.get().person, by=world.worker_in, text="„Zvaniņi”, Codes pagasts")
    assert tells(world.worker_in, world.cast.family, ["Mājās „Zvaniņi” pie meža."])
    assert not tells(world.worker_in, world.cast.family, ["Codes pagasts"])


def test_only_its_readers_are_told_for_a_refusal_would_confirm_it(hidden: World) -> None:
    other = make_family("Kalēju ģimene", members=(make_person("Ilga", "Kalēja"),))
    for family in (hidden.cast.family, other):
        assert tells(hidden.cast.actor("worker_out"), family, [TOLD]) is None
        assert tells(hidden.coordinator, family, [TOLD]) == TELLS


def test_letters_questions_answers_and_meetings_refuse_it(hidden: World) -> None:
    by = hidden.worker_in
    assert is_refused(lambda: hidden.letter(body=TOLD)) and is_refused(lambda: hidden.asked(what=TOLD))
    assert is_refused(lambda: hidden.meeting(agenda=[TOLD])) and is_refused(lambda: hidden.meeting(place="Liepu iela 12"))
    meeting = meetings.invite(hidden.meeting(date=hidden.today), by=by, on=hidden.today)
    values = {"present": [], "others_present": "māte", "family_words": "Labi.", "decisions": [], "nothing_decided": True}
    assert is_refused(lambda: meetings.hold(meeting, by=by, on=hidden.today, minute=TOLD, **values))
    assert not Disclosure.objects.exists()


def test_what_goes_along_with_a_transfer_is_read_before_it_goes(hidden: World) -> None:
    case, by = hidden.cast.case, hidden.coordinator
    bad = notes.write(case, by=hidden.worker_in, text=TOLD, date=hidden.today)  # a note of the team may say it
    good = notes.write(case, by=hidden.worker_in, text="Skolu sasniedz ar autobusu.", date=hidden.today)
    values = {"by": by, "on": hidden.today, "sentence": "Pārceļas.", "ground": "Agnese, 02.11."}
    for where in ({"receiving": "Liepājas centrs"}, {"site": hidden.cast.other_site}):
        codes = [f"note:{good.key}", f"note:{bad.key}"]
        assert is_refused(lambda where=where, codes=codes: transfers.transfer(latest(case), items=codes, **where, **values))
    assert latest(case).closed_date is None and not TransferItem.objects.exists() and not Referral.objects.exists()
    assert transfers.transfer(latest(case), items=[f"note:{good.key}"], receiving="Liepājas centrs", **values) is None


def test_the_plan_its_steps_and_reviews_refuse_it(hidden: World) -> None:
    case, by = hidden.cast.case, hidden.worker_in
    plan = plans.begin(case, by=by)
    assert is_refused(lambda: plans.add_goal(plan, by=by, text=TOLD))
    assert is_refused(lambda: plans.write_words(plan, by=by, family_words=TOLD, language="lv", expected=plan.edited))
    goal = plans.add_goal(plan, by=by, text="Mierīgi vakari.")
    owner = Owner(institution="Skola")
    assert is_refused(lambda: steps.add_step(case, by=by, goal=goal, text=TOLD, owner=owner, due_date=hidden.today))
    step = steps.add_step(case, by=by, goal=goal, text="Saruna", owner=owner, due_date=hidden.today + DAY)
    assert is_refused(lambda: steps.change_step(step, by=by, text=TOLD, owner=owner, due_date=hidden.today))
    signatures.sign(plan, by=by, on=hidden.today, how="paper", person=case.family.memberships.get().person)
    agreed = plans.agree(plan, by=by, on=hidden.today, review_date=hidden.today + 30 * DAY)
    values = {"on": hidden.today, "decision": "continue", "next_date": hidden.today + 40 * DAY}
    said = {one.pk: ("partly", "") for one in Goal.objects.filter(plan=agreed)}
    assert is_refused(lambda: reviews.review(agreed, by=by, goals=said, minutes=TOLD, **values))
    assert reviews.review(agreed, by=by, goals=said, minutes="Labāk.", **values).pk


def test_the_team_does_not_write_it_to_a_member_of_the_family(hidden: World) -> None:
    person = hidden.cast.family.memberships.get().person
    access, link = family_access.invite(
        hidden.cast.case, by=hidden.coordinator, person=person, email="a@example.org", site_address="https://ligzda.example", is_child=False
    )
    family_access.accept(link.rstrip("/").rsplit("/", 1)[1], by=hidden.nobody, password="Kastaņa-17-koks")
    access.refresh_from_db()
    assert is_refused(lambda: family_access.write(access, by=hidden.worker_in, text=TOLD))
    assert family_access.write(access, by=hidden.worker_in, text="Labdien!").pk
