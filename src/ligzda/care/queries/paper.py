"""What the paper copy of a file says of the children's care."""

import datetime as dt
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ligzda.access.actor import Actor
from ligzda.care.queries.statuses import children_of
from ligzda.cases.models import Case
from ligzda.documents.paper import Block, Heading, Table
from ligzda.web import formatting


def client_file(actor: Actor, case: Case) -> Iterator[Block]:
    """Where each child lived, by whose decision; of an adopted child only for who opens what was before."""
    for child in children_of(actor, case):
        if child.rows and not child.is_closed:
            rows = tuple(
                (_span(row.from_date, row.until_date), str(row.badge.text), row.deciding_body, row.decision_number)
                for row in child.rows
                if not row.is_void
            )
            yield Heading(_("Care of %(name)s") % {"name": child.name}, 2)
            yield Table((_("When"), _("Care"), _("Decided by"), pgettext("decision", "Number")), rows)


def _span(since: dt.date, until: dt.date | None) -> str:
    return f"{formatting.day(since)}–{formatting.day(until) if until else ''}"
