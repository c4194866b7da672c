"""A hidden address goes into the vault and leaves every open place; its readers are named one by one."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ligzda.access import audit
from ligzda.access.actor import Actor
from ligzda.access.keys import lookup_digest
from ligzda.access.models import User
from ligzda.access.words import Word
from ligzda.kernel import clock
from ligzda.kernel.refused import Refused
from ligzda.kernel.text import squeeze
from ligzda.people.models import Address, Membership, Person
from ligzda.safeguarding.models import AddressReader, HiddenAddress
from ligzda.safeguarding.queries.handlers import colleagues

NOT_YOURS = _("This step is not yours to take; ask your coordinator.")


@transaction.atomic
def hide(person: Person, *, by: Actor, text: str, readers: Iterable[User] = ()) -> HiddenAddress:
    """Put an address into the vault: the same address leaves the open places of the person and of the families it lives in.

    ``by`` reads it from now on, and whoever is named. One that is hidden already is only changed by somebody who reads it.
    """
    if by.user is None or not by.may(Word.PLAN, person):
        raise Refused(NOT_YOURS)
    if not text.strip():
        raise Refused(_("Write the address."), field="text")
    named_now = list(readers)
    if {one.pk for one in named_now} - {one.pk for one in colleagues(by)} - {by.user.pk}:
        raise Refused(_("Only a colleague can be named as a reader."), field="readers")
    root = person.root or person
    known = HiddenAddress.objects.filter(person=root, ended_at__isnull=True).first()
    if known is not None and not known.readers.filter(user=by.user).exists():
        raise Refused(_("Ask your coordinator: this is looked after by somebody else."))
    if known is not None:
        known.ended_at = clock.now()
        known.save(update_fields=["ended_at"])
    kept = HiddenAddress.objects.create(person=root, text=text.strip(), lookup=digest(text), noted_by=by.user)
    before = [one.user for one in known.readers.select_related("user")] if known else []
    named = {user.pk: user for user in (by.user, *before, *named_now)}
    AddressReader.objects.bulk_create(AddressReader(address=kept, user=user, added_by=by.user) for user in named.values())
    gone = _open_copies(root, kept.lookup)
    audit.record(by, "address.hidden", root, changed={"copies": (len(gone), 0)})
    for one in gone:
        one.delete()
    return kept


@transaction.atomic
def unhide(address: HiddenAddress, *, by: Actor) -> HiddenAddress:
    """It is no longer needed: nobody reads it any more, and nothing is written in an open place by itself."""
    if not address.readers.filter(user=by.user).exists():
        raise Refused(NOT_YOURS)
    address.ended_at = clock.now()
    address.save(update_fields=["ended_at"])
    audit.record(by, "address.unhidden", address.person)
    return address


def digest(text: str) -> str:
    return lookup_digest(squeeze(text))


def _open_copies(person: Person, lookup: str) -> list[Address]:
    records = Person.objects.filter(Q(pk=person.pk) | Q(root=person)).values("id")
    families = Membership.objects.filter(person__in=records).values("family_id")
    rows = Address.objects.filter(Q(person__in=records) | Q(family__in=families) | Q(family__merged__in=families), lookup=lookup)
    return list(rows.distinct())
