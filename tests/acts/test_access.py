"""What accounts, seats, settings and the door leave in the trail. What is in nobody's file stands in the organisation's circle."""

import datetime as dt
from copy import copy
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from ligzda.access import keys, rotation
from ligzda.access.actions import closing, emails, feeds, functions, proposals, seats, settings, users
from ligzda.access.actions import trail as logs
from ligzda.access.actor import Actor
from ligzda.access.adapter import NOTED, NOTED_ALREADY, AccountAdapter
from ligzda.access.deadlines import DEADLINES
from ligzda.access.homes import organisation
from ligzda.access.models import CalendarFeed, Circle, Function, Proposal, Seat, Setting, User
from ligzda.access.proposing import link_digest
from ligzda.access.queries.trail import TrailFilter
from ligzda.kernel import clock
from ligzda.kernel.translated import Translated
from tests.acts.trail import ANYTHING, Line, Trail, line, seated, unseated
from tests.cast import Cast, make_seat, make_user

DAY = dt.timedelta(days=1)
PASSWORD = "garš-un-labs-vārds-7"
SITE = "https://ligzda.example.org"
SERVER = Actor.system("command_line")
NEW = "zane.roze@example.org"


@pytest.fixture
def user(db: None) -> User:
    """Somebody without a seat, who has signed in long since."""
    return make_user("Zane Roze", first_password_at=clock.now(), last_login=clock.now())


def ended(seat: Seat, on: dt.date) -> Line:
    return line("unseat", seat, seat.circle, until_date=(None, on), ended_at=(None, ANYTHING))


# --- accounts ------------------------------------------------------------------------------------------------------------


def test_an_account(trail: Trail, admin: Actor) -> None:
    user = trail.call(users.add_user, email=NEW, name="Zane Roze", by=admin)
    trail.leaves(line("add_user", user, organisation()))


def test_an_account_that_is_changed(trail: Trail, admin: Actor, user: User) -> None:
    said = {"name": "Zane Liepa", "email": user.email, "function": None, "language": "lt"}
    trail.call(users.change_user, user, by=admin, **said)
    trail.leaves(line("change_user", user, organisation(), name=("Zane Roze", "Zane Liepa"), language=("lv", "lt")))


def test_what_was_given_to_an_account_that_nobody_used_is_only_proposed_again(trail: Trail, cast: Cast, admin: Actor) -> None:
    user = make_user("Zane Roze")
    seat = make_seat(cast.site.circle, user, "coordinator")
    trail.call(users.change_user, user, name="Zane Liepa", email=user.email, function=None, language="lv", by=admin)
    again = line("propose_role", seat, seat.circle, is_proposed=(False, True))
    trail.leaves(line("change_user", user, organisation(), name=("Zane Roze", "Zane Liepa")), again)
    trail.call(proposals.fall_back, user, by=admin)
    trail.leaves()  # what is proposed already is not proposed once more


def test_an_invitation(trail: Trail, admin: Actor) -> None:
    user = make_user()
    trail.call(users.invite, user, site_address=SITE, by=admin)
    trail.leaves(line("invite", user, organisation()))


def test_an_invitation_that_is_handed_over_where_no_mail_goes_out(trail: Trail, admin: Actor, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    user = make_user()
    assert trail.call(users.invite, user, site_address=SITE, by=admin)
    trail.leaves(line("invite", user, organisation()))


def test_a_link_at_the_server(trail: Trail) -> None:
    user = make_user()
    trail.call(users.link_at_server, user, by=SERVER)
    trail.leaves(line("invite", user, organisation()))


def test_a_lost_second_step(trail: Trail, admin: Actor, user: User) -> None:
    trail.call(users.reset_two_factor, user, by=admin)
    trail.leaves(line("reset_two_factor", user, organisation()))


def test_an_account_that_is_closed_leaves_every_seat(trail: Trail, cast: Cast, admin: Actor) -> None:
    worker, seat = cast.users["worker_in"], Seat.objects.get(user=cast.worker_in)
    assert worker
    Proposal.objects.create(kind="email", about=worker, by=worker, email=NEW)
    trail.call(closing.close_user, worker, by=admin)
    trail.leaves(
        line("drop_email", worker, organisation()),
        ended(seat, admin.on),
        line("close_user", worker, organisation(), is_active=(True, False)),
    )


def test_an_account_that_is_opened_again(trail: Trail, admin: Actor) -> None:
    user = make_user(is_active=False)
    trail.call(closing.open_user, user, by=admin)
    trail.leaves(line("open_user", user, organisation(), is_active=(False, True)))


# --- another address -----------------------------------------------------------------------------------------------------


@pytest.fixture
def waiting(user: User) -> Proposal:
    """Another address, which the old mailbox has confirmed already."""
    values = {"email": NEW, "new_digest": link_digest("new"), "old_at": clock.now()}
    return Proposal.objects.create(kind="email", about=user, by=user, **values)


def test_another_address_is_proposed_instead_of_one_that_waits(trail: Trail, user: User) -> None:
    trail.call(emails.propose_email, user, NEW, by=Actor(user))
    trail.leaves(line("propose_email", user, organisation()))
    trail.call(emails.propose_email, user, "roze@example.org", by=Actor(user))
    trail.leaves(line("drop_email", user, organisation()), line("propose_email", user, organisation()))


def test_an_address_that_waited_is_dropped(trail: Trail, admin: Actor, user: User, waiting: Proposal) -> None:
    trail.call(emails.drop_email, user, by=admin)
    trail.leaves(line("drop_email", user, organisation()))
    trail.call(emails.drop_email, user, by=admin)
    trail.leaves()


def test_the_second_mailbox_confirms(trail: Trail, user: User, waiting: Proposal) -> None:
    before = user.email
    trail.call(emails.confirm_mailbox, "new", by=Actor(None))
    trail.leaves(line("confirm_mailbox", user, organisation()), line("change_email", user, organisation(), email=(before, NEW)))


def test_an_address_is_taken(trail: Trail, user: User, waiting: Proposal) -> None:
    before = user.email
    trail.call(emails.take_email, waiting, by=SERVER)
    trail.leaves(line("change_email", user, organisation(), email=(before, NEW)))


# --- roles ---------------------------------------------------------------------------------------------------------------


@pytest.fixture
def proposed(cast: Cast, admin: Actor, user: User) -> Proposal:
    seat = users.appoint(user, by=admin, role="coordinator", circle=cast.site.circle, from_date=admin.on)
    return Proposal.objects.get(seat=seat)


def test_a_role_that_reads_files_is_only_proposed(trail: Trail, cast: Cast, admin: Actor, user: User) -> None:
    seat = trail.call(users.appoint, user, role="coordinator", circle=cast.site.circle, from_date=admin.on, by=admin)
    trail.leaves(line("propose_role", seat, cast.site.circle, role=("", "coordinator"), until_date=("", None)))


def test_a_role_that_a_second_person_confirms(trail: Trail, cast: Cast, user: User, proposed: Proposal) -> None:
    trail.call(proposals.confirm, proposed, by=cast.actor("coordinator"))
    trail.leaves(line("seat", proposed.seat, cast.site.circle, is_proposed=(True, False)), line("confirm_role", user, organisation()))


def test_a_role_that_is_declined(trail: Trail, cast: Cast, proposed: Proposal) -> None:
    boss = cast.actor("coordinator")
    trail.call(proposals.decline, proposed, by=boss)
    assert proposed.seat
    trail.leaves(ended(proposed.seat, boss.on))


def test_a_role_that_nobody_confirmed_in_time(trail: Trail, user: User, proposed: Proposal) -> None:
    Proposal.objects.update(until_at=clock.now() - DAY)
    clock_of_the_house = Actor.system("clock")
    trail.call(proposals.end_expired, by=clock_of_the_house)
    assert proposed.seat
    trail.leaves(ended(proposed.seat, clock_of_the_house.on), line("proposal_ended", user, organisation()))


def test_what_waits_is_confirmed_at_the_server(trail: Trail, user: User, proposed: Proposal, waiting: Proposal) -> None:
    before, seat = user.email, proposed.seat
    assert seat
    trail.call(proposals.confirm_at_server, user, email="roze@example.org", by=SERVER)
    trail.leaves(
        line("seat", seat, seat.circle, is_proposed=(True, False)),
        line("confirm_role", user, organisation()),
        line("drop_email", user, organisation()),
        line("change_email", user, organisation(), email=(before, "roze@example.org")),
        line("confirm_user", user, organisation()),
    )


def test_what_waits_ends_with_the_account(trail: Trail, admin: Actor, user: User, proposed: Proposal) -> None:
    trail.call(proposals.end_all, user, by=admin)
    assert proposed.seat
    trail.leaves(ended(proposed.seat, admin.on))


def test_a_role_that_ends(trail: Trail, cast: Cast, admin: Actor) -> None:
    seat = Seat.objects.get(user=cast.coordinator)
    trail.call(users.end_appointment, seat, on=admin.on, by=admin)
    trail.leaves(unseated(seat, admin.on))


# --- seats ---------------------------------------------------------------------------------------------------------------


def test_a_circle_is_told_by_the_act_that_needs_it(trail: Trail, cast: Cast, admin: Actor) -> None:
    trail.call(seats.open_circle, Circle.Kind.GROUP, parent=cast.site.circle, by=admin)
    trail.leaves()


def test_a_seat_is_taken_once(trail: Trail, cast: Cast, user: User) -> None:
    boss = cast.actor("coordinator")
    said: dict[str, Any] = {"user": user, "role": "case_worker", "because": Seat.Because.ASSIGNED, "from_date": boss.on}
    seat = trail.call(seats.seat, cast.circle, by=boss, **said)
    trail.leaves(seated(seat))
    assert trail.call(seats.seat, cast.circle, by=boss, **said) == seat
    trail.leaves()


def test_a_seat_that_is_left(trail: Trail, cast: Cast) -> None:
    boss, seat = cast.actor("coordinator"), Seat.objects.get(user=cast.worker_in)
    trail.call(seats.unseat, seat, on=boss.on, by=boss)
    trail.leaves(unseated(seat, boss.on))


def test_a_seat_that_had_not_begun_is_taken_back(trail: Trail, cast: Cast, user: User) -> None:
    boss = cast.actor("coordinator")
    seat = make_seat(cast.circle, user, "case_worker", since=boss.on + DAY)
    was = copy(seat)
    trail.call(seats.unseat, seat, on=boss.on, by=boss)
    trail.leaves(line("unseat", was, cast.circle, from_date=(boss.on + DAY, None)))


def test_a_seat_that_ends_at_this_moment(trail: Trail, cast: Cast, admin: Actor) -> None:
    seat = Seat.objects.get(user=cast.worker_in)
    trail.call(seats.end_at_once, seat, by=admin)
    trail.leaves(ended(seat, admin.on))


def test_every_seat_of_somebody_who_leaves(trail: Trail, cast: Cast, admin: Actor) -> None:
    seat = Seat.objects.get(user=cast.worker_in)
    trail.call(seats.release_everywhere, cast.worker_in, by=admin)
    trail.leaves(ended(seat, admin.on))


def test_a_sample_for_an_auditor(trail: Trail, cast: Cast, user: User) -> None:
    boss = cast.actor("coordinator")
    said = {"user": user, "from_date": boss.on, "until_date": boss.on + 7 * DAY}
    trail.call(seats.seat_sample, [cast.circle, cast.project.circle], by=boss, **said)
    trail.leaves(*(seated(seat) for seat in Seat.objects.filter(user=user)))


# --- settings, lists, calendar -------------------------------------------------------------------------------------------


def test_the_own_language(trail: Trail, user: User) -> None:
    trail.call(settings.change_own, language="en", by=Actor(user))
    trail.leaves(line("change_own", user, organisation(), language=("lv", "en")))


def test_the_numbers_of_the_day(trail: Trail, user: User) -> None:
    trail.call(settings.set_digest, wants=True, by=Actor(user))
    trail.leaves(line("change_own", user, organisation(), wants_digest=(False, True)))


def test_a_term_of_the_house_and_its_default_again(trail: Trail, admin: Actor) -> None:
    name = "void"
    before, after = DEADLINES[name].numbers, (DEADLINES[name].numbers[0] + 1,)
    setting: Setting = trail.call(settings.set_deadline, name, numbers=after, by=admin)
    trail.leaves(line("change_setting", setting, organisation(), **{name: (before, after)}))


def test_a_function_and_its_change(trail: Trail, cast: Cast, admin: Actor) -> None:
    said: dict[str, Any] = {"role": "specialist", "is_specialist": False, "name": Translated(lv="mentors", en="mentor")}
    new: Function = trail.call(functions.save_function, None, by=admin, **said)
    first = {"name_lv": ("", "mentors"), "name_en": ("", "mentor"), "role": ("", "specialist")}
    trail.leaves(line("add_function", new, organisation(), **first))
    trail.call(functions.save_function, new, by=admin, duties=Translated(lv="Tiekas."), **said)
    trail.leaves(line("change_function", new, organisation(), duties_lv=("", "Tiekas.")))


def test_the_address_of_a_calendar(trail: Trail, user: User) -> None:
    secret = trail.call(feeds.make, by=Actor(user))
    feed = CalendarFeed.objects.get(user=user)
    trail.leaves(line("make_feed", feed, organisation()))
    assert trail.call(feeds.opened, secret, by=Actor(None)) == user
    trail.leaves()  # a reading, noted among the readings
    trail.call(feeds.revoke, by=Actor(user))
    trail.leaves(line("revoke_feed", feed, organisation()))


def test_the_trail_that_is_taken_along(trail: Trail, admin: Actor) -> None:
    asked = TrailFilter(admin.on - DAY, admin.on, "all")
    trail.call(logs.take_along, asked, by=admin)
    said = {"days": ("", f"{asked.first} {asked.last}"), "kind": ("", "all"), "user": ("", "")}
    trail.leaves(line("export_trail", User(), organisation(), **said))


def test_a_new_key(trail: Trail, settings: Any, tmp_path: Any) -> None:
    settings.LIGZDA_KEYS_DIR = tmp_path / "keys"
    keys.forget_cached()
    trail.call(rotation.rotate, by=SERVER)
    trail.leaves(line("rotate_keys", User(), organisation(), key_id=("", keys.current_key_id())))
    keys.forget_cached()


# --- the door ------------------------------------------------------------------------------------------------------------


def sent(client: Client, name: str, data: dict[str, str], *, by: Actor) -> None:
    assert client.post(reverse(name), data).status_code in (200, 302)


def test_whoever_comes_in_and_goes_out(trail: Trail, client: Client, user: User) -> None:
    user.set_password(PASSWORD)
    user.save()
    trail.call(sent, client, "account_login", {"login": user.email, "password": "wrong"}, by=Actor(user))
    trail.leaves(line("sign_in_failed", user, organisation()))
    trail.call(sent, client, "account_login", {"login": "nobody@example.org", "password": "wrong"}, by=Actor(None))
    trail.leaves(line("sign_in_failed", User(), organisation()))
    trail.call(sent, client, "account_login", {"login": user.email, "password": PASSWORD}, by=Actor(user))
    trail.leaves(line("sign_in", user, organisation()))
    trail.call(sent, client, "account_logout", {}, by=Actor(user))
    trail.leaves(line("sign_out", user, organisation()))


def test_a_password(trail: Trail, user: User) -> None:
    def chooses(*, by: Actor) -> None:
        AccountAdapter().set_password(user, PASSWORD)

    trail.call(chooses, by=Actor(user))
    trail.leaves(line("change_password", user, organisation()))


@pytest.mark.parametrize("template", sorted(NOTED))
def test_every_change_of_a_way_in(trail: Trail, user: User, template: str) -> None:
    def changes(*, by: Actor) -> None:
        AccountAdapter().send_notification_mail(template, user)

    trail.call(changes, by=Actor(user))
    trail.leaves(*([] if NOTED[template] in NOTED_ALREADY else [line(NOTED[template], user, organisation())]))
