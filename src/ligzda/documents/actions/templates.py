"""Word templates of an organisation: checked before they are kept, put away when they are no longer wanted."""

import secrets
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ligzda.access import audit, keys
from ligzda.access.actor import Actor
from ligzda.access.permissions import Permission
from ligzda.documents.docx import check
from ligzda.documents.kinds import OFFICE, clean_name, fits, kind_of
from ligzda.documents.models import WordTemplate
from ligzda.documents.placeholders import KINDS
from ligzda.documents.shelf import put
from ligzda.kernel.languages import LANGUAGES
from ligzda.kernel.refused import Refused

NOT_YOURS = _("Templates are changed by an administrator.")


@transaction.atomic
def add_template(*, by: Actor, kind: str, language: str, upload: Any) -> WordTemplate:
    """The one that was used until now is put away, not lost."""
    if not by.holds(Permission.ADMINISTER):
        raise Refused(NOT_YOURS)
    if kind not in KINDS or language not in LANGUAGES:
        raise Refused(_("Choose the kind of document and its language."), field="kind")
    if upload.size > settings.LIGZDA_FILE_MEGABYTES * 1024 * 1024:
        raise Refused(
            _("The file is larger than %(most)d MB. Leave out large pictures.") % {"most": settings.LIGZDA_FILE_MEGABYTES}, field="upload"
        )
    content, name = upload.read(), clean_name(str(upload.name or ""))
    found = kind_of(content)
    if found is None or found.content_type != f"{OFFICE}.wordprocessingml.document" or not fits(name, found):
        raise Refused(_("A template is a Word document (.docx) without macros."), field="upload")
    check(content, kind)
    WordTemplate.objects.filter(kind=kind, language=language, is_active=True).update(is_active=False)
    stored_as = f"templates/{secrets.token_hex(16)}"
    put(stored_as, keys.encrypt_bytes(content))
    added = WordTemplate.objects.create(kind=kind, language=language, name=name, stored_as=stored_as, added_by=by.user)
    audit.record(by, "template.added", added)
    return added


@transaction.atomic
def put_away(template: WordTemplate, *, by: Actor) -> WordTemplate:
    """From now on our own is used again."""
    if not by.holds(Permission.ADMINISTER):
        raise Refused(NOT_YOURS)
    template.is_active = False
    template.save(update_fields=["is_active"])
    audit.record(by, "template.put_away", template)
    return template
