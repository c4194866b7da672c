"""Service types and topics: open lists that an administrator edits. Keys stay, because figures are asked by them."""

from typing import Any

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from ligzda.access import audit
from ligzda.access.actor import Actor
from ligzda.access.permissions import Permission
from ligzda.kernel.refused import Refused
from ligzda.services.models import ServiceType, Topic

Entry = ServiceType | Topic


@transaction.atomic
def add(model: type[Entry], *, by: Actor, key: str, **values: Any) -> Entry:
    """A new entry; its key is English, short and final."""
    _must_administer(by)
    key = slugify(key).replace("-", "_")
    if not key:
        raise Refused(_("Enter a short English key, for example art_therapist."), field="key")
    if model.objects.filter(key=key).exists():
        raise Refused(_("This key is taken."), field="key")
    entry = model.objects.create(key=key, **values)
    audit.record(by, "add_to_list", entry)
    return entry


@transaction.atomic
def change(entry: Entry, *, by: Actor, **values: Any) -> Entry:
    """Change names and habits, or take the entry out of use. Records keep it."""
    _must_administer(by)
    changed = {name: (getattr(entry, name), value) for name, value in values.items() if getattr(entry, name) != value}
    for name, (_before, value) in changed.items():
        setattr(entry, name, value)
    if changed:
        entry.save(update_fields=list(changed))
        audit.record(by, "change_list", entry, changed=changed)
    return entry


def _must_administer(by: Actor) -> None:
    if not by.holds(Permission.ADMINISTER):
        raise Refused(_("Lists are edited by the administrator."))
