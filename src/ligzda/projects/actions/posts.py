"""Posts of the plan and who held them from when to when; and the activities that work is charged to."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from ligzda.access import audit
from ligzda.access.actor import Actor
from ligzda.access.models import Function, User
from ligzda.kernel.changes import set_different
from ligzda.kernel.refused import Refused
from ligzda.places.models import Site
from ligzda.projects.actions import allowed
from ligzda.projects.models import Activity, Post, PostHolder, Project
from ligzda.web import formatting


@transaction.atomic
def plan_post(
    project: Project,
    *,
    by: Actor,
    function: Function,
    planned_from_date: dt.date,
    site: Site | None = None,
    share: Decimal = Decimal(1),
    planned_until_date: dt.date | None = None,
    note: str = "",
) -> Post:
    """A post of the plan. Nobody holds it yet."""
    allowed.manage(by, project)
    allowed.in_order(planned_from_date, planned_until_date, "planned_until_date")
    post = Post.objects.create(
        project=project,
        site=site,
        function=function,
        share=share,
        planned_from_date=planned_from_date,
        planned_until_date=planned_until_date,
        note=note,
    )
    audit.record(by, "plan_post", post, circle=project.circle)
    return post


@transaction.atomic
def change_post(post: Post, *, by: Actor, **fields: Any) -> Post:
    """Correct what is planned; who held it stays."""
    locked = Post.objects.select_for_update().select_related("project__circle").get(pk=post.pk)
    allowed.manage(by, locked.project)
    changed = set_different(locked, fields)
    allowed.in_order(locked.planned_from_date, locked.planned_until_date, "planned_until_date")
    locked.save(update_fields=[*changed])
    audit.record(by, "change_post", locked, circle=locked.project.circle, changed=changed)
    return locked


@transaction.atomic
def drop_post(post: Post, *, by: Actor) -> None:
    """A post that was never planned goes; one that somebody held stays, because figures and salaries stand on it."""
    locked = Post.objects.select_for_update().select_related("project__circle").get(pk=post.pk)
    allowed.manage(by, locked.project)
    if locked.holders.exists():
        raise Refused(_("Somebody held this post, so it stays. Enter its last planned day instead."))
    audit.record(by, "remove_post", locked, circle=locked.project.circle)
    locked.delete()


@transaction.atomic
def fill_post(
    post: Post, *, by: Actor, from_date: dt.date, user: User | None = None, until_date: dt.date | None = None, share: Decimal | None = None
) -> PostHolder:
    """Somebody takes the post; without a user it is unknown who held it."""
    locked = Post.objects.select_for_update().select_related("project__circle").get(pk=post.pk)
    allowed.manage(by, locked.project)
    holder = PostHolder(
        post=locked, user=user, is_unknown=user is None, share=share or locked.share, from_date=from_date, until_date=until_date
    )
    _check_holding(holder)
    holder.save()
    _tell_state(locked, by.on)
    audit.record(by, "fill_post", locked, circle=locked.project.circle)
    return holder


@transaction.atomic
def change_holding(
    holder: PostHolder, *, by: Actor, user: User | None, from_date: dt.date, until_date: dt.date | None, share: Decimal
) -> PostHolder:
    """Correct who held the post and when, or enter their last day."""
    locked = PostHolder.objects.select_for_update().select_related("post__project__circle").get(pk=holder.pk)
    post = locked.post
    allowed.manage(by, post.project)
    changed = set_different(locked, {"user": user, "share": share, "from_date": from_date, "until_date": until_date})
    locked.is_unknown = user is None
    _check_holding(locked)
    locked.save()
    _tell_state(post, by.on)
    audit.record(by, "change_holding", post, circle=post.project.circle, changed=changed)
    return locked


@transaction.atomic
def drop_holding(holder: PostHolder, *, by: Actor) -> None:
    """It was entered by mistake: this person did not hold the post."""
    locked = PostHolder.objects.select_for_update().select_related("post__project__circle").get(pk=holder.pk)
    post = locked.post
    allowed.manage(by, post.project)
    locked.delete()
    _tell_state(post, by.on)
    audit.record(by, "remove_holding", post, circle=post.project.circle)


def _check_holding(one: PostHolder) -> None:
    """In order, and nobody holds one post twice at the same time."""
    allowed.in_order(one.from_date, one.until_date, "until_date")
    if one.share > one.post.share:
        raise Refused(_("The post itself is %(share)s. Enter that or less.") % {"share": formatting.number(one.post.share)}, field="share")
    others = one.post.holders.filter(user=one.user_id).exclude(pk=one.pk)
    ends = one.until_date or dt.date.max
    if any(other.from_date <= ends and one.from_date <= (other.until_date or dt.date.max) for other in others):
        raise Refused(_("This person already holds the post in that time. Look at the days."), field="from_date")


def _tell_state(post: Post, today: dt.date) -> None:
    """Filled while somebody known holds it; vacant once somebody has left; planned before anybody came."""
    held = [one for one in post.holders.all() if one.user_id]
    is_held = any(one.until_date is None or one.until_date >= today for one in held)
    is_over = post.planned_until_date is not None and post.planned_until_date < today
    if is_held or (held and is_over):
        post.state = Post.State.FILLED
    else:
        post.state = Post.State.VACANT if held else Post.State.PLANNED
    post.save(update_fields=["state"])


@transaction.atomic
def add_activity(project: Project, *, by: Actor, name: str, key: str = "") -> Activity:
    """What work may be charged to. Its key is made of its name."""
    allowed.manage(by, project)
    Project.objects.select_for_update().get(pk=project.pk)
    _check_name(project, name)
    activity = Activity.objects.create(project=project, key=key or _free_key(project, name), name=name)
    audit.record(by, "add_activity", activity, circle=project.circle)
    return activity


@transaction.atomic
def change_activity(activity: Activity, *, by: Actor, name: str, is_active: bool) -> Activity:
    """Rename it, or close it: nothing new is charged to it, what was charged stays."""
    locked = Activity.objects.select_for_update().select_related("project__circle").get(pk=activity.pk)
    allowed.manage(by, locked.project)
    _check_name(locked.project, name, locked)
    changed = set_different(locked, {"name": name, "is_active": is_active})
    locked.save(update_fields=[*changed])
    audit.record(by, "change_activity", locked, circle=locked.project.circle, changed=changed)
    return locked


def _check_name(project: Project, name: str, own: Activity | None = None) -> None:
    if project.activities.filter(name__iexact=name).exclude(pk=own.pk if own else 0).exists():
        raise Refused(_("The project already has an activity of this name."), field="name")


def _free_key(project: Project, name: str) -> str:
    taken = set(project.activities.values_list("key", flat=True))
    first = slugify(name)[:30].strip("-") or "activity"
    return next(key for key in (first, *(f"{first}-{n}" for n in range(2, 1000))) if key not in taken)
