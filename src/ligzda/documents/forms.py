"""Files and Word templates that somebody chooses."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.functional import lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ligzda.documents.kinds import ENDINGS
from ligzda.documents.placeholders import KINDS
from ligzda.kernel.languages import CHOICES
from ligzda.web.forms import ChoiceChips, Form

MOST_FILES = 10  # chosen at once


def limits() -> str:
    """What is kept, said before somebody chooses a file."""
    return gettext("At most %(most)d MB: %(kinds)s. Choose it again if the page asks you to mend something.") % {
        "most": settings.LIGZDA_FILE_MEGABYTES,
        "kinds": ", ".join(ENDINGS),
    }


class ManyFiles(forms.FileInput):
    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return files.getlist(name) if hasattr(files, "getlist") else files.get(name, [])


class FilesField(forms.FileField):
    """None, one or several files; answers a list."""

    widget = ManyFiles

    def __init__(self, **kwargs: Any) -> None:
        errors = {"empty": _("The file is empty."), "contradiction": _("Choose a file.")}
        super().__init__(**{"required": False, "help_text": lazy(limits, str)(), "error_messages": errors, **kwargs})
        self.widget.attrs["multiple"] = True

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        chosen = [super(FilesField, self).clean(one, initial) for one in data or []]
        if len(chosen) > MOST_FILES:
            raise ValidationError(_("Choose at most %(most)d files at once."), "too_many", {"most": MOST_FILES})
        return chosen


class TemplateForm(Form):
    """Which kind of document, in which language, from which file."""

    kind = forms.ChoiceField(label=_("Kind of document"), choices=[(key, kind.title) for key, kind in KINDS.items()])
    language = ChoiceChips(label=_("Language"), choices=CHOICES)
    upload = forms.FileField(
        label=_("Word file"), help_text=_("A .docx without macros. Where {{ body }} stands, the text comes in."),
        error_messages={"required": _("Choose a file."), "empty": _("The file is empty.")},
    )  # fmt: skip
