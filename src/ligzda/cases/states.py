"""The states of a family's way and the two tables of moves: a referral until it is decided, an episode from admission to its end."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from ligzda.access.actor import Actor
from ligzda.access.machines import Machine, Move
from ligzda.access.permissions import Permission
from ligzda.safeguarding.queries import has_open_concern, leads_any_concern


class ReferralState(models.TextChoices):
    ENQUIRY = "enquiry", _("enquiry")
    REFERRED = "referred", _("referred")
    SCREENING = "screening", _("being screened")
    WAITING = "waiting", _("waiting")
    DECLINED = "declined", _("declined")
    ADMITTED = "admitted", _("admitted")


class CaseState(models.TextChoices):
    ASSESSMENT = "assessment", _("being assessed")
    PLANNING = "planning", _("planning")
    ACTIVE = "active", _("active")
    STEPPING_DOWN = "stepping_down", _("stepping down")
    ON_HOLD = "on_hold", _("on hold")
    CLOSED = "closed", _("closed")
    AFTERCARE = "aftercare", _("in after-care")
    ENDED = "ended", _("ended")
    TRANSFERRED = "transferred", _("transferred")


class AssessmentState(models.TextChoices):
    DRAFT = "draft", _("being written")
    DONE = "done", _("finished")


class PlanState(models.TextChoices):
    DRAFT = "draft", _("being agreed")
    RUNNING = "running", _("in force")
    ENDED = "ended", _("ended")


class EntryKind(models.TextChoices):
    ADMITTED = "admitted", _("admitted")
    REOPENED = "reopened", _("reopened")
    TRANSFERRED_IN = "transferred_in", _("taken over from another site")


class ExitType(models.TextChoices):
    SELF_RELIANT = "self_reliant", _("self-reliant")
    GOALS_PARTLY = "goals_partly", _("goals partly met")
    HANDED_OVER = "handed_over", _("handed over to the municipality")
    TRANSFERRED = "transferred", _("transferred to another programme or site")
    MOVED_AWAY = "moved_away", _("moved away")
    WITHDREW = "withdrew", _("family withdrew")
    LOST_CONTACT = "lost_contact", _("contact lost")
    PLACED_OUT = "placed_out", _("child placed out of the family")
    RETURNED_HOME = "returned_home", _("child returned home")
    NOT_TARGET_GROUP = "not_target_group", _("no longer in the target group")
    PROJECT_ENDED = "project_ended", _("project ended")
    DEATH = "death", _("death")


R, S = ReferralState, CaseState
UNDECIDED = frozenset({R.ENQUIRY, R.REFERRED, R.SCREENING, R.WAITING})
OPEN = frozenset({S.ASSESSMENT, S.PLANNING, S.ACTIVE, S.STEPPING_DOWN, S.ON_HOLD})
AFTER_EXIT = frozenset({S.CLOSED, S.AFTERCARE, S.ENDED})
# What can have been reached only by a family whose plan was running.
NEEDS_A_PLAN = frozenset({ExitType.SELF_RELIANT, ExitType.GOALS_PARTLY, ExitType.RETURNED_HOME})


def nobody_is_named(referral: Any, actor: Actor) -> Any:
    """Nobody is admitted as a description: the family and its people stand in the register first."""
    if referral.family_id is None:
        return _("First say who is in the family.")
    return None if referral.has_members() else _("First add at least one person to the family.")


def a_later_episode_exists(episode: Any, actor: Actor) -> Any:
    """Only the last episode leads on; an earlier one is history."""
    return None if episode.is_latest else _("A later episode of this family is already open.")


def site_has_no_programme(referral: Any, actor: Actor) -> Any:
    """A case belongs to a programme that works at the site."""
    return None if referral.site_has_programmes() else _("First add a programme to this site.")


def no_plan_agreed(episode: Any, actor: Actor) -> Any:
    """Work by a plan begins with a plan that family and team agreed on in this stay."""
    return None if episode.has_running_plan() else _("First agree a plan with the family.")


def no_goal(plan: Any, actor: Actor) -> Any:
    return None if plan.has_goals() else _("First add a goal.")


def a_step_without_a_day(plan: Any, actor: Actor) -> Any:
    """Who, what, by when: what has no day is not promised."""
    return _("Say by when each step is to be done.") if plan.steps_without_day() else None


def a_goal_without_a_step(plan: Any, actor: Actor) -> Any:
    return _("Each goal needs at least one small step.") if plan.goals_without_step() else None


def the_family_has_not_answered(plan: Any, actor: Actor) -> Any:
    """Somebody of the family signed, or it is recorded that they did not and why."""
    return None if plan.family_answered() else _("First record the family's signature, or that the family did not sign and why.")


def a_concern_is_open(episode: Any, actor: Actor) -> Any:
    """Nobody leaves a family while it is not clear whether a child in it is safe.

    Said to those who sit in the concern's circle. For all others it is silent and costs nothing: the act takes effect, and the
    circle is told by the clock (``safeguarding.actions.endings``).
    """
    if not leads_any_concern(actor) or not has_open_concern(actor, episode.people_now(actor.on)):
        return None
    return _("The case cannot be closed yet: a concern about a child's safety is open.")


REFERRAL = Machine(
    "referral",
    "state",
    ReferralState,
    (
        Move("formalise", frozenset({R.ENQUIRY}), R.REFERRED, Permission.INTAKE, _("Make it a referral")),
        Move("take_up", frozenset({R.REFERRED}), R.SCREENING, Permission.INTAKE, _("Start screening")),
        Move(
            "admit",
            frozenset({R.SCREENING, R.WAITING}),
            R.ADMITTED,
            Permission.DECIDE,
            _("Admit to the programme"),
            (nobody_is_named, site_has_no_programme),
        ),
        Move("wait", frozenset({R.SCREENING}), R.WAITING, Permission.DECIDE, _("Waiting list")),
        Move("keep_waiting", frozenset({R.WAITING}), R.WAITING, Permission.DECIDE, _("Keep on the waiting list")),
        Move("decline", frozenset({R.SCREENING, R.WAITING}), R.DECLINED, Permission.DECIDE, _("Decline")),
    ),
    initial=frozenset({R.ENQUIRY, R.REFERRED}),
    final=frozenset({R.DECLINED, R.ADMITTED}),
    waiting_on={R.ENQUIRY: "intake_worker", R.REFERRED: "intake_worker", R.SCREENING: "coordinator", R.WAITING: "coordinator"},
)

EPISODE = Machine(
    "episode",
    "state",
    CaseState,
    (
        Move("plan", frozenset({S.ASSESSMENT}), S.PLANNING, Permission.PROPOSE, _("Assessment done, plan together")),
        Move("activate", frozenset({S.PLANNING}), S.ACTIVE, Permission.PROPOSE, _("Plan agreed, begin"), (no_plan_agreed,)),
        Move("step_down", frozenset({S.ACTIVE}), S.STEPPING_DOWN, Permission.DECIDE, _("Step down")),
        Move("close", frozenset({S.ACTIVE, S.STEPPING_DOWN}), S.CLOSED, Permission.DECIDE, _("Close the case"), (a_concern_is_open,)),
        Move(
            "close_early",
            frozenset({S.ASSESSMENT, S.PLANNING, S.ON_HOLD}),
            S.CLOSED,
            Permission.DECIDE,
            _("Close before the plan runs"),
            (a_concern_is_open,),
        ),
        Move("aftercare", frozenset({S.CLOSED}), S.AFTERCARE, Permission.PROPOSE, _("Begin after-care"), (a_later_episode_exists,)),
        Move("end", frozenset({S.CLOSED, S.AFTERCARE}), S.ENDED, Permission.PROPOSE, _("End")),
        Move("hold", OPEN - {S.ON_HOLD}, S.ON_HOLD, Permission.DECIDE, _("Put on hold")),
        Move("resume", frozenset({S.ON_HOLD}), S.ACTIVE, Permission.DECIDE, _("Go on"), returns_to="before_hold"),
        Move("transfer", OPEN, S.TRANSFERRED, Permission.DECIDE, _("Transfer"), (a_concern_is_open,)),
        Move("reopen", AFTER_EXIT, S.ASSESSMENT, Permission.DECIDE, _("Re-open"), (a_later_episode_exists,), begins=True),
    ),
    initial=frozenset({S.ASSESSMENT}),
    final=frozenset({S.ENDED, S.TRANSFERRED}),
    waiting_on={
        S.ASSESSMENT: "case_worker",
        S.PLANNING: "case_worker",
        S.ACTIVE: "case_worker",
        S.STEPPING_DOWN: "coordinator",
        S.ON_HOLD: "coordinator",
        S.CLOSED: "case_worker",
        S.AFTERCARE: "case_worker",
    },
)

PLAN = Machine(
    "plan",
    "state",
    PlanState,
    (
        Move(
            "agree",
            frozenset({PlanState.DRAFT}),
            PlanState.RUNNING,
            Permission.PLAN,
            _("Agree the plan"),
            (no_goal, a_goal_without_a_step, a_step_without_a_day, the_family_has_not_answered),
        ),
        Move("end_plan", frozenset({PlanState.RUNNING}), PlanState.ENDED, Permission.PLAN, _("End the plan"), by_system=True),
    ),
    initial=frozenset({PlanState.DRAFT}),
    final=frozenset({PlanState.ENDED}),
    waiting_on={PlanState.DRAFT: "case_worker", PlanState.RUNNING: "case_worker"},
)

ASSESSMENT = Machine(
    "assessment",
    "state",
    AssessmentState,
    (Move("finish", frozenset({AssessmentState.DRAFT}), AssessmentState.DONE, Permission.ASSESS, _("Finish the assessment")),),
    initial=frozenset({AssessmentState.DRAFT}),
    final=frozenset({AssessmentState.DONE}),
    waiting_on={AssessmentState.DRAFT: "case_worker"},
)
