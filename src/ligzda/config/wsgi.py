"""The WSGI application gunicorn serves. Loaded before the server forks, so that its processes share what was read."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ligzda.config.settings")

application = get_wsgi_application()

from django.urls import get_resolver  # noqa: E402

from ligzda.measure.engine import warm  # noqa: E402

_ = get_resolver().url_patterns  # every view with what it imports, which otherwise each process reads for itself
warm()
# Collected objects would be touched, and so copied, in each process; frozen ones stay shared.
gc.collect()
gc.freeze()
