"""Phones, e-mail addresses, postcodes."""

import re

import phonenumbers
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from ligzda.kernel.refused import Refused
from ligzda.people.rules.text import clean

CALLING = {"LV": 371, "LT": 370}
_FREE_LV = re.compile(r"80\d{6}")


def read_phone(typed: str, country: str = "LV") -> str:
    """E.164 (+37127880031); a free Latvian number keeps its national form (80003939), since it works nowhere else."""
    text = clean(typed, field="value", most=40, required=True)
    try:
        number = phonenumbers.parse(text, country)
    except phonenumbers.NumberParseException:
        raise Refused(_no_phone(), field="value") from None
    national = str(number.national_number)
    if number.country_code == CALLING["LV"] and (len(national) != 8 or national[0] not in "26789"):
        raise Refused(_no_phone(), field="value")
    if number.country_code == CALLING["LT"] and len(national) != 8:
        raise Refused(_no_phone(), field="value")
    if not phonenumbers.is_possible_number(number) or number.extension:
        raise Refused(_no_phone(), field="value")
    if number.country_code == CALLING["LV"] and _FREE_LV.fullmatch(national):
        return national
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def show_phone(stored: str) -> str:
    """As people of that country write it; a foreign number keeps its country code."""
    if not stored.startswith("+"):
        return f"{stored[:4]} {stored[4:]}" if _FREE_LV.fullmatch(stored) else stored
    number = phonenumbers.parse(stored)
    home = number.country_code == CALLING["LV"]
    style = phonenumbers.PhoneNumberFormat.NATIONAL if home else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(number, style)


def read_email(typed: str) -> str:
    """An e-mail address, with the part after @ in small letters."""
    text = clean(typed, field="value", most=254, required=True)
    try:
        validate_email(text)
    except ValidationError:
        raise Refused(_("This is not an e-mail address. It looks like name@example.lv."), field="value") from None
    name, _at, place = text.rpartition("@")
    return f"{name}@{place.lower()}"


def _no_phone() -> str:
    return _("This is not a telephone number. Type it like 27880031 or +371 27880031.")
