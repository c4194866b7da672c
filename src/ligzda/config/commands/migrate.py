"""`ligzda migrate`: bring the tables to the shape this version needs."""

from argparse import Namespace
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.executor import MigrationExecutor

from ligzda.access import heads
from ligzda.access.catalogue import ensure_catalogue as ensure_functions
from ligzda.cases.catalogue import ensure_instruments, ensure_note_templates
from ligzda.services.catalogue import ensure_catalogue as ensure_services


def describe(commands: Any) -> None:
    parser = commands.add_parser("migrate", help="bring the database to the shape this version needs")
    parser.set_defaults(run=run)


def run(options: Namespace) -> int:
    migrate_all(verbosity=1)
    return 0


def migrate_all(verbosity: int = 0) -> None:
    """Tables, and the lists every organisation begins with; what an administrator changed stays."""
    if not settings.PRODUCTION and not connections[DEFAULT_DB_ALIAS].introspection.table_names():
        heads.put_aside()  # a trial that begins from nothing; real files are never begun anew by themselves
    for alias in settings.DATABASES:
        call_command("migrate", database=alias, interactive=False, verbosity=verbosity)
        call_command("createcachetable", database=alias, verbosity=verbosity)
    ensure_functions()
    ensure_services()
    ensure_instruments()
    ensure_note_templates()


def waiting() -> int:
    """How many migrations have not been applied yet, over all databases; a table of limits that is missing counts as one."""
    total = int(not any(_holds_limits(alias) for alias in settings.DATABASES))
    for alias in settings.DATABASES:
        executor = MigrationExecutor(connections[alias])
        total += len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    return total


def _holds_limits(alias: str) -> bool:
    return "access_limits" in connections[alias].introspection.table_names()
