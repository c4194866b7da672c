"""Consents and privacy notices. Casework rests on neither; photos, stories and sharing beyond duty do."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from ligzda.access import audit
from ligzda.access.actor import Actor
from ligzda.kernel import clock
from ligzda.kernel.refused import Refused
from ligzda.people.may_change import must_change
from ligzda.people.models import Consent, Person, PrivacyNotice
from ligzda.people.rules import days
from ligzda.people.rules.text import SENTENCE, clean


@transaction.atomic
def give_consent(
    person: Person, *, by: Actor, purpose: str, given_date: dt.date, given_by: Person | None = None, note: str = ""
) -> Consent:
    """Record a consent for one purpose; ``given_by`` is the parent or guardian where it was not the person."""
    must_change(by, person)
    _not_later_than_today(given_date, "given_date")
    text = clean(note, field="note", most=SENTENCE)
    row = Consent.objects.create(person=person, purpose=purpose, given_date=given_date, given_by=given_by, note=text)
    audit.record(by, "give_consent", person, changed={purpose: ("", given_date)})
    return row


@transaction.atomic
def withdraw_consent(consent: Consent, *, by: Actor, on: dt.date) -> Consent:
    """The consent ended on this day. It stays in the history; withdrawn is withdrawn once."""
    must_change(by, consent.person)
    if consent.withdrawn_date:
        raise Refused(_("This consent was already withdrawn."))
    _not_later_than_today(on, "withdrawn_date")
    days.in_order(consent.given_date, on, field="withdrawn_date")
    consent.withdrawn_date = on
    consent.save(update_fields=["withdrawn_date"])
    audit.record(by, "withdraw_consent", consent.person, changed={consent.purpose: ("", on)})
    return consent


@transaction.atomic
def give_notice(
    person: Person, *, by: Actor, version: str, given_date: dt.date, language: str, basis: str = "", read_aloud_by: str = ""
) -> PrivacyNotice:
    """Record that somebody was told what happens to the data: which version, in which language, read alone or aloud."""
    must_change(by, person)
    _not_later_than_today(given_date, "given_date")
    row = PrivacyNotice.objects.create(
        person=person,
        version=clean(version, field="version", most=20, required=True),
        given_date=given_date,
        language=clean(language, field="language", most=10, required=True),
        basis=clean(basis, field="basis", most=60),
        read_aloud_by=clean(read_aloud_by, field="read_aloud_by", most=120),
    )
    audit.record(by, "give_notice", person, changed={"notice": ("", row.version)})
    return row


def _not_later_than_today(day: dt.date, field: str) -> None:
    if day > clock.today():
        raise Refused(_("This day is in the future. Check the date."), field=field)
