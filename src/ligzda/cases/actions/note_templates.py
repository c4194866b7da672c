"""Templates of notes: written in as many languages as an organisation needs, put away when nobody needs them."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ligzda.access import audit
from ligzda.access.actor import Actor
from ligzda.cases.models import NoteTemplate
from ligzda.cases.queries.notes import may_edit_templates
from ligzda.kernel.languages import FIRST, LANGUAGES
from ligzda.kernel.refused import Refused


@transaction.atomic
def write_template(template: NoteTemplate | None, *, by: Actor, order: int, is_active: bool, **texts: str) -> NoteTemplate:
    """A new one, or the one there is. ``texts`` are name and text by language: name_lv, text_lv …"""
    if not may_edit_templates(by):
        raise Refused(_("Templates of notes are changed by a coordinator or an administrator."))
    complete = [code for code in LANGUAGES if texts.get(f"name_{code}") and texts.get(f"text_{code}")]
    halves = [code for code in LANGUAGES if bool(texts.get(f"name_{code}")) != bool(texts.get(f"text_{code}"))]
    Refused.unless_empty(
        [_("Give name and text together, in each language that you fill in.")] if halves else [], field=f"name_{(halves or [FIRST])[0]}"
    )
    Refused.unless_empty([] if complete else [_("Fill in name and text in one language at least.")], field="name_lv")
    values: dict[str, Any] = {name: text.strip() for name, text in texts.items()} | {"order": order, "is_active": is_active}
    written = template or NoteTemplate()
    for name, value in values.items():
        setattr(written, name, value)
    written.save()
    audit.record(by, "write_note_template", written)
    return written
