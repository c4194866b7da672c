"""On SQLite the read trail lies in a file of its own: a page never waits for an import to finish."""

from typing import Any

from django.conf import settings

# What is read, the heads of the chains whose seals lie in the main file, and what the limits of sign-in count.
APART = {("access", "readentry"), ("access", "sealhead"), ("django_cache", "cacheentry")}


class TrailRouter:
    """Sends the reads, the heads and the limits to the "trail" database where one is configured."""

    def _alias(self, model: Any) -> str | None:
        is_apart = (model._meta.app_label, model._meta.model_name) in APART
        return "trail" if is_apart and "trail" in settings.DATABASES else None

    def db_for_read(self, model: Any, **hints: Any) -> str | None:
        return self._alias(model)

    def db_for_write(self, model: Any, **hints: Any) -> str | None:
        return self._alias(model)

    def allow_migrate(self, db: str, app_label: str, model_name: str | None = None, **hints: Any) -> bool | None:
        is_apart = (app_label, model_name) in APART
        if db == "trail":
            return is_apart
        return not is_apart if is_apart and "trail" in settings.DATABASES else None
