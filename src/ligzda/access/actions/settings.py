"""What everybody may change about the own account."""

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ligzda.access import audit
from ligzda.access.actor import Actor
from ligzda.access.models import User
from ligzda.kernel.changes import set_different
from ligzda.kernel.refused import Refused

LANGUAGES = {code for code, _name in settings.LANGUAGES}


@transaction.atomic
def change_own(*, by: Actor, language: str = "", theme: str = "") -> User:
    """Language and appearance; what is left empty stays."""
    if by.user is None:
        raise Refused(_("Sign in first."))
    if (language and language not in LANGUAGES) or (theme and theme not in User.Theme.values):
        raise Refused(_("Choose one."))
    user = by.user
    new = {"language": language or user.language, "theme": theme or user.theme}
    changed = set_different(user, new)
    if changed:
        user.save(update_fields=[*changed])
        audit.record(by, "change_own", user, changed=changed)
    return user
