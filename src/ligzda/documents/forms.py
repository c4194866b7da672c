"""A Word template is added."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from ligzda.documents.placeholders import KINDS
from ligzda.web.forms import ChoiceChips, Form


class TemplateForm(Form):
    """Which kind of document, in which language, from which file."""

    kind = forms.ChoiceField(label=_("Kind of document"), choices=[(key, kind.title) for key, kind in KINDS.items()])
    language = ChoiceChips(label=_("Language"), choices=settings.LANGUAGES)
    upload = forms.FileField(
        label=_("Word file"), help_text=_("A .docx without macros. Where {{ body }} stands, the text comes in."),
        error_messages={"required": _("Choose a file."), "empty": _("The file is empty.")},
    )  # fmt: skip
