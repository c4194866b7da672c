"""What is told to somebody outside the team is recorded when it is told, with the ground; the record is never changed."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ligzda.access import audit
from ligzda.access.actor import Actor
from ligzda.access.words import Word
from ligzda.cases import rules
from ligzda.cases.actions.steps import NOT_YOURS
from ligzda.cases.models import Case
from ligzda.cases.name_checks import must_not_tell
from ligzda.cooperation.letters import letter_paper
from ligzda.cooperation.models import Disclosure, Ground, Letter
from ligzda.documents import pdf
from ligzda.documents.actions import files
from ligzda.kernel.refused import Refused


@transaction.atomic
def disclose(
    case: Case, *, by: Actor, on: dt.date, institution: str, what: str, ground_kind: str, ground: str, name: str = ""
) -> Disclosure:  # fmt: skip
    """Somebody was told something, by telephone or in person."""
    if not by.may(Word.PLAN, case):
        raise Refused(NOT_YOURS)
    one = told(case, by=by, on=on, institution=institution, name=name, what=what, ground_kind=ground_kind, ground=ground)
    audit.record(by, "disclosure.recorded", one, circle=case.circle)
    return one


@transaction.atomic
def send_letter(
    case: Case, *, by: Actor, on: dt.date, kind: str, institution: str, subject: str, body: str, language: str, ground_kind: str,
    ground: str, name: str = "",
) -> Letter:  # fmt: skip
    """A letter goes out and is kept word for word; that it went is a disclosure."""
    if not by.may(Word.PLAN, case):
        raise Refused(NOT_YOURS)
    if kind not in Letter.Kind.values:
        raise Refused(_("Choose to whom the letter goes."), field="kind")
    Refused.unless_empty([None if subject.strip() else _("Say what the letter is about.")], field="subject")
    Refused.unless_empty([None if body.strip() else _("The letter is empty.")], field="body")
    letter = Letter.objects.create(
        case=case, kind=kind, institution=institution.strip(), name=name.strip(), subject=subject.strip(), body=body.strip(),
        language=language, date=on, author=by.user,
    )  # fmt: skip
    letter.file = files.keep(
        case.circle, by=by, name=f"{case.number}-{letter.key}.pdf", content=pdf.render(letter_paper(letter)),
        content_type="application/pdf", title=letter.subject, date=on,
    )  # fmt: skip
    letter.save(update_fields=["file"])
    told(
        case, by=by, on=on, institution=institution, name=name, what=f"{subject.strip()}\n{body.strip()}", ground_kind=ground_kind,
        ground=ground, how=Disclosure.How.LETTER, letter=letter,
    )  # fmt: skip
    audit.record(by, "letter.sent", letter, circle=case.circle)
    return letter


def told(
    case: Case, *, by: Actor, on: dt.date, institution: str, what: str, ground_kind: str, ground: str, name: str = "",
    how: str = Disclosure.How.OTHER, **source: Any,
) -> Disclosure:  # fmt: skip
    """Inside another act: the record of what was told. ``source``: the request, letter or meeting it belongs to."""
    Refused.unless_empty([rules.not_yet(on, by.on)], field="on")
    Refused.unless_empty([None if institution.strip() else _("Say who was told: the institution or the person.")], field="institution")
    Refused.unless_empty([None if what.strip() else _("Say what was told.")], field="what")
    must_not_tell(case, what, by=by, field="body" if how == Disclosure.How.LETTER else "what")
    if ground_kind not in Ground.values:
        raise Refused(_("Choose on what ground."), field="ground_kind")
    Refused.unless_empty([rules.missing_ground(ground)], field="ground")
    return Disclosure.objects.create(
        case=case, date=on, institution=institution.strip()[:160], name=name.strip()[:120], what=what.strip(), how=how,
        ground_kind=ground_kind, ground=ground.strip()[:200], by_user=by.user, **source,
    )  # fmt: skip
