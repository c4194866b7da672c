"""Races in a family's file."""

from typing import Any

from ligzda.access.models import Seat, User
from ligzda.cases.actions import assessments, instruments, notes, plans, referrals, reviews, signatures, steps, team
from ligzda.cases.actions.steps import Owner
from ligzda.cases.models import Responsibility, Review, StateSpan
from ligzda.closure.actions import closing
from ligzda.cooperation.actions import meetings
from ligzda.desk.actions import documents
from ligzda.kernel.translated import Translated
from tests.cases.world import DAY, ENOUGH, World, latest, make_area
from tests.races.stories import Race, follows, fresh, mother, race, told
from tests.races.together import both_are_done, one_is_refused

SAID = "Pārrunāts komandā."


@race("access.machines.Machine.apply")
def two_close_one_file() -> Race:
    here = fresh()
    stay, boss = latest(here.cast.case), here.coordinator

    def close() -> Any:
        return closing.close(stay, by=boss, on=boss.on, sentence=SAID, exit_type="withdrew", accept_because=ENOUGH)

    return Race(close, close, lambda answers: one_is_refused(answers) and StateSpan.objects.filter(episode=stay).count() == 2)


@race("cases.actions.notes._lock")
def two_correct_one_note() -> Race:
    here = fresh()
    note = here.noted()

    def correct(text: str) -> Any:
        return lambda: notes.correct(note, by=here.worker_in, text=text, reason=SAID, expected_version=1)

    return Race(correct("Viens"), correct("Otrs"), one_is_refused)


@race("desk.actions.documents.void")
def two_void_one_paper() -> Race:
    here = fresh()
    file = here.filed()

    def void() -> Any:
        return documents.void(here.cast.case, file, by=here.worker_in, reason=SAID)

    return Race(void, void, one_is_refused)


@race("cases.actions.assessments.begin")
def two_begin_an_assessment() -> Race:
    here, area = fresh(), make_area("sleep")

    def begin() -> Any:
        return assessments.begin(here.cast.case, by=here.worker_in, on=here.today, instrument=area.instrument)

    return Race(begin, begin, one_is_refused)


def begun(here: World) -> Any:
    return assessments.begin(here.cast.case, by=here.worker_in, on=here.today, instrument=make_area("sleep").instrument)


@race("cases.actions.assessments.void")
def two_void_one_assessment() -> Race:
    here = fresh()
    one = begun(here)

    def void() -> Any:
        return assessments.void(one, by=here.worker_in, reason=SAID)

    return Race(void, void, one_is_refused)


@race("cases.actions.assessments._lock")
def two_score_one_area() -> Race:
    here = fresh()
    one, area = begun(here), make_area("sleep")

    def score(level: int) -> Any:
        return lambda: assessments.score(one, by=here.worker_in, area=area, own_level=None, level=level, evidence="Guļ labi.")

    return Race(score(3), score(4), one_is_refused)


@race("cases.actions.plans.begin")
def two_begin_a_plan() -> Race:
    here = fresh()

    def begin() -> Any:
        return plans.begin(here.cast.case, by=here.worker_in)

    return Race(begin, begin, one_is_refused)


@race("cases.actions.plans._draft")
def two_write_the_words_of_the_family() -> Race:
    here = fresh()
    draft = plans.begin(here.cast.case, by=here.worker_in)

    def write(words: str) -> Any:
        return lambda: plans.write_words(draft, by=here.worker_in, family_words=words, language=draft.language, expected=draft.edited)

    return Race(write("Mieru"), write("Klusumu"), one_is_refused)


@race("cases.actions.signatures.sign")
def a_worker_signs_a_running_plan_in_two_windows() -> Race:
    here = fresh()
    plan = here.planned(here.cast.case)

    def sign() -> Any:
        return signatures.sign(plan, by=here.worker_in, on=here.today, how="paper", user=here.cast.worker_in)

    return Race(sign, sign, one_is_refused)


@race("cases.actions.reviews.review")
def two_review_one_plan() -> Race:
    here = fresh()
    plan = here.planned(here.cast.case)
    goals, planned = {plan.goals.get().pk: ("partly", "")}, plan.review_date
    next_date = here.today + 40 * DAY

    def review() -> Any:
        said: dict[str, Any] = {"goals": goals, "decision": "continue", "next_date": next_date}
        return reviews.review(plan, by=here.worker_in, on=here.today, **said)

    def law(answers: list[Any]) -> bool:
        due = list(Review.objects.filter(plan=plan).order_by("id").values_list("due_date", flat=True))
        return both_are_done(answers) and due == [planned, next_date]  # the second answers the day that the first has set

    return Race(review, review, law)


@race("cases.actions.steps._open_step")
def two_finish_one_step() -> Race:
    here = fresh()
    step = steps.add_step(here.cast.case, by=here.worker_in, text="Zvanīt", owner=Owner(institution="Skola"), due_date=None)

    def finish() -> Any:
        return steps.finish_step(step, by=here.worker_in, on=here.today)

    return Race(finish, finish, one_is_refused)


@race("cases.actions.steps.reopen_step")
def two_reopen_one_step() -> Race:
    here = fresh()
    step = steps.add_step(here.cast.case, by=here.worker_in, text="Zvanīt", owner=Owner(institution="Skola"), due_date=None)
    steps.finish_step(step, by=here.worker_in, on=here.today)

    def reopen() -> Any:
        return steps.reopen_step(step, by=here.worker_in)

    return Race(reopen, reopen, lambda answers: both_are_done(answers) and told("step.reopened", step) == 1)


@race("cooperation.actions.meetings._still_planned")
def two_change_one_meeting() -> Race:
    here = fresh()
    meeting = here.meeting()

    def change(purpose: str) -> Any:
        said = {"date": meeting.date, "purpose": purpose, "agenda": ["Kavējumi"], "expected_version": meeting.version}
        return lambda: meetings.change_meeting(meeting, by=here.worker_in, **said)

    return Race(change("Skola"), change("Veselība"), one_is_refused)


@race("closure.actions.closing.record_contact")
def a_contact_while_after_care_ends() -> Race:
    here, area = fresh(), make_area("sleep")
    boss, stay = here.coordinator, latest(here.cast.case)
    closing.close(stay, by=boss, on=boss.on, sentence=SAID, exit_type="withdrew", accept_because=ENOUGH)
    cared = closing.aftercare(stay, by=boss, on=boss.on, sentence=SAID, consent_of=mother(here))
    closing.record_contact(cared, by=boss, on=boss.on, sentence=SAID, areas={area: "holds"})
    return Race(
        lambda: closing.end(cared, by=boss, on=boss.on, sentence=SAID),
        lambda: closing.record_contact(cared, by=boss, on=boss.on, sentence=SAID),
        one_is_refused,
    )


# --- referrals, team -----------------------------------------------------------------------------------------------------


@race("cases.actions.referrals._lock")
def two_change_one_referral() -> Race:
    here = fresh()
    referral = here.screened()
    version = type(referral).objects.get(pk=referral.pk).version

    def change(reason: str) -> Any:
        return lambda: referrals.change(referral, by=here.coordinator, reason=reason, expected_version=version)

    return Race(change("Kavē"), change("Nenāk"), one_is_refused)


@race("cases.episode_changes.lock_family")
def two_requests_for_one_family_are_admitted() -> Race:
    here = fresh()
    one, other = here.screened(), referrals.take_up(here.referred(), by=here.coordinator, on=here.today)
    other = referrals.name_family(other, by=here.coordinator, family=one.family)  # type: ignore[arg-type]
    person = one.family.memberships.order_by("id")[0].person  # type: ignore[union-attr]

    def admit(referral: Any) -> Any:
        said = {"project": here.cast.project, "case_worker": here.cast.worker_in, "criterion": SAID, "notice_to": [person]}
        return lambda: referrals.admit(referral, by=here.coordinator, on=here.today, **said)

    return Race(admit(one), admit(other), one_is_refused, at='INSERT INTO "cases_case"')


@race("cases.actions.team._may_assign")
def two_hand_one_file_over() -> Race:
    here = fresh()
    stay, boss = latest(here.cast.case), here.coordinator
    Responsibility.objects.create(episode=stay, user=here.cast.worker_in, from_date=here.ago(10))

    def hand_over(user: User) -> Any:
        return lambda: team.hand_over(here.cast.case, by=boss, user=user, on=boss.on)

    def law(answers: list[Any]) -> bool:
        now = stay.responsibilities.filter(until_date__isnull=True).count()
        return both_are_done(answers) and now == 1 and Seat.objects.filter(circle=here.cast.circle, is_responsible=True).count() == 1

    return Race(hand_over(here.colleague()), hand_over(here.colleague()), law)


@race("cases.actions.team.weigh")
def two_weigh_one_file() -> Race:
    here = fresh()

    def weigh(weight: int) -> Any:
        return lambda: team.weigh(here.cast.case, by=here.coordinator, weight=weight)

    return Race(weigh(2), weigh(3), follows("team.weight", here.cast.case, "weight", 2, 3))


# --- instruments ---------------------------------------------------------------------------------------------------------


@race("cases.actions.instruments._lock")
def two_make_the_next_version() -> Race:
    here, admin = fresh(), fresh().admin
    shape: dict[str, Any] = {
        "name": Translated(lv="Miegs"),
        "version": "1",
        "lowest": 1,
        "highest": 5,
        "licence": "",
        "owner": "",
        "needs_proof": False,
    }
    areas = [{"code": "s1", "name": Translated(lv="Miegs"), "scored": "family", "is_safety": False}]
    one = instruments.add(by=admin, key=f"sleep{here.cast.case.pk}", areas=areas, **shape)
    assessments.begin(here.cast.case, by=here.worker_in, on=here.today, instrument=one)

    def change(name: str) -> Any:
        new = [{**areas[0], "name": Translated(lv=name)}]
        return lambda: instruments.change(one, by=admin, areas=new, **{**shape, "version": "2"})

    return Race(change("Nakts"), change("Diena"), one_is_refused)
