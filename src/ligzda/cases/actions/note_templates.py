"""Templates of notes: written in as many languages as an organisation needs, put away when nobody needs them."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ligzda.access import audit
from ligzda.access.actor import Actor
from ligzda.cases.models import NoteTemplate
from ligzda.cases.queries.notes import may_edit_templates
from ligzda.kernel.changes import set_different
from ligzda.kernel.languages import FIRST, LANGUAGES
from ligzda.kernel.refused import Refused
from ligzda.kernel.translated import Translated


@transaction.atomic
def write_template(
    template: NoteTemplate | None, *, by: Actor, name: Translated, text: Translated, order: int, is_active: bool
) -> NoteTemplate:
    """A new one, or the one there is."""
    if not may_edit_templates(by):
        raise Refused(_("Templates of notes are changed by a coordinator or an administrator."))
    halves = [code for code in LANGUAGES if bool(name.get(code)) != bool(text.get(code))]
    Refused.unless_empty(
        [_("Give name and text together, in each language that you fill in.")] if halves else [], field=f"name_{(halves or [FIRST])[0]}"
    )
    Refused.unless_empty([] if name else [_("Fill in name and text in one language at least.")], field=f"name_{FIRST}")
    written = template or NoteTemplate()
    set_different(written, {"name": name, "text": text, "order": order, "is_active": is_active})
    written.save()
    audit.record(by, "write_note_template", written)
    return written
