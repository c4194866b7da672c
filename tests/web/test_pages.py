"""The pages everybody may open: complete in three languages, without inline style or script."""

import re

import pytest

from ligzda.kernel.languages import LANGUAGES

pytestmark = pytest.mark.django_db
ADDRESSES = ("/sign-in/", "/sign-in/?away=1", "/account/password/forgotten/", "/no-such-page/")


def seen(client, address, language):
    client.cookies["django_language"] = language
    return client.get(address).content.decode()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("address", ADDRESSES)
def test_a_public_page_has_one_heading_one_filled_button_and_its_language(client, address, language):
    page = seen(client, address, language)
    assert f'<html lang="{language}"' in page
    assert page.count("<h1") == 1
    assert len(re.findall(r'class="[^"]*\bbtn-primary\b', page)) == 1
    assert "<main" in page
    assert 'href="#main"' in page


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_public_page_obeys_its_own_security_policy(client, address):
    page = seen(client, address, "lv")
    assert " style=" not in page
    assert "<style" not in page
    assert not re.search(r"\son\w+=", page)
    for script in re.findall(r"<script[^>]*>", page):
        assert "src=" in script or 'type="application/json"' in script, script


def test_nothing_english_is_left_on_the_latvian_sign_in_page(client):
    page = seen(client, "/sign-in/", "lv")
    assert "Pieslēgties" in page
    assert "Aizmirsu paroli" in page
    assert "placeholder" not in page
    assert not {"Sign in", "Password", "Email", "Show"} & set(re.findall(r">([^<>{}]+)<", page))


def test_a_wrong_password_is_one_sentence_and_keeps_the_address(client):
    client.cookies["django_language"] = "lv"
    page = client.post("/sign-in/", {"login": "nav@piemers.lv", "password": "nav-tada"}).content.decode()
    assert "Pārbaudiet e-pasta adresi un paroli" in page
    assert 'value="nav@piemers.lv"' in page


def test_the_chosen_appearance_is_remembered_and_can_be_forgotten(client):
    chosen = client.post("/appearance/", {"theme": "dark", "next": "//evil.example/"})
    assert chosen.headers["Location"] == "/"
    assert 'data-bs-theme="dark"' in seen(client, "/sign-in/", "lv")
    client.post("/appearance/", {"theme": "system", "next": "/sign-in/"})
    assert 'data-theme-choice="system"' in seen(client, "/sign-in/", "lv")
