"""May this actor change this person or family; and through which circle do they look at it?"""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from ligzda.access.actor import Actor, prepared
from ligzda.access.models import Circle
from ligzda.access.words import Word
from ligzda.kernel.refused import Refused
from ligzda.people.models import Family, Membership, Person, Sight
from ligzda.people.models.belonging import families_seen, persons_seen
from ligzda.people.permissions import CHANGE, ENTER, EVER


def must_enter(actor: Actor) -> None:
    """New people are entered by who records work, takes in or sends referrals."""
    if not any(actor.holds(word) for word in EVER):
        raise Refused(not_yours())


def may_change(actor: Actor, thing: Any) -> bool:
    """Who records work with them; who takes in the referral they stand in; who is just entering them."""
    if actor.is_system or _among(actor, type(thing), CHANGE, pk=thing.pk):
        return True
    if not any(actor.holds(word) for word in EVER):
        return False
    return _through_referral(actor, thing) or not _sights_of(thing).exists()


@prepared
def _among(actor: Actor, model: Any, word: Word, *, pk: int) -> Any:
    """``actor.may``, put together once: a form asks it for every save."""
    return model.objects.visible_to(actor, word).filter(pk=pk).values_list("pk")


def must_change(actor: Actor, thing: Any) -> None:
    if not may_change(actor, thing):
        raise Refused(not_yours())


def not_yours() -> str:
    return _("This is not yours to change; ask your coordinator.")


def circle_of(actor: Actor, thing: Any, word: Word) -> Circle | None:
    """The circle through which ``actor`` sees ``thing`` with ``word``: where the read is noted. The narrowest first."""
    sight = actor.sight(word)
    seen = _sights_of(thing).select_related("circle").order_by("id")
    if not sight.even_closed:
        seen = seen.filter(circle__in=sight.circle_ids())
    found = list(seen[:20])
    own = [row.circle for row in found if row.circle_id in sight.own]
    return own[0] if own else (found[0].circle if found else None)


def _through_referral(actor: Actor, thing: Any) -> bool:
    for word in ENTER:
        sight = actor.sight(word)
        if sight:
            circles = Circle.objects.filter(pk__in=sight.circle_ids(), kind=Circle.Kind.REFERRAL).values("id")
            seen = persons_seen(circles) if isinstance(thing, Person) else families_seen(circles)
            if type(thing).objects.filter(pk__in=seen).filter(pk=thing.pk).exists():
                return True
    return False


def _sights_of(thing: Any) -> Any:
    """Sights of a family or of a person, alone or in any family. Subselects and one compound: OR over joins would read the whole table."""
    same = type(thing).objects.filter(Q(pk=thing.pk) | Q(root=thing.pk)).values("id")
    if isinstance(thing, Family):
        return Sight.objects.filter(family__in=same)
    families = Membership.objects.filter(person__in=same).order_by().values("family_id")
    roots = Family.objects.filter(pk__in=families, root__isnull=False).values("root_id")
    alone = Sight.objects.filter(person__in=same).values("id")
    either: tuple[Any, Any] = (families, roots)
    inside = (Sight.objects.filter(family__in=found).values("id") for found in either)
    return Sight.objects.filter(pk__in=alone.union(*inside, all=True))
