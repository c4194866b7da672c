"""An act that changes a state keeps what stood before; the organisation can have it undone as long as nothing later stands on it."""

import json
from typing import Any

from django.apps import apps
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from ligzda.access import audit
from ligzda.access.actor import Actor
from ligzda.access.models import Circle
from ligzda.kernel import clock
from ligzda.kernel.refused import Refused
from ligzda.people import reversing
from ligzda.people.models import Reversal

ORGANISATION = "organisation"  # in whose name something is undone, whoever asked
OCCUPIED = _("Something else stands there meanwhile. Take that back first.")


@transaction.atomic
def keep(was: reversing.Stood, *, by: Actor, circle: Circle | None, **more: Any) -> Reversal:
    """At the end of an act: what it changed since ``was``. ``more`` is for what undoing has to know besides the rows."""
    kept = json.dumps({**reversing.difference(was), "more": more}, ensure_ascii=False)
    thing = was.thing
    return Reversal.objects.create(
        kind=was.kind, thing=thing._meta.label_lower, thing_id=thing.pk, circle=circle, kept=kept, made_by=by.user, made_at=clock.now()
    )


@transaction.atomic
def reverse(reversal: Reversal, *, by: Actor, reason: str, edited: str = "") -> Reversal:
    """Put back what stood before. In the trail and on the page it is the organisation's act, with a reason from the one list.

    Refused where something later stands on it; the sentence says what. ``edited``: ``now`` or ``back``, where ``asked`` names something.
    """
    locked: Reversal = Reversal.objects.select_for_update().get(pk=reversal.pk)
    one, thing = reversing.KINDS[locked.kind], apps.get_model(locked.thing)._base_manager.get(pk=locked.thing_id)
    if not (by.is_system or one.may(thing, by)):
        raise Refused(_("This step is not yours to take; ask your coordinator."))
    if locked.undone_at:
        raise Refused(_("This was undone already."))
    if reason not in Reversal.Reason.values:
        raise Refused(_("Choose the reason."), field="reason")
    organisation = Actor.system(ORGANISATION, by.on)
    if one.undo is not None:
        one.undo(thing, organisation, str(Reversal.Reason(reason).label), edited)  # which writes its own entry
    else:
        _put_back(one, thing, locked, organisation)
        audit.record(organisation, "undone", thing, circle=locked.circle)
    locked.undone_at, locked.reason = clock.now(), reason
    locked.save(update_fields=["undone_at", "reason"])
    return locked


def _put_back(one: reversing.Reversible, thing: Any, reversal: Reversal, organisation: Actor) -> None:
    kept = reversing.without_lost(one, thing, json.loads(reversal.kept), reversal.made_at)
    Refused.unless_empty(one.objections(thing, kept["more"]))
    if standing := reversing.later(one, thing, kept):
        raise Refused(_("Something later stands on it: %(what)s. Take that back first.") % {"what": "; ".join(standing)})
    try:
        with transaction.atomic():
            reversing.put_back(kept)
            one.settle(thing, kept["more"], organisation)
    except IntegrityError:  # also what is protected by something later
        raise Refused(OCCUPIED) from None
