"""What the database refuses, whoever writes and however: rows that contradict each other, each beside one that may stand.

The model says the same before anything is written, so that the law in the code and the law in the database are one.
"""

from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connections, router, transaction

Rows = tuple[list[Any], Any]  # those that may stand, and the one that then may not
Stories = dict[str, Callable[[], Rows]]  # by the name of the constraint


def constraints(app: str) -> set[str]:
    return {one.name for model in apps.get_app_config(app).get_models() for one in model._meta.constraints}


def is_refused(name: str, story: Callable[[], Rows]) -> None:
    good, bad = story()
    for row in good:
        row.validate_constraints()
        row.save()
    told = f"{bad} was let through against {name}"
    with pytest.raises(ValidationError):
        bad.validate_constraints()
    alias = router.db_for_write(type(bad))
    try:
        with transaction.atomic(using=alias):
            bad.save()
    except IntegrityError as error:
        assert name in str(error) or connections[alias].vendor == "sqlite"  # which of the two kinds names columns instead
    else:
        pytest.fail(told)
