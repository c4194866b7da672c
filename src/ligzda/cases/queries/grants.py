"""A family assistant's hours as they were given. What was used of them is known to the room of services."""

from ligzda.access.actor import Actor
from ligzda.access.words import Word
from ligzda.cases.models import AssistantGrant, Case


def grant_by_key(actor: Actor, case: Case, key: str) -> AssistantGrant | None:
    rows = AssistantGrant.objects.visible_to(actor, Word.PROPOSE).filter(case=case, key=key, voided_at__isnull=True)
    return rows.select_related("case__circle").first()
