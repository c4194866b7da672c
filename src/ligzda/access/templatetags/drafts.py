"""What a form that holds text carries so that nothing typed into it is lost."""

from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def draft_attributes(form: str, record: object = "") -> SafeString:
    """Inside the ``<form …>`` tag: where its text is kept while it is being written."""
    return format_html('data-draft-url="{}" data-draft-form="{}" data-draft-record="{}"', reverse("access:draft"), form, record)


@register.inclusion_tag("access/draft.html", takes_context=True)
def draft_note(context: Any, form: str, record: object = "", draft: object = None) -> dict[str, Any]:
    """Inside the form: names its draft, says when it was kept, and offers to throw away what was brought back."""
    return {"form": form, "record": record, "draft": draft, "request": context.get("request")}
