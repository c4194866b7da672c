"""Counts camps that took place: one per camp, however many days it had. One with planned days only waits to be confirmed."""

from django.utils.translation import gettext_lazy as _

from ligzda.measure.indicators import PERIODS, Indicator

CAMPS = Indicator(
    "camps",
    _("Camps held"),
    counts="rows",
    fact="camp",
    where=lambda f: f.took_place,
    not_confirmed=lambda f: f.waits,
    by=("site", *PERIODS, "territory", "camp"),
    unit=_("camps"),
    describes=_("A camp counts once, when one of its days was held or it is known in another way that it took place."),
)
