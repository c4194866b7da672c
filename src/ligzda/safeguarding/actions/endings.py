"""A file that was closed, handed over, merged or moved over an open concern: the circle is told by the clock, and can have it undone.

Whoever did it may know nothing of the concern. So nothing happens in their act; the clock looks afterwards.
"""

from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ligzda.access import audit
from ligzda.access.actor import Actor, in_force
from ligzda.access.models import User
from ligzda.access.permissions import Permission
from ligzda.access.roles import roles_with
from ligzda.kernel import clock
from ligzda.kernel.post import post
from ligzda.kernel.refused import Refused
from ligzda.people.actions.reversals import ORGANISATION, reverse
from ligzda.people.models import CircleAccess, Family, Membership, Merge, Person, Reversal
from ligzda.safeguarding.models import Concern, ConcernEnding, ConcernEntry
from ligzda.safeguarding.states import STILL_OPEN

NOT_YOURS = _("This step is not yours to take; ask your coordinator.")


@transaction.atomic
def tell(*, by: Actor) -> int:
    """Look for endings over open concerns and tell each circle once. Answers how many were found."""
    found = [
        ConcernEnding.objects.create(concern=concern, reversal=reversal, told_at=clock.now())
        for concern in Concern.objects.filter(state__in=STILL_OPEN).select_related("circle").order_by("id")
        for reversal in _over(concern)
    ]
    for concern in {one.concern_id: one.concern for one in found}.values():
        audit.record(by, "add", concern, circle=concern.circle)
        for user in _leaders(concern, by):
            with translation.override(user.language):
                subject, text = gettext("A concern waits for you in Ligzda"), gettext("Sign in today and open “Concerns”.")
            post(user.email, subject, text)
    return len(found)


@transaction.atomic
def undo(ending: ConcernEnding, *, by: Actor, reason: str, edited: str = "") -> ConcernEnding:
    """Have it undone. To everybody outside the circle the organisation did it, for a reason that anybody could have."""
    locked = _settled(ending, by)
    reverse(locked.reversal, by=Actor.system(ORGANISATION, by.on), reason=reason, edited=edited)
    _note(locked, by, "undone", str(Reversal.Reason(reason).label))
    return locked


@transaction.atomic
def leave(ending: ConcernEnding, *, by: Actor) -> ConcernEnding:
    """The circle knows of it and lets it stand."""
    locked = _settled(ending, by)
    _note(locked, by, "left", "")
    return locked


def _settled(ending: ConcernEnding, by: Actor) -> ConcernEnding:
    if by.user is None or not by.may(Permission.HANDLE_CONCERN, ending.concern):
        raise Refused(NOT_YOURS)
    locked = ConcernEnding.objects.select_for_update().get(pk=ending.pk)
    if locked.settled_at:
        raise Refused(_("This was decided already."))
    locked.settled_at = clock.now()
    locked.save(update_fields=["settled_at"])
    return locked


def _note(ending: ConcernEnding, by: Actor, act: str, reason: str) -> None:
    """What was decided stands in the concern, with who decided it."""
    said = (
        gettext("Undone in the name of the organisation: %(reason)s.") % {"reason": reason}
        if act == "undone"
        else gettext("It stays as it is.")
    )
    ConcernEntry.objects.create(concern=ending.concern, act=act, text=said, author=by.user)  # type: ignore[misc]
    audit.record(by, "add", ending.concern, circle=ending.concern.circle)


def _over(concern: Concern) -> Any:
    """Acts in the files of these people since the concern was raised, that its circle does not know of yet."""
    roots = list(concern.people.values_list("pk", flat=True))
    people = list(Person.objects.filter(Q(pk__in=roots) | Q(root__in=roots) | Q(merged__in=roots)).values_list("pk", flat=True))
    families = list(Membership.objects.filter(person__in=people).values_list("family_id", flat=True))
    families += list(Family.objects.filter(Q(root__in=families) | Q(merged__in=families)).values_list("pk", flat=True))
    circles = CircleAccess.objects.filter(Q(family__in=families) | Q(person__in=people)).values("circle_id")
    merges = Merge.objects.filter(
        Q(first_person__in=people) | Q(second_person__in=people) | Q(first_family__in=families) | Q(second_family__in=families)
    )
    touched = Q(circle__in=circles) | Q(thing=Merge._meta.label_lower, thing_id__in=merges.values("pk"))
    touched |= Q(thing=Person._meta.label_lower, thing_id__in=people)  # struck out, they belong to no family any more
    rows = Reversal.objects.filter(touched, made_at__gte=concern.entered_at, undone_at__isnull=True)
    return rows.exclude(pk__in=concern.endings.values("reversal_id")).order_by("id")


def _leaders(concern: Concern, by: Actor) -> list[User]:
    seats = concern.circle.seats.filter(in_force(by.on), role__in=roles_with(Permission.HANDLE_CONCERN), user__is_active=True)
    return list({seat.user_id: seat.user for seat in seats.select_related("user").order_by("id")}.values())
