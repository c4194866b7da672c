"""What everybody may change about the own account, and the numbers that an administrator changes for the house."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ligzda.access import audit
from ligzda.access.actor import Actor
from ligzda.access.deadlines import DEADLINES, Deadline, forget_kept, series
from ligzda.access.models import Setting, User
from ligzda.access.permissions import Permission
from ligzda.kernel import clock
from ligzda.kernel.changes import set_different
from ligzda.kernel.languages import LANGUAGES
from ligzda.kernel.refused import Refused


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


@transaction.atomic
def set_digest(*, by: Actor, wants: bool) -> User:
    """The numbers of the day by e-mail: only for who asked for them."""
    if by.user is None:
        raise Refused(_("Sign in first."))
    changed = set_different(by.user, {"wants_digest": wants})
    if changed:
        by.user.save(update_fields=["wants_digest"])
        audit.record(by, "change_own", by.user, changed=changed)
    return by.user


@transaction.atomic
def set_deadline(name: str, *, by: Actor, numbers: Sequence[int]) -> Setting | None:
    """Another number for a clock of the house; the default again takes the row away."""
    if not by.holds(Permission.ADMINISTER):
        raise Refused(_("Only an administrator can do this."))
    deadline, wanted = DEADLINES[name], tuple(numbers)
    _must_fit(deadline, wanted)
    before, is_default = series(name), wanted == deadline.numbers
    if is_default:
        setting = Setting.objects.filter(name=name).first()
        Setting.objects.filter(name=name).delete()
    else:
        values = {"numbers": list(wanted), "changed_by": by.user, "changed_at": clock.now()}
        setting, _new = Setting.objects.update_or_create(name=name, defaults=values)
    if setting and before != wanted:
        audit.record(by, "change_setting", setting, changed={name: (before, wanted)})
    transaction.on_commit(forget_kept)
    return None if is_default else setting


def _must_fit(deadline: Deadline, numbers: tuple[int, ...]) -> None:
    limits = {"lowest": deadline.lowest, "highest": deadline.highest}
    if not numbers or any(not deadline.lowest <= number <= deadline.highest for number in numbers):
        raise Refused(_("Enter a whole number from %(lowest)d to %(highest)d.") % limits, field="numbers")
    if not deadline.is_series and len(numbers) > 1:
        raise Refused(_("Here stands one number."), field="numbers")
    if list(numbers) != sorted(set(numbers)):
        raise Refused(_("Enter the numbers from the smallest to the largest, each once."), field="numbers")
