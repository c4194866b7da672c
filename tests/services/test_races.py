"""What may stand once is raced: two at one moment, with connections of their own, on a server and in a file.

The constraints are read from the models. A new one has a race here, or its reason why two people never write it.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError
from django.db.models import UniqueConstraint

from ligzda.access.actions.emails import propose_email
from ligzda.access.actor import Actor
from ligzda.access.models import Proposal, Seat
from ligzda.care.actions import statuses
from ligzda.care.models import CareStatus
from ligzda.cases.actions import assessments, plans, team
from ligzda.cases.catalogue import ensure_instruments
from ligzda.cases.models import Assessment, Episode, Instrument, Plan, Responsibility, StateSpan
from ligzda.closure.actions import closing
from ligzda.kernel import clock
from ligzda.kernel.constraints import is_taken
from ligzda.kernel.refused import Refused, Repeated
from ligzda.people.actions import codes, families, merging, persons
from ligzda.people.models import CircleAccess, LanguageSkill, Merge, PersonalCode, Relation
from ligzda.portal.actions import family_access
from ligzda.portal.models import FamilyAccess
from ligzda.projects.actions import money, plan, posts, projects
from ligzda.projects.models import Activity, Amendment, BudgetVersion, Partner, ProjectAlias, ProjectSite, Target
from ligzda.safeguarding.actions import flags
from ligzda.safeguarding.models import RiskFlag
from ligzda.services.actions import attendance, events, groups, sessions
from ligzda.services.models import Attendance, Enrolment, GroupLeader, Invitation, Presence, Session
from tests.racing import Racing
from tests.services.test_groups import announce, enrol, running
from tests.services.world import World, make

DAY = dt.timedelta(days=1)
WHY = "Divi vienā mirklī."


@dataclass(frozen=True)
class Race:
    """An act that two do at one moment, and what may stand afterwards: one row, or a number in order for each."""

    guards: tuple[str, ...]
    act: Callable[[], Any]
    rows: Any
    left: tuple[int, ...] = (1,)


def races(world: World) -> list[Race]:
    """Each on rows of its own, so that none stands in another's way."""
    by, me, today = Actor.system("race", clock.today()), world.actor("worker", clock.today()), clock.today()
    case, other, site = world.cases["vitolini"], world.cases["zarini"], world.sites["valmiera"]
    agnese, kristers, elina, baiba = (world.people[name] for name in ("agnese", "kristers", "elina", "baiba"))
    worker, stranger, project = world.users["worker"], world.users["nobody"], world.project
    cohort = running(world, planned=5)
    enrol(world, cohort, "agnese")
    sheet = groups.plan_session(cohort, by=by, date=today - DAY, start_time=dt.time(9))
    invited, held = (announce(world, "coordinator", site=world.sites["bauska"]) for _n in range(2))
    closed = Episode.objects.get(case=other)
    Episode.objects.filter(pk=closed.pk).update(state="closed", closed_date=today - 9 * DAY, exit_type="moved_away")
    StateSpan.objects.create(episode=closed, state="closed", from_date=today - 9 * DAY)
    closed.refresh_from_db()
    area = Instrument.objects.order_by("id")[0]
    hour = {"date": today - DAY, "service": world.service("social_work"), "minutes": 60, "start_time": dt.time(10), "worker": worker}
    return [
        Race(("one_meeting_at_a_time",), lambda: sessions.log(case, by=by, persons=[], because=WHY, **hour), Session.objects.filter(case=case)),
        Race(
            ("one_group_session_at_a_time",),
            lambda: groups.plan_session(cohort, by=by, date=today + DAY, start_time=dt.time(17)),
            Session.objects.filter(cohort=cohort, date=today + DAY),
        ),
        Race(("one_attendance",), lambda: attendance.mark(sheet, by=by, marks={agnese: "present"}), Attendance.objects.filter(session=sheet)),
        Race(
            ("one_enrolment",),
            lambda: groups.enrol(cohort, by=by, person=kristers, case=case, from_date=today - DAY, because=WHY),
            Enrolment.objects.filter(person=kristers),
        ),
        Race(
            ("one_place_as_leader",),
            lambda: groups.add_leader(cohort.group, by=by, user=stranger, from_date=today),
            GroupLeader.objects.filter(user=stranger),
        ),
        Race(("one_invitation_of_a_person",), lambda: events.invite(invited, by=by, persons=[agnese]), Invitation.objects.filter(event=invited)),
        Race(
            ("one_presence_of_a_person",),
            lambda: events.hold(held, by=by, presence="persons", persons=[agnese], because=WHY),
            Presence.objects.filter(event=held, person=agnese),
        ),
        Race(("one_open_assessment",), lambda: assessments.begin(case, by=me, on=today, instrument=area), Assessment.objects.filter(case=case)),
        Race(
            ("one_care_status_a_day", "one_care_status_now"),
            lambda: statuses.record_status(case, elina, by=by, kind="at_risk", from_date=today - DAY, led_to=WHY, accept_because=WHY),
            CareStatus.objects.filter(person=elina),
        ),
        Race(("one_draft_plan", "one_plan_version"), lambda: plans.begin(case, by=me), Plan.objects.filter(case=case)),
        Race(
            ("one_open_episode", "one_latest_episode", "one_episode_ordinal", "one_open_span"),
            lambda: closing.reopen(closed, by=by, on=today, sentence=WHY),
            Episode.objects.filter(case=other, closed_date=None),
        ),
        Race(
            ("one_responsible_seat", "one_responsible_of_a_stay"),
            lambda: team.hand_over(case, by=by, user=world.users["other"], on=today),
            Seat.objects.filter(circle=case.circle, is_responsible=True, until_date=None),
        ),
        Race(
            ("one_family_access",),
            lambda: family_access.invite(case, by=by, person=agnese, email="agnese@example.org", site_address="https://l.example", is_child=False),
            FamilyAccess.objects.filter(person=agnese),
        ),
        Race(("one_alias_of_a_text",), lambda: projects.add_alias(project, by=by, text="EEZ-17"), ProjectAlias.objects.filter(text="EEZ-17")),
        Race(("one_partner_role",), lambda: projects.add_partner(project, by=by, role="partner", organisation=project.funder), Partner.objects.all()),
        Race(("one_site_per_project",), lambda: projects.work_at(project, by=by, site=site), ProjectSite.objects.filter(site=site)),
        Race(("one_activity_key",), lambda: posts.add_activity(project, by=by, name="Nometne"), Activity.objects.filter(name="Nometne")),
        Race(
            ("one_budget_version",),
            lambda: money.set_budget(project, by=by, total=Decimal(1000), currency="EUR", sources=[]),
            BudgetVersion.objects.all(), left=(1, 2),
        ),
        Race(("one_amendment_version",), lambda: plan.amend(project, by=by, reason=WHY, signed_date=today), Amendment.objects.filter(reason=WHY), left=(1, 2)),
        Race(
            ("one_target_version",),
            lambda: plan.set_target(project, by=by, code="families", value=10),
            Target.objects.filter(code="families"), left=(1, 2),
        ),
        Race(
            ("one_running_flag_of_a_person",),
            lambda: flags.flag(by=me, level="high", reason=WHY, review_date=today + DAY, person=kristers),
            RiskFlag.objects.filter(person=kristers, ended_at=None),
        ),
        Race(
            ("one_running_flag_of_a_family",),
            lambda: flags.flag(by=me, level="high", reason=WHY, review_date=today + DAY, family=case.family),
            RiskFlag.objects.filter(family=case.family, ended_at=None),
        ),
        Race(
            ("one_access_of_person",),
            lambda: families.give_circle_access(cohort.group.circle, by=by, person=baiba),
            CircleAccess.objects.filter(circle=cohort.group.circle, person=baiba),
        ),
        Race(
            ("one_access_of_family",),
            lambda: families.give_circle_access(cohort.group.circle, by=by, family=other.family),
            CircleAccess.objects.filter(circle=cohort.group.circle, family=other.family),
        ),
        Race(
            ("one_code_of_a_person",),
            lambda: codes.set_code(agnese, by=by, country="LV", code="328673-00679", accept_because=WHY),
            PersonalCode.objects.filter(person=agnese),
        ),
        Race(
            ("one_skill_per_language",),
            lambda: persons.set_language(agnese, by=by, language="lv", reads="alone"),
            LanguageSkill.objects.filter(person=agnese),
        ),
        Race(
            ("one_relation_of_a_kind",),
            lambda: persons.relate(kristers, elina, by=by, kind="sibling", from_date=today),
            Relation.objects.filter(first=kristers, second=elina),
        ),
        Race(
            ("one_decision_per_two_persons",),
            lambda: merging.suspect(agnese, baiba, by=by),
            Merge.objects.filter(first_person__isnull=False),
        ),
        Race(
            ("one_decision_per_two_families",),
            lambda: merging.suspect(case.family, other.family, by=by),
            Merge.objects.filter(first_family__isnull=False),
        ),
        Race(
            ("one_open_address_of_an_account",),
            lambda: propose_email(stranger, "cits@example.org", by=by),
            Proposal.objects.filter(about=stranger, state="open"), left=(0, 1),
        ),
    ]  # fmt: skip


# Why no two people write it at one moment from two windows of their own; what else is written stands behind the lock of what it belongs to.
ELSEWHERE = {
    "audit_signed_once": "signed by the writer of the entry",
    "read_signed_once": "signed by the writer of the entry",
    "one_checkpoint": "written by the sealer under its lock",
    "one_form_key": "raced by every form of test_once",
    "one_draft": "the latest text of one person's own form counts",
    "one_organisation": "made with the database",
    "own_words_once": "what one person typed into one text, written with ignored conflicts",
    "one_deletion_per_word": "an index of names, written with ignored conflicts",
    "one_area_code": "a catalogue that the release brings",
    "one_active_word_template": "an administrator's; behind the lock of the kind",
    "one_text_number": "numbers of texts that an import brings",
    "one_cohort_ordinal": "two cohorts are two; behind the lock of the group",
    "one_case_per_family_site_and_programme": "behind the lock of the family, as one_open_episode",
    "one_stated_number_of_a_place": "behind the lock of the cohort",
    "one_stated_number_of_a_label": "behind the lock of the cohort",
    "one_invitation_of_an_organisation": "behind the lock of the event, as that of a person",
    "one_family_score": "behind the lock of the assessment, with the version that was read",
    "one_score_per_child": "behind the lock of the assessment, with the version that was read",
    "one_view_per_child": "behind the lock of the assessment, with the version that was read",
    "one_intensity_a_day": "rows of one act on a locked stay",
    "one_word_on_an_area": "rows of one act on a locked stay",
    "one_note_version": "behind the lock of the note, with the version that was read",
    "one_running_plan": "behind the lock of the plan that is agreed",
    "one_signature_of_a_person": "behind the lock of the plan",
    "one_signature_of_a_worker": "behind the lock of the plan",
    "one_progress_of_a_goal": "rows of one act, a review",
    "one_item_in_a_place": "behind the lock of the meeting",
    "one_hearing": "rows of one act on a locked meeting",
    "one_open_return_plan": "behind the lock of the child",
    "one_ending_of_a_concern": "written by the clock's job alone",
    "one_address_reader": "rows of one act on a locked address",
    "one_notice_of_a_person": "written beside the text that was saved, with ignored conflicts",
    "one_notice_of_a_family": "written beside the text that was saved, with ignored conflicts",
    "one_open_proposal_of_a_seat": "made with its seat, behind the lock of the circle",
}


def constraints() -> set[str]:
    ours = [model for model in apps.get_models() if model.__module__.startswith("ligzda")]
    return {one.name for model in ours for one in model._meta.constraints if isinstance(one, UniqueConstraint)}


def told(act: Callable[[], Any]) -> str:
    """As a form tells it (``access.idempotency``); anything else is an error page."""
    try:
        act()
    except Repeated:
        return "repeated"
    except Refused as refused:
        return f"refused: {'; '.join(str(one) for one in refused.sentences)}"
    except IntegrityError as error:
        if not is_taken(error):
            raise
        return "taken"
    return "saved"


@pytest.mark.django_db(transaction=True)
def test_whatever_may_stand_once_stands_once_when_two_write_it_at_one_moment(tmp_path: Path) -> None:
    world = make()
    ensure_instruments()
    found = races(world)
    known = {name for race in found for name in race.guards}
    assert not known & ELSEWHERE.keys()
    assert known | ELSEWHERE.keys() == constraints(), "a constraint without a race: write one, or say why two never write it"
    racing, wrong = Racing(tmp_path), []
    for race in found:
        outcomes = racing.race(*(lambda act=race.act: told(act),) * 2)  # type: ignore[misc]
        left = racing.look(race.rows.all().count)
        if left not in race.left or any(isinstance(one, Exception) for one in outcomes):
            wrong.append(f"{race.guards}: {left} rows; {outcomes!r}")
    assert not wrong, "\n".join(wrong)
    assert racing.look(Responsibility.objects.filter(until_date=None, episode__case=world.cases["vitolini"]).count) == 1


def test_a_constraint_that_is_planted_is_missed() -> None:
    assert "one_meeting_at_a_time" in constraints() and "planted" not in constraints() | ELSEWHERE.keys()
