"""Plan, review minutes, closing summary and letters as documents: the same content for PDF and for the organisation's Word template."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import override

from ligzda.cases.models import Case, Episode, Plan, Review
from ligzda.cases.plan_paper import paper as plan_paper
from ligzda.cases.queries.plans import PlanView
from ligzda.closure.letter import transfer_paper
from ligzda.closure.queries.transfers import Piece
from ligzda.cooperation.letters import letter_paper
from ligzda.cooperation.models import Letter
from ligzda.documents.paper import Block, Heading, Paper, Paragraph, Table
from ligzda.kernel import languages
from ligzda.web import formatting


@dataclass(frozen=True)
class Filled:
    """A document of one kind, with what its placeholders stand for."""

    kind: str
    paper: Paper
    values: dict[str, str]


def of_plan(case: Case, view: PlanView) -> Filled:
    """In the plan's language, as the family gets it."""
    plan: Plan = view.plan
    with override(languages.known(plan.language)):
        review = formatting.day(plan.review_date) if plan.review_date else ""
        date = formatting.day(plan.starts_date) if plan.starts_date else ""
        return Filled("plan", plan_paper(view), _common(case, date, plan.author) | {"review_date": review})


def of_review(case: Case, review: Review) -> Filled:
    rows = tuple((one.goal.text, str(one.get_progress_display()), one.note) for one in review.goals.all())
    blocks: list[Block] = [Table((_("Goal"), _("How it goes"), _("Note")), rows)] if rows else []
    for title, text in (
        (_("Who was there"), review.present),
        (_("What was said"), review.minutes),
        (_("What the family says, in its own words"), review.family_words),
        (_("How to go on"), str(review.get_decision_display())),
    ):
        blocks += _under(title, text)
    next_date = formatting.day(review.next_date) if review.next_date else ""
    lead = (str(case.family.root or case.family), formatting.day_long(review.date))
    values = _common(case, formatting.day(review.date), review.author) | {"next_date": next_date}
    return Filled("review", _paper(case, _("Minutes of the review"), lead, blocks), values)


def of_closing(case: Case, episode: Episode) -> Filled:
    """How the support ended, what goes on, what the family says. No levels."""
    goes_on = "\n".join(" – ".join(part for part in (row.what, row.with_whom, row.who_pays) if part) for row in episode.continuing.all())
    blocks: list[Block] = []
    since_until = f"{formatting.day(episode.admitted_date)}–{formatting.day(episode.closed_date)}"
    for title, text in (
        (_("Time in the programme"), since_until),
        (_("How the support ended"), f"{episode.get_exit_type_display()}\n{episode.exit_reason}".strip()),
        (_("What goes on"), goes_on or episode.continues_with),
        (_("What the family says about it"), episode.family_opinion),
    ):
        blocks += _under(title, text)
    lead = (str(case.family.root or case.family), formatting.day_long(episode.closed_date))
    values = _common(case, formatting.day(episode.closed_date), None) | {"exit_type": str(episode.get_exit_type_display())}
    return Filled("closing", _paper(case, _("Closing summary"), lead, blocks), values)


def of_letter(case: Case, letter: Letter) -> Filled:
    with override(letter.language):
        values = _common(case, formatting.day(letter.date), letter.author) | {"institution": letter.institution, "recipient": letter.name}
        return Filled(letter.kind, letter_paper(letter), values)


def of_transfer(case: Case, episode: Episode, pieces: Sequence[Piece], author: object) -> Filled:
    """What went along, as whoever took the family over gets it."""
    on = episode.closed_date or episode.admitted_date
    written = transfer_paper(case, episode.continues_with, on, pieces, str(author or ""), languages.reading())
    values = _common(case, formatting.day(on), author) | {"institution": episode.continues_with, "recipient": ""}
    return Filled("transfer", written, values)


def _common(case: Case, date: str, author: object) -> dict[str, str]:
    function = str(getattr(author, "function", "") or "")
    return {
        "number": case.number, "family": str(case.family.root or case.family), "date": date, "site": case.site.name,
        "author": str(author or ""), "function": function,
    }  # fmt: skip


def _paper(case: Case, title: str, lead: tuple[str, ...], blocks: list[Block]) -> Paper:
    warning = _("Contains personal data")
    footer = f"{case.number} · {warning}"
    return Paper(
        title, lead, tuple(blocks), footer=footer, page_of=_("Page {n} of {total}"), language=languages.reading(), whose=(case.family,)
    )  # fmt: skip


def _under(title: str, text: str) -> list[Block]:
    return [Heading(title, 2), Paragraph(text)] if text else []
