"""What stands on a person's record. Every table that points to a person is asked, so that a new one counts without anybody remembering it."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from ligzda.access.actor import Actor, Guarded
from ligzda.access.audit_labels import thing_words
from ligzda.access.homes import CIRCLE, ways_home
from ligzda.access.permissions import Permission
from ligzda.people.models import (
    Address,
    Bond,
    CircleAccess,
    ContactDetail,
    Family,
    FormerName,
    LanguageSkill,
    Membership,
    Merge,
    Person,
    PersonalCode,
    Relation,
)

# What says who somebody is and where they belong; everything else is work, or somebody's word.
OWN = frozenset({Address, Bond, ContactDetail, FormerName, LanguageSkill, Membership, Merge, Person, PersonalCode, Relation, CircleAccess})
WORDS = (Permission.MERGE, Permission.SEE_CASE, Permission.HANDLE_CONCERN)


def objections(person: Person, actor: Actor) -> list[str]:
    """Every reason why this actor cannot strike this person out now. What is hidden from the actor gives no reason."""
    if not actor.may(Permission.MERGE, person):
        return [_("Only a coordinator who sees this record can strike it out.")]
    if person.struck_at:
        return [_("This person was struck out already.")]
    if person.root_id or person.merged.exists():
        return [_("This record is merged with another one. Undo the merge first.")]
    found = []
    if standing := list(dict.fromkeys(_standing(person, actor))):
        found.append(
            _("This stands on the record: %(what)s. Whoever was met or written about is not struck out.") % {"what": ", ".join(standing)}
        )
    if _would_be_empty(person, actor):
        found.append(_("The family would have nobody left. First enter who belongs to it."))
    return found


def tables() -> Iterator[tuple[Any, str]]:
    """Each table of work that points to a person, and by which column."""
    links: list[Any] = list(Person._meta.get_fields(include_hidden=True))
    for link in links:
        if link.auto_created and not link.concrete and link.related_model not in OWN and not link.related_model._meta.auto_created:
            yield link.related_model, link.field.name


def _standing(person: Person, actor: Actor) -> Iterator[str]:
    for model, column in tables():
        rows = model._default_manager.filter(**{column: person})
        if any(_seen(rows, actor, word).exists() for word in WORDS):
            yield thing_words(model._meta.label_lower)


def _seen(rows: Any, actor: Actor, word: Permission) -> Any:
    """Those of them that belong to a circle which the word opens; what leads to no circle but the person's is seen with the person."""
    if isinstance(rows, Guarded):
        return rows.visible_to(actor, word)
    scope = actor.scope(word)
    way = next(iter(ways_home(rows.model)), ())
    last = rows.model
    for name in way:
        last = last._meta.get_field(name).related_model
    return rows if scope.even_closed or last._meta.label_lower != CIRCLE else rows.filter(**{f"{'__'.join(way)}__in": scope.circle_ids()})


def _would_be_empty(person: Person, actor: Actor) -> bool:
    """Whether they are the only one in a family that has a file or waits to have one."""
    families = Family.objects.visible_to(actor, Permission.MERGE).filter(memberships__person=person)
    return any(not family.memberships.exclude(person=person).exists() for family in families)
