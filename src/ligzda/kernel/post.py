"""E-mail leaves the house here, and only once what it tells of is written. No name and no word of a family ever stands in one."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction

_quiet: ContextVar[bool] = ContextVar("quiet", default=False)


def goes_out() -> bool:
    """Whether e-mail leaves this house at all. Where it does, a link goes to its owner only and is shown to nobody else."""
    return not settings.EMAIL_BACKEND.endswith(("console.EmailBackend", "dummy.EmailBackend"))


def post(address: str, subject: str, text: str) -> None:
    """After the act is written. A server that takes no e-mail holds nothing up."""
    if not _quiet.get():
        transaction.on_commit(lambda: send_mail(subject, text, None, [address], fail_silently=True))


@contextmanager
def nothing_posted() -> Iterator[None]:
    """Inside, acts of invented people write to nobody."""
    before = _quiet.set(True)
    try:
        yield
    finally:
        _quiet.reset(before)
