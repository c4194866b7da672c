"""Where too few people would be told of a concern: it stands there all the time, whether one was raised or not."""

from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from ligzda.access.actor import Actor, in_force
from ligzda.access.models import Circle

ENOUGH = 2  # so that a concern about one of them reaches the other


def too_few(actor: Actor) -> list[tuple[str, int]]:
    """Sites at work, and the organisation, with fewer than two designated persons: their names and how many there are. One statement."""
    seats = in_force(actor.on, "seats__") & Q(seats__role="designated_person", seats__user__is_active=True)
    at_work = Q(kind=Circle.Kind.ORGANISATION) | Q(kind=Circle.Kind.SITE, site__is_active=True)
    rows = Circle.objects.filter(at_work).annotate(people=Count("seats__user", filter=seats, distinct=True)).filter(people__lt=ENOUGH)
    return [
        (one.site.name if one.kind == Circle.Kind.SITE else str(one), one.people)
        for one in rows.select_related("site").order_by("kind", "name", "id")
    ]


def notices(actor: Actor) -> list[Any]:
    """The same as one sentence for the administrator's page, however many places it names."""
    found = ", ".join(f"{place} ({people})" for place, people in too_few(actor))
    sentence = _(
        "Fewer than two designated safeguarding persons: %(places)s. There should be two, so that a concern about one reaches the other."
    )
    return [sentence % {"places": found}] if found else []
