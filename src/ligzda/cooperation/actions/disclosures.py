"""What is told to somebody outside the team is recorded when it is told, with the ground; the record is never changed."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ligzda.access import audit
from ligzda.access.actor import Actor
from ligzda.access.permissions import Permission
from ligzda.cases.actions.steps import NOT_YOURS
from ligzda.cases.models import Case
from ligzda.cooperation.letters import letter_paper
from ligzda.cooperation.models import Disclosure, Letter
from ligzda.cooperation.telling import told
from ligzda.documents import pdf
from ligzda.documents.actions import files
from ligzda.kernel.refused import Refused


@transaction.atomic
def disclose(
    case: Case, *, by: Actor, on: dt.date, institution: str, what: str, ground_kind: str, ground: str, name: str = ""
) -> Disclosure:  # fmt: skip
    """Somebody was told something, by telephone or in person."""
    if not by.may(Permission.PLAN, case):
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
    if not by.may(Permission.PLAN, case):
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
