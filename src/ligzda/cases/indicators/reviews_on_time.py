"""Promises to look again, kept: a review counts as on time up to the day the plan named; one that nobody held counts as due."""

from django.utils.translation import gettext_lazy as _

from ligzda.measure.indicators import PERIODS, Indicator

BY = ("site", "family_type", "territory", *PERIODS)
REVIEWS_DUE = Indicator(
    "reviews_due",
    _("Plan reviews due in the period"),
    counts="rows",
    fact="plan_review",
    touches="family",
    by=BY,
    unit=_("reviews"),
    describes=_("One for each day on which a plan in force was to be looked at again, whether somebody did or not."),
    reach=False,
    listed=False,
    drills=True,
)
REVIEWS_ON_TIME = Indicator(
    "reviews_on_time",
    _("Plan reviews held on time"),
    counts="rows",
    fact="plan_review",
    touches="family",
    where=lambda f: f.on_time == 1,
    by=BY,
    unit=_("reviews"),
    describes=_("Of the reviews due in the period: those held on the day the plan named, or before it."),
    reach=False,
    drills=True,
)
REVIEWED_ON_TIME = Indicator(
    "reviewed_on_time",
    _("Share of plans reviewed on time"),
    ratio=("reviews_on_time", "reviews_due"),
    by=BY,
    decimals=2,
    unit=_("of the reviews due"),
    describes=_("Reviews held on time divided by all that were due in the period; a plan that nobody looked at again counts as due."),
)
