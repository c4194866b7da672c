"""Protected fields: encrypted at rest, found by digest only, written anew when a key is rotated."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection

from ligzda.access import drafts, keys, rotation
from ligzda.access.actor import Actor
from ligzda.access.models import Draft, Proposal, User
from ligzda.kernel.refused import Refused
from tests.cast import make_user


@pytest.fixture(autouse=True)
def own_keys(settings: Any, tmp_path: Path) -> Any:
    settings.LIGZDA_KEYS_DIR, settings.MEDIA_ROOT = tmp_path / "keys", tmp_path / "files"
    keys.forget_cached()
    yield
    keys.forget_cached()


def stored() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT fields FROM access_draft ORDER BY id")
        return [row[0] for row in cursor.fetchall()]


def test_keys_are_readable_by_the_server_alone(tmp_path: Path) -> None:
    keys.encrypt("x"), keys.lookup_digest("x"), keys.sign("x", keys.current_seal_key_id())
    assert sorted(path.name for path in (tmp_path / "keys").iterdir()) == ["k1.fernet", "lookup.key", "s1.seal"]
    assert {path.stat().st_mode & 0o777 for path in (tmp_path / "keys").iterdir()} == {0o600}


def test_equal_texts_are_found_by_digest_and_encrypted_differently() -> None:
    assert keys.lookup_digest("010101-12345") == keys.lookup_digest("010101-12345") != keys.lookup_digest("010101-12346")
    assert keys.encrypt("same") != keys.encrypt("same")


def test_the_tenth_key_is_newer_than_the_ninth(tmp_path: Path) -> None:
    keys.encrypt("x")
    for _n in range(9):
        keys.add_key()
    assert keys.current_key_id() == "k10"


def test_rotation_writes_everything_anew_and_older_keys_may_go(db: None, tmp_path: Path) -> None:
    user = make_user()
    for n in range(5):
        drafts.keep(Actor(user), "note", n, {"text": f"Piezīme {n}"})
    drafts.keep(Actor(user), "empty", "", {})
    Authenticator.objects.create(user=user, type="totp", data={"secret": keys.encrypt("S"), "plain": "stays"})
    assert rotation.waiting() == 0
    assert rotation.rotate(by=Actor.system("test"), batch=2) == 6
    assert rotation.waiting() == 0
    assert all(text.startswith("k2$") or not text for text in stored())
    (tmp_path / "keys" / "k1.fernet").unlink()
    keys.forget_cached()
    assert [row.fields for row in Draft.objects.exclude(fields="").order_by("id")] == [f"text=Piez%C4%ABme+{n}" for n in range(5)]
    assert keys.decrypt(Authenticator.objects.get().data["secret"]) == "S"


def test_rotation_broken_off_goes_on_where_it_stopped(db: None) -> None:
    user = make_user()
    drafts.keep(Actor(user), "note", "", {"text": "x"})
    keys.add_key()
    assert rotation.waiting() == 1
    assert rotation.rotate(by=Actor.system("test"), new_key=False) == 1
    assert rotation.rotate(by=Actor.system("test"), new_key=False) == 0


def test_an_encrypted_field_cannot_be_searched(db: None) -> None:
    with pytest.raises(TypeError):
        Draft.objects.filter(fields__contains="x")
    with pytest.raises(TypeError):
        Draft.objects.get(fields="x")
    assert not Draft.objects.filter(fields="").exists()


@pytest.mark.parametrize(
    ("model", "name", "given", "is_taken"),
    [
        (User, "first_link", "", True),  # empty where nothing was handed over
        (User, "first_link", "mail", True),
        (User, "first_link", "pigeon", False),
        (Proposal, "kind", "role", True),
        (Proposal, "kind", "", False),  # a proposal is always of some kind
        (Proposal, "kind", "wish", False),
    ],
)
def test_a_list_takes_its_own_codes_and_nothing_at_all_only_where_nothing_may_stand(
    model: Any, name: str, given: str, is_taken: bool
) -> None:
    field = model._meta.get_field(name)
    if is_taken:
        assert field.get_db_prep_save(given, connection) == given
    else:
        with pytest.raises(Refused):
            field.get_db_prep_save(given, connection)


def test_a_key_that_another_process_made_meanwhile_is_known_at_once(tmp_path: Path) -> None:
    keys.encrypt("x")  # this process has read its keys
    code = "from ligzda.access import keys; keys.add_key(); print(keys.encrypt('Liepu iela'))"
    environment = os.environ | {"LIGZDA_VAR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "ligzda.config.settings"}
    code = f"import django; django.setup(); from django.conf import settings; settings.LIGZDA_KEYS_DIR = {str(tmp_path / 'keys')!r}; {code}"
    other = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert other.stdout.startswith("k2$") and keys.decrypt(other.stdout.strip()) == "Liepu iela"
