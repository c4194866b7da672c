"""Two people decide about an account at one moment: one of them is answered with a sentence, and nothing is done twice."""

import contextlib
import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import override_settings

from ligzda.access.actions import emails, proposals, users
from ligzda.access.actions.closing import close_user
from ligzda.access.actor import Actor
from ligzda.access.models import Circle, Proposal, Seat, User
from ligzda.kernel import clock
from ligzda.kernel.refused import Refused
from tests.cast import Cast, make_cast, make_seat, make_user

pytestmark = pytest.mark.django_db(transaction=True)


def both(*acts: Callable[[], object]) -> list[str]:
    """Each act in a thread of its own, at one moment; what came of each, sorted."""
    outcomes: list[str] = []
    ready = threading.Barrier(len(acts))
    # A database in memory has no queue for writers; a server and a file have one.
    turn: Any = threading.Lock() if connection.vendor == "sqlite" else contextlib.nullcontext()

    def run(act: Callable[[], object]) -> None:
        ready.wait(20)
        try:
            with turn:
                act()
            outcomes.append("done")
        except Refused:
            outcomes.append("refused")
        except Exception as error:
            outcomes.append(repr(error))
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return sorted(outcomes)


def arrived(name: str) -> User:
    user = make_user(name)
    user.set_password("garš-un-labs-vārds-7")
    user.last_login = clock.now()
    user.save()
    return user


def proposed(cast: Cast, user: User) -> Proposal:
    by = cast.actor("admin")
    given = users.appoint(user, by=by, role="case_worker", circle=cast.site.circle, from_date=by.on)
    return Proposal.objects.get(seat=given)


def test_confirmed_and_declined_at_one_moment_is_one_of_the_two() -> None:
    cast = make_cast()
    proposal, by = proposed(cast, arrived("Zane Roze")), cast.actor("coordinator")
    assert both(lambda: proposals.confirm(proposal, by=by), lambda: proposals.decline(proposal, by=by)) == ["done", "refused"]
    after = Proposal.objects.get(pk=proposal.pk)
    assert Actor(after.about).roles == (("case_worker",) if after.state == "confirmed" else ())


def test_confirmed_while_the_account_is_being_closed_leaves_no_seat_in_force() -> None:
    cast = make_cast()
    user = arrived("Zane Roze")
    proposal = proposed(cast, user)
    both(lambda: proposals.confirm(proposal, by=cast.actor("coordinator")), lambda: close_user(user, by=cast.actor("admin")))
    assert not User.objects.get(pk=user.pk).is_active
    assert not Seat.objects.filter(user=user, ended_at__isnull=True).exists()


def test_two_administrators_who_close_each_other_leave_one() -> None:
    cast = make_cast()
    other = arrived("Otrs Administrators")
    make_seat(Circle.objects.get(kind="organisation"), other, "administrator")
    first: Any = cast.admin
    done = both(lambda: close_user(first, by=Actor(other)), lambda: close_user(other, by=Actor(first)))
    assert done == ["done", "refused"]
    assert User.objects.filter(pk__in=[first.pk, other.pk], is_active=True).count() == 1


@override_settings(EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend")
def test_one_address_confirmed_for_two_accounts_at_one_moment_goes_to_one() -> None:
    cast = make_cast()
    by, people, last = cast.actor("admin"), [arrived("Zane Roze"), arrived("Liene Roze")], []
    for user in people:
        mail.outbox.clear()
        emails.propose_email(user, "jauna@example.org", by=by)
        first, second = [message.body.split("/account/address/")[1].split("/")[0] for message in mail.outbox]
        emails.confirm_mailbox(first, by=Actor(None))
        last.append(second)
    assert both(*[lambda token=token: emails.confirm_mailbox(token, by=Actor(None)) for token in last]) == ["done", "refused"]  # type: ignore[misc]
    assert User.objects.filter(email="jauna@example.org").count() == 1


def test_the_same_link_opened_twice_at_one_moment_confirms_once() -> None:
    cast = make_cast()
    user, by = arrived("Zane Roze"), cast.actor("admin")
    mail.outbox.clear()
    emails.propose_email(user, "jauna@example.org", by=by)
    token = mail.outbox[0].body.split("/account/address/")[1].split("/")[0]
    assert both(*[lambda: emails.confirm_mailbox(token, by=Actor(None))] * 2) == ["done", "refused"]
    assert User.objects.get(pk=user.pk).email == user.email


def test_two_administrators_who_add_one_address_at_one_moment_make_one_account() -> None:
    cast = make_cast()
    add = {"email": "zane@example.org", "name": "Zane Roze"}
    assert both(*[lambda: users.add_user(by=cast.actor("admin"), **add)] * 2) == ["done", "refused"]
