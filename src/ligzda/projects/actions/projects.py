"""Create and change a project, its other spellings, partners and sites."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from ligzda.access import audit
from ligzda.access.actions.seats import open_circle, seat
from ligzda.access.actor import Actor
from ligzda.access.models import Circle, Seat
from ligzda.access.words import Word
from ligzda.kernel.refused import Refused
from ligzda.kernel.text import squeeze
from ligzda.people.models import Organisation
from ligzda.places.models import Site
from ligzda.projects import rules
from ligzda.projects.actions import allowed
from ligzda.projects.models import Partner, Project, ProjectAlias, ProjectSite
from ligzda.web import words

CHANGEABLE = frozenset(
    {
        "number",
        "title_lv",
        "title_en",
        "acronym",
        "goal",
        "target_group",
        "programme_lines",
        "funder",
        "supervising_body",
        "currency",
        "start_date",
        "end_date",
        "services_end_date",
        "actual_end_date",
        "reporting_months",
        "state",
    }
)


@transaction.atomic
def create_project(
    key: str, *, by: Actor, title_lv: str, start_date: dt.date | None = None, end_date: dt.date | None = None, **fields: Any
) -> Project:
    """A new project with a circle of its own; whoever creates it sits there as its manager."""
    if not by.holds(Word.MANAGE_PROJECT):
        raise Refused(_("Only a project manager creates a project."))
    check_dates(start_date, end_date)
    _check_fields(fields)
    if Project.objects.filter(key=key).exists():
        raise Refused(_("There is already a project with this key."), field="key")
    circle = open_circle(Circle.Kind.PROJECT, name=key)
    project = Project.objects.create(
        key=key,
        title_lv=title_lv,
        start_date=start_date,
        end_date=end_date,
        circle=circle,
        squeezed=squeeze(fields.get("number", ""))[:80],
        **fields,
    )
    if by.user is not None:
        seat(circle, by=by, user=by.user, role="project_manager", because=Seat.Because.APPOINTED, from_date=by.on)
    audit.record(by, "create_project", project, circle=circle)
    return project


@transaction.atomic
def change_project(project: Project, *, by: Actor, **fields: Any) -> Project:
    """Change what is written about a project; only what differs is written and noted."""
    allowed.manage(by, project)
    _check_fields(fields)
    locked = Project.objects.select_for_update().get(pk=project.pk)
    check_dates(fields.get("start_date", locked.start_date), fields.get("end_date", locked.end_date))
    changed = {name: (getattr(locked, name), value) for name, value in fields.items() if getattr(locked, name) != value}
    for name, (_before, after) in changed.items():
        setattr(locked, name, after)
    locked.squeezed = squeeze(locked.number)[:80]
    locked.save(update_fields=[*changed, "squeezed"])
    audit.record(by, "change_project", locked, circle=locked.circle, changed=changed)
    return locked


@transaction.atomic
def add_alias(project: Project, *, by: Actor, text: str, kind: str = "number") -> ProjectAlias:
    """Another spelling under which the project is found."""
    allowed.manage(by, project)
    alias = ProjectAlias.objects.create(project=project, text=text, squeezed=squeeze(text), kind=kind)
    audit.record(by, "add_alias", alias, circle=project.circle)
    return alias


@transaction.atomic
def add_partner(project: Project, *, by: Actor, organisation: Organisation, role: str, note: str = "") -> Partner:
    """An organisation and its part in the project."""
    allowed.manage(by, project)
    partner = Partner.objects.create(project=project, organisation=organisation, role=role, note=note)
    audit.record(by, "add_partner", partner, circle=project.circle)
    return partner


@transaction.atomic
def work_at(project: Project, *, by: Actor, site: Site) -> ProjectSite:
    """The project works at this site; its coordinators see their part of the figures."""
    allowed.manage(by, project)
    here, _created = ProjectSite.objects.get_or_create(project=project, site=site)
    audit.record(by, "work_at", here, circle=project.circle)
    return here


def check_dates(start: dt.date | None, end: dt.date | None) -> None:
    """A project cannot end before it starts; the sentence names the start."""
    if rules.starts_after_end(start, end):
        raise Refused(_("The end date is before the start date (%(start)s). Check both.") % {"start": words.day(start)}, field="end_date")


def _check_fields(fields: dict[str, Any]) -> None:
    unknown = sorted(set(fields) - CHANGEABLE)
    if unknown:
        raise TypeError(f"A project has no {', '.join(unknown)}")
