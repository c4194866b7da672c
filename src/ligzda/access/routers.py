"""On SQLite the read trail lies in a file of its own: a page never waits for an import to finish."""

from typing import Any

from django.conf import settings

READS = "readentry"


class TrailRouter:
    """Sends ``ReadEntry`` to the "trail" database where one is configured."""

    def _alias(self, model: Any) -> str | None:
        is_read = model._meta.app_label == "access" and model._meta.model_name == READS
        return "trail" if is_read and "trail" in settings.DATABASES else None

    def db_for_read(self, model: Any, **hints: Any) -> str | None:
        return self._alias(model)

    def db_for_write(self, model: Any, **hints: Any) -> str | None:
        return self._alias(model)

    def allow_migrate(self, db: str, app_label: str, model_name: str | None = None, **hints: Any) -> bool | None:
        is_read = app_label == "access" and model_name == READS
        if db == "trail":
            return is_read
        return not is_read if is_read and "trail" in settings.DATABASES else None
