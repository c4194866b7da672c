"""The same posts as ``posts_planned``, each by its share of a full-time one: four halves are four posts and two full-time ones."""

from django.utils.translation import gettext_lazy as _

from ligzda.measure.indicators import Indicator

POSTS_FULL_TIME = Indicator(
    "posts_full_time",
    _("Posts planned, in full-time posts"),
    counts="sum:share",
    fact="post",
    touches="nobody",
    by=("site", "function"),
    unit=_("full-time posts"),
    decimals=2,
    describes=_("The shares of all posts of the plan added up, each from its planned first day: half a post is 0.5."),
    additive=frozenset({"site", "function"}),
    reach=False,
    is_plan=True,
)
