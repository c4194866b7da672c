"""Families that are slipping away: more than three in ten of the meetings agreed with them passed without them and without a word.

Missed is a meeting to which nobody came and of which nobody had said so before. One that was called off, or of which they had told, was not
missed; where it is not written down whether they had, the meeting is left out on both sides. Groups and camps have their own attendance.
"""

from django.utils.translation import gettext_lazy as _

from ligzda.measure.indicators import PERIODS, Indicator

TOO_MANY = 30  # of a hundred

FAMILIES_NO_SHOW_RATE = Indicator(
    "families_no_show_rate",
    _("Families with a no-show rate above 30 %"),
    counts="family",
    fact="session",
    where=lambda f: f.agreed,
    exceeds=(lambda f: f.missed, TOO_MANY),
    by=("site", "service", "function", *PERIODS, "territory", "family_type"),
    unit=_("families"),
    describes=_(
        "Families that missed more than three in ten of their meetings without a word: nobody came, and nobody had said so before. "
        "Compared with the meetings that were held. Meetings that were called off, of which the family had warned, or of which nobody "
        "noted whether it had, are left out; a family without any other has no rate."
    ),
)
