"""A decision about two records, each with its reason."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from ligzda.people.rules.text import SENTENCE
from ligzda.people.settling import BACK, DIFFER, EARLY, EDITED, LATE, NOW, Difference
from ligzda.web.forms import BoundedCharField, ChoiceChips, Form


class DecisionForm(Form):
    """Why; and of everything on which the two differ what stands. Nothing is chosen beforehand; who keeps them apart chooses nothing."""

    because = BoundedCharField(label=_("Why do you decide so?"), max_length=SENTENCE, help_text=_("One sentence, for who reads it later."))

    def __init__(self, *args: Any, differences: Sequence[Difference] = (), edited: Sequence[Difference] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for one in differences:
            self.fields[f"choose_{one.name}"] = ChoiceChips(
                label=_("What stands: %(what)s") % {"what": one.label}, choices=[(EARLY, one.early), (LATE, one.late)], stacked=True,
                required=self.data.get("act") != "apart", error_messages={"required": DIFFER},
            )  # fmt: skip
        if edited:
            now, own = (", ".join(f"{one.label}: {text}" for one, text in pairs) for pairs in _both(edited))
            choices = [(NOW, _("Leave what stands now (%(what)s)") % {"what": now}), (BACK, _("Put back (%(what)s)") % {"what": own})]
            self.fields["edited"] = ChoiceChips(
                label=_("What the merge brought was edited since"), choices=choices, stacked=True, error_messages={"required": EDITED}
            )

    @property
    def choosing(self) -> list[Any]:
        """The fields beside the reason."""
        return [field for field in self if field.name != "because"]

    def chosen(self) -> dict[str, str]:
        """Name of what differs → early or late."""
        data = self.cleaned_data
        return {name.removeprefix("choose_"): value for name, value in data.items() if name.startswith("choose_") and value}


def _both(edited: Sequence[Difference]) -> tuple[list[tuple[Difference, str]], list[tuple[Difference, str]]]:
    return [(one, one.early) for one in edited], [(one, one.late) for one in edited]
