"""May this actor change this person or family; and through which circle do they look at it?"""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from ligzda.access.actor import Actor
from ligzda.access.models import Circle
from ligzda.access.words import Word
from ligzda.kernel.refused import Refused
from ligzda.people.models import Family, Person, Sight
from ligzda.people.models.belonging import families_seen, persons_seen
from ligzda.people.permissions import CHANGE, ENTER, EVER


def must_enter(actor: Actor) -> None:
    """New people are entered by who records work, takes in or sends referrals."""
    if not any(actor.holds(word) for word in EVER):
        raise Refused(not_yours())


def may_change(actor: Actor, thing: Any) -> bool:
    """Who records work with them; who takes in the referral they stand in; who is just entering them."""
    if actor.is_system or actor.may(CHANGE, thing):
        return True
    if not any(actor.holds(word) for word in EVER):
        return False
    return _through_referral(actor, thing) or not _sights_of(thing).exists()


def must_change(actor: Actor, thing: Any) -> None:
    if not may_change(actor, thing):
        raise Refused(not_yours())


def not_yours() -> str:
    return _("This is not yours to change; ask your coordinator.")


def circle_of(actor: Actor, thing: Any, word: Word) -> Circle | None:
    """The circle through which ``actor`` sees ``thing`` with ``word``: where the read is noted. The narrowest first."""
    sight = actor.sight(word)
    seen = Sight.objects.filter(_about(thing)).select_related("circle").order_by("id")
    if not sight.everything:
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
    return Sight.objects.filter(_about(thing))


def _about(thing: Any) -> Q:
    if isinstance(thing, Family):
        return Q(family=thing) | Q(family__root=thing)
    families = Family.objects.filter(Q(memberships__person=thing) | Q(memberships__person__root=thing)).values("id")
    return Q(person=thing) | Q(person__root=thing) | Q(family__in=families) | Q(family__merged__in=families)
