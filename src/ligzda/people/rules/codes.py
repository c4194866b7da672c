"""Personal codes of Latvia and Lithuania, and registration numbers of organisations.

An impossible form or date is refused. A check digit that does not match only warns: the Latvian formula was never
officially published and the codes issued since 01.07.2017 have none that anybody knows.
"""

import datetime as dt
import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from ligzda.kernel.refused import Refused

_BLANKS = re.compile(r"[\s\-‐-―]+")
_NEW_LV = re.compile(r"3[2-9]\d{9}")
_LV_WEIGHTS = (10, 5, 8, 4, 2, 1, 6, 3, 7, 9)
_LT_WEIGHTS = ((1, 2, 3, 4, 5, 6, 7, 8, 9, 1), (3, 4, 5, 6, 7, 8, 9, 1, 2, 3))
_REGISTER_WEIGHTS = (9, 1, 4, 8, 3, 10, 2, 5, 7, 6, 1)


@dataclass(frozen=True)
class Code:
    """A code in its one written form, with what it says and what is doubtful about it."""

    country: str
    text: str
    birth_date: dt.date | None = None
    sex: str | None = None
    doubt: str = ""

    @property
    def masked(self) -> str:
        """For lists and pages: the last part is never shown."""
        return f"{self.text[:6]}-•••••" if self.country == "LV" else f"{self.text[:3]}••••••••"


def read_code(country: str, typed: str, *, today: dt.date) -> Code:
    """The code somebody typed, with or without blanks and hyphens. Raises ``Refused`` when no such code can exist."""
    digits = _BLANKS.sub("", typed)
    if len(digits) != 11 or not (digits.isascii() and digits.isdigit()):
        raise Refused(_("A personal code has 11 digits. Compare it with the document."), field="code")
    if country == "LV":
        return _latvian(digits, today)
    if country == "LT":
        return _lithuanian(digits, today)
    raise Refused(_("Choose the country of the code."), field="country")


def mask(country: str, text: str) -> str:
    return Code(country, text).masked


def _latvian(digits: str, today: dt.date) -> Code:
    text = f"{digits[:6]}-{digits[6:]}"
    if _NEW_LV.fullmatch(digits):
        return Code("LV", text)
    if digits[6] not in "012":
        raise Refused(_("The seventh digit of a Latvian personal code is 0, 1 or 2. Compare it with the document."), field="code")
    day = _date((18 + int(digits[6])) * 100 + int(digits[4:6]), int(digits[2:4]), int(digits[:2]), today)
    total = 1 + sum(int(digit) * weight for digit, weight in zip(digits, _LV_WEIGHTS, strict=False))
    doubt = "" if total % 11 % 10 == int(digits[10]) else _doubt_lv()
    return Code("LV", text, day, None, doubt)


def _lithuanian(digits: str, today: dt.date) -> Code:
    first = int(digits[0])
    if first in (0, 7, 8):
        raise Refused(_("A Lithuanian personal code begins with 1 to 6 or with 9. Compare it with the document."), field="code")
    day, sex = None, None
    if first != 9:
        day = _date((18 + (first - 1) // 2) * 100 + int(digits[1:3]), int(digits[3:5]), int(digits[5:7]), today)
        sex = "male" if first % 2 else "female"
    return Code("LT", digits, day, sex, "" if _lithuanian_check(digits) == int(digits[10]) else _doubt_lt())


def _lithuanian_check(digits: str) -> int:
    for weights in _LT_WEIGHTS:
        rest = sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=False)) % 11
        if rest != 10:
            return rest
    return 0


def _date(year: int, month: int, day: int, today: dt.date) -> dt.date:
    try:
        found = dt.date(year, month, day)
    except ValueError:
        parts = {"date": f"{day:02}.{month:02}.{year}."}
        raise Refused(
            _("The code holds a date that does not exist: %(date)s Compare it with the document.") % parts, field="code"
        ) from None
    if found > today:
        raise Refused(_("The code holds a date of birth in the future. Compare it with the document."), field="code")
    return found


def _doubt_lv() -> str:
    return _("The check digit of the Latvian code does not match. Compare with the document; you may still save.")


def _doubt_lt() -> str:
    return _("The check digit of the Lithuanian code does not match. Compare with the document; you may still save.")


def read_registration_number(typed: str) -> str:
    """A Latvian registration number of an organisation: 11 digits, the first above 3, a check sum of 3."""
    digits = _BLANKS.sub("", typed)
    formed = len(digits) == 11 and digits.isascii() and digits.isdigit() and digits[0] > "3"
    if not formed or sum(int(d) * w for d, w in zip(digits, _REGISTER_WEIGHTS, strict=True)) % 11 != 3:
        raise Refused(_("This is not a registration number: it has 11 digits and begins with 4 to 9."), field="registration_number")
    return digits
