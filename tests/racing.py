"""Two at one moment, with connections of their own: what a server sees when two tabs are sent at once.

A database in memory has no queue for writers. There the race runs on a file with everything that is in memory, which is what an
organisation without a server has.
"""

import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connections

AT_MOST = 60


class Racing:
    """Acts that begin behind one barrier; then a look at what they left."""

    def __init__(self, folder: Path) -> None:
        self.files = {alias: folder / f"{alias}.sqlite3" for alias in settings.DATABASES if connections[alias].vendor == "sqlite"}
        for alias, file in self.files.items():
            connections[alias].ensure_connection()
            with sqlite3.connect(file) as copy:
                connections[alias].connection.backup(copy)
            copy.close()

    def race(self, *acts: Callable[[], Any]) -> list[Any]:
        """Answers, or the exception, of each act."""
        barrier = threading.Barrier(len(acts))
        outcomes: list[Any] = [None] * len(acts)
        threads = [threading.Thread(target=self._run, args=(outcomes, place, act, barrier)) for place, act in enumerate(acts)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(AT_MOST)
        return outcomes

    def look(self, query: Callable[[], Any]) -> Any:
        """The answer of a query to the database on which was raced."""
        found: Any = self.race(query)[0]
        if isinstance(found, Exception):
            raise found
        return found

    def _run(self, outcomes: list[Any], place: int, act: Callable[[], Any], barrier: threading.Barrier) -> None:
        try:
            for alias, file in self.files.items():
                was = connections[alias]
                connections[alias] = type(was)({**was.settings_dict, "NAME": str(file)}, alias)
            barrier.wait(AT_MOST)
            outcomes[place] = act()
        except Exception as error:
            outcomes[place] = error
        finally:
            connections.close_all()
