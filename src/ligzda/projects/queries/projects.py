"""Projects: found by any of their names, listed for those who may see them."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, Q
from django.http import Http404
from django.utils.translation import gettext as _

from ligzda.access.actor import Actor
from ligzda.access.permissions import Permission
from ligzda.kernel.refused import Refused
from ligzda.kernel.text import squeeze
from ligzda.projects.models import Amendment, Project, ProjectAlias


@dataclass(frozen=True)
class ProjectDates:
    """Dates in force, and those of the baseline where an amendment changed them."""

    start: Any
    end: Any
    first_start: Any
    first_end: Any
    amended: bool


def matches(actor: Actor, text: str) -> list[Project]:
    """Every project that is called so: key, number, alias, acronym or title; dots, slashes, blanks and case do not count.

    Nothing is guessed from a beginning: a shorter spelling is found when it was entered as an alias.
    """
    wanted = squeeze(text)
    if not wanted:
        return []
    visible = Project.objects.visible_to(actor, Permission.SEE_FIGURES)
    rows = visible.values_list("pk", "key", "number", "acronym", "title_lv", "title_en")
    found = {pk for pk, *names in rows if wanted in {squeeze(name) for name in names}}
    found |= set(ProjectAlias.objects.filter(squeezed=wanted, project__in=visible.values("pk")).values_list("project_id", flat=True))
    return list(visible.filter(pk__in=found).select_related("funder").order_by("pk"))


def find(actor: Actor, text: str) -> Project:
    """The one project that is called so. Refuses with a sentence when there is none, or more than one."""
    found = matches(actor, text)
    if len(found) == 1:
        return found[0]
    if found:
        raise Refused(
            _("“%(text)s” names several projects: %(keys)s. Use one of these keys.")
            % {"text": text, "keys": ", ".join(one.key for one in found)}
        )
    keys = ", ".join(Project.objects.visible_to(actor, Permission.SEE_FIGURES).order_by("key").values_list("key", flat=True))
    if not keys:
        raise Refused(_("There is no project yet."))
    raise Refused(_("No project is called “%(text)s”. These are there: %(keys)s.") % {"text": text[:80], "keys": keys})


def by_key(actor: Actor, key: str, word: Permission = Permission.SEE_FIGURES) -> Project:
    """The project behind an address; 404 for those who may not see it."""
    earlier = Prefetch("amendments", Amendment.objects.order_by("version"))
    listed = (
        Project.objects.visible_to(actor, word)
        .select_related("funder", "supervising_body", "circle")
        .prefetch_related(earlier, "aliases", "partners__organisation", "territories", "published_texts", "coverage_statements")
    )
    project = listed.filter(key=key).first()
    if project is None:
        raise Http404
    return project


def listed(actor: Actor) -> list[Project]:
    """All projects in sight: those that run first, then the latest."""
    found = (
        Project.objects.visible_to(actor, Permission.SEE_FIGURES)
        .select_related("funder")
        .prefetch_related("amendments", "published_texts", "coverage_statements")
    )
    return sorted(
        found, key=lambda one: (one.state == Project.State.CLOSED, -(one.start_date.toordinal() if one.start_date else 0), one.pk)
    )


def dates(project: Project) -> ProjectDates:
    """The dates before and after the amendments."""
    versions = list(project.amendments.all())
    first = versions[0] if versions else None
    start, end = (first.start_date, first.end_date) if first else (project.start_date, project.end_date)
    amended = len(versions) > 1 and (start, end) != (project.start_date, project.end_date)
    return ProjectDates(project.start_date, project.end_date, start, end, amended)


def sees_whole(actor: Actor, project: Project) -> bool:
    """Does a seat in the project's own circle (or the system) open the whole project? Coordinators of a site see their part."""
    scope = actor.scope(Permission.SEE_FIGURES)
    return scope.everything or project.circle_id in scope.own


def manages(actor: Actor, project: Project) -> bool:
    """May this actor change the project?"""
    return actor.is_system or project.circle_id in actor.scope(Permission.MANAGE_PROJECT).own


def sees_recorded(actor: Actor, project: Project) -> bool:
    """May this actor see what the records say behind an unknown figure?"""
    scope = actor.scope(Permission.SEE_RECORDED)
    return scope.everything or project.circle_id in scope.own or bool(scope.sites)


def own_sites(actor: Actor, project: Project) -> list[Any]:
    """The project's sites whose circles the actor's seats reach."""
    scope = actor.scope(Permission.SEE_FIGURES)
    here = project.project_sites.select_related("site").order_by("site__name", "pk")
    if not (scope.everything or project.circle_id in scope.own):
        here = here.filter(Q(site__circle__in=scope.sites))
    return [one.site for one in here]
