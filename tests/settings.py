"""The product's settings, with what a test may not wait for or leave behind taken out."""

import os
import tempfile

os.environ.setdefault("LIGZDA_VAR", tempfile.mkdtemp(prefix="ligzda-test-"))

from ligzda.config.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # Argon2 is slow on purpose
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}  # noqa: F405
WHITENOISE_USE_FINDERS = True  # no collected copy is needed
WHITENOISE_AUTOREFRESH = True
ACCOUNT_RATE_LIMITS = False
# Each process of a run has its keys, and what stands beside them, for itself.
if "LIGZDA_KEYS_DIR" not in os.environ:
    LIGZDA_KEYS_DIR = VAR / f"keys-{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"  # noqa: F405
