"""A child's way back to the family: nothing without conditions and signatures, the decision once, support afterwards."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from ligzda.access.actor import Actor
from ligzda.care import rules
from ligzda.care.actions import return_parts, returns, statuses
from ligzda.care.actions.statuses import Decision
from ligzda.care.models import CareStatus, ReturnPlan
from ligzda.care.queries import waiting
from ligzda.care.states import RETURN, ReturnState, no_stay_told, support_too_short
from ligzda.kernel.clock import add_months
from ligzda.kernel.refused import Refused
from tests.care.world import COURT, agreed, decided, home, make_child, proposed, separated, status, trying
from tests.cases.world import World

D = dt.date


def days(count: int) -> dt.timedelta:
    return dt.timedelta(days=count)


def refused(field: str | None = None):
    return pytest.raises(Refused, check=lambda refusal: refusal.field == field)


def test_a_child_at_home_needs_no_return_plan_and_one_is_enough(world: World):
    at_home = make_child(world.cast.case)
    with refused():
        returns.draft(world.cast.case, at_home, by=world.worker_in, on=world.today)
    child = separated(world, world.ago(40), first="Elīna")
    plan = returns.draft(world.cast.case, child, by=world.worker_in, on=world.ago(30))
    with refused():
        returns.draft(world.cast.case, child, by=world.worker_in, on=world.ago(30))
    returns.break_off(plan, by=world.coordinator, on=world.today, sentence="Sāksim no jauna.")
    assert returns.draft(world.cast.case, child, by=world.worker_in, on=world.today).state == ReturnState.DRAFTED


def test_a_plan_is_agreed_with_a_condition_a_way_to_meet_and_the_answers(world: World):
    child = separated(world, world.ago(40), born=D(2012, 1, 1))
    plan = returns.draft(world.cast.case, child, by=world.worker_in, on=world.ago(30))
    assert len(RETURN.objections(plan, "agree", world.worker_in)) == 4
    return_parts.set_schedule(plan, by=world.worker_in, contact_schedule="Katru sestdienu.")
    with refused("due_date"):
        return_parts.add_condition(plan, by=world.worker_in, what="A", how_seen="B", judge=COURT, due_date=world.ago(35))
    return_parts.add_condition(plan, by=world.worker_in, what="A", how_seen="B", judge=COURT, due_date=world.today)
    with refused("reason"):
        return_parts.sign(plan, by=world.worker_in, who="Jānis", role="parent", date=world.ago(29), is_refusal=True)
    return_parts.sign(plan, by=world.worker_in, who="Jānis", role="parent", date=world.ago(29), is_refusal=True, reason="Grib citu dienu.")
    plan = ReturnPlan.objects.get(pk=plan.pk)
    assert len(RETURN.objections(plan, "agree", world.worker_in)) == 1  # a child of fourteen answers too
    return_parts.sign(plan, by=world.worker_in, who="Kristers", role="child", date=world.ago(29))
    assert returns.agree(plan, by=world.worker_in, on=world.ago(29), sentence="Vienojāmies.").state == ReturnState.AGREED


def test_stays_on_trial_need_a_met_condition_consent_and_a_look_at_safety(world: World):
    plan = agreed(world, world.ago(60))
    condition = plan.conditions.get()
    with refused("remark"):
        return_parts.judge_condition(condition, by=world.worker_in, answer="not_met", on=world.ago(50))
    return_parts.judge_condition(condition, by=world.worker_in, answer="not_met", on=world.ago(50), remark="Krāsns vēl nav salabota.")
    given = {"on": world.ago(50), "sentence": "Var sākt.", "authority_consent": COURT, "safety_check": "Runāts ar visiem."}
    with refused():
        returns.try_at_home(plan, by=world.coordinator, **given)
    return_parts.judge_condition(condition, by=world.worker_in, answer="met", on=world.ago(50))
    with refused("authority_consent"):
        returns.try_at_home(plan, by=world.coordinator, **given | {"authority_consent": " "})
    with refused():
        returns.try_at_home(plan, by=world.worker_in, **given)  # the coordinator's step
    assert returns.try_at_home(plan, by=world.coordinator, **given).state == ReturnState.TRIAL_STAY


def test_nothing_is_proposed_before_a_stay_is_told_in_the_childs_words(world: World):
    plan = trying(world, world.ago(60))
    plan.stays.all().delete()
    with refused():
        returns.propose_return(plan, by=world.worker_in, on=world.ago(50), sentence="Gatavs.", opinion="Iesaku.")
    stay = return_parts.add_stay(plan, by=world.worker_in, from_date=world.ago(52))
    with refused("child_words"):
        return_parts.tell_stay(stay, by=world.worker_in, until_date=world.ago(50), how="Labi.", child_words=" ")
    with refused("until_date"):
        return_parts.tell_stay(stay, by=world.worker_in, until_date=world.ago(53), how="Labi.", child_words="Labi.")
    return_parts.tell_stay(stay, by=world.worker_in, until_date=world.ago(50), how="Labi.", child_words="Bija silti.")
    with refused("opinion"):
        returns.propose_return(plan, by=world.worker_in, on=world.ago(50), sentence="Gatavs.", opinion="")
    returns.look_again(plan, by=world.worker_in, on=world.ago(50), sentence="Vēl vienu reizi.")
    assert returns.propose_return(plan, by=world.worker_in, on=world.ago(50), sentence="Gatavs.", opinion="Iesaku.").state == "proposed"


@pytest.mark.parametrize(
    ("missing", "stands_against"),
    [({}, False), ({"how": ""}, True), ({"child_words": ""}, True), ({"until_date": None}, True)],
)
def test_a_stay_counts_once_it_is_over_and_told_by_both(world: World, missing: dict[str, str | None], stands_against: bool):
    """How it went, the child's own words and its last day stand on one and the same stay."""
    plan = trying(world, world.ago(60))
    plan.stays.all().delete()
    told = {"from_date": world.ago(52), "until_date": world.ago(50), "how": "Labi.", "child_words": "Bija silti."}
    plan.stays.create(**told | missing)
    assert (no_stay_told(plan, world.worker_in) is not None) is stands_against
    halves = {"how": ""}, {"child_words": ""}, {"until_date": None}
    for half in halves if missing else ():
        plan.stays.create(**told | half)
    assert (no_stay_told(plan, world.worker_in) is not None) is stands_against


def test_the_decision_to_return_is_the_childs_status_and_stands_there_alone(world: World):
    plan = home(world, world.ago(60))
    now = statuses.chain(plan.person)[-1]
    assert (now.kind, now.from_date, now.decision_number) == ("returned", world.ago(53), "1-6/77")
    assert plan.returned == now and not plan.decision_number
    assert plan.state == ReturnState.RETURNED
    with refused():
        returns.return_home(plan, by=world.worker_in, on=world.today, sentence="Vēlreiz.", decision=decided(world.today))


def test_without_a_decision_nobody_returns_and_nobody_is_kept_away(world: World):
    plan = proposed(world, world.ago(60))
    for act in (returns.return_home, returns.stay_in_care):
        with refused("decision_number"):
            act(plan, by=world.worker_in, on=world.today, sentence="Tā.", decision=Decision(COURT, "", world.today))
        with refused("decision_date"):
            act(plan, by=world.worker_in, on=world.today, sentence="Tā.", decision=decided(world.today + days(1)))
    assert ReturnPlan.objects.get(pk=plan.pk).state == ReturnState.PROPOSED
    stays = returns.stay_in_care(plan, by=world.worker_in, on=world.today, sentence="Vēl par agru.", decision=decided(world.today))
    assert (stays.state, stays.decision_number) == (ReturnState.NOT_RETURNED, "1-6/31")
    assert statuses.chain(plan.person)[-1].kind == "foster"  # where the child lives stays as it is recorded


def test_support_after_the_return_has_hours_and_a_last_day_and_lasts_half_a_year(world: World):
    plan = home(world, world.ago(250))
    given = {"on": world.ago(242), "sentence": "Sākam.", "support_plan": "Asistente divreiz nedēļā.", "support_until_date": world.ago(50)}
    with refused("support_hours"):
        returns.support(plan, by=world.worker_in, support_hours=None, **given)
    with refused("support_until_date"):
        returns.support(plan, by=world.worker_in, support_hours=4, **given | {"support_until_date": world.ago(242)})
    plan = returns.support(plan, by=world.worker_in, support_hours=4, **given)
    return_parts.record_contact(plan, by=world.worker_in, on=world.ago(236), sentence="Mierīgi.")
    early = Actor(world.cast.users["coordinator"], world.ago(100))
    with refused():
        returns.end_support(plan, by=early, on=world.ago(100), sentence="Pietiek.")
    status(world, plan.person, "removed", world.ago(10), decision=decided(world.ago(10)))
    with refused():
        returns.end_support(plan, by=world.coordinator, on=world.today, sentence="Pietiek.")  # the child is away again
    statuses.void_status(statuses.chain(plan.person)[-1], by=world.coordinator, reason="Kļūda.")
    assert returns.end_support(plan, by=world.coordinator, on=world.today, sentence="Pietiek.").state == ReturnState.ENDED


def test_a_visit_is_told_in_words_and_none_is_held_before_its_day(world: World):
    plan = agreed(world, world.ago(60))
    given = {"by": world.worker_in, "with_whom": "māte", "company": "supervised"}
    with refused("date"):
        return_parts.add_visit(plan, date=world.today + days(3), state="held", reaction="Priecīgs.", **given)
    visit = return_parts.add_visit(plan, date=world.today, **given)
    for state in ("held", "not_held"):
        with refused("reaction"):
            return_parts.tell_visit(visit, by=world.worker_in, state=state, reaction="")
    assert return_parts.tell_visit(visit, by=world.worker_in, state="held", reaction="Negribēja šķirties.").state == "held"


def test_days_go_forward_and_not_into_the_future(world: World):
    plan = agreed(world, world.ago(60))
    given = {"sentence": "Tā.", "authority_consent": COURT, "safety_check": "Jā."}
    with refused("on"):
        returns.try_at_home(plan, by=world.coordinator, on=world.ago(59), **given)
    with refused("on"):
        returns.try_at_home(plan, by=world.coordinator, on=world.today + days(1), **given)


def test_who_only_reads_changes_nothing(world: World):
    plan = agreed(world, world.ago(60))
    for who in (world.auditor, world.worker_out, world.partner):
        with pytest.raises(Refused):
            return_parts.set_schedule(plan, by=who, contact_schedule="Nekad.")
        with pytest.raises(Refused):
            returns.draft(world.cast.case, plan.person, by=who, on=world.today)


# --- clocks -------------------------------------------------------------------------------------------------------------


def test_asking_after_a_return_falls_due_every_week_then_every_month():
    due = rules.support_days(D(2026, 1, 31), 1, 6)
    assert due[:4] == [D(2026, 2, 7), D(2026, 2, 14), D(2026, 2, 21), D(2026, 2, 28)]
    assert due[4:] == [D(2026, 3, 31), D(2026, 4, 30), D(2026, 5, 31), D(2026, 6, 30), D(2026, 7, 31)]


def test_a_separated_child_waits_for_a_plan_for_sixty_days(world: World):
    child = separated(world, world.ago(70))
    (row,) = waiting(world.worker_in)
    assert (row.due_date, row.overdue_days, row.family_name) == (world.ago(10), 10, world.cast.family.name)
    assert row.url == reverse("care:children", args=[world.cast.family.key, world.cast.case.key])
    assert waiting(world.worker_out) == waiting(world.auditor) == []
    plan = returns.draft(world.cast.case, child, by=world.worker_in, on=world.ago(5))
    (row,) = waiting(world.worker_in)
    assert (row.due_date, row.url) == (world.ago(10), plan.get_absolute_url())


def test_each_state_has_its_clock(world: World):
    def due(who: Actor) -> list[dt.date | None]:
        return [row.due_date for row in waiting(who)]

    start = world.ago(60)
    plan = agreed(world, start)
    assert due(world.worker_in) == []  # it is the coordinator's turn, and every condition is judged
    return_parts.add_condition(plan, by=world.worker_in, what="Darbs.", how_seen="Līgums.", judge=COURT, due_date=world.today)
    assert due(world.coordinator) == [world.today]
    child = separated(world, start, first="Elīna")
    trying(world, start, child)
    assert due(world.worker_in) == [add_months(start + days(5), 3)]


def test_after_the_return_the_next_contact_moves_the_clock(world: World):
    plan = home(world, world.ago(60))
    came = world.ago(53)
    assert [row.due_date for row in waiting(world.worker_in)] == [came + days(7)]
    return_parts.record_contact(plan, by=world.worker_in, on=came + days(6), sentence="Labi.")
    assert [row.due_date for row in waiting(world.worker_in)] == [came + days(14)]


def test_what_waits_takes_the_same_statements_for_one_child_and_for_many(world: World, django_assert_max_num_queries):
    for n in range(6):
        separated(world, world.ago(70), first=f"Bērns{n}")
        home(world, world.ago(60), separated(world, world.ago(60), first=f"Mājās{n}"))
    actor = world.worker_in
    assert actor.seats
    with django_assert_max_num_queries(3):
        assert len(waiting(actor)) == 12


def test_the_plan_of_an_adopted_child_is_closed_to_all_but_the_coordinator(world: World, client: Client):
    plan = agreed(world, world.ago(60))
    status(world, plan.person, "adopted", world.ago(3), decision=decided(world.ago(4)))
    url = plan.get_absolute_url()
    client.force_login(world.cast.users["worker_in"])
    assert client.get(url).status_code == 404
    client.force_login(world.cast.users["coordinator"])
    assert client.get(url).status_code == 200
    assert CareStatus.objects.filter(person=plan.person, kind="adopted").exists()


def test_typed_words_of_a_part_come_back(world: World, client: Client):
    plan, day = agreed(world, world.ago(60)), f"{world.today:%d.%m.%Y.}"
    parts = {
        "conditions": ({"what": "Silts.", "how_seen": "Redz.", "judge": COURT, "due_date": "01.01.2020."}, {"due_date": "01.01.2099."}),
        "answers": ({"who": "Jānis", "role": "parent", "answer": "refused", "date": day}, {"reason": "Nav laika."}),
        "visits": ({"with_whom": "māte", "date": day, "company": "alone", "state": "held"}, {"state": "planned"}),
    }
    client.force_login(world.cast.users["worker_in"])
    for part, (typed, mended) in parts.items():
        url = reverse("care:return_part", args=[world.cast.family.key, world.cast.case.key, plan.key, part])
        before, answer = getattr(plan, part).count(), client.post(url, typed)
        assert answer.status_code == 422 and next(iter(typed.values())) in answer.content.decode()
        assert client.post(url, typed | mended).status_code == 302
        assert getattr(plan, part).count() == before + 1


def test_support_may_end_from_the_very_day_on_which_its_term_is_over(world: World):
    plan = home(world, D(2026, 1, 24))
    found = [support_too_short(plan, Actor(world.cast.users["coordinator"], day)) for day in (D(2026, 7, 30), D(2026, 7, 31))]
    assert [reason is None for reason in found] == [False, True]
