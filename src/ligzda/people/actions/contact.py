"""Phones, e-mails and addresses of persons and families; organisations."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from ligzda.access import audit
from ligzda.access.actor import Actor
from ligzda.access.keys import house_digest, lookup_digest
from ligzda.kernel.changes import Changed, set_different
from ligzda.kernel.locking import taken
from ligzda.kernel.refused import Refused
from ligzda.kernel.text import fold
from ligzda.people.may_change import must_change, must_enter
from ligzda.people.models import Address, ContactDetail, Family, Organisation, Person
from ligzda.people.open_addresses import written
from ligzda.people.rules import days
from ligzda.people.rules.codes import read_registration_number
from ligzda.people.rules.contact import read_email, read_phone
from ligzda.people.rules.text import SENTENCE, clean
from ligzda.places.models import Territory


@transaction.atomic
def add_contact(
    person: Person, *, by: Actor, kind: str, value: str, country: str = "LV", is_safe: bool = True, rule: str = "", who_answers: str = "",
    say_as: str = "", no_sms: bool = False,
) -> ContactDetail:  # fmt: skip
    """A phone or an e-mail, and whether and how it is safe to use. The same one twice stays one."""
    must_change(by, person)
    text, lookup = _read(kind, value, country)
    known = ContactDetail.objects.filter(person=person, lookup=lookup).first()
    if known:
        return known
    when = clean(rule, field="rule", most=200)
    row = ContactDetail.objects.create(
        person=person, kind=kind, value=text, lookup=lookup, is_safe=is_safe, rule=when, no_sms=no_sms, **_manner(who_answers, say_as)
    )
    audit.record(by, "add_contact", person, changed={kind: ("", text)})
    return row


@transaction.atomic
def change_contact(
    detail: ContactDetail, *, by: Actor, kind: str, value: str, country: str = "LV", is_safe: bool, rule: str, who_answers: str = "",
    say_as: str = "", no_sms: bool = False,
) -> ContactDetail:  # fmt: skip
    """Correct a phone or e-mail, or say that it is not safe any more."""
    detail = taken(detail)
    must_change(by, _owner(detail))
    text, detail.lookup = _read(kind, value, country)
    when = clean(rule, field="rule", most=200)
    after = {"value": text, "kind": kind, "is_safe": is_safe, "rule": when, "no_sms": no_sms, **_manner(who_answers, say_as)}
    changed = set_different(detail, after)
    if changed:
        detail.save()
        audit.record(by, "change_contact", _owner(detail), changed=_under(kind, "value", changed))
    return detail


@transaction.atomic
def remove_contact(detail: ContactDetail, *, by: Actor) -> None:
    """A number that is no longer theirs goes: somebody else may answer it. The trail keeps that there was one."""
    detail = taken(detail)
    owner = _owner(detail)
    must_change(by, owner)
    audit.record(by, "remove_contact", owner, changed={detail.kind: (detail.value, "")})
    detail.delete()


@transaction.atomic
def add_address(
    *, by: Actor, text: str, kind: str = "actual", person: Person | None = None, family: Family | None = None,
    territory: Territory | None = None, from_date: dt.date | None = None, until_date: dt.date | None = None,
) -> Address:  # fmt: skip
    """Where somebody is declared or lives. Declared and actual are two addresses, never one that overwrites the other."""
    whose: Any = person or family
    if whose is None or (person and family):
        raise TypeError("Name a person or a family, not both.")
    must_change(by, whose)
    days.in_order(from_date, until_date)
    line = clean(text, field="text", most=SENTENCE, required=True)
    row = Address.objects.create(
        person=person, family=family, kind=kind, text=line, lookup=house_digest(line), territory=territory, from_date=from_date,
        until_date=until_date, entered_by=by.user,
    )  # fmt: skip
    audit.record(by, "add_address", whose, changed={kind: ("", line)})
    written(by, row)
    return row


@transaction.atomic
def change_address(
    address: Address, *, by: Actor, text: str, kind: str, territory: Territory | None, from_date: dt.date | None, until_date: dt.date | None
) -> Address:
    """Correct an address, or say until when it was so."""
    address = taken(address)
    must_change(by, _owner(address))
    days.in_order(from_date, until_date)
    line = clean(text, field="text", most=SENTENCE, required=True)
    changed = set_different(address, {"text": line, "kind": kind, "territory": territory, "from_date": from_date, "until_date": until_date})
    if "text" in changed:
        address.lookup, address.entered_by = house_digest(line), by.user
    if changed:
        address.save()
        audit.record(by, "change_address", _owner(address), changed=_under(kind, "text", changed))
    written(by, address)
    return address


@transaction.atomic
def register_organisation(
    *, by: Actor, name: str, kind: str = "other", country: str = "LV", registration_number: str = "", aliases: tuple[str, ...] = ()
) -> Organisation:
    """An institution or partner; a Latvian registration number is checked."""
    must_enter(by)
    title = clean(name, field="name", most=160, required=True)
    number = clean(registration_number, field="registration_number", most=20)
    if number and country == "LV":
        number = read_registration_number(number)
    others = [clean(alias, field="aliases", most=160) for alias in aliases]
    row = Organisation.objects.create(
        name=title, folded=fold(title)[:170], kind=kind, country=country, registration_number=number, aliases=others
    )
    audit.record(by, "register_organisation", row)
    return row


def _manner(who_answers: str, say_as: str) -> dict[str, str]:
    return {"who_answers": clean(who_answers, field="who_answers", most=120), "say_as": clean(say_as, field="say_as", most=120)}


def _read(kind: str, value: str, country: str) -> tuple[str, str]:
    if kind not in ("phone", "email"):
        raise Refused(_("Choose one."), field="kind")
    text = read_phone(value, country) if kind == "phone" else read_email(value)
    return text, lookup_digest(f"{kind}:{text.lower()}")


def _under(kind: str, name: str, changed: Changed) -> Changed:
    """In the trail a number or an address is called by its kind, as when it was added."""
    return {kind if one == name else one: pair for one, pair in changed.items()}


def _owner(row: Any) -> Any:
    return row.person or getattr(row, "family", None)
