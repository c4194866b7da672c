"""The one list of reasons: for what is taken back by whoever decides."""

from django.utils.translation import gettext_lazy as _

from ligzda.people.models import Reversal
from ligzda.web.forms import ChoiceChips, Form


class ReasonForm(Form):
    """Why; nothing is chosen beforehand."""

    reason = ChoiceChips(
        label=_("Reason"), choices=Reversal.Reason.choices, stacked=True, error_messages={"required": _("Choose the reason.")},
        help_text=_("Whoever reads the file reads the reason as well."),
    )  # fmt: skip
