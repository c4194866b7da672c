"""Counts camps that took place: one per camp, however many days it had. One with planned days only waits to be confirmed.

It counts on its first day, from the day on which a day of it was held.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from ligzda.measure.indicators import PERIODS, Indicator


def _took_place(f: Any) -> Any:
    return f.is_on & (f.is_known | (f.first_held.notnull() & (f.first_held <= f.cut_off)))


CAMPS = Indicator(
    "camps",
    _("Camps held"),
    counts="rows",
    fact="camp",
    touches="nobody",
    where=_took_place,
    not_confirmed=lambda f: f.is_on & ~f.is_known & (f.first_held.isnull() | (f.first_held > f.cut_off)),
    by=("site", *PERIODS, "territory", "camp"),
    unit=_("camps"),
    version=2,
    describes=_("A camp counts once, when one of its days was held or it is known in another way that it took place."),
)
