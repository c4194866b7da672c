"""Closing is not the end: which of the closed families came back within twelve months, on the day they had been closed."""

from django.utils.translation import gettext_lazy as _

from ligzda.measure.indicators import PERIODS, Indicator

BY = ("site", "family_type", "territory", "exit_type", *PERIODS)
REOPENED = Indicator(
    "reopened",
    _("Re-opened within 12 months"),
    counts="rows",
    fact="episode",
    touches="family",
    where=lambda f: f.left.notnull() & (f.back_within_a_year <= f.cut_off),
    date="left",
    by=BY,
    unit=_("stays"),
    describes=_(
        "Of the stays that ended in the period: those after which the family was re-opened within 12 months, "
        "as far as it is known on the day of the data. It may still grow."
    ),
    reach=False,
    version=2,
    drills=True,
)
REOPENED_SHARE = Indicator(
    "reopened_share",
    _("Share re-opened within 12 months"),
    ratio=("reopened", "exits"),
    by=BY,
    decimals=2,
    unit=_("of the stays that ended"),
    describes=_("Stays after which the family was re-opened within 12 months, divided by all stays that ended in the period."),
    version=2,
)
