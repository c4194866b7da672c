"""A decision about two records, each with its reason."""

from django.utils.translation import gettext_lazy as _

from ligzda.people.rules.text import SENTENCE
from ligzda.web.forms import BoundedCharField, Form


class DecisionForm(Form):
    because = BoundedCharField(label=_("Why do you decide so?"), max_length=SENTENCE, help_text=_("One sentence, for who reads it later."))
