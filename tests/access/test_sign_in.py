"""The door: one sentence for every failure, the own language behind it, everything at it in the trail."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core import mail
from django.test import Client, override_settings
from django.urls import NoReverseMatch, reverse

from ligzda.access.adapter import FAILED
from ligzda.access.models import AuditEntry, User
from tests.cast import Cast

PASSWORD = "garš-un-labs-vārds-7"


@pytest.fixture
def worker(cast: Cast) -> User:
    user = cast.worker_in
    user.set_password(PASSWORD)
    user.language = "lt"
    user.save()
    return user


def acts() -> list[str]:
    return list(AuditEntry.objects.order_by("id").values_list("act", flat=True))


def sign_in(client: Client, email: str, password: str = PASSWORD, next: str = "/settings/") -> object:
    return client.post(reverse("account_login"), {"login": email, "password": password, "next": next})


def test_signing_in_and_out_stands_in_the_trail(worker: User, client: Client) -> None:
    answer = sign_in(client, worker.email.upper())
    assert (answer.status_code, answer.headers["Location"]) == (302, "/settings/")
    client.post(reverse("account_logout"))
    assert acts() == ["sign_in", "sign_out"]


def test_behind_the_door_pages_speak_the_own_language(worker: User, client: Client) -> None:
    client.cookies["django_language"] = "en"
    sign_in(client, worker.email)
    assert 'lang="lt"' in client.get("/settings/").content.decode()


def test_every_failure_has_the_same_answer(worker: User, cast: Cast, client: Client) -> None:
    closed = cast.worker_out
    closed.set_password(PASSWORD)
    closed.is_active = False
    closed.save()
    answers = [
        sign_in(client, worker.email, "wrong"),
        sign_in(client, "nobody@example.org"),
        sign_in(client, closed.email),
        sign_in(client, closed.email, "wrong"),
    ]
    assert [answer.status_code for answer in answers] == [200] * 4
    assert {tuple(answer.context["form"].non_field_errors()) for answer in answers} == {(str(FAILED),)}
    assert acts() == ["sign_in_failed"] * 4
    assert list(AuditEntry.objects.order_by("id").values_list("thing_id", flat=True)) == [worker.pk, None, closed.pk, closed.pk]


@override_settings(ACCOUNT_RATE_LIMITS={"login_failed": "10/m/ip,3/5m/key"})
def test_the_door_gets_tired(worker: User, client: Client) -> None:
    for _n in range(3):
        sign_in(client, worker.email, "wrong")
    answer = sign_in(client, worker.email)
    assert answer.status_code == 200 and tuple(answer.context["form"].non_field_errors()) == (str(FAILED),)


@pytest.mark.parametrize("there", ["https://elsewhere.example/", "//elsewhere.example/", "https:///elsewhere.example"])
def test_next_stays_here(worker: User, client: Client, there: str) -> None:
    assert sign_in(client, worker.email, next=there).headers["Location"] == "/"


def test_nobody_signs_up(client: Client, db: None) -> None:
    with pytest.raises(NoReverseMatch):
        reverse("account_signup")


def test_a_forgotten_password_tells_nothing_about_the_address(
    worker: User, client: Client, django_capture_on_commit_callbacks: object
) -> None:
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        answers = [client.post(reverse("account_reset_password"), {"email": email}) for email in (worker.email, "nobody@example.org")]
    assert {answer.headers["Location"] for answer in answers} == {reverse("account_reset_password_done")}
    assert [message.to for message in mail.outbox] == [[worker.email]]


def test_the_second_step_is_asked_and_its_secret_lies_encrypted(worker: User, client: Client) -> None:
    TOTP.activate(worker, generate_totp_secret())
    assert Authenticator.objects.get().data["secret"].startswith("k1$")
    answer = sign_in(client, worker.email)
    assert answer.headers["Location"].startswith(reverse("mfa_authenticate"))
    assert client.get("/settings/").status_code == 302
    assert "sign_in" not in acts()
