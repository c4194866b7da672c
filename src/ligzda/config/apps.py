from django.apps import AppConfig
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured


class ConfigConfig(AppConfig):
    name = "ligzda.config"
    label = "config"

    def ready(self) -> None:
        """Real files and e-mail that is printed do not go together, whoever's settings say so."""
        if settings.PRODUCTION and settings.EMAIL_BACKEND.endswith(("console.EmailBackend", "filebased.EmailBackend")):
            raise ImproperlyConfigured(
                f"EMAIL_BACKEND is {settings.EMAIL_BACKEND}: it would print links that open accounts. Name the mail server in LIGZDA_EMAIL_HOST."
            )
