"""Papers that leave the house: a letter from its template, an invitation with the person's own items, a request for information.

Each names the family by its people's decision only: what stands in it is what somebody typed. No address is ever put in by itself.
"""

from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from ligzda.access.models import User
from ligzda.cases.models import Case
from ligzda.cooperation.models import CaseMeeting, InformationRequest, Letter, MeetingInvitation
from ligzda.documents.paper import Block, Heading, Paper, Paragraph
from ligzda.web import formatting

BODIES = {
    Letter.Kind.SCHOOL: _(
        "We support a family whose child attends your school. To help the child well, we would like to ask or tell you the following.\n\n"
        "…\n\nPlease reply by post or telephone. Thank you for working together with us."
    ),
    Letter.Kind.ORPHANS_COURT: _(
        "We work with a family of your municipality and inform you about the following.\n\nWhat we have seen: …\n\n"
        "What has been done so far: …\n\nWhat we ask of you: …"
    ),
    Letter.Kind.POLICE: _(
        "We inform you about the following, which we learned in our work.\n\nWhen and where: …\n\nWhat was seen or heard, and by whom: …\n\n"
        "Please tell us the number under which this is registered."
    ),
    Letter.Kind.DOCTOR: _(
        "With the family's agreement we turn to you about the health of one of its members.\n\nWhat worries us: …\n\nWhat we ask: …"
    ),
    Letter.Kind.REFERRAL: _(
        "With the family's agreement we ask you to take it into your service.\n\nWhat the family needs: …\n\n"
        "What has been done so far: …\n\nWhom to call at our place: …"
    ),
    Letter.Kind.TRANSFER: _(
        "From … on your service is responsible for the family; ours ends on that day.\n\nWhat goes on: …\n\n"
        "What is agreed with the family: …\n\nWhat comes along with this letter: …"
    ),
    Letter.Kind.OTHER: "",
}
SUBJECTS = {
    Letter.Kind.SCHOOL: _("Working together for a child of your school"),
    Letter.Kind.ORPHANS_COURT: _("Information about a family"),
    Letter.Kind.POLICE: _("Report"),
    Letter.Kind.DOCTOR: _("Request about a patient"),
    Letter.Kind.REFERRAL: _("Referral of a family"),
    Letter.Kind.TRANSFER: _("Handing over of a family"),
    Letter.Kind.OTHER: "",
}


def begun(kind: Letter.Kind, language: str) -> dict[str, str]:
    """Subject and text a letter of this kind begins with, in the language it is written in."""
    with override(language):
        return {"subject": str(SUBJECTS[kind]), "body": str(BODIES[kind]), "language": language}


def letter_paper(letter: Letter) -> Paper:
    with override(letter.language):
        lead = tuple(part for part in (letter.institution, letter.name, formatting.day_long(letter.date)) if part)
        body = tuple(Paragraph(part) for part in letter.body.split("\n\n"))
        return Paper(
            letter.subject,
            lead,
            (*body, Paragraph(_signed(letter.author, letter.case))),
            footer=letter.case.number,
            language=letter.language,
            whose=(letter.case.family,),
        )


def request_paper(request: InformationRequest, language: str) -> Paper:
    """The question as a letter: to whom, what, on what ground, until when."""
    with override(language):
        lead = tuple(
            part for part in (request.institution, request.name, formatting.day_long(request.sent_date or request.due_date)) if part
        )
        ground = f"{request.get_ground_kind_display()}: {request.ground}"
        blocks: list[Block] = [Paragraph(part) for part in request.what.split("\n\n")]
        blocks += [Heading(gettext("Ground"), 2), Paragraph(ground), Heading(gettext("Answer until"), 2)]
        blocks += [Paragraph(formatting.day_long(request.due_date)), Paragraph(_signed(request.author, request.case))]
        return Paper(
            gettext("Request for information"), lead, tuple(blocks), footer=request.case.number, language=language, whose=(request.case.family,)
        )  # fmt: skip


def invitation_paper(meeting: CaseMeeting, one: MeetingInvitation, language: str) -> Paper:
    """Only the items this person may hear; nobody else on the list, no name of the family."""
    with override(language):
        hearings = sorted(one.hearings.all(), key=lambda hearing: hearing.item.order)
        when = " ".join(
            part
            for part in (formatting.day_long(meeting.date), formatting.clock_time(meeting.start_time) if meeting.start_time else "")
            if part
        )
        blocks = (
            Heading(gettext("When and where"), 2), Paragraph("\n".join(part for part in (when, meeting.place) if part)),
            Heading(gettext("What we will talk about with you"), 2), Paragraph("\n".join(f"• {h.item.text}" for h in hearings)),
            Heading(gettext("Ground"), 2), Paragraph(one.ground),
            Paragraph(_signed(meeting.author, meeting.case)),
        )  # fmt: skip
        lead = (one.institution, f"{one.name}, {one.function}")
        return Paper(
            gettext("Invitation to a meeting"), lead, blocks, footer=meeting.case.number, language=language, whose=(meeting.case.family,)
        )  # fmt: skip


def _signed(author: User | None, case: Case) -> str:
    """Who writes, in what function, from where."""
    function = str(author.function) if author and author.function else ""
    return "\n".join(part for part in (str(author or ""), function, case.site.name) if part)
