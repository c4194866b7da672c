"""Draws every form the same way, those of libraries too: label, hint, error, control, tied together for screen readers."""

from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting

CLASSES: tuple[tuple[tuple[type[forms.Widget], ...], str], ...] = (
    ((forms.CheckboxSelectMultiple, forms.RadioSelect, forms.MultiWidget, forms.HiddenInput), ""),
    ((forms.CheckboxInput,), "form-check-input"),
    ((forms.Select,), "form-select"),
    ((forms.widgets.Input, forms.Textarea), "form-control"),
)


class Bound(BoundField):
    """A field that knows the class of its control and whether it stands alone, like a tick box."""

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        built = super().build_widget_attrs(attrs, widget)
        drawn = widget or self.field.widget
        css = next((css for kinds, css in CLASSES if isinstance(drawn, kinds)), "")
        names = [*str(drawn.attrs.get("class", "")).split(), css, "is-invalid" if css and self.errors else ""]
        if any(names):
            built["class"] = " ".join(dict.fromkeys(name for name in names if name))
        if "placeholder" in drawn.attrs:
            built["placeholder"] = False  # a placeholder is no label, and it vanishes when it is needed
        return built

    @property
    def is_tick(self) -> bool:
        return isinstance(self.field.widget, forms.CheckboxInput)

    @property
    def is_password(self) -> bool:
        return isinstance(self.field.widget, forms.PasswordInput)


class Renderer(TemplatesSetting):
    form_template_name = "web/form/form.html"
    field_template_name = "web/form/field.html"
    bound_field_class = Bound
