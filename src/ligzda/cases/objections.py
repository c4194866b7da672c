"""What this room has to say when somebody below is about to act: why two families cannot be merged now."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from ligzda.access.actor import Actor
from ligzda.cases.models import Case
from ligzda.people.models import Family


def two_open_episodes(first: Any, second: Any, actor: Actor) -> Any:
    """One family takes part in a programme once. The two cases are named, so that one of them can be closed first."""
    if not isinstance(first, Family):
        return None
    numbers: dict[int, list[str]] = {}
    rows = Case.objects.filter(family__in=[first, second], episodes__closed_date__isnull=True)
    for project, number in rows.order_by("number").values_list("project", "number"):
        numbers.setdefault(project, []).append(number)
    doubled = next((found for found in numbers.values() if len(found) > 1), None)
    if doubled is None:
        return None
    return _("Both families take part in the same programme: %(numbers)s. Close one of the two first.") % {"numbers": ", ".join(doubled)}
