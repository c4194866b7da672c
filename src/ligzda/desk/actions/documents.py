"""Papers of a file: added with a tier, voided with a reason."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ligzda.access.actor import Actor
from ligzda.access.permissions import Permission, Tier
from ligzda.cases import rules
from ligzda.cases.actions.notes import NOT_YOURS
from ligzda.cases.models import Case
from ligzda.cases.queries.notes import tiers_to_write
from ligzda.desk.queries.documents import cannot_void
from ligzda.documents.actions import files
from ligzda.documents.models import Attachment
from ligzda.kernel.refused import Refused


@transaction.atomic
def add(case: Case, *, by: Actor, upload: Any, title: str, date: dt.date, tier: str = Tier.WORKING) -> Attachment:
    """Whoever writes a note of this tier adds a paper of it."""
    if tier not in tiers_to_write(by, case):
        raise Refused(NOT_YOURS)
    Refused.unless_empty([rules.not_yet(date, by.on)], field="date")
    kept: Attachment = files.store(case.circle, by=by, upload=upload, tier=tier, title=title, date=date)
    return kept


@transaction.atomic
def void(case: Case, file: Attachment, *, by: Actor, reason: str) -> Attachment:
    """By whoever added it within a day, by the coordinator later."""
    locked: Attachment = Attachment.objects.select_for_update().select_related("circle").get(pk=file.pk, circle=case.circle)
    if locked.voided_at:
        raise Refused(_("This file is already void."))
    Refused.unless_empty([cannot_void(by, locked, by.may(Permission.MOVE, case))])
    voided: Attachment = files.void(locked, by=by, reason=reason)
    return voided
