"""A row is taken again before an act changes it: what the page held may be old by then, or gone."""

from typing import TypeVar

from django.db import models

Row = TypeVar("Row", bound=models.Model)


def taken(row: Row) -> Row:
    """The row as it stands now, kept for this act until it is through. Raises its ``DoesNotExist`` where somebody removed it."""
    return type(row)._default_manager.select_for_update(of=("self",)).get(pk=row.pk)
