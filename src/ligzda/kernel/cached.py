"""The cache of this process: what may be a minute old costs no page a statement.

The default cache lies in the database instead: the sign-in library counts its limits there, over all processes and restarts.
"""

from django.core.cache import caches
from django.utils.connection import ConnectionProxy

cache = ConnectionProxy(caches, "process")
