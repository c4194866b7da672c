"""What safeguarding objects to when a room below it writes: ``people`` asks before an address is written in an open place."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ligzda.people.models import Family, Membership
from ligzda.safeguarding.models import HiddenAddress

PROTECTED = _("This address is protected. It is written only where the people who may know it read it.")


def protects(whose: Any, lookup: str) -> Any:
    """The sentence, when this is an address that is hidden, of this person or of somebody in this family."""
    if isinstance(whose, Family):
        root = whose.root_id or whose.pk
        people = Membership.objects.filter(Q(family=root) | Q(family__root=root)).values("person_id")
        hidden = HiddenAddress.objects.filter(Q(person__in=people) | Q(person__merged__in=people))
    else:
        hidden = HiddenAddress.objects.filter(person=whose.root_id or whose.pk)
    return PROTECTED if hidden.filter(lookup=lookup, ended_at__isnull=True).exists() else None
