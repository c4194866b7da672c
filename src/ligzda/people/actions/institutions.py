"""Institutions as an administrator keeps them: what they are called, where they are, and whether that is a secret."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from ligzda.access import audit
from ligzda.access.actor import Actor
from ligzda.access.keys import house_digest
from ligzda.access.permissions import Permission
from ligzda.kernel.changes import set_different
from ligzda.kernel.refused import Refused
from ligzda.kernel.text import fold
from ligzda.people.models import Organisation
from ligzda.people.rules.text import clean


@transaction.atomic
def add_institution(*, by: Actor, name: str, kind: str, address: str = "", is_secret_place: bool = False) -> Organisation:
    """A shelter, a school, an authority. The same name twice is asked about by its list, not here."""
    values = _settled(by, name, kind, address)
    row = Organisation.objects.create(**values, is_secret_place=is_secret_place)
    audit.record(by, "add_institution", row)
    return row


@transaction.atomic
def change_institution(row: Organisation, *, by: Actor, name: str, kind: str, address: str, is_secret_place: bool) -> Organisation:
    """``is_secret_place``: a shelter. Its address is covered for whom it is hidden; that of any other is known to all and never is."""
    changed = set_different(row, {**_settled(by, name, kind, address), "is_secret_place": is_secret_place})
    if changed:
        row.save(update_fields=list(changed))
        audit.record(by, "change_institution", row, changed=changed)
    return row


def _settled(by: Actor, name: str, kind: str, address: str) -> dict[str, Any]:
    if not by.holds(Permission.ADMINISTER):
        raise Refused(_("Only an administrator changes the list of institutions."))
    if kind not in Organisation.Kind.values:
        raise Refused(_("Choose one."), field="kind")
    title, where = clean(name, field="name", most=160, required=True), clean(address, field="address", most=200)
    return {"name": title, "folded": fold(title)[:170], "kind": kind, "address": where, "lookup": house_digest(where)}
