"""The WSGI application gunicorn serves. Loaded before the server forks, so that its processes share what was read."""

import contextlib
import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ligzda.config.settings")

application = get_wsgi_application()

from django.db import DatabaseError, connections  # noqa: E402
from django.urls import get_resolver  # noqa: E402

from ligzda.access.actor import Actor  # noqa: E402
from ligzda.measure import engine  # noqa: E402
from ligzda.projects.queries import overview  # noqa: E402

_ = get_resolver().url_patterns  # every view with what it imports, which otherwise each process reads for itself
engine.warm()
with contextlib.suppress(DatabaseError):  # no tables yet, or no server: the first page says so, and `ligzda doctor`
    overview.warm(Actor.system("server"))  # else whoever opens a project first waits for the compiler
connections.close_all()  # what is open must not be shared by two processes
# Collected objects would be touched, and so copied, in each process; frozen ones stay shared.
gc.collect()
gc.freeze()
