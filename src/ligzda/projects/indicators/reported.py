"""Names of the few numbers that were reported without records and that no room counts yet; each stands as typed, with its source."""

from django.utils.translation import gettext_lazy as _

REPORTED = {
    "ngos": _("Organisations trained"),
    "trainees": _("Specialists trained"),
    "concept_trainees": _("Specialists trained on the concept"),
    "municipalities": _("Municipalities where the concept was presented"),
    "letters_of_intent": _("Letters of intent"),
}
