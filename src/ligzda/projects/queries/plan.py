"""What a project's plan consists of, row by row, and what may be chosen where it is written. Only for who looks after the project."""

import zlib
from typing import Any

from django.db.models import Q

from ligzda.access.actor import Actor
from ligzda.access.models import Function, User
from ligzda.access.permissions import Permission
from ligzda.kernel import clock
from ligzda.kernel.languages import reading
from ligzda.kernel.text import sort_key
from ligzda.kernel.translated import by_name
from ligzda.measure.indicators import exists
from ligzda.measure.labels import labels
from ligzda.people.models import Organisation
from ligzda.places.models import Site
from ligzda.projects.models import Post, PostHolder, Project, ProjectSite
from ligzda.projects.queries.figures import all_codes, answer, terms
from ligzda.projects.queries.projects import manages

VERSIONED = (
    "number", "title_lv", "title_en", "acronym", "goal", "target_group", "funder_id", "supervising_body_id", "currency",
    "start_date", "end_date", "services_end_date", "reporting_months", "state",
)  # fmt: skip


def version_of(project: Project) -> int:
    """What a form carries to say which state of the project it began from."""
    return zlib.crc32(repr([getattr(project, name) for name in VERSIONED]).encode())


def has_records(project: Project, site: Site) -> bool:
    """Does any figure of the project count something at this site?"""
    about = terms(Actor.system("plan"), project)
    codes = [code for code in ("families", "sessions", "posts_planned") if exists(code)]
    return any(answer(about, code, clock.today(), where={"site": site.key}).recorded for code in codes)


# rows


def aliases(actor: Actor, project: Project) -> list[Any]:
    return list(project.aliases.order_by("pk")) if manages(actor, project) else []


def partners(actor: Actor, project: Project) -> list[Any]:
    return list(project.partners.select_related("organisation").order_by("pk")) if manages(actor, project) else []


def sites(actor: Actor, project: Project) -> list[ProjectSite]:
    return list(project.project_sites.select_related("site").order_by("site__name", "pk")) if manages(actor, project) else []


def amendments(actor: Actor, project: Project) -> list[Any]:
    return list(project.amendments.order_by("version")) if manages(actor, project) else []


def targets(actor: Actor, project: Project) -> list[Any]:
    """All versions, those of one figure beside each other."""
    return list(project.targets.order_by("code", "dimension", "version", "pk")) if manages(actor, project) else []


def latest_targets(actor: Actor, project: Project) -> list[Any]:
    """The last version of each planned value: what an amendment may change."""
    found = {(one.code, one.dimension): one for one in targets(actor, project)}
    return list(found.values())


def budgets(actor: Actor, project: Project) -> list[Any]:
    return list(project.budgets.prefetch_related("sources").order_by("kind", "-version", "pk")) if manages(actor, project) else []


def posts(actor: Actor, project: Project) -> list[Post]:
    """With everybody who held them, the earliest first."""
    rows = project.posts.select_related("function", "site").prefetch_related("holders__user").order_by("site__name", "pk")
    return sorted(rows, key=lambda post: sort_key(str(post.function), reading())) if manages(actor, project) else []


def holders(actor: Actor, project: Project) -> list[PostHolder]:
    rows = PostHolder.objects.filter(post__project=project).select_related("post__function", "post__site", "user")
    return list(rows.order_by("post_id", "from_date", "pk")) if manages(actor, project) else []


def activities(actor: Actor, project: Project) -> list[Any]:
    return list(project.activities.order_by("pk")) if manages(actor, project) else []


# what may be chosen


def sites_to_add(actor: Actor, project: Project) -> list[Site]:
    """Sites in use at which the project does not work yet."""
    if not actor.holds(Permission.MANAGE_PROJECT):
        return []
    return list(Site.objects.filter(is_active=True).exclude(project_sites__project=project).order_by("name", "pk"))


def organisations(actor: Actor) -> list[Organisation]:
    return list(Organisation.objects.order_by("folded", "pk")) if actor.holds(Permission.MANAGE_PROJECT) else []


def functions(actor: Actor, own: Function | None = None) -> list[Function]:
    """Functions in use, and the one that was chosen although it is not offered any more."""
    return sorted(Function.objects.filter(Q(is_active=True) | Q(pk=own.pk if own else None)), key=by_name)


def colleagues(actor: Actor, own: User | None = None) -> list[User]:
    """Who may hold a post: people with an account and a function."""
    if not actor.holds(Permission.MANAGE_PROJECT):
        return []
    there = Q(is_active=True, is_system=False, function__isnull=False) | Q(pk=own.pk if own else None)
    return list(User.objects.filter(there).order_by("name", "pk"))


def codes(actor: Actor, project: Project) -> list[str]:
    """Figures that can be promised: those that are counted, and those this project names already."""
    return all_codes(terms(actor, project))


def parts(actor: Actor, project: Project, lang: str) -> list[tuple[str, str, str]]:
    """Parts of a figure that may have a target of their own: (dimension, key, name)."""
    at = [("site", one.site.key, one.site.name) for one in sites(actor, project)]
    return at + [("service", key, name) for key, name in sorted(labels("service", lang).items(), key=lambda pair: sort_key(pair[1], lang))]
