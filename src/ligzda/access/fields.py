"""Protected fields: text that lies encrypted in the database, look-up columns that find it by equality, and codes of a list."""

from typing import Any

from django.db import models
from django.db.models.lookups import Exact
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from ligzda.access.keys import decrypt, encrypt
from ligzda.kernel.refused import Refused


class OnlyEmpty(Exact):
    """``field=""`` asks whether anything is written; any other value could never be found."""

    def get_prep_lookup(self) -> Any:
        if self.rhs != "":
            raise TypeError("An encrypted field cannot be searched; use its look-up column.")
        return self.rhs


class OfAList(models.Field):
    """Whatever writes it, by whichever way: a code that its list does not have is refused, and the sentence stands at the field."""

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        is_code = isinstance(value, str) and bool(self.choices)
        if is_code and value not in self._codes and not (value == "" and self.blank):
            raise Refused(_("Choose one of the list."), field=self.name)
        return super().get_db_prep_save(value, connection)

    @cached_property
    def _codes(self) -> frozenset[str]:
        return frozenset(str(code) for code, _label in self.flatchoices)


class CodeField(OfAList, models.CharField):
    """One code of a list: every column with ``choices`` is one. To the database it is a line of text like any other."""

    def deconstruct(self) -> Any:
        name, _path, args, more = super().deconstruct()
        return name, "django.db.models.CharField", args, more


class EncryptedTextField(OfAList, models.TextField):
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
