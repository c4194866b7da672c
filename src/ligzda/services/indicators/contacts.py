"""Counts meetings with families that are no specialist consultation: social work, home visits, the family assistant."""

from django.utils.translation import gettext_lazy as _

from ligzda.measure.indicators import PERIODS, Indicator

CONTACTS = Indicator(
    "contacts",
    _("Contacts with families"),
    counts="sum:count",
    fact="session",
    touches="family",
    where=lambda f: f.held & f.of_case & ~f.is_consultation,
    by=("site", "service", "function", *PERIODS, "territory", "family_type"),
    unit=_("contacts"),
    describes=_("Held meetings of social work, home visits and the family assistant. A no-show counts apart."),
)
