"""Hours of a family assistant for the stories of any room."""

from typing import Any

from ligzda.cases.models import Case
from ligzda.services.actions import grants
from ligzda.services.models import AssistantGrant
from tests.cases.world import DAY, World


def granted(world: World, case: Case | None = None, **values: Any) -> AssistantGrant:
    """Six hours a week by a decision, from ten days ago for six weeks in all."""
    first = world.ago(10)
    values = {"number": "BA-17", "decided_date": first, "body": "Sociālais dienests", "from_date": first, "hours_week": 6} | values
    values = {"until_date": values["from_date"] + 41 * DAY} | values
    return grants.grant(case or world.cast.case, by=world.worker_in, **values)
