"""A wrong setting stops the start with a sentence; a missing secret is made for a trial and demanded for real files."""

import stat
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from ligzda.config import environment


def test_yes_and_no_are_read_in_any_case(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIGZDA_X", "YES")
    assert environment.flag("LIGZDA_X", default=False)
    monkeypatch.setenv("LIGZDA_X", "off")
    assert not environment.flag("LIGZDA_X", default=True)
    monkeypatch.setenv("LIGZDA_X", "maybe")
    with pytest.raises(ImproperlyConfigured, match="Write yes or no"):
        environment.flag("LIGZDA_X", default=True)


def test_numbers_and_choices_say_what_is_possible(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIGZDA_X", "many")
    with pytest.raises(ImproperlyConfigured, match="whole number"):
        environment.number("LIGZDA_X", default=1)
    with pytest.raises(ImproperlyConfigured, match="local, production"):
        environment.choice("LIGZDA_X", "local", {"local", "production"})


def test_a_trial_makes_its_secret_once_and_keeps_it_to_itself(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("LIGZDA_SECRET_KEY", raising=False)
    file = tmp_path / "var" / "secret_key"
    first = environment.secret("LIGZDA_SECRET_KEY", file=file, must_be_given=False)
    assert environment.secret("LIGZDA_SECRET_KEY", file=file, must_be_given=False) == first
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    with pytest.raises(ImproperlyConfigured, match="LIGZDA_SECRET_KEY is missing"):
        environment.secret("LIGZDA_SECRET_KEY", file=file, must_be_given=True)


def test_sqlite_writes_in_turn_and_keeps_the_read_audit_apart(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("LIGZDA_DATABASE_URL", f"sqlite:///{tmp_path}/family.sqlite3")
    found = environment.databases("LIGZDA_DATABASE_URL", tmp_path / "unused")
    assert found["default"]["OPTIONS"]["transaction_mode"] == "IMMEDIATE" and found["default"]["OPTIONS"]["timeout"] == 20
    assert Path(found["trail"]["NAME"]).name == "family-trail.sqlite3"


def test_postgresql_keeps_everything_in_one_place(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("LIGZDA_DATABASE_URL", "postgresql://anna:pw@db.example.org/ligzda")
    assert list(environment.databases("LIGZDA_DATABASE_URL", tmp_path)) == ["default"]
    monkeypatch.setenv("LIGZDA_DATABASE_URL", "paper:///drawer")
    with pytest.raises(ImproperlyConfigured, match="cannot be read"):
        environment.databases("LIGZDA_DATABASE_URL", tmp_path)
