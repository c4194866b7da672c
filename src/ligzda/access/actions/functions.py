"""The open list of functions and professions, in three languages."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ligzda.access import audit
from ligzda.access.actor import Actor
from ligzda.access.models import Function
from ligzda.access.permissions import Permission
from ligzda.access.roles import ROLES
from ligzda.kernel.refused import Refused
from ligzda.kernel.text import ascii_words

TEXTS = ("name_lv", "name_en", "name_lt", "duties_lv", "duties_en", "duties_lt")


@transaction.atomic
def save_function(
    function: Function | None, *, by: Actor, role: str, is_specialist: bool, is_active: bool = True, **texts: str
) -> Function:
    """Add a function, or change one. Its key is made of the English name once and stays; figures group by it."""
    if not by.holds(Permission.ADMINISTER):
        raise Refused(_("Only an administrator can do this."))
    if role not in ROLES:
        raise Refused(_("There is no such role."), field="role")
    new = function or Function(key=_free_key(texts["name_en"]))
    values = {name: texts[name] for name in TEXTS} | {"role": role, "is_specialist": is_specialist, "is_active": is_active}
    changed = {name: (getattr(new, name), value) for name, value in values.items() if getattr(new, name) != value}
    for name, value in values.items():
        setattr(new, name, value)
    new.save()
    audit.record(by, "change_function" if function else "add_function", new, changed=changed)
    return new


def _free_key(name: str) -> str:
    key = ascii_words(name).replace(" ", "_")[:36] or "function"
    taken = set(Function.objects.filter(key__startswith=key).values_list("key", flat=True))
    return key if key not in taken else next(f"{key}_{n}" for n in range(2, 1000) if f"{key}_{n}" not in taken)
