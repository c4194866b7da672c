"""What safeguarding has to say when a room below or above writes: who is shown an address that was typed, what may not leave the house."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ligzda.access.actor import Actor
from ligzda.access.permissions import Permission
from ligzda.kernel.addresses import Finder, same
from ligzda.people.models import Address, Family, Membership, Person
from ligzda.safeguarding.actions.notices import tell_readers
from ligzda.safeguarding.hidden import NOBODY, is_near, near_families, near_person
from ligzda.safeguarding.models import HiddenAddress
from ligzda.safeguarding.queries.concerns import has_open_concern, leads_any_concern

TELLS = _("This text holds an address that is protected. Take it out.")


def a_concern_is_open(first: Any, second: Any, actor: Actor) -> Any:
    """Said to those who sit in the concern's circle; for all others silent and free of any statement."""
    if not leads_any_concern(actor):
        return None
    people = [one.pk for one in (first, second)]
    if isinstance(first, Family):
        people = list(Membership.objects.filter(Q(family__in=people) | Q(family__root__in=people)).values_list("person_id", flat=True))
    return _("They cannot be merged yet: a concern about a child's safety is open.") if has_open_concern(actor, people) else None


def shows(actor: Actor, whose: Any, rows: list[Address]) -> list[Address]:
    """Without those that are hidden near this person or family, but for whoever reads them and whoever typed the row."""
    reader = actor.user.pk if actor.user else NOBODY
    hidden = near_person(whose, reader) if isinstance(whose, Person) else near_families([whose], reader)
    kept = [row for row in rows if row.entered_by_id == reader or not any(same(row.text, one.text) for one in hidden)]
    actor.own_words |= {row.text for row in kept if row.entered_by_id == reader}
    return kept


def follows(by: Actor, row: Address) -> None:
    """An address was typed. Near the hidden one nothing is said; for anybody else the readers of the hidden one are told."""
    equal = [
        one for one in HiddenAddress.objects.filter(lookup=row.lookup, ended_at__isnull=True) if same(one.text, row.text, anywhere=False)
    ]
    tell_readers([one for one in equal if not is_near(one, row)], row, by=by)


def tells(actor: Actor, family: Family, texts: Iterable[str]) -> Any:
    """The sentence, when a text that others will read holds an address that its writer may read. To whoever may not it tells nothing."""
    said = [text for text in texts if text]
    own = HiddenAddress.objects.visible_to(actor, Permission.SEE_CASE).filter(ended_at__isnull=True)
    known = Finder(one.text for one in own) if said else None
    return TELLS if known and any(known.spans(one) for one in said) else None
