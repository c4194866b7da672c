"""Sessions lie encrypted: a link that is shown once, or the sentence after a save, waits there for the next page."""

from typing import Any

from django.contrib.sessions.backends.db import SessionStore as Plain

from ligzda.access import keys


class SessionStore(Plain):
    """Django's own, with the house's keys around what it keeps. What no key opens any more is an empty session: sign in again."""

    def encode(self, session_dict: dict[str, Any]) -> str:
        return keys.encrypt(super().encode(session_dict))

    def decode(self, session_data: bytes | str) -> dict[str, Any]:
        stored = session_data.decode() if isinstance(session_data, bytes) else session_data
        try:
            return super().decode(keys.decrypt(stored) if keys.is_token(stored) else stored)
        except KeyError:
            return {}
