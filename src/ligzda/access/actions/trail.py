"""Taking the trail along: a copy that leaves the house is itself an entry of the trail."""

from collections.abc import Iterator

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ligzda.access import audit
from ligzda.access.actor import Actor
from ligzda.access.homes import organisation
from ligzda.access.models import User
from ligzda.access.permissions import Permission
from ligzda.access.queries import trail
from ligzda.kernel import clock
from ligzda.kernel.refused import Refused


@transaction.atomic
def take_along(asked: trail.TrailFilter, *, by: Actor) -> list[tuple[str, ...]]:
    """The lines of the page with these filters as the cells of a table, newest first; the entry comes first."""
    if by.user is None or not by.holds(Permission.EXPORT_AUDIT):
        raise Refused(_("Your role does not take the access log along."))
    said = {"days": ("", f"{asked.first} {asked.last}"), "kind": ("", asked.kind), "user": ("", asked.user_key)}
    said |= {name: ("", text) for name, text in asked.typed.items()}
    audit.record(by, "export_trail", User(), circle=organisation(), changed=said)
    return list(_cells(trail.lines(by, asked, 0, trail.MOST)))


def _cells(lines: list[trail.TrailLine]) -> Iterator[tuple[str, ...]]:
    for line in lines:
        yield clock.by_the_clock(line.at).isoformat(sep=" ", timespec="seconds"), line.who, line.what, line.thing, line.circle, line.page
