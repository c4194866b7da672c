"""Hidden addresses, for their readers only. For everybody else there is none."""

from ligzda.access.actor import Actor
from ligzda.access.words import Word
from ligzda.people.models import Person
from ligzda.safeguarding.models import HiddenAddress


def hidden_address(actor: Actor, person: Person) -> HiddenAddress | None:
    """The address in force, if this actor is one of its readers."""
    rows = HiddenAddress.objects.visible_to(actor, Word.SEE_CASE).filter(person=person.root_id or person.pk, ended_at__isnull=True)
    return rows.select_related("person").prefetch_related("readers__user").first()
