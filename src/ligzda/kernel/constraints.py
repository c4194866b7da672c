"""Short names for the constraints that models repeat."""

from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import DatabaseError, models
from django.db.models import F, Q


def check(name: str, condition: Q | None = None, **lookups: Any) -> models.CheckConstraint:
    """A row must satisfy ``condition`` and ``lookups``."""
    return models.CheckConstraint(condition=(condition or Q()) & Q(**lookups), name=name)


def ordered(name: str, start: str, end: str) -> models.CheckConstraint:
    """``end`` is empty, or ``start`` is empty, or end is not before start."""
    return models.CheckConstraint(
        condition=Q(**{f"{end}__isnull": True}) | Q(**{f"{start}__isnull": True}) | Q(**{f"{end}__gte": F(start)}), name=name
    )


def one_only(name: str, *fields: str, when: Q | None = None) -> models.UniqueConstraint:
    """At most one row for ``fields`` (among those that satisfy ``when``)."""
    return models.UniqueConstraint(fields=fields, condition=when, name=name)


def is_taken(error: Exception) -> bool:
    """Was it refused because such a row stands already? Every other constraint that breaks is a fault of ours."""
    return getattr(error.__cause__, "sqlstate", "") == "23505" or "UNIQUE constraint failed" in str(error)


def is_gone(error: Exception) -> bool:
    """Was it refused because the row it is about stands no longer? An act takes its row again, under a lock, before it changes it."""
    return isinstance(error, ObjectDoesNotExist) or (isinstance(error, DatabaseError) and "did not affect any rows" in str(error))
