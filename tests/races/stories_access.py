"""Races about accounts, seats, the trail and its keys."""

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings

from ligzda.access import drafts, keys, rotation, sealing, verifying
from ligzda.access.actions import emails, feeds, proposals, seats, users
from ligzda.access.actor import Actor
from ligzda.access.models import CalendarFeed, Draft, Proposal, Seat, User
from ligzda.access.proposing import link_digest
from ligzda.kernel import clock
from tests.cases.world import DAY
from tests.cast import make_seat, make_user
from tests.races.stories import Race, follows, fresh, ground, race, told
from tests.races.together import both_are_done, one_is_refused

SERVER = Actor.system("server")
SITE = "https://ligzda.example.org"


def somebody(**fields: Any) -> User:
    return make_user("Zane Roze", **fields)


def known() -> User:
    """Has signed in long since."""
    return somebody(first_password_at=clock.now(), last_login=clock.now())


def proposed() -> Proposal:
    cast = ground().cast
    admin = cast.actor("admin")
    seat = users.appoint(known(), by=admin, role="coordinator", circle=cast.site.circle, from_date=admin.on)
    return Proposal.objects.get(seat=seat)


@race("access.actions.users.change_user")
def two_rename_one_account() -> Race:
    user, admin = known(), ground().admin

    def change(name: str) -> Any:
        return lambda: users.change_user(user, by=admin, name=name, email=user.email, function=None, language="lv")

    return Race(change("Zane Liepa"), change("Zane Kalna"), follows("change_user", user, "name", "Zane Liepa", "Zane Kalna"))


@contextlib.contextmanager
def no_mail() -> Iterator[None]:
    before, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, "django.core.mail.backends.dummy.EmailBackend"
    try:
        yield
    finally:
        settings.EMAIL_BACKEND = before


def first_link(user: User, link: str) -> Any:
    """The least safe way that was ever taken stays noted."""
    return lambda answers: both_are_done(answers) and User.objects.get(pk=user.pk).first_link == link


@race("access.actions.users.invite")
def an_email_goes_out_beside_a_link_at_the_server() -> Race:
    user, admin = somebody(), ground().admin
    return Race(
        lambda: users.link_at_server(user, by=SERVER),
        lambda: users.invite(user, by=admin, site_address=SITE),
        first_link(user, User.Link.SERVER),
    )


@race("access.actions.users.link_at_server")
def a_link_at_the_server_beside_one_on_the_screen() -> Race:
    user, admin = somebody(), ground().admin

    def shown() -> Any:
        with no_mail():
            return users.invite(user, by=admin, site_address=SITE)

    def law(answers: list[Any]) -> bool:
        """A link is shown once, on the screen or at the server."""
        return one_is_refused(answers) and User.objects.get(pk=user.pk).first_link == User.Link.SCREEN

    return Race(shown, lambda: users.link_at_server(user, by=SERVER), law)


@race("access.actions.users.must_leave_one")
def the_last_two_administrators_close_each_other() -> Race:
    here = ground()
    Seat.objects.filter(role="administrator").exclude(user=here.cast.admin).update(until_date=here.ago(1))
    other = somebody()
    make_seat(Seat.objects.filter(role="administrator")[0].circle, other, "administrator")
    first, second = (Seat.objects.get(user=user, role="administrator") for user in (here.cast.admin, other))

    def end(seat: Seat, by: Actor) -> Any:
        return lambda: users.end_appointment(seat, by=by, on=by.on)

    def law(answers: list[Any]) -> bool:
        """One stays; afterwards everything is again as it was for the next story."""
        kept = one_is_refused(answers)
        Seat.objects.filter(pk=first.pk).update(until_date=None)
        Seat.objects.filter(pk=second.pk).update(until_date=here.ago(1))
        return kept

    return Race(end(first, Actor(other)), end(second, here.admin), law)


@race("access.actions.feeds.revoke")
def one_address_of_a_calendar_is_taken_back_twice() -> Race:
    by = Actor(known())
    feeds.make(by=by)
    feed = CalendarFeed.objects.get(user=by.user)

    def revoke() -> Any:
        return feeds.revoke(by=by)

    return Race(revoke, revoke, lambda answers: both_are_done(answers) and told("revoke_feed", feed) == 1)


@race("access.actions.proposals.fall_back")
def what_was_given_is_proposed_again_by_two() -> Race:
    user, admin = somebody(), ground().admin
    seat = make_seat(ground().cast.site.circle, user, "coordinator")

    def fall_back() -> Any:
        return proposals.fall_back(user, by=admin)

    return Race(fall_back, fall_back, lambda answers: both_are_done(answers) and Proposal.objects.filter(seat=seat).count() == 1)


@race("access.actions.proposals.end_expired")
def two_clocks_end_what_nobody_confirmed() -> Race:
    one = proposed()
    Proposal.objects.filter(pk=one.pk).update(until_at=clock.now() - DAY)

    def end() -> Any:
        return proposals.end_expired(by=Actor.system("clock"))

    return Race(end, end, lambda answers: both_are_done(answers) and told("proposal_ended", one.about) == 1)


@race("access.actions.proposals.confirm_at_server")
def two_confirm_one_account_at_the_server() -> Race:
    one = proposed()

    def confirm() -> Any:
        return proposals.confirm_at_server(one.about, by=SERVER)

    return Race(confirm, confirm, lambda answers: both_are_done(answers) and told("confirm_role", one.about) == 1)


@race("access.actions.proposals.end_all")
def two_end_what_waits_for_an_account() -> Race:
    one, admin = proposed(), ground().admin

    def end() -> Any:
        return proposals.end_all(one.about, by=admin)

    return Race(end, end, lambda answers: both_are_done(answers) and told("unseat", one.seat) == 1)


@race("access.actions.proposals._lock")
def two_confirm_one_role() -> Race:
    one, boss = proposed(), ground().coordinator

    def confirm() -> Any:
        return proposals.confirm(one, by=boss)

    return Race(confirm, confirm, one_is_refused)


@race("access.actions.emails.confirm_mailbox")
def both_mailboxes_confirm_at_one_moment() -> Race:
    user = known()
    new = f"{user.pk}@example.org"
    digests = {"old_digest": link_digest(f"old{user.pk}"), "new_digest": link_digest(f"new{user.pk}")}
    Proposal.objects.create(kind="email", about=user, by=user, email=new, **digests)

    def confirm(token: str) -> Any:
        return lambda: emails.confirm_mailbox(token, by=Actor(None))

    def law(answers: list[Any]) -> bool:
        return both_are_done(answers) and User.objects.get(pk=user.pk).email == new

    return Race(confirm(f"old{user.pk}"), confirm(f"new{user.pk}"), law)


@race("access.actions.seats.seat")
def two_seat_one_colleague() -> Race:
    here, user = fresh(), known()
    boss = here.coordinator

    def seat() -> Any:
        said: dict[str, Any] = {"user": user, "role": "case_worker", "because": "assigned", "from_date": boss.on}
        return seats.seat(here.cast.circle, by=boss, **said)

    return Race(seat, seat, lambda answers: both_are_done(answers) and Seat.objects.filter(user=user).count() == 1)


@race("access.actions.seats.release_everywhere")
def two_release_one_account() -> Race:
    user, admin = known(), ground().admin
    seat = make_seat(fresh().cast.circle, user, "case_worker")

    def release() -> Any:
        return seats.release_everywhere(user, by=admin)

    return Race(release, release, lambda answers: both_are_done(answers) and told("unseat", seat) == 1)


@contextlib.contextmanager
def another_key() -> Iterator[None]:
    key = keys.add_key()
    try:
        yield
    finally:
        (Path(settings.LIGZDA_KEYS_DIR) / f"{key}.fernet").unlink()
        keys.forget_cached()


@race("access.rotation._rewrite")
def a_draft_is_written_while_keys_are_rotated() -> Race:
    by = Actor(known())
    drafts.keep(by, "note", "", {"text": "Pirms"})

    def law(answers: list[Any]) -> bool:
        return both_are_done(answers) and "Pēc" in str(drafts.load(by, "note"))

    return Race(
        lambda: rotation._rewrite(Draft, "fields", keys.current_key_id(), 100),
        lambda: drafts.keep(by, "note", "", {"text": "Pēc"}),
        law, at='UPDATE "access_draft"', second_writes_first=True, around=another_key,
    )  # fmt: skip


@contextlib.contextmanager
def two_machines() -> Iterator[None]:
    """What keeps two processes of one machine apart does not reach the other."""
    before, sealing.heads.alone = sealing.heads.alone, contextlib.nullcontext
    try:
        yield
    finally:
        sealing.heads.alone = before


@race("access.sealing._alone")
def two_machines_seal() -> Race:
    feeds.make(by=Actor(known()))

    def law(answers: list[Any]) -> bool:
        return both_are_done(answers) and verifying.verify("changes").whole

    return Race(lambda: sealing.seal("changes"), lambda: sealing.seal("changes"), law, around=two_machines)
