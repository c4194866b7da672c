"""The list of families in the words of the one list: its columns, filters and orders, and a line of each file. No reading here."""

import datetime as dt
from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ligzda.cases.queries.badges import badge_of
from ligzda.cases.states import CaseState
from ligzda.desk.queries.families import ADMITTED, CONTACT, NAME, FamilyFilter, FamilyLine
from ligzda.people.queries.families import Member
from ligzda.people.rules.days import age_sign, age_text
from ligzda.web import formatting
from ligzda.web.lists import Cell, Chosen, Column, Filter, ListRow, Mark, Offered, Sort

STATES = ("assessment", "planning", "active", "stepping_down", "on_hold", "closed", "aftercare")
SILENT = (30, 60, 90)
Choices = Sequence[tuple[str, str]]


def offered(sites: Choices, workers: Choices, *, knows: bool, text: str = "") -> Offered:
    """``knows``: the reader may read files somewhere. One site or one worker is no choice."""
    columns = [Column(_("Family"), NAME), Column(_("Children and ages")), Column(_("State")), Column(_("Responsible"))]
    filters = [Filter("state", _("State"), tuple((one, CaseState(one).label) for one in STATES))]
    sorts = [Sort(ADMITTED, _("admitted last"), is_falling=True), Sort(NAME, _("by name"))]
    if knows:
        columns += [Column(_("Last contact"), CONTACT), Column(_("Next term"))]
        silent = tuple((str(days), ngettext("%(n)s day", "%(n)s days", days) % {"n": days}) for days in SILENT)
        filters = [
            Filter("overdue", _("Overdue"), (("1", _("yes")),), ("1",)),
            Filter("silent", _("No contact"), silent, ("30",)),
            *filters,
        ]
        sorts.append(Sort(CONTACT, _("longest without contact")))
    if len(sites) > 1:
        columns.append(Column(_("Centre")))
        filters.append(Filter("site", _("Centre"), tuple(sites)))
    if len(workers) > 1:
        filters.append(Filter("worker", _("Responsible"), tuple(workers)))
    return Offered(tuple(columns), tuple(filters), tuple(sorts), {"q": text})


def asked(text: str, chosen: Chosen) -> FamilyFilter:
    return FamilyFilter(
        text, chosen.of("state"), chosen.of("site"), chosen.of("worker"), int(chosen.of("silent") or 0), bool(chosen.of("overdue")), chosen.sort
    )  # fmt: skip


def line(row: FamilyLine, *, on: dt.date, knows: bool, has_sites: bool) -> ListRow:
    """In the order of ``offered``. What is not there is said in words."""
    badge = badge_of(row.state)
    cells = [
        Cell(row.name, ", ".join([*row.found, row.number]) if row.found else row.number),
        Cell(", ".join(_child(one) for one in row.children)) if row.children else Cell(_("none known"), is_empty=True),
        Cell(mark=Mark(badge.tone, badge.text, badge.icon)),
        Cell(row.responsible) if row.responsible else Cell(_("nobody is responsible yet"), is_empty=True),
    ]
    if knows:
        cells += [_contact(row), _term(row, on)]
    if has_sites:
        cells.append(Cell(row.site))
    return ListRow(row.key, reverse("desk:family", args=[row.key]), tuple(cells))


def _child(one: Member) -> str:
    sign = age_sign(one.birth_date, one.birth_precision, one.on)
    return f"{one.first_name}{formatting.NBSP}{sign}" if sign else f"{one.first_name} ({age_text(None, '', one.on)})"


def _contact(row: FamilyLine) -> Cell:
    if not row.knows:
        return Cell(_("not shown to you"), is_empty=True)
    return Cell(formatting.day(row.last)) if row.last else Cell(_("none yet"), is_empty=True)


def _term(row: FamilyLine, on: dt.date) -> Cell:
    if not row.knows:
        return Cell(_("not shown to you"), is_empty=True)
    if row.term is None:
        return Cell(_("none set"), is_empty=True)
    late = Mark("danger", formatting.due(row.term.due_date, on), "alert-circle") if row.term.due_date < on else None
    return Cell(formatting.day(row.term.due_date), row.term.title, late)
