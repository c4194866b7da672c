"""A hidden address goes into the vault and leaves every open place; its readers are named one by one."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ligzda.access import audit
from ligzda.access.actor import Actor
from ligzda.access.keys import house_digest
from ligzda.access.models import User
from ligzda.access.permissions import Permission
from ligzda.kernel import clock
from ligzda.kernel.addresses import same
from ligzda.kernel.refused import Refused
from ligzda.people.models import Address, Membership, Person
from ligzda.safeguarding.actions.notices import tell_readers
from ligzda.safeguarding.hidden import is_near
from ligzda.safeguarding.models import AddressReader, HiddenAddress
from ligzda.safeguarding.queries.handlers import colleagues

NOT_YOURS = _("This step is not yours to take; ask your coordinator.")


@transaction.atomic
def hide(person: Person, *, by: Actor, text: str, readers: Iterable[User] = (), also: Iterable[Person] = ()) -> HiddenAddress:
    """Put an address into the vault: the same address leaves the open places of the person and of the families it lives in.

    ``by`` reads it from now on, and whoever is named. One that ``by`` reads already is replaced; of another that person may have
    nothing is said. ``also``: who lives there with them and is hidden too. Where it stands for anybody else the readers are told.
    """
    people = list(dict.fromkeys(one.root or one for one in (person, *also)))
    if by.user is None or not all(by.may(Permission.PLAN, one) for one in people):
        raise Refused(NOT_YOURS)
    if not text.strip():
        raise Refused(_("Write the address."), field="text")
    named = list(readers)
    if {one.pk for one in named} - {one.pk for one in colleagues(by)} - {by.user.pk}:
        raise Refused(_("Only a colleague can be named as a reader."), field="readers")
    kept = [_hide(one, text.strip(), by.user, named, by=by) for one in people]
    rows = Address.objects.filter(lookup=kept[0].lookup).select_related("person__root", "family").order_by("id")
    for row in rows:
        if same(row.text, text, anywhere=False):
            tell_readers([one for one in kept if not is_near(one, row)], row, by=by)
    return kept[0]


@transaction.atomic
def unhide(address: HiddenAddress, *, by: Actor) -> HiddenAddress:
    """It is no longer needed: nobody reads it any more, and nothing is written in an open place by itself."""
    if not address.readers.filter(user=by.user).exists():
        raise Refused(NOT_YOURS)
    address.ended_at = clock.now()
    address.save(update_fields=["ended_at"])
    audit.record(by, "address.unhidden", address.person)
    return address


def _hide(person: Person, text: str, writer: User, named: list[User], *, by: Actor) -> HiddenAddress:
    known = HiddenAddress.objects.visible_to(by, Permission.PLAN).filter(person=person, ended_at__isnull=True)
    before = [reader.user for one in known for reader in one.readers.select_related("user").order_by("id")]
    HiddenAddress.objects.filter(pk__in=[one.pk for one in known]).update(ended_at=clock.now())
    kept = HiddenAddress.objects.create(person=person, text=text, lookup=house_digest(text), noted_by=writer)
    readers = {user.pk: user for user in (writer, *named, *before)}
    AddressReader.objects.bulk_create(AddressReader(address=kept, user=user, added_by=by.user) for user in readers.values())
    gone = _open_copies(kept)
    audit.record(by, "address.hidden", person, changed={"copies": (len(gone), 0)})
    for one in gone:
        one.delete()
    return kept


def _open_copies(hidden: HiddenAddress) -> list[Address]:
    records = Person.objects.filter(Q(pk=hidden.person_id) | Q(root=hidden.person_id)).values("id")
    families = Membership.objects.filter(person__in=records).values("family_id")
    rows = Address.objects.filter(Q(person__in=records) | Q(family__in=families) | Q(family__merged__in=families), lookup=hidden.lookup)
    return [row for row in rows.distinct() if same(row.text, hidden.text)]
