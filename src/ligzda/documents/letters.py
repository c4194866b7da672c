"""A document as a file of either kind: Word on the organisation's own template where there is one, or PDF."""

from collections.abc import Mapping

from ligzda.documents import docx, pdf, shelf
from ligzda.documents.kinds import OFFICE
from ligzda.documents.models import WordTemplate
from ligzda.documents.paper import Paper
from ligzda.documents.placeholders import KINDS

PDF, WORD = "application/pdf", f"{OFFICE}.wordprocessingml.document"


def render(kind: str, paper: Paper, values: Mapping[str, str] | None = None, *, on_ours: bool = False) -> bytes:
    """The Word file in the paper's language, on our template only if asked. ``values`` fill the placeholders; those not given stay empty."""
    own = None if on_ours else template_of(kind, paper.language)
    named = dict.fromkeys(KINDS[kind].placeholders, "") | dict(values or {})
    return docx.render(paper, kind, shelf.take(own.stored_as) if own else None, named)


def template_of(kind: str, language: str) -> WordTemplate | None:
    """The organisation's own, for this kind of document in this language."""
    return WordTemplate.objects.filter(kind=kind, language=language, is_active=True).first()


def as_file(kind: str, paper: Paper, name: str, wanted: str, values: Mapping[str, str] | None = None) -> tuple[bytes, str, str]:
    """Content, name and type; ``wanted`` is "docx", or "ours" for a Word file on our own template; anything else is PDF."""
    if wanted in {"docx", "ours"}:
        return render(kind, paper, values, on_ours=wanted == "ours"), f"{name}.docx", WORD
    return pdf.render(paper), f"{name}.pdf", PDF
