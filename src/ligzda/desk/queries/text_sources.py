"""Where words are looked for: one line for each kind of text, with what opens it, where its words stand and where it leads.

``plain`` columns are searched by the database, ``sealed`` ones lie encrypted and are opened one by one, a bounded number for a page.
Protected notes and files are no source, not even their author's: a hit would say that they exist and what they are about.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ligzda.access.actor import Actor
from ligzda.access.permissions import PROTECTED, Permission
from ligzda.cases.models import PLAIN_TIERS, Assessment, Case, ChildView, Goal, GoalProgress, Note, Plan, Review, Score, Step
from ligzda.cooperation.models import AgendaItem, CaseMeeting, InformationRequest, Letter
from ligzda.documents.models import Attachment


@dataclass(frozen=True)
class Source:
    """``rows``: what the actor may see. ``address``: where a hit leads, ``near`` what that needs. The others are paths from a row."""

    kind: Any
    rows: Callable[[Actor], QuerySet[Any]]
    address: Callable[[Any, Case], str]
    plain: tuple[str, ...] = ()
    sealed: tuple[str, ...] = ()
    case: str = "case"
    date: str = "date"
    tier: str = ""
    near: tuple[str, ...] = ()


def _tab(case: Case, name: str, *more: str) -> str:
    return reverse(name, args=[(case.family.root or case.family).key, case.key, *more])


def _version(plan: Plan, case: Case) -> str:
    return f"{_tab(case, 'cases:plan')}?version={plan.key}"


def _notes(actor: Actor) -> QuerySet[Any]:
    return Note.objects.visible_to(actor, Permission.SEE_CASE).filter(tier__in=PLAIN_TIERS, voided_at__isnull=True)


def _papers(actor: Actor) -> QuerySet[Any]:
    """Only files whose circle is that of a case: the tab leads there."""
    rows = Attachment.objects.visible_to(actor, Permission.SEE_CASE).filter(voided_at__isnull=True, circle__case__isnull=False)
    return rows.exclude(tier__in=PROTECTED)


def _plans(actor: Actor) -> QuerySet[Any]:
    return Plan.objects.visible_to(actor, Permission.SEE_CASE)


def _reviews(actor: Actor) -> QuerySet[Any]:
    return Review.objects.visible_to(actor, Permission.SEE_CASE)


def _meetings(actor: Actor) -> QuerySet[Any]:
    return CaseMeeting.objects.visible_to(actor, Permission.SEE_CASE)


def _assessments(actor: Actor) -> QuerySet[Any]:
    """What an assessment says is read by who sees levels."""
    return Assessment.objects.visible_to(actor, Permission.SEE_SCORES).filter(voided_at__isnull=True)


# The place in this table is the order of texts of one day.
SOURCES = (
    Source(_("Note"), _notes, lambda one, case: f"{case.get_absolute_url()}#note-{one.key}", ("text",), tier="tier"),
    Source(
        _("Attachment"), _papers, lambda one, case: f"{_tab(case, 'desk:documents')}#file-{one.key}", ("title", "name"), case="circle__case",
        tier="tier",
    ),
    Source(_("Plan"), _plans, _version, ("family_words", "change_reason"), date="starts_date"),
    Source(
        _("Goal"), lambda actor: Goal.objects.filter(plan__in=_plans(actor).values("id")), lambda one, case: _version(one.plan, case),
        ("text",), case="plan__case", date="plan__starts_date",
    ),
    Source(
        _("Step"), lambda actor: Step.objects.visible_to(actor, Permission.SEE_CASE), lambda _one, case: _tab(case, "cases:plan"),
        ("text", "institution", "result"), date="due_date",
    ),
    Source(_("Minutes of a review"), _reviews, lambda one, case: _version(one.plan, case), ("present", "minutes", "family_words"), near=("plan",)),
    Source(
        _("Minutes of a review"), lambda actor: GoalProgress.objects.filter(review__in=_reviews(actor).values("id")),
        lambda one, case: _version(one.review.plan, case), ("note",), case="review__case", date="review__date", near=("review__plan",),
    ),
    Source(
        _("Meeting"), _meetings, lambda one, case: _tab(case, "cooperation:meeting", one.key), ("purpose", "place", "others_present"),
        ("minute", "disagreements", "family_words"),
    ),
    Source(
        _("Agenda of a meeting"), lambda actor: AgendaItem.objects.filter(meeting__in=_meetings(actor).values("id")),
        lambda one, case: _tab(case, "cooperation:meeting", one.meeting.key), ("text",), case="meeting__case", date="meeting__date",
    ),
    Source(
        _("Request for information"), lambda actor: InformationRequest.objects.visible_to(actor, Permission.SEE_CASE),
        lambda one, case: _tab(case, "cooperation:request", one.key), ("institution", "name"), ("what",), date="due_date",
    ),
    Source(
        _("Letter"), lambda actor: Letter.objects.visible_to(actor, Permission.SEE_CASE), lambda one, case: _tab(case, "cooperation:letter", one.key),
        ("subject", "institution", "name"), ("body",),
    ),
    Source(
        _("Assessment"), lambda actor: Score.objects.filter(assessment__in=_assessments(actor).values("id")),
        lambda one, case: _tab(case, "cases:assessment", one.assessment.key), (), ("evidence", "child_words"), case="assessment__case",
        date="assessment__date",
    ),
    Source(
        _("Child's own words"), lambda actor: ChildView.objects.filter(assessment__in=_assessments(actor).values("id")),
        lambda one, case: _tab(case, "cases:assessment", one.assessment.key), (), ("words", "why_not"), case="assessment__case",
        date="assessment__date",
    ),
    Source(_("Assessment"), _assessments, lambda one, case: _tab(case, "cases:assessment", one.key), (), ("observation",)),
)  # fmt: skip
