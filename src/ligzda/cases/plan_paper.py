"""The family's copy of the plan as blocks of a document: large letters, plain words, nothing of others."""

from django.utils.translation import gettext as _

from ligzda.cases.models import Step
from ligzda.cases.queries.plans import GoalLine, PlanView
from ligzda.documents.paper import Block, Heading, Paper, Paragraph, Table
from ligzda.kernel import languages
from ligzda.web import formatting


def paper(view: PlanView) -> Paper:
    """In the language that is active. No level, no code, no address; who does a step is named as on the page."""
    plan = view.plan
    blocks: list[Block] = []
    if plan.family_words:
        blocks += [Heading(_("What we want")), Paragraph(plan.family_words)]
    for child, goals in view.parts:
        blocks.append(Heading(child or _("For the whole family")))
        for goal in goals:
            blocks += _goal(goal)
    if view.signatures:
        blocks += [Heading(_("Signatures")), Paragraph("\n".join(_signed(one) for one in view.signatures))]
    lead = [_("In force from %(day)s") % {"day": formatting.day(plan.starts_date)}] if plan.starts_date else []
    if plan.review_date:
        lead.append(_("We look at it again on %(day)s") % {"day": formatting.day(plan.review_date)})
    return Paper(
        title=_("Our plan"), lead=tuple(lead), blocks=tuple(blocks), footer=_("Contains personal data"),
        page_of=_("Page {n} of {total}"), language=languages.known(plan.language), is_large=True,
        whose=(plan.case.family,),
    )  # fmt: skip


def _goal(goal: GoalLine) -> list[Block]:
    said: list[Block] = [Paragraph(goal.text)]
    rows = tuple(
        (step.text, step.who, formatting.day(step.due_date) if step.due_date else "–", "✓" if step.state == Step.State.DONE else "")
        for step in goal.steps
        if step.state != Step.State.DROPPED
    )
    return [*said, Table((_("What"), _("Who"), _("By when"), _("Done")), rows)] if rows else said


def _signed(one: object) -> str:
    who = str(one.person or one.user)  # type: ignore[attr-defined]
    return f"{who}: {one.get_how_display()}, {formatting.day(one.date)}"  # type: ignore[attr-defined]
