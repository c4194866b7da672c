"""The one question every write of this room asks first."""

import datetime as dt

from django.utils.translation import gettext as _

from ligzda.access.actor import Actor
from ligzda.access.permissions import Permission
from ligzda.kernel.refused import Refused
from ligzda.projects import rules
from ligzda.projects.models import Project
from ligzda.web import formatting


def manage(by: Actor, project: Project) -> None:
    """Refuse those who look after other projects."""
    if not by.is_system and not by.may(Permission.MANAGE_PROJECT, project):
        raise Refused(_("Only the project's manager changes this."))


def give_reason(reason: str) -> str:
    """A change of what is printed needs a sentence why."""
    if not reason.strip():
        raise Refused(_("Say in one sentence why."), field="reason")
    return reason.strip()


def in_order(start: dt.date | None, end: dt.date | None, field: str) -> None:
    """Nothing ends before it starts; the sentence names the start."""
    if rules.starts_after_end(start, end):
        raise Refused(_("The end date is before the start date (%(start)s). Check both.") % {"start": formatting.day(start)}, field=field)
