"""Whether the family agreed to be contacted after closing: what its members said, under whatever record it is written."""

import datetime as dt
from typing import Any

from django.db.models import Q

from ligzda.people.models import Consent, Membership


def agreements(family: Any, on: dt.date) -> Any:
    """Of anybody of the family (the id of its root, or what leads to it): given by a day and not taken back by then."""
    return _given(family, on).filter(Q(withdrawn_date__isnull=True) | Q(withdrawn_date__gt=on))


def taken_back(family: Any, on: dt.date) -> Any:
    """Given once, and withdrawn by a day."""
    return _given(family, on).filter(withdrawn_date__lte=on)


def _given(family: Any, on: dt.date) -> Any:
    people = Membership.objects.filter(Q(family=family) | Q(family__root=family)).order_by().values("person_id")
    same = Q(person__in=people) | Q(person__root__in=people) | Q(person__merged__in=people)
    return Consent.objects.filter(same, purpose=Consent.Purpose.FOLLOW_UP, given_date__lte=on)
