"""Hidden addresses, for their readers only. For everybody else there is none."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext as _

from ligzda.access.actor import Actor
from ligzda.access.permissions import Permission
from ligzda.kernel.prepared import Prepared
from ligzda.people.models import Person
from ligzda.safeguarding.models import AddressNotice, HiddenAddress


def hidden_address(actor: Actor, person: Person) -> HiddenAddress | None:
    """The address in force, if this actor is one of its readers."""
    rows = HiddenAddress.objects.visible_to(actor, Permission.SEE_CASE).filter(person=person.root_id or person.pk, ended_at__isnull=True)
    return rows.select_related("person").prefetch_related("readers__user").order_by("-id").first()


@dataclass(frozen=True)
class Warned:
    """That an address in the vault was written down for somebody else: who, as far as the reader works with them."""

    key: str
    whose: str
    about: str
    url: str
    noted_at: dt.datetime


def address_notices(actor: Actor, person: Person | None = None) -> list[Warned]:
    """What the reader has not seen yet, the latest first; of one person, or of all whose address the reader keeps."""
    if actor.user is None:
        return []
    reader = actor.user.pk
    rows = _unseen(reader=reader) if person is None else _unseen_of(reader=reader, person=person.root_id or person.pk)
    return [_warned(actor, row) for row in rows]


def notices_of(actor: Actor, person: Person) -> list[AddressNotice]:
    """The same as rows, for the act that says they were seen."""
    rows = AddressNotice.objects.visible_to(actor, Permission.SEE_CASE).filter(
        address__person=person.root_id or person.pk, seen_at__isnull=True
    )
    return list(rows.select_related("address__person"))


@Prepared
def _unseen(*, reader: int) -> Any:
    return _rows().filter(reader=reader)


@Prepared
def _unseen_of(*, reader: int, person: int) -> Any:
    return _rows().filter(reader=reader, address__person=person)


def _rows() -> Any:
    """Only of addresses still hidden, for those who still read them."""
    rows = AddressNotice.objects.filter(seen_at__isnull=True, address__ended_at__isnull=True, address__readers__user=F("reader"))
    return rows.select_related("address__person", "person", "family").order_by("-id")


def _warned(actor: Actor, row: AddressNotice) -> Warned:
    other: Any = row.person or row.family
    is_seen = actor.may(Permission.SEE_CONTACT, other)
    about = str(other) if is_seen else _("somebody in a file that you do not see")
    url = (other.get_absolute_url() if row.person else reverse("desk:family", args=[other.key])) if is_seen else ""
    return Warned(row.address.person.key, str(row.address.person), about, url, row.noted_at)
