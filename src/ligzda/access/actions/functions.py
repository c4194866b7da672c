"""The open list of functions and professions."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ligzda.access import audit
from ligzda.access.actor import Actor
from ligzda.access.models import Function
from ligzda.access.permissions import Permission
from ligzda.access.roles import ROLES
from ligzda.kernel.changes import set_different
from ligzda.kernel.languages import SOURCE
from ligzda.kernel.refused import Refused
from ligzda.kernel.text import ascii_words
from ligzda.kernel.translated import Translated


@transaction.atomic
def save_function(
    function: Function | None,
    *,
    by: Actor,
    name: Translated,
    role: str,
    is_specialist: bool,
    duties: Translated | None = None,
    is_active: bool = True,
) -> Function:
    """Add a function, or change one. Its key is made of the English name once and stays; figures group by it."""
    if not by.holds(Permission.ADMINISTER):
        raise Refused(_("Only an administrator can do this."))
    if role not in ROLES:
        raise Refused(_("There is no such role."), field="role")
    new = function or Function(key=_free_key(name.in_language(SOURCE)))
    texts = {"name": name, "duties": duties or Translated()}
    changed = set_different(new, texts | {"role": role, "is_specialist": is_specialist, "is_active": is_active})
    new.save()
    audit.record(by, "change_function" if function else "add_function", new, changed=changed)
    return new


def _free_key(name: str) -> str:
    key = ascii_words(name).replace(" ", "_")[:36] or "function"
    taken = set(Function.objects.filter(key__startswith=key).values_list("key", flat=True))
    return key if key not in taken else next(f"{key}_{n}" for n in range(2, 1000) if f"{key}_{n}" not in taken)
