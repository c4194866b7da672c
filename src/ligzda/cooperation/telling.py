"""The record of what somebody outside the team was told: part of every act in which they are told something."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext_lazy as _

from ligzda.access.actor import Actor
from ligzda.cases import rules
from ligzda.cases.models import Case
from ligzda.cases.name_checks import must_not_tell
from ligzda.cooperation.models import Disclosure, Ground
from ligzda.kernel.refused import Refused


def told(
    case: Case, *, by: Actor, on: dt.date, institution: str, what: str, ground_kind: str, ground: str, name: str = "",
    how: str = Disclosure.How.OTHER, **source: Any,
) -> Disclosure:  # fmt: skip
    """Inside another act: the record of what was told. ``source``: the request, letter or meeting it belongs to."""
    Refused.unless_empty([rules.not_yet(on, by.on)], field="on")
    Refused.unless_empty([None if institution.strip() else _("Say who was told: the institution or the person.")], field="institution")
    Refused.unless_empty([None if what.strip() else _("Say what was told.")], field="what")
    must_not_tell(case, what, by=by, field="body" if how == Disclosure.How.LETTER else "what")
    if ground_kind not in Ground.values:
        raise Refused(_("Choose on what ground."), field="ground_kind")
    Refused.unless_empty([rules.missing_ground(ground)], field="ground")
    return Disclosure.objects.create(
        case=case, date=on, institution=institution.strip()[:160], name=name.strip()[:120], what=what.strip(), how=how,
        ground_kind=ground_kind, ground=ground.strip()[:200], by_user=by.user, **source,
    )  # fmt: skip
