"""What people fill in about the moves of a stay."""

from django.utils.translation import gettext_lazy as _

from ligzda.kernel import clock
from ligzda.web.forms import BoundedTextField, DayField, Form


class StepForm(Form):
    """A move: the day and the sentence that says why."""

    on = DayField(label=_("Day"), initial=clock.today)
    sentence = BoundedTextField(label=_("In a sentence: why now"), max_length=1000)
