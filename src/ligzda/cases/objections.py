"""Why not now: two families that cannot be merged, an assessment that is not finished, a plan that would come before it."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ligzda.access.actor import Actor
from ligzda.cases.models import Case
from ligzda.cases.queries.assessments import finished_in, open_draft, sheet
from ligzda.cases.states import ASSESSMENT, EPISODE
from ligzda.people.models import Family
from ligzda.people.queries import members


def two_open_episodes(first: Any, second: Any, actor: Actor) -> Any:
    """One family takes part in a programme once. The two cases are named, so that one of them can be closed first."""
    if not isinstance(first, Family):
        return None
    numbers: dict[int, list[str]] = {}
    both = [one.root_id or one.pk for one in (first, second)]  # with the files of whoever was merged into one of them before
    rows = Case.objects.filter(Q(family__in=both) | Q(family__root__in=both), episodes__closed_date__isnull=True)
    for project, number in rows.order_by("number").distinct().values_list("project", "number"):
        numbers.setdefault(project, []).append(number)
    doubled = next((found for found in numbers.values() if len(found) > 1), None)
    if doubled is None:
        return None
    return _("Both families take part in the same programme: %(numbers)s. Close one of the two first.") % {"numbers": ", ".join(doubled)}


def nobody_in_the_family(assessment: Any, actor: Actor) -> Any:
    """The list of the household comes first: an assessment is of somebody."""
    return None if members(actor, assessment.case.family, assessment.date) else _("First say who belonged to the family on that day.")


def areas_undecided(assessment: Any, actor: Actor) -> Any:
    """Every area has a level, or somebody decided that it was not assessed."""
    missing = [slot.label for slot in sheet(actor, assessment).slots if slot.score is None]
    if not missing:
        return None
    return _("Not decided yet: %(areas)s. Choose a level or “not assessed”.") % {"areas": _few(missing)}


def child_not_heard(assessment: Any, actor: Actor) -> Any:
    """Each child's own view is there, or the reason why nobody asked."""
    silent = [child.first_name for child in sheet(actor, assessment).silent]
    return (
        _("The child's view is missing: %(names)s. Write the child's own words, or why nobody asked.") % {"names": _few(silent)}
        if silent
        else None
    )


def no_risk_level(assessment: Any, actor: Actor) -> Any:
    return None if assessment.risk else _("Choose the risk level.")


def not_assessed_yet(episode: Any, actor: Actor) -> Any:
    """Nobody plans with a family whose life has not been looked at with it, area by area."""
    if finished_in(actor, episode):
        return None
    draft = open_draft(actor, episode.case)
    if draft is None:
        return _("First assess the areas of life.")
    reasons = [str(found) for found in ASSESSMENT.objections(draft, "finish", actor)]
    return " ".join([str(_("First finish the assessment.")), *reasons])


def hand_in() -> None:
    """Put the objections that need a look at the tables beside the moves they object to."""
    for guard in (nobody_in_the_family, areas_undecided, child_not_heard, no_risk_level):
        ASSESSMENT.object_to("finish", guard)
    EPISODE.object_to("plan", not_assessed_yet)


def _few(names: list[str], most: int = 4) -> str:
    rest = len(names) - most
    return ", ".join(names) if rest <= 0 else f"{', '.join(names[:most])} (+{rest})"
