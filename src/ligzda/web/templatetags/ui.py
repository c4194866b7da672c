"""Tags and filters of the shell: icons, badges, bars, keys, and values in the reader's language."""

import uuid
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any

from django import template
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from ligzda.kernel import clock
from ligzda.kernel.languages import LANGUAGES
from ligzda.web import formatting, icons
from ligzda.web.navigation import Bar, lay_out

register = template.Library()

TONES = {
    "neutral": "circle",
    "primary": "circle-dot",
    "info": "info-circle",
    "success": "circle-check",
    "warning": "clock",
    "danger": "alert-circle",
}


@register.simple_tag
def icon(name: str, css: str = "") -> SafeString:
    return icons.svg(name, css)


@register.simple_tag
def badge(tone: str, text: object, icon: str = "") -> SafeString:
    """Six tones; the word and the icon carry the meaning, the tint only helps the eye."""
    return format_html(
        '<span class="badge tone-{}">{}{}</span>', tone if tone in TONES else "neutral", icons.svg(icon or TONES.get(tone, "circle")), text
    )


@register.simple_tag(takes_context=True)
def form_key(context: Context) -> SafeString:
    """The idempotency key, made when the form is drawn; a refused form keeps the key it came with."""
    request = context.get("request")
    sent = request.POST.get("form_key", "") if request is not None and request.method == "POST" else ""
    return format_html('<input type="hidden" name="form_key" value="{}">', sent[:64] or uuid.uuid4().hex)


@register.simple_tag(takes_context=True)
def navigation(context: Context) -> Bar:
    return lay_out(context.get("nav") or ())


@register.simple_tag
def texts() -> SafeString:
    """Sentences that script shows, handed over as data attributes so that they are translated in one place."""
    return _texts(get_language() or "")


@cache
def _texts(language: str) -> SafeString:
    sentences = {
        "saving": pgettext("button while saving", "Saving…"),
        "draft-saved": _("Draft saved at {time}."),
        "draft-unsaved": _("Not saved since {time}."),
        "draft-never": _("Not saved yet."),
        "too-long": _("This text is too long: {letters} letters. Shorten it; it was not sent and nothing is lost."),
        "offline": _("No connection. Keep this page open – we are trying to save again."),
        "all-present": _("All others are marked as present."),
        "all-undone": _("The marks are as before."),
        "close": _("Close"),
        "failed": _("Something failed on our side. Try again."),
        "loading": _("Loading…"),
    }
    pairs = [format_html('data-text-{}="{}"', key, text) for key, text in sentences.items()]
    return SafeString(" ".join(pairs))


@register.simple_tag(takes_context=True)
def print_note(context: Context) -> str:
    """Who printed this and when: the last line of every printed page."""
    user = context.get("user")
    who = str(user) if user is not None and user.is_authenticated else "–"
    now = clock.now()
    return _("Printed by: %(who)s, %(when)s. Contains personal data.") % {"who": who, "when": formatting.moment(now)}


@register.inclusion_tag("web/bar.html")
def bar(value: Any, most: Any, label: object = "", target: Any = None, first: Any = None) -> dict[str, Any]:
    """A bar with up to two target marks, drawn as SVG; everything on it is also said in words beside it."""
    top = max(float(n) for n in (value, most, target, first) if n not in (None, "")) or 1.0

    def at(number: Any) -> float | None:
        return None if number in (None, "") else round(float(number) / top * 100, 2)

    return {"filled": at(value), "target": at(target), "first": at(first), "label": label}


@register.filter
def language_name(code: str) -> str:
    """A language is always named in itself."""
    return LANGUAGES[code].own_name if code in LANGUAGES else code


@register.filter
def initials(user: object) -> str:
    """At most two letters for the round mark; decoration, never the only name."""
    parts = [part for part in str(user).replace("@", " ").replace(".", " ").split() if part]
    return "".join(part[0] for part in parts[:2]).upper()


@register.filter
def beside(heads: Iterable[Any], cells: Iterable[Any]) -> Iterable[tuple[Any, Any]]:
    """Each cell of a row with the head of its column: on a telephone, where a row is a list, the cell says it itself."""
    return zip(heads, cells, strict=True)


@register.filter
def num(value: Any, places: int | None = None) -> str:
    return formatting.number(value, places)


@register.filter
def money(value: Decimal | None, currency: str = "EUR") -> str:
    return formatting.money(value, currency)


@register.filter
def share(value: Any, places: int = 1) -> str:
    return formatting.share(value, places)


@register.filter
def minutes(value: int | None) -> str:
    return formatting.length(value)


@register.filter
def day(value: date | None) -> str:
    return formatting.day(value)


@register.filter
def day_month(value: date | None) -> str:
    return formatting.day_month(value)


@register.filter
def day_long(value: date | None) -> str:
    return formatting.day_long(value)


@register.filter
def weekday(value: date | None) -> str:
    return formatting.weekday(value)


@register.filter
def month(value: date | None) -> str:
    return formatting.month(value)


@register.filter
def month_short(value: date | None) -> str:
    return formatting.month_short(value)


@register.filter
def quarter(value: date | None) -> str:
    return formatting.quarter(value)


@register.filter
def clock_time(value: Any) -> str:
    return formatting.clock_time(value)


@register.filter
def moment(value: datetime | None) -> str:
    return formatting.moment(value)


@register.filter
def ago(value: date | None, today: date | None = None) -> str:
    return formatting.ago(value, today or clock.today())


@register.filter
def due(value: date | None, today: date | None = None) -> str:
    return formatting.due(value, today or clock.today())


@register.filter
def error_count(form: Any) -> int:
    """How many places need a look: each field once, each general sentence once."""
    return len(form.non_field_errors()) + sum(1 for field in form if field.errors)


@register.filter
def first_id(field: Any) -> str:
    """Where the link of the error summary leads: the first control of a group, else the control itself."""
    if not field.use_fieldset:
        return str(field.id_for_label or field.auto_id)
    return f"{field.auto_id}_0_0" if hasattr(field.field.widget, "widgets") else f"{field.auto_id}_0"
