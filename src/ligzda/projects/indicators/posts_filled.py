"""Posts that somebody held at least once; a holder of whom nothing is known leaves an unknown part, never a zero."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from ligzda.measure.indicators import Indicator


def _reason(count: int) -> str:
    return ngettext("for %(n)d post nobody knows whether it was held", "for %(n)d posts nobody knows whether they were held", count) % {
        "n": count
    }


def _nobody_knows(f: Any) -> Any:
    """Held by somebody unknown, and by nobody known up to the day of the data."""
    return f.is_unknown & (f.known_from.isnull() | (f.known_from > f.cut_off))


POSTS_FILLED = Indicator(
    "posts_filled",
    _("Posts filled"),
    counts="post_id",
    fact="holding",
    touches="nobody",
    where=lambda f: f.is_named | _nobody_knows(f),
    by=("site", "function"),
    unit=_("posts"),
    describes=_("A post counts once from the first day on which somebody held it; a vacant post does not count."),
    additive=frozenset({"site", "function"}),
    unknown=_nobody_knows,
    part="function",
    unknown_reason=_reason,
    reach=False,
    is_plan=True,
    version=2,
)
