"""The client file as a document, in the order that Cabinet Regulation No. 338 names: the client, the papers of the service, the plan,
the record of the process, the evaluation of results, further data. Addresses and telephone numbers are in no copy."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from django.utils.translation import gettext as _

from ligzda.cases.models import Step
from ligzda.cases.queries.assessment_words import Said, Told
from ligzda.cases.queries.plans import GoalLine, PlanView
from ligzda.cases.timeline import TimelineEntry
from ligzda.closure.queries.history import EpisodeHistory
from ligzda.desk import genogram
from ligzda.desk.queries.client_file import ClientFile
from ligzda.documents.paper import Block, Heading, Paper, Paragraph, Picture, Table
from ligzda.kernel import clock, languages
from ligzda.services.queries.words import first_upper
from ligzda.web import formatting

WIDE = 165  # mm between the margins of a page


def paper(file: ClientFile, printed_by: str) -> Paper:
    """In the language that is active; a chapter without anything in it says so."""
    chapters = (
        (_("Information on the client"), _client(file)),
        (_("Documents of the service"), _service(file)),
        (_("Plan"), _plans(file)),
        (_("Record of the process"), _record(file)),
        (_("Evaluation of results"), _results(file)),
        (_("Further data"), _further(file)),
    )
    blocks: list[Block] = []
    for number, (title, chapter) in enumerate(chapters, 1):
        blocks += [Heading(f"{number}. {title}"), *(list(chapter) or [Paragraph(_("Nothing is recorded."), muted=True)])]
    warning, by = (
        _("Contains personal data"),
        _("Printed by %(name)s, %(moment)s") % {"name": printed_by, "moment": formatting.moment(clock.now())},
    )
    return Paper(
        title=_("Client file %(number)s") % {"number": file.case.number},
        lead=(str(file.case.family.root or file.case.family), f"{file.case.project} · {file.case.site}"),
        blocks=tuple(blocks), footer=f"{warning} · {by}", page_of=_("Page {n} of {total}"), language=languages.reading(),
        whose=(file.case.family,),
    )  # fmt: skip


def _client(file: ClientFile) -> Iterator[Block]:
    rows = tuple(
        (
            one.name,
            str(one.role_label),
            formatting.day(one.birth_date) if one.birth_precision == "day" else one.age or "–",
            _lives(one.lives_here),
        )
        for one in file.members
    )
    if rows:
        yield Table((_("Name"), _("In the family"), _("Born"), _("Lives here")), rows)
    yield from _genogram(file)
    team = tuple((one.name, str(one.role), _span(one.from_date, one.until_date)) for one in file.team)
    if team:
        yield from (Heading(_("Team"), 2), Table((_("Name"), _("Role"), _("When")), team))


def _genogram(file: ClientFile) -> Iterator[Block]:
    """As on its own paper, one heading lower; a large one on a page of its own, a small one no wider than the page."""
    if not file.genogram.ties:
        return
    drawn = genogram.paper(file.genogram, file.case.family.root or file.case.family, file.on)
    yield Heading(_("Genogram, %(day)s") % {"day": formatting.day(file.on)}, 2)
    for block in drawn.blocks:
        if isinstance(block, Heading):
            yield replace(block, level=3)
        else:
            yield _small(block) if isinstance(block, Picture) else block


def _small(drawing: Picture) -> Picture:
    """What fits on the paper of the file stands among its text."""
    fits = drawing.sheet is None or (drawing.sheet.name == "a4" and not drawing.sheet.lies)
    return replace(drawing, width_mm=min(drawing.width_mm, WIDE), sheet=None) if fits else drawing


def _lives(here: bool) -> str:
    return _("yes") if here else _("elsewhere")


def _service(file: ClientFile) -> Iterator[Block]:
    if file.referrals is None:
        yield Paragraph(_("The referral is not open to the reader of this copy."), muted=True)
    for one in file.referrals or ():
        yield Heading(_("Referral %(number)s, %(day)s") % {"number": one.number, "day": formatting.day(one.received_date)}, 2)
        yield from _said((one.get_source_display(), one.reason, one.answer))
    if file.criteria:
        yield from (Heading(_("Reason for the service"), 2), Paragraph("\n".join(file.criteria)))
    yield Heading(_("Engagement"), 2)
    yield Paragraph("\n".join(_stay(one) for one in file.history))
    yield from _assessment(file)
    if file.papers:
        rows = tuple((formatting.day(one.date), one.heading or _("a protected file"), str(one.kind), one.author) for one in file.papers)
        yield from (Heading(_("Documents"), 2), Table((_("Day"), _("What it is"), _("Kind"), _("Added by")), rows))


def _stay(one: EpisodeHistory) -> str:
    told = f"{first_upper(str(one.entry))}: {formatting.day(one.admitted_date)}"
    return f"{told}. {one.reopened_because}" if one.reopened_because else told


def _assessment(file: ClientFile) -> Iterator[Block]:
    """Each area with its levels one beside the other, then what each assessment says in words."""
    if file.assessments is None:
        yield Paragraph(_("Levels of the assessment are not open to the reader of this copy."), muted=True)
    elif file.assessments:
        shown = file.assessments[-5:]
        places = dict.fromkeys((said.area_id, said.person_id, _place(said)) for told in shown for said in told.areas)
        levels = {(told.pk, said.area_id, said.person_id): said.level for told in shown for said in told.areas}
        rows = tuple((title, *(_level(levels.get((told.pk, area, person))) for told in shown)) for area, person, title in places)
        yield Heading(_("Assessment of the family's situation"), 2)
        yield Table((_("Area of life"), *(formatting.day(told.date) for told in shown)), rows, tuple(range(1, len(shown) + 1)))
        for told in file.assessments:
            yield from _told(told)


def _told(told: Told) -> Iterator[Block]:
    """What was seen in each area, how the family and the children put it, and what was observed of the whole."""
    yield Heading(_("Assessment of %(day)s, %(name)s") % {"day": formatting.day(told.date), "name": told.author}, 3)
    initiative, willingness, seen = told.observed
    yield from _said(
        (
            f"{label}: {value}"
            for label, value in (
                (_("Risk"), told.risk), (_("Initiative"), initiative), (_("Willingness to cooperate"), willingness), (_("What was seen"), seen)
            )
            if value
        )
    )  # fmt: skip
    for said in told.areas:
        own = _("the family's own: %(level)s") % {"level": said.own_level} if said.own_level is not None else ""
        level = _("not assessed") if said.level is None else str(said.level)
        head = " · ".join(part for part in (f"{_place(said)}: {level}", own) if part)
        yield from _said((head, said.evidence, f"„{said.child_words}”" if said.child_words else ""))
    for name, own_words, why_not in told.views:
        not_asked = _("not asked")
        yield from _said((f"{name}: „{own_words}”" if own_words else f"{name}: {not_asked} – {why_not}",))


def _place(said: Said) -> str:
    return f"{said.area} · {said.person}" if said.person else said.area


def _level(level: int | None) -> str:
    return "–" if level is None else str(level)


def _plans(file: ClientFile) -> Iterator[Block]:
    for view in file.plans:
        plan = view.plan
        title = _("Version %(n)s") % {"n": plan.version}
        yield Heading(f"{title} · {plan.get_state_display()}{f' · {formatting.day(plan.starts_date)}' if plan.starts_date else ''}", 2)
        if plan.family_words:
            yield Paragraph(plan.family_words)
        for child, goals in view.parts:
            for goal in goals:
                yield from _goal(goal, child)
        if view.signatures:
            yield Paragraph("\n".join(_signature(view)))


def _signature(view: PlanView) -> Iterator[str]:
    for one in view.signatures:
        reason = f" – {one.reason}" if one.reason else ""
        yield f"{one.person or one.user}: {one.get_how_display()}, {formatting.day(one.date)}{reason}"


def _goal(goal: GoalLine, child: str) -> Iterator[Block]:
    yield Paragraph(f"{f'{child}: ' if child else ''}{goal.text} ({goal.progress_label})")
    rows = tuple(
        (step.text, step.who, formatting.day(step.due_date) if step.due_date else "–", str(Step.State(step.state).label))
        for step in goal.steps
    )
    if rows:
        yield Table((_("Step"), _("Who"), _("By when"), _("How it stands")), rows)


def _record(file: ClientFile) -> Iterator[Block]:
    if file.is_cut:
        yield Paragraph(_("Earlier entries are in Ligzda."), muted=True)
    for one in file.record:
        yield Paragraph(_line(one))


def _line(one: TimelineEntry) -> str:
    badges = ", ".join(badge["text"] for badge in one.badges)
    head = " · ".join(part for part in (formatting.day(one.date), one.title, one.meta, badges) if part)
    return f"{head}\n{one.text}" if one.text else head


def _results(file: ClientFile) -> Iterator[Block]:
    reviews = sorted((review for view in file.plans for review in view.reviews), key=lambda one: (one.date, one.pk))
    for one in reviews:
        yield Heading(_("Review of the plan, %(day)s") % {"day": formatting.day(one.date)}, 2)
        yield from _said((str(one.get_decision_display()), one.present, one.minutes, one.family_words))
        yield from _said(f"{goal.goal.text}: {goal.get_progress_display()}. {goal.note}".strip() for goal in one.goals.all())
    for stay in file.history:
        yield from _closing(stay)


def _closing(one: EpisodeHistory) -> Iterator[Block]:
    if one.closed_date:
        yield Heading(_("Closed on %(day)s") % {"day": formatting.day(one.closed_date)}, 2)
        goes_on = (" – ".join(part for part in (row.what, row.with_whom, row.who_pays) if part) for row in one.continuing)
        yield from _said((str(one.exit_type), one.exit_reason, one.close_because, one.continues_with, *goes_on, one.family_opinion))
    for contact in one.contacts:
        yield Heading(_("After-care contact, %(day)s") % {"day": formatting.day(contact.date)}, 2)
        back = _("Went back: %(areas)s") % {"areas": formatting.joined(contact.back)} if contact.back else ""
        yield from _said((contact.sentence, back, contact.by))


def _further(file: ClientFile) -> Iterator[Block]:
    yield from file.further
    others = file.cooperation
    told = tuple((formatting.day(o.date), o.institution, o.what, f"{o.ground_kind}: {o.ground}") for o in others.told)
    if told:
        yield from (Heading(_("What was told to whom"), 2), Table((_("Day"), _("To whom"), _("What"), _("Ground")), told))
    with_others = tuple(
        (formatting.day(row.date), row.title) for row in sorted([*others.meetings, *others.requests, *others.letters], key=lambda r: r.date)
    )
    if with_others:
        yield from (Heading(_("Working with others"), 2), Table((_("Day"), _("What")), with_others))
    if file.corrected:
        yield Paragraph(
            _("Notes that were corrected: %(n)s. Their earlier wordings are kept in Ligzda.") % {"n": file.corrected}, muted=True
        )


def _said(texts: Iterable[str]) -> Iterator[Block]:
    text = "\n".join(str(part) for part in texts if part)
    if text:
        yield Paragraph(text)


def _span(since: object, until: object) -> str:
    return f"{formatting.day(since)}–{formatting.day(until) if until else ''}"  # type: ignore[arg-type]
