"""A document as a file of either kind: Word on the organisation's own template where there is one, or PDF."""

from collections.abc import Mapping

from ligzda.documents import docx, pdf, shelf
from ligzda.documents.kinds import OFFICE
from ligzda.documents.models import WordTemplate
from ligzda.documents.paper import Paper
from ligzda.documents.placeholders import KINDS

PDF, WORD = "application/pdf", f"{OFFICE}.wordprocessingml.document"


def render(kind: str, paper: Paper, values: Mapping[str, str] | None = None) -> bytes:
    """The Word file in the paper's language. ``values`` fill the placeholders of the kind; those not given stay empty."""
    own = WordTemplate.objects.filter(kind=kind, language=paper.language, is_active=True).first()
    named = dict.fromkeys(KINDS[kind].placeholders, "") | dict(values or {})
    return docx.render(paper, kind, shelf.take(own.stored_as) if own else None, named)


def as_file(kind: str, paper: Paper, name: str, wanted: str, values: Mapping[str, str] | None = None) -> tuple[bytes, str, str]:
    """Content, name and type; ``wanted`` is "docx", anything else is PDF."""
    if wanted == "docx":
        return render(kind, paper, values), f"{name}.docx", WORD
    return pdf.render(paper), f"{name}.pdf", PDF
