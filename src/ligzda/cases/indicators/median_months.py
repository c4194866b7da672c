"""How long families stayed: the middle of the finished stays, because a few long ones would pull an average up."""

from django.utils.translation import gettext_lazy as _

from ligzda.measure.indicators import PERIODS, Indicator

MEDIAN_MONTHS = Indicator(
    "median_months",
    _("Median months in the programme"),
    counts="median:months",
    fact="episode",
    touches="family",
    where=lambda f: f.left.notnull(),
    date="left",
    by=("site", "family_type", "territory", "exit_type", *PERIODS),
    unit=_("months"),
    describes=_(
        "Of the stays that ended in the period: the middle number of calendar months they touched. Half were shorter, half longer."
    ),
    reach=False,
    drills=True,
    decimals=1,
)
