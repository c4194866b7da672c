"""Draft, write and publish a report. What is published stands for ever; corrections show beside it as changed since."""

import datetime as dt
from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from ligzda.access import audit
from ligzda.access.actor import Actor
from ligzda.access.permissions import Permission
from ligzda.kernel import clock
from ligzda.kernel.languages import FIRST, LANGUAGES
from ligzda.kernel.refused import Refused
from ligzda.measure import snapshot
from ligzda.measure.moment import at_one_moment
from ligzda.projects import report_document
from ligzda.projects.models import Project, Report
from ligzda.projects.queries.reports import asks, content


@transaction.atomic
def draft(
    project: Project, *, by: Actor, as_of: dt.date, kind: str = "quarterly", language: str = FIRST, is_suppressed: bool = True
) -> Report:
    """A new report as of a day. Its numbers are counted whenever it is looked at, until it is published."""
    _may(by, project)
    if project.start_date and as_of < project.start_date:
        raise Refused(_("The project had not begun on that day."), field="as_of_date")
    if as_of > by.on:
        raise Refused(_("This day has not come yet. Choose today or an earlier day."), field="as_of_date")
    report = Report.objects.create(
        project=project, as_of_date=as_of, kind=kind, language=language, is_suppressed=is_suppressed, created_by=by.user
    )
    audit.record(by, "draft_report", report, circle=project.circle)
    return report


@transaction.atomic
def write_narrative(report: Report, *, by: Actor, sections: Mapping[str, str], version: int) -> Report:
    """Save the words. When somebody saved in between, nothing is overwritten: the two texts are compared first."""
    locked = Report.objects.select_for_update().select_related("project__circle").get(pk=report.pk)
    _may(by, locked.project)
    _is_draft(locked)
    if locked.version != version:
        raise Refused(_("While you were writing, somebody else changed this text. Nothing is lost – compare and choose."))
    before, locked.narrative = locked.narrative, {key: text for key, text in sections.items() if text.strip()}
    locked.version += 1
    locked.save(update_fields=["narrative", "version"])
    audit.record(by, "write_narrative", locked, circle=locked.project.circle, changed={"narrative": (before, locked.narrative)})
    return locked


@transaction.atomic
def publish(report: Report, *, by: Actor) -> Report:
    """Freeze the numbers with definition versions, statements, targets and fingerprint, and the pages as printed in each language."""
    Project.objects.select_for_update().get(pk=report.project_id)  # one report after the other: each is checked against those before
    locked = Report.objects.select_related("project__circle").get(pk=report.pk)
    _may(by, locked.project)
    _is_draft(locked)
    with at_one_moment():
        frozen = snapshot.freeze(asks(locked.project, locked.as_of_date, locked.language), suppression=_suppression(locked))
        said = {code: content(locked.project, locked.as_of_date, code, is_public=locked.is_suppressed) for code in LANGUAGES}
    locked.state = Report.State.PUBLISHED
    locked.published_at, locked.published_by = clock.now(), by.user
    locked.fingerprint = frozen["fingerprint"]
    locked.snapshot = {
        "frozen": frozen,
        "printed": {code: report_document.page(one, kind=locked.kind) for code, one in said.items()},
        "hidden": snapshot.hidden(said[locked.language].every),
    }
    locked.save(update_fields=["state", "published_at", "published_by", "fingerprint", "snapshot"])
    audit.record(by, "publish_report", locked, circle=locked.project.circle, changed={"fingerprint": ("", locked.fingerprint)})
    return locked


def _suppression(report: Report) -> str:
    return "public" if report.is_suppressed else "none"


def _may(by: Actor, project: Project) -> None:
    if not by.is_system and not by.may(Permission.PUBLISH, project):
        raise Refused(_("Only the project's manager changes this."))


def _is_draft(report: Report) -> None:
    if report.state != Report.State.DRAFT:
        raise Refused(_("This report is published. It stands as it is; corrections show beside it."))
