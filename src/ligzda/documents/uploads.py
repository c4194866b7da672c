"""What somebody uploads is read and looked at before anything is kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from ligzda.documents.kinds import ENDINGS, clean_name, fits, kind_of
from ligzda.kernel.refused import Refused


@dataclass(frozen=True)
class Looked:
    """An uploaded file that may be kept: read, and looked at."""

    name: str
    content: bytes
    content_type: str


def look_at(upload: Any) -> Looked:
    """Anything with ``name``, ``size`` and ``read``. Nothing is written.

    Raises ``Refused`` on the field ``upload`` when it is empty, too large, of a kind that is not kept, or not what its name says.
    """
    name = clean_name(str(upload.name or ""))
    if upload.size > settings.LIGZDA_FILE_MEGABYTES * 1024 * 1024:
        raise Refused(
            _("The file is larger than %(most)d MB. Make it smaller, or add it in parts.") % {"most": settings.LIGZDA_FILE_MEGABYTES},
            field="upload",
        )
    content = upload.read()
    if not content or not name:
        raise Refused(_("The file is empty."), field="upload")
    kind = kind_of(content)
    if kind is None:
        raise Refused(_("Files of this kind are not kept. These are: %(kinds)s.") % {"kinds": ", ".join(ENDINGS)}, field="upload")
    if not fits(name, kind):
        told = {"name": name[-40:], "kind": kind.title, "ending": kind.endings[0]}
        raise Refused(
            _("The name “%(name)s” says something else than the content: %(kind)s (.%(ending)s). Check the file.") % told, field="upload"
        )
    return Looked(name, content, kind.content_type)


def look_at_all(uploads: Sequence[Any]) -> list[Looked]:
    """Each of several; the sentence says which one is meant. Nothing is written before all may be kept."""
    found = []
    for upload in uploads:
        try:
            found.append(look_at(upload))
        except Refused as refused:
            name = clean_name(str(upload.name or ""))[-40:]
            raise Refused(*(f"{name}: {said}" for said in refused.sentences), field="upload") from refused
    return found
