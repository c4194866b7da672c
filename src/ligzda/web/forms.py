"""Fields and forms whose errors are sentences, and that lose nothing a person typed.

A form never saves. Required is the rule; what is optional says so beside its label. Oversized input is refused beside
its field with the number of letters, because cutting it would lose words.
"""

from collections.abc import Container, Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import pretty_name
from django.utils.text import format_lazy
from django.utils.translation import gettext, ngettext_lazy
from django.utils.translation import gettext_lazy as _

from ligzda.kernel import clock
from ligzda.kernel.languages import FIRST, LANGUAGES
from ligzda.kernel.refused import Refused
from ligzda.kernel.translated import translated
from ligzda.web import formatting
from ligzda.web.days import NoSuchDay, Unreadable, read_day
from ligzda.web.widgets import ChipChecks, ChipRadios, DayInput, MinutesInput

LINE, TEXT = 200, 20_000
EARLIEST, LATEST = date(1900, 1, 1), date(2200, 1, 1)
TOO_LONG = ngettext_lazy(
    "This text is too long: %(show_value)s letters, at most %(limit_value)s. Shorten it.",
    "This text is too long: %(show_value)s letters, at most %(limit_value)s. Shorten it.",
    "limit_value",
)
FILL_IN = _("Fill in “%(label)s”.")
CHOOSE = _("Choose an answer: “%(label)s”.")
ENTER_TIME = _("Enter the time, for example 14:30.")


def with_errors(kwargs: dict[str, Any], **ours: Any) -> dict[str, Any]:
    """Our sentences, unless the caller has better ones."""
    return {**kwargs, "error_messages": {**ours, **(kwargs.get("error_messages") or {})}}


class DayField(forms.Field):
    """A day in any form of our languages. `earliest` and `latest` bound it; a day of the calendar is not enough."""

    widget = DayInput

    def __init__(self, *, earliest: date = EARLIEST, latest: date = LATEST, quick: bool = True, **kwargs: Any) -> None:
        kwargs.setdefault("widget", DayInput(quick=quick))
        super().__init__(**kwargs)
        self.earliest, self.latest = earliest, latest

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values:
            return None
        if isinstance(value, date):
            return value
        try:
            return read_day(str(value))
        except NoSuchDay as error:
            text = formatting.written(*error.parts)
            raise ValidationError(_("There is no such date: %(date)s. Check the day and month."), "no_such_day", {"date": text}) from error
        except Unreadable as error:
            raise ValidationError(enter_a_date(), "unreadable") from error

    def validate(self, value: date | None) -> None:
        if value is None and self.required:
            raise ValidationError(enter_a_date(), "required")
        if value is not None and not self.earliest <= value <= self.latest:
            limits = {"from": formatting.day(self.earliest), "to": formatting.day(self.latest)}
            raise ValidationError(_("Enter a date between %(from)s and %(to)s."), "out_of_range", limits)

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(self.to_python(data) != initial)
        except ValidationError:
            return True


def enter_a_date() -> str:
    return gettext("Enter the date, for example %(date)s.") % {"date": formatting.day(clock.today())}


class TimeField(forms.TimeField):
    """A time of day: 14:30, 14.30 or 1430."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TimeInput(attrs={"inputmode": "text", "autocomplete": "off"}, format="%H:%M"))
        kwargs.setdefault("input_formats", ["%H:%M", "%H.%M", "%H%M", "%H:%M:%S", "%H"])
        super().__init__(**with_errors(kwargs, invalid=ENTER_TIME, required=ENTER_TIME))


class MinutesField(forms.Field):
    """How long it took, in minutes: a chip or any other number up to a day."""

    def __init__(self, *, usual: tuple[int, ...] = (30, 45, 60, 90), **kwargs: Any) -> None:
        kwargs.setdefault("widget", MinutesInput(usual))
        super().__init__(**with_errors(kwargs, required=_("Choose how long it took.")))

    def to_python(self, value: Any) -> int | None:
        """The widget hands over [chip, other]; what was typed counts before what was tapped."""
        chip, other = value if isinstance(value, (list, tuple)) else (value, None)
        text = str(other or chip or "").strip()
        if not text:
            return None
        if not text.isascii() or not text.isdigit() or len(text) > 4 or not 1 <= int(text) <= 1440:
            raise ValidationError(_("Enter the length in minutes, from 1 to 1440."), "invalid")
        return int(text)


class BoundedCharField(forms.CharField):
    """One line. Five megabytes in it are refused with a sentence, not with an error page."""

    def __init__(self, *, max_length: int = LINE, **kwargs: Any) -> None:
        super().__init__(max_length=max_length, **with_errors(kwargs, max_length=TOO_LONG))

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """No maxlength on the control: a browser would cut a pasted text without a word."""
        return {k: v for k, v in super().widget_attrs(widget).items() if k != "maxlength"}

    def bound_data(self, data: Any, initial: Any) -> Any:
        """What is far too long comes back shortened, so that the refusal itself stays a page a phone can show."""
        return data[: 4 * (self.max_length or LINE)] if isinstance(data, str) else data


class BoundedTextField(BoundedCharField):
    """Several lines."""

    widget = forms.Textarea(attrs={"rows": 4})

    def __init__(self, *, max_length: int = TEXT, **kwargs: Any) -> None:
        super().__init__(max_length=max_length, **kwargs)


class ChoiceChips(forms.ChoiceField):
    """At most seven choices, all on the page."""

    widget = ChipRadios

    def __init__(self, *, stacked: bool = False, **kwargs: Any) -> None:
        kwargs.setdefault("widget", ChipRadios(stacked=stacked))
        super().__init__(**kwargs)


class ManyChips(forms.MultipleChoiceField):
    """Any number of choices; none is chosen beforehand unless the caller knows it as a fact."""

    widget = ChipChecks

    def __init__(self, *, stacked: bool = False, **kwargs: Any) -> None:
        kwargs.setdefault("widget", ChipChecks(stacked=stacked))
        super().__init__(**kwargs)


class InEachLanguage(forms.Field):
    """One text in every language: an input for each, ``name_lv`` …, together one answer, ``name``.

    ``field`` is what each of them is, made with ``given``; all must be filled in where it is required, else those that ``required_in`` names.
    The first one says what is to be written (``help_text``).
    """

    def __init__(
        self,
        *,
        label: Any,
        required: bool = True,
        required_in: Container[str] = (),
        help_text: Any = "",
        field: Any = BoundedCharField,
        **given: Any,
    ) -> None:
        super().__init__(label=label, required=required, help_text=help_text)
        self.required_in, self.field, self.given = LANGUAGES if required else required_in, field, given

    def fields(self) -> dict[str, forms.Field]:
        """By language. ``label`` is the beginning of each label, or a function of the language."""
        made = {}
        for code, language in LANGUAGES.items():
            label = self.label(language) if callable(self.label) else format_lazy("{} {}", self.label, language.written_in)
            said = self.help_text if code == FIRST else ""
            made[code] = self.field(label=label, required=code in self.required_in, help_text=said, **self.given)
        return made


class Manners:
    """What our forms have in common, whether or not they stand on a model."""

    use_required_attribute = False  # our sentences beside the field, not the browser's bubble
    warned: Any = False  # what was refused may be saved with a reason: web/reason.html asks for it

    @property
    def reason(self) -> Any:  # text; Any, because a form may declare a field of this name
        """Why it is right all the same; empty until a warning was read and answered."""
        return str(self.data.get("reason", "")).strip()[:1000]  # type: ignore[attr-defined]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():  # type: ignore[attr-defined]
            standard = type(field).default_error_messages.get("required", forms.Field.default_error_messages["required"])
            if field.error_messages.get("required") == standard:
                sentence = CHOOSE if isinstance(field, (forms.ChoiceField, forms.ModelChoiceField)) else FILL_IN
                field.error_messages["required"] = sentence % {"label": field.label or pretty_name(name)}

    def relabel(self, name: str, label: Any) -> None:
        """Another question in the same place; what is said when it stays empty names it."""
        field = self.fields[name]  # type: ignore[attr-defined]
        field.label, field.error_messages["required"] = label, FILL_IN % {"label": label}

    def refuse(self, refused: Refused | Sequence[object], field: str | None = None) -> None:
        """Take the sentences of a refusal into the form: beside the field it names, else into the summary."""
        sentences = refused.sentences if isinstance(refused, Refused) else list(refused)
        self.warned = self.warned or (isinstance(refused, Refused) and refused.warning)
        named = field or (refused.field if isinstance(refused, Refused) else None)
        place = named if named in self.fields else None  # type: ignore[attr-defined]
        for sentence in sentences:
            self.add_error(place, str(sentence))  # type: ignore[attr-defined]


class _InLanguages(forms.Form):
    """Draws a text in every language as one field each, and answers it as one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        together = {name: field for name, field in self.fields.items() if isinstance(field, InEachLanguage)}
        self.translated = tuple(together)
        if together:
            apart = {name: {f"{name}_{code}": one for code, one in field.fields().items()} for name, field in together.items()}
            self.fields = {key: one for name, field in self.fields.items() for key, one in apart.get(name, {name: field}).items()}
            texts = {name: self.initial.get(name) or {} for name in together}
            self.initial = {key: value for key, value in self.initial.items() if key not in together}
            self.initial |= {f"{name}_{code}": text for name, spoken in texts.items() for code, text in spoken.items()}

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        for name in self.translated:
            given[name] = translated({code: given.pop(f"{name}_{code}", "") for code in LANGUAGES})
        return given


class Form(Manners, _InLanguages):
    """Base of every plain form."""


class NoFields(Form):
    """A button that needs nothing typed."""
