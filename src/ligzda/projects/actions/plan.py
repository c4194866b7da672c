"""What was promised, in versions: amendments with dates, target versions, posts and their holders, activities, earlier texts."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from ligzda.access import audit
from ligzda.access.actor import Actor
from ligzda.access.models import Function, User
from ligzda.kernel.refused import Refused
from ligzda.places.models import Site
from ligzda.projects.actions import allowed
from ligzda.projects.actions.projects import check_dates
from ligzda.projects.models import Activity, Amendment, Post, PostHolder, Project, PublishedText, SourceValue, Target


@transaction.atomic
def amend(
    project: Project,
    *,
    by: Actor,
    reason: str = "",
    signed_date: dt.date | None = None,
    start_date: dt.date | None = None,
    end_date: dt.date | None = None,
    source: str = "",
) -> Amendment:
    """A new version of the dates, in force at once. The first version is the baseline; an unknown signing date stays unknown."""
    allowed.manage(by, project)
    locked = Project.objects.select_for_update().get(pk=project.pk)
    number = locked.amendments.count() + 1
    if number > 1:
        reason = allowed.give_reason(reason)
    start, end = start_date or locked.start_date, end_date or locked.end_date
    check_dates(start, end)
    amendment = Amendment.objects.create(
        project=locked, version=number, signed_date=signed_date, reason=reason, start_date=start, end_date=end, source=source
    )
    locked.start_date, locked.end_date = start, end
    locked.save(update_fields=["start_date", "end_date"])
    audit.record(by, "amend", amendment, circle=locked.circle)
    return amendment


@transaction.atomic
def date_amendment(amendment: Amendment, *, by: Actor, signed_date: dt.date) -> Amendment:
    """The day of signing became known."""
    allowed.manage(by, amendment.project)
    before, amendment.signed_date = amendment.signed_date, signed_date
    amendment.save(update_fields=["signed_date"])
    audit.record(by, "date_amendment", amendment, circle=amendment.project.circle, changed={"signed_date": (before, signed_date)})
    return amendment


@transaction.atomic
def set_target(
    project: Project,
    *,
    by: Actor,
    code: str,
    value: Decimal | int,
    comparator: str = "=",
    dimension: str = "",
    valid_from_date: dt.date | None = None,
    title: str = "",
    note: str = "",
) -> Target:
    """A new version of a planned value; earlier versions stay beside it."""
    allowed.manage(by, project)
    if value <= 0:
        raise Refused(_("A target is more than 0."), field="value")
    version = Target.objects.select_for_update().filter(project=project, code=code, dimension=dimension).count() + 1
    target = Target.objects.create(
        project=project,
        code=code,
        dimension=dimension,
        version=version,
        value=value,
        comparator=comparator,
        valid_from_date=valid_from_date,
        title=title,
        note=note,
    )
    audit.record(by, "set_target", target, circle=project.circle)
    return target


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
def fill_post(
    post: Post, *, by: Actor, from_date: dt.date, user: User | None = None, until_date: dt.date | None = None, share: Decimal | None = None
) -> PostHolder:
    """Somebody takes the post; without a user it is unknown who held it."""
    allowed.manage(by, post.project)
    holder = PostHolder.objects.create(
        post=post, user=user, is_unknown=user is None, share=share or post.share, from_date=from_date, until_date=until_date
    )
    if user is not None:
        post.state = Post.State.FILLED
        post.save(update_fields=["state"])
    audit.record(by, "fill_post", post, circle=post.project.circle)
    return holder


@transaction.atomic
def add_activity(project: Project, *, by: Actor, key: str, name: str) -> Activity:
    """What work may be charged to."""
    allowed.manage(by, project)
    activity = Activity.objects.create(project=project, key=key, name=name)
    audit.record(by, "add_activity", activity, circle=project.circle)
    return activity


@transaction.atomic
def add_text(project: Project, *, by: Actor, subject: str, kind: str, **fields: Any) -> PublishedText:
    """A text published before Ligzda: with its data-as-of day and its publication day, each of which may be unknown."""
    allowed.manage(by, project)
    number = fields.pop("number", None) or project.published_texts.count() + 1
    text = PublishedText.objects.create(project=project, number=number, subject=subject, kind=kind, **fields)
    audit.record(by, "add_text", text, circle=project.circle)
    return text


@transaction.atomic
def keep_source_value(project: Project, *, by: Actor, field: str, value: str, source: str = "", decision: str = "") -> SourceValue:
    """What a source says although the records say otherwise."""
    allowed.manage(by, project)
    kept = SourceValue.objects.create(project=project, field=field, value=value, source=source, decision=decision)
    audit.record(by, "keep_source_value", kept, circle=project.circle)
    return kept
