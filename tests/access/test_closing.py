"""An account is closed: at once, for good, and no family is forgotten."""

import datetime as dt
import itertools
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session as SignedIn
from django.test import Client
from django.urls import reverse

from ligzda.access.actions import feeds
from ligzda.access.actions.closing import close_user, open_user
from ligzda.access.actions.seats import end_at_once
from ligzda.access.actor import Actor, in_force, not_over
from ligzda.access.models import CalendarFeed, Circle, Seat, User
from ligzda.access.permissions import Permission
from ligzda.access.queries.circles import who_can_see
from ligzda.access.roles import ROLES
from ligzda.cases.actions import team
from ligzda.cases.models import Case, Episode, Responsibility
from ligzda.cases.queries.cases import team as sits
from ligzda.desk.queries.day import all_work
from ligzda.kernel.refused import Refused
from ligzda.services.actions.sessions import plan_meeting
from ligzda.services.catalogue import ensure_catalogue
from ligzda.services.models import ServiceType, Session
from tests.cases.world import DAY, World, make_world
from tests.cast import Cast, make_circle, make_family, make_family_case, make_seat, make_user

PASSWORD = "garš-un-labs-vārds-7"


@pytest.fixture
def world(db: None) -> World:
    ensure_catalogue()
    return make_world()


def carried(world: World, case: Case) -> Case:
    Responsibility.objects.create(episode=case.episodes.get(), user=world.cast.worker_in, from_date=dt.date(2020, 1, 1))
    return case


def test_opened_again_the_same_day_neither_the_old_session_nor_a_role_nor_the_password_comes_back(cast: Cast) -> None:
    user, admin = cast.worker_in, cast.actor("admin")
    user.set_password(PASSWORD)
    user.save()
    visitor = Client()
    assert visitor.post(reverse("account_login"), {"login": user.email, "password": PASSWORD}).status_code == 302
    cookie = visitor.cookies["ligzda_session"].value
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={})
    secret = feeds.make(by=Actor(user))
    close_user(user, by=admin)
    open_user(User.objects.get(pk=user.pk), by=admin)
    assert visitor.get("/settings/").status_code == 302
    assert not SignedIn.objects.filter(pk=cookie).exists()
    again = User.objects.get(pk=user.pk)
    assert again.is_active and not again.has_usable_password() and Actor(again).seats == ()
    assert not Actor(again).may(Permission.SEE_CASE, cast.case)
    assert not Authenticator.objects.filter(user=user).exists() and not CalendarFeed.objects.filter(user=user).exists()
    assert Client().get(reverse("desk:feed", args=[secret])).status_code == 404
    assert Client().post(reverse("account_login"), {"login": user.email, "password": PASSWORD}).status_code == 200


def test_a_session_kept_from_before_is_refused_by_the_missing_password_itself(cast: Cast) -> None:
    user, visitor = cast.worker_in, Client()
    visitor.force_login(user)
    kept = SignedIn.objects.get(pk=visitor.cookies["ligzda_session"].value)
    close_user(user, by=cast.actor("admin"))
    open_user(User.objects.get(pk=user.pk), by=cast.actor("admin"))
    kept.save(force_insert=True)  # as from a copy of the table
    assert visitor.get("/settings/").status_code == 302


@pytest.mark.parametrize("mark", ["ended_at", "is_proposed"])
def test_a_seat_ended_at_once_or_not_confirmed_is_in_force_at_no_moment_for_no_role_nowhere(cast: Cast, mark: str) -> None:
    from_date, now = dt.date(2020, 1, 1), dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    values: dict[str, Any] = {"ended_at": now} if mark == "ended_at" else {"is_proposed": True}
    circles = [make_circle(kind, parent=cast.site.circle if kind != "site" else None) for kind in Circle.Kind.values]
    users = {role: make_user() for role in ROLES}
    for (role, user), circle in itertools.product(users.items(), circles):
        make_seat(circle, user, role, since=from_date, **values)
    for user, day in itertools.product(users.values(), (from_date, cast.actor("admin").on, dt.date(2099, 1, 1))):
        actor = Actor(user, day)
        assert not actor.seats and not any(
            actor.holds(word) for word in Permission if word not in (Permission.ANYONE, Permission.SIGNED_IN)
        )
        assert not any(actor.scope(word) for word in Permission)
    theirs = Seat.objects.filter(user__in=users.values())
    assert not theirs.filter(in_force(cast.actor("admin").on)).exists() and not theirs.filter(not_over(from_date)).exists()
    for circle in circles:
        assert not {user.name for user in users.values()} & {one.name for one in who_can_see(Actor.system("test"), circle)}


def test_ending_at_once_is_not_undone_by_seating_the_person_for_another_day(cast: Cast) -> None:
    seat = Seat.objects.get(user=cast.worker_in)
    end_at_once(seat, by=cast.actor("coordinator"))
    assert not cast.actor("worker_in").may(Permission.SEE_CASE, cast.case)
    assert not Actor(cast.worker_in, dt.date(2021, 5, 5)).may(Permission.SEE_CASE, cast.case)


def test_a_seat_that_begins_later_ends_as_well(cast: Cast) -> None:
    user, today = make_user(), cast.actor("admin").on
    make_seat(cast.case.circle, user, "specialist", since=today + 5 * DAY)
    make_seat(cast.case.circle, user, "case_worker", since=today - DAY, until=today)
    close_user(user, by=cast.actor("admin"))
    open_user(User.objects.get(pk=user.pk), by=cast.actor("admin"))
    assert not any(Actor(user, today + n * DAY).seats for n in range(9))


def test_what_is_undone_in_a_file_later_brings_no_place_back(cast: Cast) -> None:
    """A handing over ended the seat; the account is closed and opened again; then the handing over is undone."""
    user: Any = cast.worker_in
    Seat.objects.filter(user=user).update(until_date=cast.actor("admin").on - DAY)
    close_user(user, by=cast.actor("admin"))
    open_user(User.objects.get(pk=user.pk), by=cast.actor("admin"))
    Seat.objects.filter(user=user).update(until_date=None, is_responsible=True)
    assert Actor(User.objects.get(pk=user.pk)).seats == ()


def test_the_administrator_reads_a_number_per_site_and_no_name(world: World, client: Client) -> None:
    client.force_login(world.cast.admin)
    url = reverse("access:close_user", args=[world.cast.worker_in.key])
    make_seat(world.cast.other_case.circle, world.cast.worker_in, "case_worker")  # somebody else is responsible there
    page = client.get(url).content.decode()
    assert world.cast.site.name in page and world.cast.family.name not in page and world.cast.other_site.name not in page
    assert '<span class="number">1</span>' in page
    nobody = client.get(reverse("access:close_user", args=[world.cast.nobody.key])).content.decode()
    assert world.cast.site.name not in nobody
    assert User.objects.get(pk=world.cast.worker_in.pk).is_active  # looking closes nothing


def test_the_coordinator_reads_which_families_these_are_and_another_sites_coordinator_does_not(world: World, client: Client) -> None:
    url = reverse("desk:families_of", args=[world.cast.worker_in.key])
    client.force_login(world.cast.coordinator)
    assert world.cast.family.name in client.get(url).content.decode()
    assert url in client.get(reverse("desk:caseload")).content.decode()
    other = make_user("Cita Koordinatore")
    make_seat(world.cast.other_site.circle, other, "coordinator")
    client.force_login(other)
    assert client.get(url).status_code == client.get(reverse("desk:families_of", args=["zzzzzzzz"])).status_code == 404


def test_a_family_left_with_nobody_waits_on_the_day_of_its_own_coordinator_until_somebody_takes_over(world: World) -> None:
    cast, coordinator = world.cast, world.coordinator
    carried(world, cast.case)
    before = len(all_work(coordinator))
    close_user(cast.worker_in, by=world.admin)
    rows = all_work(cast.actor("coordinator"))
    assert len(rows) == before + 1
    url = reverse("cases:hand_over", args=[cast.family.key, cast.case.key])
    assert [row.url for row in rows if row.url == url] == [url]
    other = make_user("Cita Koordinatore")
    make_seat(cast.other_site.circle, other, "coordinator")
    assert url not in [row.url for row in all_work(Actor(other))]
    team.hand_over(cast.case, by=coordinator, user=cast.worker_out, on=world.today)
    assert url not in [row.url for row in all_work(cast.actor("coordinator"))]
    old, new = Responsibility.objects.filter(episode__case=cast.case).order_by("id")
    assert (old.until_date, new.follows, new.until_date) == (world.today, old, None)


def test_a_closed_stay_waits_on_nobody(world: World) -> None:
    Episode.objects.filter(case=world.cast.case).update(state="closed", closed_date=world.today, exit_type="self_reliant")
    close_user(world.cast.worker_in, by=world.admin)
    assert "hand" not in " ".join(str(row.url) for row in all_work(world.cast.actor("coordinator")))


def test_planned_meetings_end_and_what_was_held_stays(world: World) -> None:
    cast, service = world.cast, ServiceType.objects.get(key="social_work")
    planned = [plan_meeting(cast.case, by=world.worker_in, date=world.today + n * DAY, service=service, minutes=60) for n in (0, 3)]
    held = Session.objects.create(
        case=cast.case, circle=cast.case.circle, project=cast.project, service=service, site=cast.site, minutes=60, status="held",
        date=world.ago(3), worker=cast.worker_in,
    )  # fmt: skip
    close_user(cast.worker_in, by=world.admin)
    assert set(Session.objects.filter(pk__in=[one.pk for one in planned]).values_list("status", flat=True)) == {"cancelled"}
    assert Session.objects.get(pk=held.pk).status == "held"


def test_the_team_shows_nobody_who_left_an_hour_ago(world: World) -> None:
    close_user(world.cast.worker_in, by=world.admin)
    assert world.cast.worker_in.name not in [one.name for one in sits(world.cast.actor("coordinator"), world.cast.case)]


def test_the_coordinators_day_costs_the_same_for_one_family_left_and_for_ten(world: World, django_assert_num_queries: Any) -> None:
    def left(count: int) -> None:
        user = make_user()
        for n in range(count):
            case = make_family_case(world.cast.site, world.cast.project, family=make_family(f"Ģimene {n}"))
            make_seat(case.circle, user, "case_worker", is_responsible=True)
        close_user(user, by=world.admin)

    counts = []
    for more, total in ((1, 1), (9, 10)):
        left(more)
        actor = Actor(world.cast.coordinator)
        actor.seats  # noqa: B018 - read once a request
        with django_assert_num_queries(counts[0] if counts else 40, exact=bool(counts)) as seen:
            assert len([row for row in all_work(actor) if "responsible" in str(row.url)]) == total
        counts.append(len(seen))


def test_closing_ones_own_or_the_last_administrators_account_is_refused(cast: Cast) -> None:
    for user, by in ((cast.admin, cast.actor("admin")), (cast.admin, Actor.system("command_line"))):
        with pytest.raises(Refused):
            close_user(user, by=by)
    assert User.objects.get(pk=cast.admin.pk).is_active


def test_closing_one_account_leaves_everybody_elses_ways_in(cast: Cast) -> None:
    other = cast.users["coordinator"]
    secret = feeds.make(by=Actor(other))
    Authenticator.objects.create(user=other, type=Authenticator.Type.TOTP, data={})
    visitor = Client()
    visitor.force_login(other)
    close_user(cast.worker_in, by=cast.actor("admin"))
    assert Client().get(reverse("desk:feed", args=[secret])).status_code == 200
    assert Authenticator.objects.filter(user=other).exists() and visitor.get("/settings/").status_code == 200
