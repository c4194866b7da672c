"""One spelling of each e-mail address, however it was typed: two accounts are never told apart by case or by letters that look alike."""

import unicodedata

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from ligzda.access.models import User
from ligzda.kernel.refused import Refused

NO_ADDRESS = _("Write an e-mail address, for example name@example.org.")
LONGEST = 254
TAKEN = _("There is already an account with this e-mail address.")


def canonical(typed: str) -> str:
    """``Anna@ＥＸＡＭＰＬＥ.org`` and ``anna@xn--brni-bva.lv`` as they are kept: wide letters narrow, small, the domain in its own script."""
    text = unicodedata.normalize("NFKC", typed).strip().lower()
    local, at, domain = text.rpartition("@")
    try:
        text = f"{local}{at}{domain.encode('idna').decode('idna')}"
        validate_email(text)
    except (UnicodeError, ValidationError):
        raise Refused(NO_ADDRESS, field="email") from None
    if len(text) > LONGEST:
        raise Refused(NO_ADDRESS, field="email")
    return text


def must_be_free(address: str, *, but: User | None = None) -> None:
    """No other account signs in with it, nor does the sign-in library know it of another one."""
    users, known = User.objects.filter(email__iexact=address), EmailAddress.objects.filter(email__iexact=address)
    if but is not None:
        users, known = users.exclude(pk=but.pk), known.exclude(user=but)
    if users.exists() or known.exists():
        raise Refused(TAKEN, field="email")


def keep_address(user: User) -> None:
    """Save the account with its address; the sign-in library knows this one and no older one. Taken at the same moment, it is refused."""
    try:
        with transaction.atomic():
            user.save()
            EmailAddress.objects.filter(user=user).delete()
            EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    except IntegrityError:
        raise Refused(TAKEN, field="email") from None
