"""Files leave the house as downloads only: never shown inside a page, never guessed by a browser."""

import io

from django.http import FileResponse

SAFE = "application/octet-stream"


def as_download(content: bytes, name: str, content_type: str = SAFE) -> FileResponse:
    """The name goes along in any script. A text is not named as one, so that no browser reads it as a page."""
    kind = SAFE if content_type.startswith("text/") else content_type
    answer = FileResponse(io.BytesIO(content), as_attachment=True, filename=name, content_type=kind)
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer
