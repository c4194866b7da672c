"""Continuity: how often a family had to get used to another responsible worker, and how many families never had to.

A stand-in is not a change; the day of a hand-over belongs to the new worker.
"""

from django.utils.translation import gettext_lazy as _

from ligzda.measure.indicators import PERIODS, Indicator

BY = ("site", "family_type", "territory")
WORKER_CHANGES = Indicator(
    "worker_changes",
    _("Changes of the responsible worker"),
    counts="rows",
    fact="responsibility",
    touches="family",
    where=lambda f: f.is_change == 1,
    date="date",
    by=(*BY, *PERIODS),
    unit=_("hand-overs"),
    describes=_("Days in the period on which a family got another responsible worker during one stay. A stand-in does not count."),
    reach=False,
    drills=True,
)
CARRIED = Indicator(
    "carried",
    _("Families with a responsible worker"),
    counts="rows",
    fact="responsibility",
    touches="family",
    span=("since", "left"),
    by=BY,
    unit=_("families in the programme"),
    describes=_("Families in the programme on the date for whom somebody was responsible on that day."),
    reach=False,
    listed=False,
    drills=True,
)
FIRST_WORKER = Indicator(
    "first_worker",
    _("Families with their first worker"),
    counts="rows",
    fact="responsibility",
    touches="family",
    where=lambda f: f.is_change == 0,
    span=("since", "left"),
    by=BY,
    unit=_("families in the programme"),
    describes=_("Families in the programme on the date whose responsible worker was the same since the stay began."),
    reach=False,
    listed=False,
    drills=True,
)
ONE_WORKER = Indicator(
    "one_worker",
    _("Share of families with one worker"),
    ratio=("first_worker", "carried"),
    by=BY,
    decimals=2,
    unit=_("of the families with a responsible worker"),
    describes=_("Families still with their first responsible worker on the date, divided by all with a responsible worker on it."),
)
