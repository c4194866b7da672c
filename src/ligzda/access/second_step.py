"""A one-time code opens the door once. The library forgets a used code after 30 seconds and takes it for 90.

So the counter of the last used code stays in the authenticator's data, and one conditional UPDATE moves it on: of two
requests with the same code, whichever process serves them, one finds it moved. A code older than the last one is used too.
"""

import time
from typing import Any

from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa import app_settings
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm as LibraryAuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as LibraryReauthenticateForm
from allauth.mfa.base.internal.flows import check_rate_limit
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.internal import auth as totp
from django.db.models import Q

LAST = "last_counter"


def use(step: Authenticator, code: str) -> bool:
    """Whether this code opens the door; it never does again."""
    if step.type != Authenticator.Type.TOTP:
        return bool(step.wrap().validate_code(code))
    secret = get_adapter().decrypt(step.data["secret"])
    matching = [counter for counter in totp.yield_hotp_counters_from_time() if _is_code(secret, counter, code)]
    return bool(matching) and _move_on(step, matching[-1])


def _move_on(step: Authenticator, counter: int) -> bool:
    """A new authenticator was made with a code of its own minute: that one is used as well."""
    if counter <= int(step.created_at.timestamp()) // app_settings.TOTP_PERIOD:
        return False
    free = Q(**{f"data__{LAST}__lt": counter}) | Q(**{f"data__{LAST}__isnull": True})
    same = Authenticator.objects.filter(free, pk=step.pk, data__secret=step.data["secret"])  # a key may be rotated meanwhile
    step.data = step.data | {LAST: counter}
    return bool(same.update(data=step.data))


def _is_code(secret: str, counter: int, code: str) -> bool:
    return bool(compare_user_code(actual=code, expected=totp.format_hotp_value(totp.hotp_value(secret, counter))))


class _Once:
    """What both forms of the library do, with ``use`` in the place of its own check."""

    user: Any
    cleaned_data: dict[str, Any]
    authenticator: Authenticator
    _emit_authentication_failed: Any

    def clean_code(self) -> str:
        forget_limit = check_rate_limit(self.user)
        code = str(self.cleaned_data["code"])
        steps = list(Authenticator.objects.filter(user=self.user).exclude(type=Authenticator.Type.WEBAUTHN).order_by("-type"))
        for step in steps:
            if use(step, code):
                step.user, self.authenticator = self.user, step
                forget_limit()
                return code
        for step in steps[:1]:
            self._emit_authentication_failed(step)
        raise get_adapter().validation_error("incorrect_code")


class AuthenticateForm(_Once, LibraryAuthenticateForm):
    """At the door."""


class ReauthenticateForm(_Once, LibraryReauthenticateForm):
    """Before something that matters, a second time."""


class ActivateForm(ActivateTOTPForm):
    """A new authenticator is made with a code of now, never with one of the minute to come: that one stays good for the door."""

    def clean_code(self) -> str:
        code = str(super().clean_code())
        now = int(time.time()) // app_settings.TOTP_PERIOD
        if not any(_is_code(self.secret, counter, code) for counter in (now - 1, now)):
            raise get_adapter().validation_error("incorrect_code")
        return code
