"""Far too much at once: a sentence in the reader's language, whether it is read or not."""

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client, override_settings

from tests.cast import Cast, cast

__all__ = ["cast"]

pytestmark = pytest.mark.django_db


def test_a_name_of_five_million_accented_letters_is_read() -> None:
    assert len("ā".encode()) * 3 * 5_000_000 < settings.DATA_UPLOAD_MAX_MEMORY_SIZE


@override_settings(DATA_UPLOAD_MAX_MEMORY_SIZE=1000)
@pytest.mark.parametrize(
    ("language", "sentence"), [("lv", "Nosūtītais ir pārāk liels"), ("lt", "per didelės apimties"), ("en", "What was sent is too large")]
)
def test_what_is_larger_than_anything_gets_a_page_that_says_so(client: Client, language: str, sentence: str) -> None:
    client.cookies["django_language"] = language
    checking = Client(enforce_csrf_checks=True)
    checking.cookies["django_language"] = language
    checking.cookies["csrftoken"] = "a" * 32  # with a cookie the form is read to compare
    for browser in (client, checking):
        answer = browser.post("/sign-in/", {"login": "a" * 2000})
        assert answer.status_code == 400
        assert sentence in answer.content.decode()


def test_a_zero_byte_leads_nowhere_and_breaks_nothing(cast: Cast, client: Client) -> None:
    client.force_login(cast.coordinator)
    assert client.get("/sessions/%00/").status_code == 404
    assert client.get("/families/?q=%00berz%00").context["query"] == "berz"


def test_a_zero_byte_past_the_fields_of_a_form_is_no_error_of_ours(cast: Cast, client: Client) -> None:
    client.force_login(cast.coordinator)
    address = f"/people/families/{cast.family.key}/members/"
    answer = client.post(address, {"first_name": "Zane", "last_name": "Bērza", "sex": "female", "role": "mother", "form_key": "a\x00b"})
    assert answer.status_code == (400 if connection.vendor == "postgresql" else 302)
