"""The family's plan: goals out of areas, small steps, signatures, agreement, reviews, versions; and what is refused."""

import datetime as dt
import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from ligzda.access.models import AuditEntry
from ligzda.cases.actions import episodes, plans, reviews, signatures, steps
from ligzda.cases.actions.steps import Owner
from ligzda.cases.models import Case, Episode, Goal, Plan, Signature, Step
from ligzda.cases.queries import plans as queries
from ligzda.cases.states import PLAN
from ligzda.closure.actions import closing
from ligzda.documents.queries import content, may_open
from ligzda.kernel.clock import add_months
from ligzda.kernel.refused import Refused, Stale
from ligzda.people.models import Membership, Person
from ligzda.projects.models import Project
from tests.cases.test_figures import value
from tests.cases.world import DAY, ENOUGH, World, latest
from tests.cast import make_person

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


@pytest.fixture
def case(world: World) -> Case:
    """A family in planning, assessed twenty days ago."""
    episode = world.looked_at(on=world.ago(20))
    return episodes.plan(episode, by=world.worker_in, on=world.ago(20), sentence="Izvērtēts.").case


def sentences(world: World, plan: Plan, **values) -> list[str]:
    with pytest.raises(Refused) as refused:
        plans.agree(plan, by=world.worker_in, **({"on": world.today, "review_date": add_months(world.today, 3)} | values))
    return [str(sentence) for sentence in refused.value.sentences]


def test_a_plan_is_agreed_when_goals_steps_and_an_answer_of_the_family_are_there(world: World, case: Case) -> None:
    plan = plans.begin(case, by=world.worker_in)
    assert len(sentences(world, plan)) == 2  # no goal, no answer
    goal = plans.add_goal(plan, by=world.worker_in, text="Mierīgi vakari.")
    assert len(sentences(world, plan)) == 2  # no step, no answer
    step = steps.add_step(case, by=world.worker_in, goal=goal, text="Pārrunāt", owner=Owner(institution="Skola"), due_date=None)
    assert len(sentences(world, plan)) == 2  # no day, no answer
    steps.change_step(step, by=world.worker_in, text="Pārrunāt", owner=Owner(institution="Skola"), due_date=world.today)
    person = case.family.memberships.first().person
    with pytest.raises(Refused):
        signatures.sign(plan, by=world.worker_in, on=world.today, how="refused", person=person)
    signatures.sign(plan, by=world.worker_in, on=world.today, how="refused", person=person, reason="Vēl domā.")
    agreed = plans.agree(plan, by=world.worker_in, on=world.today, review_date=add_months(world.today, 6))
    assert (agreed.state, latest(case).state) == ("running", "active")
    assert latest(case).spans.get(until_date=None).from_date == world.today


def test_a_plan_is_looked_at_again_after_it_began_and_within_half_a_year(world: World, case: Case) -> None:
    plan = world.drafted(case)
    for review in (world.today, world.ago(1), add_months(world.today, 6) + DAY):
        assert sentences(world, plan, review_date=review)
    assert sentences(world, plan, on=world.today + DAY)


def test_a_goal_of_a_low_area_knows_the_level_it_began_from(world: World, case: Case) -> None:
    world.assessed(case, on=world.ago(2), f4=2)
    area = queries.area_by_code(world.worker_in, case, "f4")
    goal = plans.add_goal(plans.begin(case, by=world.worker_in), by=world.worker_in, text="Silts dzīvoklis.", area=area)
    assert (goal.area, goal.level_at_start) == (area, 2)
    assert queries.plan_view(world.worker_in, goal.plan).goals[0].level == 2


def test_a_goal_for_somebody_who_is_not_in_the_family_is_refused(world: World, case: Case) -> None:
    plan = plans.begin(case, by=world.worker_in)
    with pytest.raises(Refused) as refused:
        plans.add_goal(plan, by=world.worker_in, text="Mācās.", person=make_person("Svešs", "Bērns"))
    assert refused.value.field == "person" and not plan.goals.exists()


@pytest.mark.parametrize("owner", [Owner(), Owner(institution=" ")])
def test_a_step_belongs_to_exactly_one(world: World, case: Case, owner: Owner) -> None:
    with pytest.raises(Refused) as refused:
        steps.add_step(case, by=world.worker_in, text="Kaut kas", owner=owner, due_date=world.today)
    assert refused.value.field == "owner"
    person = case.family.memberships.first().person
    with pytest.raises(Refused):
        steps.add_step(case, by=world.worker_in, text="Kaut kas", owner=Owner(person=person, institution="Skola"), due_date=world.today)


def test_steps_are_done_dropped_with_a_reason_and_opened_again(world: World, case: Case) -> None:
    plan = world.planned(case, on=world.ago(3))
    step = Step.objects.get(goal__plan=plan)
    done = steps.finish_step(step, by=world.worker_in, on=world.ago(1), result="Skola palīdzēs.")
    assert (done.state, done.done_date) == ("done", world.ago(1))
    with pytest.raises(Refused):
        steps.drop_step(done, by=world.worker_in, result="Lieks.")
    again = steps.reopen_step(done, by=world.worker_in)
    with pytest.raises(Refused):
        steps.drop_step(again, by=world.worker_in, result=" ")
    assert steps.drop_step(again, by=world.worker_in, result="Vairs nevajag.").result == "Vairs nevajag."


def test_a_new_version_begins_as_a_copy_and_the_old_one_ends_when_it_is_agreed(world: World, case: Case) -> None:
    old = world.planned(case, on=world.ago(9))
    with pytest.raises(Refused):
        plans.begin(case, by=world.worker_in)  # says not why
    new = plans.begin(case, by=world.worker_in, reason="Māte sāk strādāt.")
    copied = new.goals.get()
    assert copied.origin == old.goals.get() and copied.steps.get().origin == old.goals.get().steps.get()
    plans.change_goal(copied, by=world.worker_in, text="Bērns skolā četras dienas.", person=None, due_date=None)
    plans.add_goal(new, by=world.worker_in, text="Vakari bez ekrāna.")
    found = queries.compare(world.worker_in, old, new)
    assert [(one.kind, one.what) for one in found] == [("changed", "goal"), ("added", "goal")]
    goal = new.goals.get(text="Vakari bez ekrāna.")
    steps.add_step(case, by=world.worker_in, goal=goal, text="Kaste pie durvīm", owner=Owner(institution="Ģimene"), due_date=world.today)
    signatures.sign(new, by=world.worker_in, on=world.today, how="paper", person=case.family.memberships.first().person)
    plans.agree(new, by=world.worker_in, on=world.today, review_date=add_months(world.today, 2))
    old.refresh_from_db()
    assert (old.state, old.ended_date) == ("ended", world.today)
    with pytest.raises(Refused):
        plans.change_goal(old.goals.get(), by=world.worker_in, text="Cits.", person=None, due_date=None)


def test_a_review_says_how_each_goal_goes_and_is_not_before_its_plan(world: World, case: Case) -> None:
    draft = world.drafted(case)
    said = {"decision": "continue", "next_date": add_months(world.today, 3)}
    goals = {draft.goals.get().pk: ("partly", "Divas dienas.")}
    with pytest.raises(Refused):
        reviews.review(draft, by=world.worker_in, on=world.today, goals=goals, **said)
    plan = plans.agree(draft, by=world.worker_in, on=world.ago(4), review_date=world.today)
    with pytest.raises(Refused) as refused:
        reviews.review(plan, by=world.worker_in, on=world.ago(5), goals=goals, **said)
    assert refused.value.field == "on"
    with pytest.raises(Refused):
        reviews.review(plan, by=world.worker_in, on=world.today, goals={}, **said)
    with pytest.raises(Refused) as refused:
        reviews.review(plan, by=world.worker_in, on=world.today, goals=goals, initiative="lots", **said)
    assert refused.value.field == "initiative"
    seen = {"initiative": "often", "willingness": ""}
    held = reviews.review(plan, by=world.worker_in, on=world.today, goals=goals, family_words="Ir labāk.", **seen, **said)
    assert (held.initiative, held.willingness) == ("often", "")
    plan.refresh_from_db()
    assert (held.due_date, plan.review_date) == (world.today, add_months(world.today, 3))
    assert Goal.objects.get(plan=plan).progress == "partly"


def test_a_drawn_signature_is_a_path_and_a_signed_file_is_kept_as_evidence(world: World, case: Case) -> None:
    plan = world.drafted(case)
    person = case.family.memberships.last().person
    for drawn in ("", "M1 1<script>", "<svg>", "M1 1L"):
        with pytest.raises(Refused):
            signatures.sign(plan, by=world.worker_in, on=world.today, how="screen", person=person, drawing=drawn)
    signatures.sign(plan, by=world.worker_in, on=world.today, how="screen", person=person, drawing="M10 20L30 40M5 5")
    with pytest.raises(Refused) as refused:
        fake = SimpleUploadedFile("plāns.pdf", b"<html><script>alert(1)</script>")
        signatures.sign(plan, by=world.worker_in, on=world.today, how="file", person=person, upload=fake)
    assert refused.value.field == "upload"
    signed = signatures.sign(
        plan, by=world.worker_in, on=world.today, how="file", person=person, upload=SimpleUploadedFile("plāns.pdf", PDF)
    )
    assert content(world.worker_in, signed.file) == PDF and signed.file.name == "plāns.pdf"
    assert not may_open(world.worker_out, signed.file)
    assert Signature.objects.filter(plan=plan, person=person).count() == 1  # the later answer takes the place of the earlier


def test_two_people_writing_the_plan_are_both_shown(world: World, case: Case) -> None:
    plan = plans.begin(case, by=world.worker_in)
    plans.write_words(plan, by=world.worker_in, family_words="Gribam mieru.", language="lv", expected=1)
    with pytest.raises(Stale) as stale:
        plans.write_words(plan, by=world.coordinator, family_words="Gribam dārzu.", language="lv", expected=1)
    assert stale.value.theirs == {"family_words": "Gribam mieru."}


def test_who_only_reads_and_who_has_no_seat_change_nothing(world: World, case: Case) -> None:
    for name in ("worker_out", "auditor", "manager", "partner", "nobody"):
        with pytest.raises(Refused):
            plans.begin(case, by=world.cast.actor(name))


def test_the_plan_ends_with_the_stay(world: World, case: Case) -> None:
    plan = world.planned(case, on=world.ago(9))
    closing.close(latest(case), by=world.coordinator, on=world.today, sentence="Pārcēlās.", exit_type="moved_away", accept_because=ENOUGH)
    plan.refresh_from_db()
    assert (plan.state, plan.ended_date) == ("ended", world.ago(1))
    assert PLAN.move("end_plan").by_system, "nobody ends a plan by hand"


def test_the_familys_copy_has_plain_words_and_no_levels(world: World, case: Case, client: Client) -> None:
    world.assessed(case, on=world.ago(2), f4=2)
    plan = plans.begin(case, by=world.worker_in)
    child = make_person("Elīna", "Bērza")
    Membership.objects.create(family=case.family, person=child, role="child")
    area = queries.area_by_code(world.worker_in, case, "f4")
    goal = plans.add_goal(plan, by=world.worker_in, text="Silta istaba ziemā.", area=area, person=Person.objects.get(pk=child.pk))
    steps.add_step(case, by=world.worker_in, goal=goal, text="Izsaukt skursteņslauķi", owner=Owner(person=child), due_date=world.today)
    client.force_login(world.cast.users["worker_in"])
    before = AuditEntry.objects.filter(act="plan.printed").count()
    answer = client.get(reverse("cases:plan_print", args=[case.family.key, case.key, plan.key]))
    text = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages)
    assert "Silta istaba ziemā." in text and "Izsaukt skursteņslauķi" in text and "Elīna" in text
    assert str(area) not in text and case.number not in text
    assert AuditEntry.objects.filter(act="plan.printed").count() == before + 1


def test_the_pages_take_a_goal_from_a_low_area_to_an_agreed_plan(world: World, case: Case, client: Client) -> None:
    world.assessed(case, on=world.ago(2), f4=2)
    client.force_login(world.cast.users["worker_in"])
    file = [case.family.key, case.key]
    new = reverse("cases:goal_new", args=file) + "?area=f4"
    assert client.get(new).status_code == 200
    assert client.post(new, {"text": "Silts dzīvoklis.", "person": ""}).status_code == 302
    goal = Goal.objects.get()
    assert goal.level_at_start == 2
    empty = client.post(reverse("cases:step_new", args=[*file, goal.key]), {"text": "Zvanīt", "due_date": "01.02.2030."})
    assert empty.status_code == 422 and "Zvanīt" in empty.content.decode()
    typed = {"text": "Zvanīt", "owner": f"u-{world.cast.worker_in.key}", "due_date": "01.02.2030."}
    assert client.post(reverse("cases:step_new", args=[*file, goal.key]), typed).status_code == 302
    person = case.family.memberships.first().person
    sign = reverse("cases:plan_sign", args=[*file, goal.plan.key])
    assert client.get(sign).status_code == 200
    assert client.post(sign, {"who": f"p-{person.key}", "how": "paper", "on": world.today.isoformat()}).status_code == 302
    agree = {"on": world.today.isoformat(), "review_date": add_months(world.today, 3).isoformat()}
    assert client.post(reverse("cases:plan_agree", args=file), agree).status_code == 302
    assert latest(case).state == "active"
    step = Step.objects.get()
    assert client.post(reverse("cases:step_done", args=[*file, step.key]), {"on": world.today.isoformat()}).status_code == 302
    review = reverse("cases:plan_review", args=file)
    assert client.post(review, {"on": world.today.isoformat(), "decision": "continue"}).status_code == 422
    typed = {"on": world.today.isoformat(), "decision": "continue", "next_date": agree["review_date"], f"progress_{goal.key}": "partly"}
    assert client.post(review, typed).status_code == 302
    page = client.get(reverse("cases:plan", args=file)).content.decode()
    assert "Silts dzīvoklis." in page and "Zvanīt" in page


def test_valid_plans_and_reviews_on_time_are_counted_from_the_work(world: World) -> None:
    Episode.objects.all().update(admitted_date=dt.date(2099, 1, 1))  # the files the cast brings along
    Project.objects.filter(pk=world.cast.project.pk).update(start_date=dt.date(2020, 1, 1))
    world.cast.project.refresh_from_db()
    start = dt.date(2026, 1, 10)
    kept, late = (world.active(on=start).case for _n in range(2))
    assert float(value(world, "valid_plan_share", start)) == 1
    assert value(world, "with_valid_plan", start + 60 * DAY) == 2 and value(world, "families_active", start + 60 * DAY) == 2
    plan = kept.plans.get()
    goals = {plan.goals.get().pk: ("partly", "")}
    reviews.review(plan, by=world.worker_in, on=start + 80 * DAY, goals=goals, decision="continue", next_date=add_months(start, 8))
    assert value(world, "with_valid_plan", start + 100 * DAY) == 1  # nobody looked at the other one again
    assert float(value(world, "valid_plan_share", start + 100 * DAY)) == 0.5
    assert [value(world, code, start + 100 * DAY) for code in ("reviews_due", "reviews_on_time")] == [2, 1]
    assert float(value(world, "reviewed_on_time", start + 100 * DAY)) == 0.5
    assert late.plans.get().state == "running"


def test_a_review_that_came_late_leaves_its_gap_and_one_that_never_came_stays_due(world: World) -> None:
    Episode.objects.all().update(admitted_date=dt.date(2099, 1, 1))
    Project.objects.filter(pk=world.cast.project.pk).update(start_date=dt.date(2020, 1, 1))
    world.cast.project.refresh_from_db()
    start = dt.date(2026, 1, 10)  # to be looked at again on 10 April
    late, never = (world.active(on=start) for _n in range(2))
    plan = late.case.plans.get()
    goals = {plan.goals.get().pk: ("partly", "")}
    days = (start, dt.date(2026, 4, 10), dt.date(2026, 4, 11), dt.date(2026, 4, 20), dt.date(2026, 6, 1))

    def numbers(code: str) -> list[Any]:
        return [value(world, code, day) for day in days]

    assert numbers("with_valid_plan") == [2, 2, 0, 0, 0]
    reviews.review(plan, by=world.worker_in, on=dt.date(2026, 4, 20), goals=goals, decision="continue", next_date=dt.date(2026, 9, 1))
    assert numbers("with_valid_plan") == [2, 2, 0, 1, 1]
    closing.close(never, by=world.coordinator, on=dt.date(2026, 5, 1), sentence="Pārcēlās.", exit_type="moved_away", accept_because=ENOUGH)
    assert numbers("reviews_due") == [0, 2, 2, 2, 2] and numbers("reviews_on_time") == [0] * 5
    assert numbers("families_active") == [2, 2, 2, 2, 1]
