"""Create and change a project, its other spellings, partners and sites."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from ligzda.access import audit
from ligzda.access.actions.seats import open_circle, seat
from ligzda.access.actor import Actor
from ligzda.access.models import Circle, Seat
from ligzda.access.permissions import Permission
from ligzda.kernel.changes import set_different
from ligzda.kernel.locking import taken
from ligzda.kernel.refused import Refused, Stale
from ligzda.kernel.text import fold, squeeze
from ligzda.people.models import Organisation
from ligzda.places.models import Site
from ligzda.projects.actions import allowed
from ligzda.projects.models import Amendment, Partner, Project, ProjectAlias, ProjectSite
from ligzda.projects.queries.plan import has_records, version_of

TAKEN = frozenset({"new"})  # an address of its own
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
    if not by.holds(Permission.MANAGE_PROJECT):
        raise Refused(_("Only a project manager creates a project."))
    check_dates(start_date, end_date)
    _check_fields(fields)
    if key in TAKEN or Project.objects.filter(key=key).exists():
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
def change_project(project: Project, *, by: Actor, version: int | None = None, **fields: Any) -> Project:
    """Change what is written about a project; only what differs is written and noted. ``version``: the state the writer began from."""
    allowed.manage(by, project)
    _check_fields(fields)
    locked = Project.objects.select_for_update(of=("self",)).select_related("circle").get(pk=project.pk)
    _must_be_unchanged(locked, version, fields)
    check_dates(fields.get("start_date", locked.start_date), fields.get("end_date", locked.end_date))
    changed = set_different(locked, fields)
    locked.squeezed = squeeze(locked.number)[:80]
    locked.save(update_fields=[*changed, "squeezed"])
    if changed.keys() & {"start_date", "end_date"}:  # a correction of the dates in force, not a new version of them
        latest = Amendment.objects.filter(project=locked).order_by("version").last()
        Amendment.objects.filter(pk=latest.pk if latest else 0).update(start_date=locked.start_date, end_date=locked.end_date)
    audit.record(by, "change_project", locked, circle=locked.circle, changed=changed)
    return locked


@transaction.atomic
def add_alias(project: Project, *, by: Actor, text: str, kind: str = "number") -> ProjectAlias:
    """Another spelling under which the project is found."""
    allowed.manage(by, project)
    if not squeeze(text):
        raise Refused(_("Write at least one letter or digit."), field="text")
    if project.aliases.filter(text=text).exists():
        raise Refused(_("The project is already found under this."), field="text")
    alias = ProjectAlias.objects.create(project=project, text=text, squeezed=squeeze(text), kind=kind)
    audit.record(by, "add_alias", alias, circle=project.circle)
    return alias


@transaction.atomic
def drop_alias(alias: ProjectAlias, *, by: Actor) -> None:
    """The project is no longer found under it."""
    alias = taken(alias)
    allowed.manage(by, alias.project)
    audit.record(by, "remove_alias", alias, circle=alias.project.circle, changed={"text": (alias.text, "")})
    alias.delete()


@transaction.atomic
def add_partner(
    project: Project, *, by: Actor, role: str, organisation: Organisation | None = None, new_name: str = "", note: str = ""
) -> Partner:
    """An organisation and its part in the project; ``new_name`` is one that nobody has entered yet."""
    allowed.manage(by, project)
    whom = organisation or _organisation(new_name)
    if Partner.objects.filter(project=project, organisation=whom, role=role).exists():
        raise Refused(_("This organisation already has this role in the project."), field="role")
    partner = Partner.objects.create(project=project, organisation=whom, role=role, note=note)
    audit.record(by, "add_partner", partner, circle=project.circle)
    return partner


@transaction.atomic
def change_partner(partner: Partner, *, by: Actor, role: str, note: str) -> Partner:
    """Another part in the project, or another remark."""
    locked = Partner.objects.select_for_update().select_related("project__circle").get(pk=partner.pk)
    allowed.manage(by, locked.project)
    same = Partner.objects.filter(project=locked.project, organisation=locked.organisation_id, role=role).exclude(pk=locked.pk)
    if same.exists():
        raise Refused(_("This organisation already has this role in the project."), field="role")
    changed = set_different(locked, {"role": role, "note": note})
    locked.save(update_fields=[*changed])
    audit.record(by, "change_partner", locked, circle=locked.project.circle, changed=changed)
    return locked


@transaction.atomic
def drop_partner(partner: Partner, *, by: Actor) -> None:
    """The organisation has no such part in the project."""
    partner = taken(partner)
    allowed.manage(by, partner.project)
    audit.record(by, "remove_partner", partner, circle=partner.project.circle, changed={"role": (partner.role, "")})
    partner.delete()


def _organisation(name: str) -> Organisation:
    """The organisation of this name, entered now if nobody has."""
    title = " ".join(name.split())
    if not title:
        raise Refused(_("Choose an organisation, or write the name of a new one."), field="organisation")
    known = Organisation.objects.filter(folded=fold(title)[:170]).first()
    return known or Organisation.objects.create(name=title, folded=fold(title)[:170])


@transaction.atomic
def work_at(project: Project, *, by: Actor, site: Site) -> ProjectSite:
    """The project works at this site; its coordinators see their part of the figures."""
    allowed.manage(by, project)
    here, is_new = ProjectSite.objects.get_or_create(project=project, site=site)
    if is_new:
        audit.record(by, "work_at", here, circle=project.circle)
    return here


@transaction.atomic
def leave_site(here: ProjectSite, *, by: Actor) -> None:
    """The project does not work at this site; its coordinators no longer see the project. Never while records of it stand there."""
    here = taken(here)
    allowed.manage(by, here.project)
    if has_records(here.project, here.site):
        raise Refused(_("Records of this project stand at this site, so it stays."))
    audit.record(by, "leave_site", here, circle=here.project.circle, changed={"site": (here.site.key, "")})
    here.delete()


def _must_be_unchanged(locked: Project, version: int | None, typed: dict[str, Any]) -> None:
    if version is None or version == version_of(locked):
        return
    theirs = {name: getattr(locked, name) for name, value in typed.items() if getattr(locked, name) != value}
    if theirs:
        sentence = _("While you were writing, somebody else changed this project. Nothing is lost – compare and choose.")
        raise Stale(sentence, theirs=theirs, version=version_of(locked))


def check_dates(start: dt.date | None, end: dt.date | None) -> None:
    """A project cannot end before it starts."""
    allowed.in_order(start, end, "end_date")


def _check_fields(fields: dict[str, Any]) -> None:
    unknown = sorted(set(fields) - CHANGEABLE)
    if unknown:
        raise TypeError(f"A project has no {', '.join(unknown)}")
