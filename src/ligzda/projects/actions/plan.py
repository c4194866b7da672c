"""What was promised, in versions: amendments with dates, target versions, earlier texts."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from ligzda.access import audit
from ligzda.access.actor import Actor
from ligzda.kernel.changes import set_different
from ligzda.kernel.refused import Refused
from ligzda.kernel.translated import Translated
from ligzda.projects.actions import allowed
from ligzda.projects.actions.projects import check_dates
from ligzda.projects.models import Amendment, Project, PublishedText, SourceValue, Target

MOST = Decimal("9999999999.99")


@dataclass(frozen=True)
class NewValue:
    """What an amendment makes of one target."""

    code: str
    dimension: str
    value: Decimal | int
    comparator: str = "="


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
    targets: Sequence[NewValue] = (),
) -> Amendment:
    """A new version of dates and targets, in force at once; what stood before stays as the baseline. An unknown signing date stays so."""
    allowed.manage(by, project)
    locked = Project.objects.select_for_update().get(pk=project.pk)
    reason = allowed.give_reason(reason)
    start, end = start_date or locked.start_date, end_date or locked.end_date
    check_dates(start, end)
    Amendment.objects.get_or_create(project=locked, version=1, defaults={"start_date": locked.start_date, "end_date": locked.end_date})
    amendment = Amendment.objects.create(
        project=locked, version=locked.amendments.count() + 1, signed_date=signed_date, reason=reason,
        start_date=start, end_date=end, source=source,
    )  # fmt: skip
    changed = set_different(locked, {"start_date": start, "end_date": end})
    locked.save(update_fields=["start_date", "end_date"])
    for one in targets:
        former = _latest(locked, one.code, one.dimension)
        title = former.title if former else Translated()
        _new_target(
            locked,
            code=one.code,
            dimension=one.dimension,
            value=one.value,
            comparator=one.comparator,
            valid_from_date=signed_date,
            title=title,
        )
    audit.record(by, "amend", amendment, circle=locked.circle, changed=changed)
    return amendment


@transaction.atomic
def correct_amendment(amendment: Amendment, *, by: Actor, **fields: Any) -> Amendment:
    """What is written about an amendment was wrong or not known. The dates of the latest one are those in force."""
    locked = Amendment.objects.select_for_update().select_related("project__circle").get(pk=amendment.pk)
    allowed.manage(by, locked.project)
    if locked.version > 1 and "reason" in fields:
        fields["reason"] = allowed.give_reason(fields["reason"])
    changed = set_different(locked, fields)
    check_dates(locked.start_date, locked.end_date)
    locked.save(update_fields=[*changed])
    if not locked.project.amendments.filter(version__gt=locked.version).exists():
        Project.objects.filter(pk=locked.project_id).update(start_date=locked.start_date, end_date=locked.end_date)
    audit.record(by, "correct_amendment", locked, circle=locked.project.circle, changed=changed)
    return locked


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
    title: Translated | None = None,
    note: str = "",
) -> Target:
    """A new version of a planned value; earlier versions stay beside it. ``title`` where the figure's own does not say it."""
    allowed.manage(by, project)
    target = _new_target(
        project,
        code=code,
        dimension=dimension,
        value=value,
        comparator=comparator,
        valid_from_date=valid_from_date,
        note=note,
        title=title or Translated(),
    )
    audit.record(by, "set_target", target, circle=project.circle)
    return target


@transaction.atomic
def correct_target(target: Target, *, by: Actor, **fields: Any) -> Target:
    """A planned value was written down wrongly. A change that was agreed is an amendment and leaves the former one standing."""
    locked = Target.objects.select_for_update().select_related("project__circle").get(pk=target.pk)
    allowed.manage(by, locked.project)
    _check_value(fields.get("value", locked.value))
    changed = set_different(locked, fields)
    locked.save(update_fields=[*changed])
    audit.record(by, "correct_target", locked, circle=locked.project.circle, changed=changed)
    return locked


@transaction.atomic
def drop_target(target: Target, *, by: Actor) -> None:
    """A planned value that was never agreed goes; only the latest version can, so that no number is left out between two."""
    allowed.manage(by, target.project)
    Project.objects.select_for_update().get(pk=target.project_id)  # nobody adds a later value meanwhile
    latest = _latest(target.project, target.code, target.dimension)
    target.refresh_from_db()  # gone, where somebody else took it away
    if latest != target:
        raise Refused(_("A later value stands after this one. Take that one away first."))
    audit.record(by, "remove_target", latest, circle=target.project.circle, changed={"value": (latest.value, None)})
    latest.delete()


def _latest(project: Project, code: str, dimension: str) -> Target | None:
    return Target.objects.filter(project=project, code=code, dimension=dimension).order_by("version").last()


def _new_target(project: Project, *, code: str, dimension: str, value: Decimal | int, **fields: Any) -> Target:
    _check_value(value)
    Project.objects.select_for_update().get(pk=project.pk)  # two versions at once wait for each other
    former = _latest(project, code, dimension)
    return Target.objects.create(
        project=project, code=code, dimension=dimension, version=former.version + 1 if former else 1, value=value, **fields
    )


def _check_value(value: Decimal | int) -> None:
    if not 0 < value <= MOST:
        raise Refused(_("A target is more than 0."), field="value")


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
