"""Two at one moment: the second still holds the row as it was before the first was through. The second gets a sentence, never an error page.

Each act that a test of this folder calls is asked twice more, and what these calls did is taken back: with its row gone from the table
before it begins, and with what it was given once more after the first is through.
"""

from collections.abc import Callable
from copy import copy
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.contrib.messages.storage.fallback import FallbackStorage
from django.db import models, transaction
from django.test import RequestFactory

from ligzda.access.actor import Actor
from ligzda.access.idempotency import once
from ligzda.access.models import AuditEntry
from ligzda.kernel.refused import Refused

GOES = {  # what an act takes away, or with something that it takes away
    "access.Seat",
    "cases.Goal",
    "cooperation.MeetingInvitation",
    "cases.Step",
    "people.Address",
    "people.Bond",
    "people.ContactDetail",
    "people.Membership",
    "people.Relation",
    "people.CircleAccess",
    "projects.BudgetVersion",
    "projects.Partner",
    "projects.Post",
    "projects.PostHolder",
    "projects.ProjectAlias",
    "projects.ProjectSite",
    "projects.Target",
}


class TakenBack(Exception):
    """Ends the attempt: nothing of it stays."""


class Late:
    """An act, and what its second caller holds."""

    def __init__(self, action: Callable[..., Any], about: tuple[Any, ...], by: Actor, how: dict[str, Any]) -> None:
        self.action, self.by = action, by
        self.about = tuple(copy(one) for one in about)
        self.how = {name: copy(value) for name, value in how.items()}
        self.row = about[0] if about and isinstance(about[0], models.Model) else None

    def must_be_told_that_it_is_gone(self) -> None:
        """Somebody took the row away just before."""
        if self.row is not None and self.row._meta.label in GOES:
            assert self._attempt(without=self.row) is None, f"{self._name}: done with what is no longer there"

    def must_get_an_answer(self) -> None:
        """Somebody else did the same just before. Where that took the row away nothing is done, and nothing written, a second time."""
        is_gone = self.row is not None and not type(self.row)._base_manager.filter(pk=self.row.pk).exists()
        if self.row is None:
            return
        assert not is_gone or self.row._meta.label in GOES, f"{self._name} takes {self.row._meta.label} away: name it in GOES"
        done = self._attempt()
        assert not (is_gone and done is not None), f"{self._name}: written twice"

    def _attempt(self, without: models.Model | None = None) -> Any:
        """What the act answers; None where it is refused with a sentence."""
        answer: Any = None
        try:
            with transaction.atomic():
                if without is not None:
                    rows = type(without)._base_manager.filter(pk=without.pk)
                    rows._raw_delete(rows.db)
                last = AuditEntry.objects.count()
                once(self._request(), lambda: self._act())
                answer = AuditEntry.objects.count() - last
                raise TakenBack
        except Refused as refused:
            assert type(refused).__name__ == "Repeated" or refused.sentences, f"{self._name}: refused without a sentence"
            answer = None
        except TakenBack:
            pass
        return answer

    def _act(self) -> str:
        self.action(*self.about, by=self.by, **self.how)
        return "/"

    def _request(self) -> Any:
        request = RequestFactory().post("/")
        request.user, request.actor = AnonymousUser(), self.by
        request.session = {}
        request._messages = FallbackStorage(request)
        return request

    @property
    def _name(self) -> str:
        return f"{self.action.__module__}.{self.action.__name__}"
