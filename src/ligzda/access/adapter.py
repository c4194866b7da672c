"""The door: sign-in by e-mail, no sign-up, one sentence for every failure, everything at the door stands in the trail."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from ligzda.access import audit, keys
from ligzda.access.models import User
from ligzda.access.notices import tell

FAILED = _("You could not be signed in. Check the e-mail address and the password; after several attempts wait five minutes.")
ONE_SENTENCE = ("email_password_mismatch", "username_password_mismatch", "invalid_login", "account_inactive", "too_many_login_attempts")

# What the library calls a change of a way in → the act in the trail and the sentence for the owner. A test finds new ones.
NOTED = {
    "account/email/password_reset": "reset_password",
    "account/email/password_changed": "change_password",
    "account/email/password_set": "change_password",
    "account/email/email_changed": "change_email",
    "account/email/email_deleted": "change_email",
    "mfa/email/totp_activated": "add_second_step",
    "mfa/email/totp_deactivated": "remove_second_step",
    "mfa/email/recovery_codes_generated": "make_recovery_codes",
    "mfa/email/webauthn_added": "add_passkey",
    "mfa/email/webauthn_removed": "remove_passkey",
}
NOTED_ALREADY = ("change_password", "reset_password")  # by set_password


class AccountAdapter(DefaultAccountAdapter):
    """Whether an address is unknown, the password wrong, the account closed or the door tired: the answer is the same."""

    error_messages = DefaultAccountAdapter.error_messages | dict.fromkeys(ONE_SENTENCE, FAILED)

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        user = super().authenticate(request, **credentials)
        if user is not None and not user.is_active:
            self.authentication_failed(request, **credentials)
            return None
        return user

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        email = str(credentials.get("email", "")).lower()
        audit.note("sign_in_failed", user=User.objects.filter(email=email).first())

    def post_login(self, request: HttpRequest, user: Any, **details: Any) -> HttpResponse:
        """From here on the pages speak the person's own language, whatever was chosen at the door."""
        audit.note("sign_in", user=user)
        response = super().post_login(request, user, **details)
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            user.language,
            max_age=settings.LANGUAGE_COOKIE_AGE,
            samesite=settings.LANGUAGE_COOKIE_SAMESITE,
            secure=settings.LANGUAGE_COOKIE_SECURE,
        )
        return response

    def logout(self, request: HttpRequest) -> None:
        if request.user.is_authenticated:
            audit.note("sign_out", user=request.user)
        super().logout(request)

    def set_password(self, user: Any, password: str) -> None:
        super().set_password(user, password)
        audit.note("change_password", user=user)

    def send_notification_mail(
        self, template_prefix: str, user: Any, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """The library calls this at every change of a way in: the owner is told by e-mail, and on the own page from the trail."""
        act = NOTED[template_prefix]
        if act not in NOTED_ALREADY:
            audit.note(act, user=user)
        tell(user, act)

    def is_safe_url(self, url: str) -> bool:
        """``next`` stays on this site: an address without a host."""
        return bool(url) and url.startswith("/") and url_has_allowed_host_and_scheme(url, allowed_hosts=None)

    def add_message(self, request: HttpRequest, level: int, message_template: str | None = None, *args: Any, **kwargs: Any) -> None:
        """No "successfully signed in as …": the page itself says it, and a shared screen needs no name."""
        if message_template not in {"account/messages/logged_in.txt", "account/messages/logged_out.txt"}:
            super().add_message(request, level, message_template, *args, **kwargs)


class MFAAdapter(DefaultMFAAdapter):
    """The secrets of the second step lie encrypted, like other protected values."""

    def encrypt(self, text: str) -> str:
        return keys.encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        return keys.decrypt(encrypted_text)
