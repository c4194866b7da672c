"""What each sign of a genogram means, in the order of the legend. Only those that occur are shown."""

from django.utils.translation import gettext as _


def sign_words() -> dict[str, str]:
    return {
        "male": _("man"), "female": _("woman"), "diamond": _("other or unknown sex"), "?": _("parent who is not known"),
        "index": _("child of this family"), "age": _("age in years, ~ about"), "dead": _("has died"),
        "spouse": _("married"), "partner": _("live as a couple"), "parents": _("parents, no couple written down"),
        "separated": _("separated"), "divorced": _("divorced"),
        "parent": _("child by birth"), "twins": _("born on the same day"), "adoptive_parent": _("adopted child"),
        "foster_parent": _("foster child"), "guardian": _("under guardianship"), "grandparent": _("grandchild, parent not written down"),
        "sibling": _("brothers and sisters"), "related": _("brothers and sisters"), "other": _("another relation"),
        "household": _("household"), "ended": _("grey: has ended"),
        "close": _("close tie"), "ordinary": _("ordinary tie"), "weak": _("weak tie"), "conflict": _("conflict"),
        "broken": _("tie broken off"), "flow": _("where strength flows"),
    }  # fmt: skip
