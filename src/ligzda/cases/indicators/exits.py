"""Counts ends of episodes, each on the day it was closed. A transfer is one way out among others; after-care is not."""

from django.utils.translation import gettext_lazy as _

from ligzda.measure.dimensions import Dimension
from ligzda.measure.indicators import PERIODS, Indicator

EXIT_TYPE = Dimension("exit_type", _("way out"))

EXITS = Indicator(
    "exits",
    _("Ended in the period"),
    counts="rows",
    fact="episode",
    touches="family",
    where=lambda f: f.left.notnull(),
    date="left",
    by=("site", "family_type", "territory", "exit_type", *PERIODS),
    unit=_("ends of participation"),
    describes=_(
        "Episodes closed or transferred in the period, by the way they ended. A family that is re-opened and closed again counts twice."
    ),
    reach=False,
    drills=True,
)
