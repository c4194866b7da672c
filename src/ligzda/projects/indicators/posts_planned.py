"""Posts that the project promised, whether or not somebody holds them: by their first day, as on the project's page."""

from django.utils.translation import gettext_lazy as _

from ligzda.measure.indicators import Indicator

POSTS_PLANNED = Indicator(
    "posts_planned",
    _("Posts planned"),
    fact="post",
    touches="nobody",
    by=("site", "function"),
    unit=_("posts"),
    describes=_("Every post of the plan counts once from its planned first day, whether or not somebody holds it."),
    additive=frozenset({"site", "function"}),
    reach=False,
    is_plan=True,
)
