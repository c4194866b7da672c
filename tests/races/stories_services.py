"""Races about meetings, groups, camps, events, and the concerns above them."""

import datetime as dt
from typing import Any

from ligzda.access.actor import Actor
from ligzda.access.audit import digest
from ligzda.access.models import AuditEntry, Seat
from ligzda.kernel import clock
from ligzda.kernel.refused import Repeated
from ligzda.people.models import Reversal
from ligzda.safeguarding.actions import concerns, endings
from ligzda.safeguarding.models import Concern, ConcernEnding
from ligzda.services.actions import camps, corrections, entry, events, grants, groups, leaving, sessions
from ligzda.services.models import Cohort, Event, Invitation, ServiceType, Session, StatedNumber
from tests.cases.world import DAY, World
from tests.cast import make_seat, make_user
from tests.races.stories import Race, fresh, mother, race, told
from tests.races.together import both_are_done, one_is_refused
from tests.services.granted import granted

NINE = dt.time(9)
SAID = "Pārrunāts komandā."


def second_is_a_repeat(answers: list[Any]) -> bool:
    return isinstance(answers[0], Session) and isinstance(answers[1], Repeated)


def social_work() -> ServiceType:
    return ServiceType.objects.get(key="social_work")


def log(here: World) -> Any:
    said: dict[str, Any] = {"date": here.today, "service": social_work(), "minutes": 60, "start_time": NINE}
    return lambda: sessions.log(here.cast.case, by=here.worker_in, **said)


@race("services.actions.sameness._queue")
def one_meeting_from_two_windows() -> Race:
    here = fresh()
    return Race(log(here), log(here), second_is_a_repeat)


@race("services.actions.sameness.must_not_be_told")
def what_came_of_a_plan_from_two_windows() -> Race:
    here = fresh()
    said: dict[str, Any] = {"date": here.today, "minutes": 60, "start_time": NINE}
    planned = sessions.plan_meeting(here.cast.case, by=here.worker_in, service=social_work(), **said)

    def record() -> Any:
        return entry.record(here.cast.case, by=here.worker_in, planned=planned, outcome="no_show", service="social_work", **said)

    return Race(record, record, second_is_a_repeat)


@race("services.actions.checks.lock")
def two_correct_one_record() -> Race:
    here = fresh()
    session = log(here)()

    def correct(minutes: int) -> Any:
        return lambda: corrections.correct(session, by=here.worker_in, reason="Ilgāk.", minutes=minutes, expected_version=1)

    return Race(correct(90), correct(30), one_is_refused)


@race("services.actions.leaving.end_work")
def a_meeting_is_told_while_its_worker_leaves() -> Race:
    here = fresh()
    gone = make_user("Gundega Roze")
    said: dict[str, Any] = {"service": social_work(), "date": here.today, "minutes": 60, "worker": gone}
    planned = sessions.plan_meeting(here.cast.case, by=here.worker_in, **said)

    def law(answers: list[Any]) -> bool:
        return both_are_done(answers) and Session.objects.get(pk=planned.pk).status == "held"  # what was told stays

    return Race(lambda: sessions.confirm_held(planned, by=here.worker_in), lambda: leaving.end_work(gone, by=here.admin), law)


# --- groups and events ---------------------------------------------------------------------------------------------------


def cohort_of(here: World) -> Cohort:
    cast = here.cast
    group = groups.open_group(
        by=here.coordinator, kind="support", name="Otrdienas", project=cast.project, site=cast.site, from_date=here.today,
        service=ServiceType.objects.get(key="support_group"),
    )  # fmt: skip
    return groups.open_cohort(group, by=here.coordinator)


@race("services.actions.sameness._queue_in_cohort")
def one_series_from_two_windows() -> Race:
    here = fresh()
    cohort = cohort_of(here)

    def plan() -> Any:
        return groups.plan_session(cohort, by=here.coordinator, date=here.today)

    return Race(plan, plan, second_is_a_repeat)


@race("services.actions.camps.state_number")
def two_state_one_number() -> Race:
    here = fresh()
    cohort = cohort_of(here)

    def state(value: int) -> Any:
        return lambda: camps.state_number(cohort, by=here.coordinator, unit="children", value=value, source="Vēstule")

    def law(answers: list[Any]) -> bool:
        lines = list(AuditEntry.objects.filter(act="state_number", thing_id=cohort.pk).order_by("id"))
        said = [(one.digests["children"], one.salt) for one in lines]
        follows = len(said) == 2 and said[1][0][0] == digest(said[1][1], 20)  # the second tells what the first had stated
        return both_are_done(answers) and follows and StatedNumber.objects.filter(cohort=cohort).count() == 1

    return Race(state(20), state(25), law)


@race("services.actions.events._not_invited_yet")
def two_invite_the_same() -> Race:
    here = fresh()
    said: dict[str, Any] = {"title": "Ģimeņu diena", "kind": "joint_activity", "audience": "families", "site": here.cast.site}
    event: Event = events.announce(by=here.coordinator, project=here.cast.project, **said)

    def invite() -> Any:
        return events.invite(event, by=here.coordinator, described="Visas ģimenes")

    return Race(invite, invite, lambda answers: one_is_refused(answers) and Invitation.objects.filter(event=event).count() == 1)


# --- concerns ------------------------------------------------------------------------------------------------------------


def given(here: World, **more: Any) -> dict[str, Any]:
    first = here.ago(10)
    said = {"number": "BA-17", "decided_date": first, "body": "Dienests", "from_date": first, "until_date": first + 41 * DAY}
    return said | {"hours_week": 6} | more


@race("services.actions.grants._sound")
def two_give_the_same_days() -> Race:
    here = fresh()

    def grant() -> Any:
        return grants.grant(here.cast.case, by=here.worker_in, **given(here))

    return Race(grant, grant, one_is_refused)


@race("services.actions.grants.correct")
def hours_are_corrected_while_they_are_taken_back() -> Race:
    here = fresh()
    made = granted(here)
    return Race(
        lambda: grants.void(made, by=here.worker_in, reason=SAID),
        lambda: grants.correct(made, by=here.worker_in, reason=SAID, **given(here, hours_week=8)),
        one_is_refused,
    )


@race("services.actions.grants.void")
def two_take_the_same_hours_back() -> Race:
    here = fresh()
    made = granted(here)

    def void() -> Any:
        return grants.void(made, by=here.worker_in, reason=SAID)

    return Race(void, void, lambda answers: both_are_done(answers) and told("void_grant", made) == 1)


def concern_of(here: World, typed_name: str = "") -> Concern:
    said: dict[str, Any] = {"people": [mother(here)], "seen": "Zilumi.", "is_danger_now": False, "noticed_at": clock.now()}
    return concerns.raise_concern(by=here.worker_in, typed_name=typed_name, **said)[0]


@race("safeguarding.actions.concerns.decide_whom")
def two_decide_whom_a_name_means() -> Race:
    here = fresh()
    worker = make_user("Ksenija Zvirgzda")
    make_seat(here.cast.other_case.circle, worker, "case_worker")
    concern = concern_of(here, worker.name)
    leads = Seat.objects.filter(circle=concern.circle, role="coordinator").order_by("id")[0].user

    def decide() -> Any:
        return concerns.decide_whom(concern, by=Actor(leads), user=worker, is_meant=False)

    return Race(decide, decide, one_is_refused)


@race("safeguarding.actions.endings._settled")
def two_settle_one_ending() -> Race:
    here = fresh()
    kept = Reversal.objects.create(kind="close", thing="cases.case", thing_id=here.cast.case.pk, circle=here.cast.circle, kept="{}")
    ending = ConcernEnding.objects.create(concern=concern_of(here), reversal=kept)
    leads = Seat.objects.filter(circle=ending.concern.circle, role="coordinator").order_by("id")[0].user

    def leave() -> Any:
        return endings.leave(ending, by=Actor(leads))

    return Race(leave, leave, one_is_refused)
