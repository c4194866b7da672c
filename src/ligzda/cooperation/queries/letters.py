"""Papers as they went out or were kept, without the addresses that their reader may not read."""

from ligzda.access.actor import Actor
from ligzda.cooperation.letters import letter_paper
from ligzda.cooperation.models import Letter
from ligzda.documents import pdf, reading
from ligzda.documents import queries as files
from ligzda.documents.models import Attachment
from ligzda.kernel.addresses import Finder, cover_page
from ligzda.kernel.refused import Withheld
from ligzda.people.models import Family
from ligzda.safeguarding.redaction import instead, near_file, veiled, veiled_rows


def as_it_went(actor: Actor, file: Attachment, family: Family | None) -> tuple[bytes, str]:
    """The file as it was kept, with its name, for who may read every address in it or brought it along.

    For others a letter is laid out anew with the address covered, a text or an office document is covered in a copy; what cannot be
    covered raises ``Withheld``, also where only a part of it can be read. A picture or a scan cannot be looked into and is handed out as it is.
    """
    kept, name = files.content(actor, file), file.filename
    hidden = near_file(actor, file.circle_id, family)
    letter = Letter.objects.filter(file=file).select_related("case__family", "case__site", "author").first()
    if not hidden or (letter is None and file.author_id == getattr(actor.user, "pk", 0) and not file.is_compiled):
        return kept, name
    name = hidden.covered(name, instead())
    if letter is not None:
        paper, typed = letter_paper(letter), " · ".join(one for one in (letter.subject, letter.body) if one)
        is_own = veiled_rows(actor, [letter.case.family], [letter], ("subject", "body")) == {letter.pk: typed}
        return kept if is_own or veiled(letter.case.family, paper) == paper else pdf.render(paper), name
    return _covered(kept, file.content_type, hidden), name


def _covered(kept: bytes, content_type: str, hidden: Finder) -> bytes:
    if not hidden.spans(reading.words_of(kept, content_type).text):
        return kept
    cover = instead()
    copy = reading.rewritten(kept, content_type, lambda text: hidden.covered(text, cover), lambda text: cover_page(hidden, text, cover))
    if copy is None or hidden.spans(reading.words_of(copy, content_type).text):
        raise Withheld
    return copy
