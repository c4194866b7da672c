"""A forgotten password: the page does the same work and gives the same answer whether the address has an account or not.

It looks once and leaves an id with the worker; the key is made and the e-mail written there, so neither time nor statements tell.
"""

from typing import Any

from allauth.account.forms import ResetPasswordForm, default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from django_tasks import task

from ligzda.access.models import User
from ligzda.kernel.post import post

NOBODY = 0


class ForgottenForm(ResetPasswordForm):
    """The library's form, which would look up the account and make the key before it answers."""

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()

    def save(self, request: HttpRequest, **_options: Any) -> str:
        email = str(self.cleaned_data["email"])
        found = User.objects.filter(email=email, is_active=True, is_system=False).values_list("pk", flat=True).first()
        send_way_in.enqueue(found or NOBODY)
        return email


@task()
def send_way_in(user_id: int) -> None:
    """The link with which the owner of an account chooses a new password, under the address that the organisation has set."""
    user = User.objects.filter(pk=user_id, is_active=True).first()
    if user is None:
        return
    way = {"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)}
    link = settings.SITE_ADDRESS + reverse("account_reset_password_from_key", kwargs=way)
    with translation.override(user.language):
        subject = gettext("Choose a new password for Ligzda")
        text = gettext(
            "Somebody, probably you, asked for a new password. Choose it here: %(link)s\nThe link works once. If it was not you, do nothing."
        ) % {"link": link}
    post(user.email, subject, text)
