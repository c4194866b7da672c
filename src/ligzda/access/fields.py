"""Protected fields: text that lies encrypted in the database, and look-up columns that find it by equality."""

from typing import Any

from django.db import models
from django.db.models.lookups import Exact

from ligzda.access.keys import decrypt, encrypt


class OnlyEmpty(Exact):
    """``field=""`` asks whether anything is written; any other value could never be found."""

    def get_prep_lookup(self) -> Any:
        if self.rhs != "":
            raise TypeError("An encrypted field cannot be searched; use its look-up column.")
        return self.rhs


class EncryptedTextField(models.TextField):
    """Plain text in Python, a token with a key id in the database. Cannot be searched; pair it with a look-up column."""

    def get_prep_value(self, value: Any) -> Any:
        return value if value in (None, "") else encrypt(str(value))

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        return value if value in (None, "") else decrypt(value)

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name == "exact":
            return OnlyEmpty
        if lookup_name != "isnull":
            raise TypeError("An encrypted field cannot be searched; use its look-up column.")
        return super().get_lookup(lookup_name)


class LookupField(models.CharField):
    """HMAC of the normalised value beside an encrypted field: finds duplicates, tells nothing else."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 64)
        kwargs.setdefault("blank", True)
        kwargs.setdefault("db_index", True)
        super().__init__(*args, **kwargs)
