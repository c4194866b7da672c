"""What stands behind a number: the definition, statements and targets, and the rows that were counted, as far as the actor may see them."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from ligzda.access.actor import Actor
from ligzda.access.keys import lookup_digest
from ligzda.access.permissions import Permission
from ligzda.kernel.languages import FIRST
from ligzda.kernel.refused import Refused
from ligzda.measure import coverage, engine, seatless
from ligzda.measure.closed import open_to, shut
from ligzda.measure.dimensions import DIMENSIONS, dimension
from ligzda.measure.indicators import Indicator, exists, indicator
from ligzda.measure.shown import Shown
from ligzda.people.models import Family, Person
from ligzda.projects import rules
from ligzda.projects.models import Project
from ligzda.projects.queries.figures import Terms, answer, terms

PAGE = 25
LETTERS = {"family": "G", "person": "P"}


@dataclass(frozen=True)
class CountedUnit:
    """One counted unit: its pseudonym, where and when it was first reached, and its name for those who may know it."""

    pseudonym: str
    site: str
    quarter: str
    name: str = ""
    key: str = ""


@dataclass(frozen=True)
class Receipt:
    """A number with everything that explains it."""

    figure: Shown
    definition: Indicator | None
    where: Mapping[str, str]
    statements: tuple[Any, ...]
    fingerprint: str
    rows: tuple[CountedUnit, ...]
    next_after: int | None
    counted: int
    kind: str
    parts: tuple[Shown, ...] = ()  # the two numbers of a ratio: behind each stand its own rows


def receipt(
    actor: Actor,
    project: Project,
    code: str,
    as_of: dt.date,
    *,
    by: tuple[str, ...] = (),
    where: Mapping[str, str] | None = None,
    measure: str = "total",
    since: dt.date | None = None,
    lang: str = FIRST,
    after: int | None = None,
) -> Receipt:
    """The receipt of one figure; raises ``Refused`` for a dimension that it does not have."""
    about, where = terms(actor, project), where or {}
    _must_be_open(actor, about, where)
    asked = {"measure": measure, "since": since, "lang": lang}
    figure = answer(about, code, as_of, where=where, by=by or split_at_once(code, where), **asked)
    if not exists(code):
        return Receipt(
            figure=figure, definition=None, where=where, statements=(), fingerprint="", rows=(), next_after=None, counted=0, kind=""
        )
    one = indicator(code)
    ask = open_to(actor, about.ask(code, as_of, where={**about.where, **where}, **asked))
    stated = coverage.in_question(ask, one)
    kind = _kind(one)
    found, following = _page(ask, one, after) if kind else ([], None)
    rows = _rows(actor, project, about=about, code=code, kind=kind, counted=found, as_of=as_of, lang=lang)
    parts = tuple(answer(about, part, as_of, where=where, **asked) for part in one.ratio or ())
    return Receipt(
        figure=figure,
        definition=one,
        where=where,
        statements=stated,
        fingerprint=engine.fingerprint(ask),
        rows=rows,
        next_after=following,
        counted=len(found),
        kind=kind,
        parts=parts,
    )


def all_rows(actor: Actor, project: Project, found: Receipt, as_of: dt.date, lang: str, **asked: Any) -> tuple[CountedUnit, ...]:
    """Every counted unit, for the file: pseudonyms only, a file travels."""
    if not found.kind:
        return ()
    about = terms(actor, project)
    ask = open_to(actor, about.ask(found.figure.code, as_of, where={**about.where, **found.where}, lang=lang, **asked))
    counted = engine.units_beside(ask, _beside(indicator(found.figure.code)), limit=None)
    return tuple(
        replace(row, name="", key="")
        for row in _rows(actor, project, about=about, code=found.figure.code, kind=found.kind, counted=counted, as_of=as_of, lang=lang)
    )


def _must_be_open(actor: Actor, about: Terms, where: Mapping[str, str]) -> None:
    """Nothing leads behind the number of a closed group, and what is not there is answered alike."""
    hidden = shut(actor, about.closed)
    asked = [part for part in where.items() if part[0] in ("group", "camp")]
    Refused.unless_empty(f"“{value}”" for name, value in asked if (name, value) in hidden or (name, value) not in about.parts_known)


def split_at_once(code: str, where: Mapping[str, str]) -> tuple[str, ...]:
    """What is never one number is split at once."""
    per = indicator(code).per if exists(code) else None
    return (per,) if per and per not in where else ()


def _kind(one: Indicator) -> str:
    """What the rows behind a number are: its units; of counted rows the families they are about; of a ratio nothing."""
    if one.is_units or one.ratio:
        return one.counts if one.is_units else ""
    return "family" if one.drills else ""


def _beside(one: Indicator) -> str | None:
    """The family that each counted row is about; a unit stands for itself."""
    return None if one.is_units else _kind(one) or None


Counted = list[tuple[int, int]]  # a unit, and the family beside it


def _page(ask: Any, one: Indicator, after: int | None) -> tuple[Counted, int | None]:
    found = engine.units_beside(ask, _beside(one), after=after, limit=PAGE + 1)
    return found[:PAGE], found[PAGE - 1][0] if len(found) > PAGE else None


def _rows(
    actor: Actor, project: Project, *, about: Terms, code: str, kind: str, counted: Counted, as_of: dt.date, lang: str
) -> tuple[CountedUnit, ...]:
    """One row for each unit that was counted, by the name of the person or family it is or is about."""
    if not counted:
        return ()  # a ratio has no units of its own
    who = {unit: unit if indicator(code).is_units else family for unit, family in counted}
    named = names(actor, kind, list(who.values()))
    sites = _first(actor, about, code, as_of, "site", lang)
    quarters = _first(actor, about, code, as_of, "quarter", lang)
    letter = LETTERS.get(kind, "R")
    return tuple(
        CountedUnit(
            rules.pseudonym(lookup_digest(f"{project.key}:{kind}:{about_whom}"), letter),
            sites.get(unit, ""),
            quarters.get(unit, ""),
            *named.get(about_whom, ("", "")),
        )
        for unit, about_whom in who.items()
    )


def _first(actor: Actor, about: Terms, code: str, as_of: dt.date, name: str, lang: str) -> dict[int, str]:
    """Where (by name of the dimension) each unit stands: the values under which it was counted, first of all."""
    one = indicator(code)
    if name not in one.by:
        return {}
    period = dimension(name).period
    figure = answer(about, code, as_of, by=(name,), measure="new" if period else "total", lang=lang)
    found: dict[int, str] = {}
    for cell in figure.rows or ():
        if not cell.recorded:
            continue
        ask = about.ask(code, as_of, where={**about.where, **cell.key}, measure="new" if period else "total", lang=lang)
        for unit in seatless.units(open_to(actor, ask)):
            found.setdefault(unit, cell.key[name])
    return found


def names(actor: Actor, kind: str, ids: list[int]) -> dict[int, tuple[str, str]]:
    """Names come through need-to-know only; whoever may not see a family reads its pseudonym."""
    if not actor.holds(Permission.SEE_CONTACT) or actor.is_system:
        return {}
    if kind == "family":
        families = Family.objects.visible_to(actor, Permission.SEE_CONTACT).in_bulk(ids)
        return {pk: (one.name, one.key) for pk, one in families.items()}
    people = Person.objects.visible_to(actor, Permission.SEE_CONTACT).in_bulk(ids)
    return {pk: (str(one), one.key) for pk, one in people.items()}


def check_filter(code: str, by: tuple[str, ...], where: Mapping[str, str]) -> None:
    """Refuse by name what the figure cannot be split or filtered by."""
    names = [*by, *where]
    allowed = indicator(code).by if exists(code) else ()
    wrong = [name for name in names if name not in DIMENSIONS or name not in allowed]
    Refused.unless_empty(f"“{name}” – {', '.join(allowed)}" for name in wrong)
