"""The letter that goes along with a family that is handed over."""

import datetime as dt
from collections.abc import Sequence

from django.utils.translation import gettext, override

from ligzda.cases.models import Case
from ligzda.closure.queries.transfers import Piece
from ligzda.documents.paper import Block, Heading, Paper, Paragraph
from ligzda.web import formatting


def transfer_paper(case: Case, receiving: str, on: dt.date, pieces: Sequence[Piece], author: str, language: str) -> Paper:
    """Exactly what was chosen, one heading for each."""
    with override(language):
        blocks: list[Block] = []
        for one in pieces:
            blocks += [
                Heading(one.title, 2),
                *([Paragraph(one.by, muted=True)] if one.by else []),
                *(Paragraph(part) for part in one.paragraphs),
            ]
        signed = Paragraph("\n".join(part for part in (author, case.site.name) if part))
        return Paper(
            gettext("Transfer letter"), (receiving, formatting.day_long(on)), (*blocks, signed), footer=case.number, language=language,
            whose=(case.family,),
        )  # fmt: skip
