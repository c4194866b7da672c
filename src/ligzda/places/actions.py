"""Sites are opened and changed by an administrator; each gets a circle of its own below the organisation's."""

import re
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from ligzda.access import audit
from ligzda.access.actions.seats import open_circle
from ligzda.access.actor import Actor
from ligzda.access.homes import organisation
from ligzda.access.keys import house_digest
from ligzda.access.models import Circle
from ligzda.access.permissions import Permission
from ligzda.kernel.changes import set_different
from ligzda.kernel.refused import Refused
from ligzda.kernel.text import ascii_words
from ligzda.places.models import Site, Territory

NAME, ADDRESS = 120, 200
_PREFIX = re.compile(r"[A-Z0-9]{1,6}")


@transaction.atomic
def open_site(
    *, by: Actor, name: str, territory: Territory, prefix: str, address: str = "", is_secret_place: bool = False, key: str = ""
) -> Site:  # fmt: skip
    """A new centre with its own circle. ``prefix`` begins the numbers of its files and is not used twice.

    ``is_secret_place``: a shelter. Its address is covered for whom it is hidden; that of any other site is known to all and never is.
    """
    _must_administer(by)
    values = _settled(name, prefix, address)
    _refuse_taken_prefix(values["prefix"])
    key = key or _free_key(values["name"])
    circle = open_circle(Circle.Kind.SITE, parent=organisation(), name=name)
    site = Site.objects.create(
        key=key, territory=territory, circle=circle, lookup=house_digest(values["address"]), is_secret_place=is_secret_place, **values
    )
    audit.record(by, "open_site", site, circle=circle)
    return site


@transaction.atomic
def change_site(
    site: Site, *, by: Actor, name: str, territory: Territory, prefix: str, address: str, is_active: bool, is_secret_place: bool = False
) -> Site:
    """Correct a site or take it out of use. Numbers that were given keep their beginning."""
    _must_administer(by)
    values: dict[str, Any] = {
        **_settled(name, prefix, address),
        "territory": territory,
        "is_active": is_active,
        "is_secret_place": is_secret_place,
    }
    if values["prefix"] != site.prefix:
        _refuse_taken_prefix(values["prefix"])
    changed = set_different(site, values)
    if "address" in changed:
        site.lookup = house_digest(site.address)
        site.save(update_fields=["lookup"])
    if changed:
        site.save(update_fields=list(changed))
        audit.record(by, "change_site", site, circle=site.circle, changed=changed)
    return site


def _must_administer(by: Actor) -> None:
    if not by.holds(Permission.ADMINISTER):
        raise Refused(_("Only an administrator changes the list of sites."))


def _settled(name: str, prefix: str, address: str) -> dict[str, str]:
    settled = {"name": " ".join(name.split()), "prefix": prefix.strip().upper(), "address": " ".join(address.split())}
    if not settled["name"]:
        raise Refused(_("This is still missing."), field="name")
    for field, most in (("name", NAME), ("address", ADDRESS)):
        if len(settled[field]) > most:
            sentence = _("This text is too long: %(length)s letters, at most %(most)s. Shorten it.")
            raise Refused(sentence % {"length": len(settled[field]), "most": most}, field=field)
    if not _PREFIX.fullmatch(settled["prefix"]):
        raise Refused(_("The beginning of file numbers has 1 to 6 letters A–Z or digits, for example BA."), field="prefix")
    return settled


def _refuse_taken_prefix(prefix: str) -> None:
    if Site.objects.filter(prefix=prefix).exists():
        raise Refused(_("Another site already uses this beginning of file numbers. Choose a different one."), field="prefix")


def _free_key(name: str) -> str:
    """A short key from the name; a number is added when it is taken."""
    base = ascii_words(name).replace(" ", "")[:30] or "site"
    taken = {"new"} | set(Site.objects.filter(key__startswith=base).values_list("key", flat=True))
    return base if base not in taken else next(f"{base}{n}" for n in range(2, len(taken) + 3) if f"{base}{n}" not in taken)
