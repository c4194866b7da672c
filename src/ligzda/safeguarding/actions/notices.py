"""The readers of a hidden address are told when it is written down for somebody outside the family."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext

from ligzda.access import audit
from ligzda.access.actor import Actor
from ligzda.kernel import clock
from ligzda.kernel.post import post
from ligzda.people.models import Address
from ligzda.safeguarding.models import AddressNotice, HiddenAddress


@transaction.atomic
def tell_readers(hidden: Iterable[HiddenAddress], row: Address, *, by: Actor) -> None:
    """Each reader but the one who typed it, once for each person or family. The letter says that something waits, and no word of it."""
    for one in hidden:
        for reader in one.readers.filter(user__is_active=True).exclude(user=row.entered_by).select_related("user").order_by("id"):
            whose = {"person": row.person.root or row.person} if row.person else {"family": row.family}
            _notice, is_new = AddressNotice.objects.get_or_create(address=one, reader=reader.user, **whose)
            if is_new:
                audit.record(Actor.system("safeguarding"), "address.noticed", one.person)
                with translation.override(reader.user.language):
                    subject, text = gettext("A warning waits for you in Ligzda"), gettext("Sign in and open “My day”.")
                post(reader.user.email, subject, text)


@transaction.atomic
def seen(notice: AddressNotice, *, by: Actor) -> AddressNotice:
    """The reader has read it and decides what to do; it leaves their day."""
    if notice.seen_at is None:
        notice.seen_at = clock.now()
        notice.save(update_fields=["seen_at"])
        audit.record(by, "address.notice_seen", notice.address.person)
    return notice
