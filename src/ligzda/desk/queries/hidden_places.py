"""Where a hidden address stands in open text and in papers that went out, for whoever keeps it hidden.

Listed is what the reader may read; that it stands anywhere else in the files of these families is said, and nothing more.
"""

import dataclasses
import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import reduce
from typing import Any

from django.db.models import Q

from ligzda.access.actor import Actor
from ligzda.access.permissions import PROTECTED, Permission, Tier
from ligzda.access.shown import Shown, gathering
from ligzda.cases.models import Case, Note
from ligzda.cooperation.models import Disclosure, InformationRequest, Letter
from ligzda.desk.queries.text_sources import SOURCES, Source
from ligzda.documents import reading, shelf
from ligzda.documents.models import Attachment
from ligzda.documents.queries import may_open
from ligzda.kernel.addresses import Finder
from ligzda.kernel.refused import Lost
from ligzda.people.models import Membership
from ligzda.portal.models import FamilyFeedback, FamilyMessage
from ligzda.safeguarding.models import Concern, HiddenAddress, RiskFlag

MOST_FILES = 200  # of all files of these families, the latest: what is looked into for one page
PAPERS = next(one for one in SOURCES if one.plain == ("title", "name"))
LETTERS = (Letter, InformationRequest)  # what has a receiver; it is listed with the papers
WRITTEN = {Note: ("text", "sealed_text"), FamilyMessage: ("text",), FamilyFeedback: ("text",)}  # kept to few, or to one and the team
SAFETY = ("about", "child_words", "seen", "who_knows")


@dataclass(frozen=True)
class Spot:
    """One text that names the address: what it is, in which file, where it is opened and corrected."""

    kind: Any
    date: dt.date | None
    number: str
    url: str


@dataclass(frozen=True)
class Sent:
    """A paper or a word that went out with the address in it: who has it."""

    to: str
    date: dt.date
    how: Any
    number: str


@dataclass(frozen=True)
class Places:
    """``unread``: files that cannot be looked into; ``more_unread``: that there are such the reader may not open, or more than is looked at."""

    texts: list[Spot]
    sent: list[Sent]
    is_elsewhere: bool
    unread: list[Spot]
    more_unread: bool


def places_of(actor: Actor, hidden: HiddenAddress) -> Places:
    """The latest first. Everything is looked through, so that nothing is taken for clean that was only not opened.

    What is looked through is not read by anybody: no text of it is shown, so it leaves no reading.
    """
    with gathering(Shown()):
        return _looked_through(actor, hidden)


def _looked_through(actor: Actor, hidden: HiddenAddress) -> Places:
    finder, cases, whole = Finder([hidden.text]), _cases(hidden), Actor.system("safeguarding")
    texts: list[Spot] = []
    is_elsewhere = False
    for source in SOURCES:
        every = {one.pk: one for one in _rows(source, whole, cases) if _names(finder, one, (*source.plain, *source.sealed))}
        seen = {one.pk for one in _rows(source, actor, cases, every) if _may_read(actor, source, one)} if every else set()
        is_elsewhere |= len(seen) < len(every)
        texts += [_spot(source, one) for pk, one in every.items() if pk in seen and not isinstance(one, LETTERS)]
    sent, others = _sent(actor, cases, finder)
    files = _in_files(actor, cases, finder)
    is_elsewhere |= others or files.is_elsewhere or _kept_close(actor, hidden, cases, finder)
    return Places(_latest([*texts, *files.texts]), sent, is_elsewhere, _latest(files.unread), files.more_unread)


def _latest(spots: list[Spot]) -> list[Spot]:
    return sorted(spots, key=lambda one: one.date or dt.date.min, reverse=True)


def _in_files(actor: Actor, cases: list[Case], finder: Finder) -> Places:
    """The words of files, as far as they can be read. A letter stands among what was sent, whoever opens it reads it covered."""
    letters = Letter.objects.filter(case__in=cases, file__isnull=False).values("file")
    rows = Attachment.objects.filter(circle__case__in=cases, voided_at__isnull=True).exclude(pk__in=letters)
    every = list(rows.select_related("circle__case__family__root").order_by("-date", "-id")[: MOST_FILES + 1])
    found = Places([], [], False, [], len(every) > MOST_FILES)
    is_elsewhere, more_unread = False, found.more_unread
    for file in every[:MOST_FILES]:
        words = _words_of(file)
        names = bool(finder.spans(words.text))
        if words.is_whole and not names:
            continue
        opens = actor.may(Permission.SEE_CASE, file) and may_open(actor, file)
        if opens:
            case = file.circle.case
            (found.texts if names else found.unread).append(Spot(file.heading, file.date, case.number, PAPERS.address(file, case)))
        is_elsewhere |= names and not opens
        more_unread |= not names and not opens
    return dataclasses.replace(found, is_elsewhere=is_elsewhere, more_unread=more_unread)


def _words_of(file: Attachment) -> reading.Words:
    try:
        return reading.words_of(shelf.take(file.stored_as), file.content_type)
    except Lost:
        return reading.Words()


def _cases(hidden: HiddenAddress) -> list[Case]:
    """Files of every family the person is or was in."""
    person = hidden.person_id
    own = Q(person=person) | Q(person__root=person) | Q(person__merged=person)
    families = Membership.objects.filter(own).values("family_id")
    rows = Case.objects.filter(Q(family__in=families) | Q(family__root__in=families) | Q(family__merged__in=families))
    return list(rows.select_related("family__root", "circle").distinct().order_by("id"))


def _rows(source: Source, actor: Actor, cases: list[Case], only: Iterable[int] | None = None) -> Any:
    path = source.case
    rows = source.rows(actor).filter(**{f"{path}__in": cases}).select_related(f"{path}__circle", f"{path}__family__root", *source.near)
    return (rows.filter(pk__in=list(only)) if only is not None else rows).order_by("id")


def _names(finder: Finder, one: Any, columns: Iterable[str]) -> bool:
    return any(finder.spans(str(getattr(one, column) or "")) for column in columns)


def _case(source: Source, one: Any) -> Any:
    return reduce(getattr, source.case.split("__"), one)


def _may_read(actor: Actor, source: Source, one: Any) -> bool:
    return not source.tier or Tier(getattr(one, source.tier)) in actor.clearance(_case(source, one).circle)


def _spot(source: Source, one: Any) -> Spot:
    case = _case(source, one)
    return Spot(source.kind, reduce(getattr, source.date.split("__"), one), case.number, source.address(one, case))


def _sent(actor: Actor, cases: list[Case], finder: Finder) -> tuple[list[Sent], bool]:
    """What was told to whom, and questions that went out; and whether there is more of it than the reader may see."""
    told = [one for one in _of_cases(Disclosure, cases) if _names(finder, one, ("what", "institution", "name"))]
    asked = [one for one in _of_cases(InformationRequest, cases) if one.sent_date and _names(finder, one, ("what", "institution", "name"))]
    kept = [row for row in (*told, *asked) if actor.may(Permission.SEE_CASE, row)]
    lines = [Sent(_receiver(one), one.date, one.get_how_display(), one.case.number) for one in kept if isinstance(one, Disclosure)]
    lines += [
        Sent(_receiver(one), one.sent_date, Disclosure.How.QUESTION.label, one.case.number)
        for one in kept
        if isinstance(one, InformationRequest) and one.sent_date
    ]
    return sorted(lines, key=lambda one: one.date, reverse=True), len(kept) < len(told) + len(asked)


def _of_cases(model: Any, cases: list[Case]) -> Iterator[Any]:
    yield from model.objects.filter(case__in=cases).select_related("case__circle").order_by("id")


def _receiver(one: Any) -> str:
    return ", ".join(part for part in (one.institution, one.name) if part)


def _kept_close(actor: Actor, hidden: HiddenAddress, cases: list[Case], finder: Finder) -> bool:
    """Notes of a profession, messages of one member, what a concern or a flag says: never listed, whoever asks."""
    notes = Note.objects.filter(case__in=cases, tier__in=PROTECTED)
    members = [model.objects.filter(access__case__in=cases) for model in (FamilyMessage, FamilyFeedback)]
    if any(_names(finder, one, WRITTEN[type(one)]) for rows in (notes, *members) for one in rows):
        return True
    families = [case.family_id for case in cases]
    own = Q(person=hidden.person_id) | Q(family__in=families)
    concerns = Concern.objects.filter(people=hidden.person_id).prefetch_related("entries")
    return (
        any(_names(finder, one, ("reason", "end_reason")) for one in RiskFlag.objects.filter(own))
        or any(_names(finder, one, SAFETY) for one in concerns)
        or any(_names(finder, entry, ("text",)) for one in concerns for entry in one.entries.all())
    )
