"""Far too much at once: a sentence in the reader's language, whether it is read or not."""

import pytest
from django.conf import settings
from django.test import Client, override_settings

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
