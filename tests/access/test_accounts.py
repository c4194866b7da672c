"""Accounts, roles above file level, functions, own settings: as an administrator does it in the browser."""

import datetime as dt

import pytest
from django.conf import settings
from django.core import mail
from django.test import Client
from django.urls import reverse

from ligzda.access.actions import proposals, users
from ligzda.access.actions.closing import close_user, open_user
from ligzda.access.actions.functions import save_function
from ligzda.access.actions.settings import change_own
from ligzda.access.actor import Actor
from ligzda.access.catalogue import ensure_catalogue
from ligzda.access.models import AuditEntry, Function, Seat, User
from ligzda.access.permissions import Permission
from ligzda.access.queries import users as ask
from ligzda.kernel.refused import Refused
from ligzda.kernel.translated import Translated
from tests.cast import Cast, make_circle, make_seat, make_user

NEW = {"name": "Zane Roze", "email": "Zane.Roze@example.org", "language": "lv", "function": "", "form_key": "1"}


@pytest.fixture
def admin(cast: Cast, client: Client) -> Client:
    client.force_login(cast.admin)
    return client


def test_a_person_is_added_invited_and_chooses_a_password(cast: Cast, admin: Client, django_capture_on_commit_callbacks: object) -> None:
    answer = admin.post(reverse("access:new_user"), NEW)
    user = User.objects.get(email="zane.roze@example.org")
    assert answer.headers["Location"] == reverse("access:user", args=[user.key])
    assert not user.has_usable_password()
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        admin.post(reverse("access:invite_user", args=[user.key]))
    page = admin.get(reverse("access:user", args=[user.key])).content.decode()
    link = next(word for word in mail.outbox[0].body.split() if word.startswith("http"))
    assert link not in page and user.name not in mail.outbox[0].body
    visitor = Client()
    form = visitor.get(link, follow=True)
    assert form.redirect_chain, form.content.decode()
    done = visitor.post(form.redirect_chain[-1][0], {"password1": "garš-un-labs-vārds-7", "password2": "garš-un-labs-vārds-7"})
    user.refresh_from_db()
    assert done.status_code == 302 and user.check_password("garš-un-labs-vārds-7")


def test_one_address_is_one_account(cast: Cast, admin: Client) -> None:
    answer = admin.post(reverse("access:new_user"), NEW | {"email": cast.worker_in.email.upper()})
    assert answer.status_code == 422 and "email" in answer.context["form"].errors
    answer = admin.post(reverse("access:new_user"), NEW | {"email": "no address"})
    assert answer.status_code == 422


def test_a_role_is_given_at_a_site_and_ended(cast: Cast, admin: Client) -> None:
    user, today = make_user(), cast.actor("admin").on
    asked = {"role": "coordinator", "circle": str(cast.site.circle_id), "from_date": today.isoformat(), "until_date": "", "form_key": "2"}
    assert admin.post(reverse("access:new_seat", args=[user.key]), asked).status_code == 302
    assert not Actor(user).may(Permission.SEE_CASE, cast.case)  # proposed: two people give it
    proposals.confirm_at_server(user, by=Actor.system("command_line"))
    assert Actor(user).may(Permission.SEE_CASE, cast.case)
    seat = Seat.objects.get(user=user)
    end = reverse("access:end_seat", args=[user.key, seat.pk])
    assert admin.get(end).status_code == 200
    assert admin.post(end, {"on": today.isoformat(), "form_key": "3"}).status_code == 302
    assert not Actor(user, today + dt.timedelta(days=1)).may(Permission.SEE_CASE, cast.case)


@pytest.mark.parametrize(
    ("role", "where"), [("administrator", "site"), ("project_manager", "site"), ("auditor", "site"), ("case_worker", "project")]
)
def test_a_role_fits_its_place(cast: Cast, role: str, where: str) -> None:
    by = cast.actor("admin")
    with pytest.raises(Refused):
        users.appoint(make_user(), by=by, role=role, circle=getattr(cast, where).circle, from_date=by.on)


def test_nobody_gives_a_role_to_the_own_account(cast: Cast) -> None:
    by = cast.actor("admin")
    with pytest.raises(Refused):
        users.appoint(cast.admin, by=by, role="coordinator", circle=cast.site.circle, from_date=by.on)


def test_only_an_administrator_acts_on_accounts(cast: Cast) -> None:
    by, user = cast.actor("coordinator"), cast.nobody
    for act in (close_user, open_user, users.reset_two_factor):
        with pytest.raises(Refused):
            act(user, by=by)
    with pytest.raises(Refused):
        users.add_user(by=by, email="x@example.org", name="X")
    with pytest.raises(Refused):
        save_function(None, by=by, role="specialist", is_specialist=True, name=Translated(en="wizard"))
    assert not ask.users(by).exists() and ask.places(by) == [] and ask.user_by_key(by, user.key) is None


def test_a_link_is_made_at_the_server_by_whoever_keeps_it_and_by_no_account(cast: Cast, django_capture_on_commit_callbacks: object) -> None:
    new = make_user("Jauns Cilvēks")
    for who in ("admin", "coordinator", "nobody", "anonymous"):
        with pytest.raises(Refused):
            users.link_at_server(new, by=cast.actor(who))
    assert User.objects.get(pk=new.pk).first_link == "" and not AuditEntry.objects.filter(act="invite").exists()
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        assert users.link_at_server(new, by=Actor.system("console")).startswith(settings.SITE_ADDRESS)
    assert [message.to for message in mail.outbox] == [[new.email]], "its owner hears that somebody has a link"
    assert User.objects.get(pk=new.pk).first_link == "server"


def test_a_closed_account_has_no_seats_and_no_way_in(cast: Cast, admin: Client) -> None:
    visitor = Client()
    visitor.force_login(cast.worker_in)
    assert visitor.get("/settings/").status_code == 200
    admin.post(reverse("access:close_user", args=[cast.worker_in.key]), {"form_key": "1"})
    assert visitor.get("/settings/").status_code == 302
    assert not Seat.objects.filter(user=cast.worker_in, until_date__isnull=True).exists()
    admin.post(reverse("access:open_user", args=[cast.worker_in.key]))
    assert User.objects.get(pk=cast.worker_in.pk).is_active
    assert AuditEntry.objects.filter(act__in=["close_user", "open_user"]).count() == 2


def test_an_administrator_stays(cast: Cast) -> None:
    by = cast.actor("admin")
    with pytest.raises(Refused):
        close_user(cast.admin, by=by)
    with pytest.raises(Refused):
        users.end_appointment(cast.admin.seats.get(), by=by, on=by.on)
    make_seat(make_circle("organisation"), make_user(), "administrator")
    users.end_appointment(cast.admin.seats.get(), by=by, on=by.on)


def test_the_list_finds_without_diacritics_and_costs_the_same_for_more_rows(
    cast: Cast, admin: Client, django_assert_max_num_queries: object
) -> None:
    assert "Māra Ozola" in admin.get(reverse("access:users") + "?q=mara").content.decode()
    with django_assert_max_num_queries(9):  # type: ignore[operator]
        admin.get(reverse("access:users"))
    for n in range(20):
        make_seat(cast.site.circle, make_user(f"Cilvēks {n}"), "case_worker")
    with django_assert_max_num_queries(9):  # type: ignore[operator]
        admin.get(reverse("access:users"))


def test_the_list_of_functions_is_open(cast: Cast, admin: Client) -> None:
    asked = {
        "name_lv": "ergoterapeits",
        "name_en": "occupational therapist",
        "name_lt": "ergoterapeutas",
        "role": "specialist",
        "is_active": "on",
    }
    assert admin.post(reverse("access:new_function"), asked | {"form_key": "4"}).status_code == 302
    made = Function.objects.get(key="occupational_therapist")
    change = reverse("access:function", args=[made.key])
    admin.post(change, asked | {"name_lv": "ergoterapeite", "form_key": "5"})
    made.refresh_from_db()
    assert (made.name["lv"], made.key) == ("ergoterapeite", "occupational_therapist")
    ensure_catalogue()
    assert Function.objects.filter(key="occupational_therapist").count() == 1


def test_the_catalogue_leaves_alone_what_was_changed(cast: Cast) -> None:
    Function.objects.filter(key="nanny").update(name=Translated(lv="auklīte"))
    ensure_catalogue()
    assert Function.objects.get(key="nanny").name == {"lv": "auklīte"}
    assert Function.objects.count() == 17


def test_everybody_chooses_language_and_appearance(cast: Cast, client: Client) -> None:
    client.force_login(cast.nobody)
    answer = client.post("/settings/", {"language": "lt", "theme": "dark", "form_key": "6"}, follow=True)
    assert 'lang="lt"' in answer.content.decode() and 'data-bs-theme="dark"' in answer.content.decode()
    client.post(reverse("set_language"), {"language": "en", "next": "/settings/"})
    assert User.objects.get(pk=cast.nobody.pk).language == "en"
    assert 'lang="en"' in client.get("/settings/").content.decode()
    with pytest.raises(Refused):
        change_own(by=cast.actor("nobody"), language="xx")


@pytest.mark.parametrize(("until", "is_over"), [(-1, True), (0, False), (1, False), (None, False)])
def test_a_seat_is_listed_as_over_from_the_day_after_its_last(cast: Cast, until: int | None, is_over: bool) -> None:
    admin, user = cast.actor("admin"), make_user("Vija Strods")
    last = None if until is None else admin.on + dt.timedelta(days=until)
    make_seat(cast.site.circle, user, "coordinator", until=last)
    [line] = ask.seats_of(admin, user, {})
    assert line.is_over is is_over
