"""The doctor names what is wrong and how to mend it."""

from pathlib import Path

import pytest
from pytest_django import Settings

from ligzda.access import keys
from ligzda.access.models import Circle, Seat, User
from ligzda.config import health
from ligzda.config.cli import main
from ligzda.kernel import clock
from tests.cast import make_circle


def faults(question: object) -> str:
    return " ".join(f"{finding.says} {finding.mend}" for finding in question if not finding.well)  # type: ignore[attr-defined]


def test_debug_pages_are_a_fault_and_production_asks_more(settings: Settings) -> None:
    settings.DEBUG = True
    assert "Remove LIGZDA_DEBUG" in faults(health.mode())
    settings.DEBUG, settings.PRODUCTION, settings.HTTPS, settings.ALLOWED_HOSTS = False, True, False, []
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    said = faults(health.mode())
    assert "LIGZDA_HOSTS" in said and "LIGZDA_HTTPS" in said and "LIGZDA_EMAIL_HOST" in said


def test_keys_that_others_can_read_are_a_fault(settings: Settings, tmp_path: Path) -> None:
    settings.LIGZDA_KEYS_DIR = tmp_path / "keys"
    assert not faults(health.secrets_on_disk())
    (tmp_path / "keys").chmod(0o755)
    assert "chmod" in faults(health.secrets_on_disk())


def test_a_lost_key_is_a_fault(settings: Settings, tmp_path: Path) -> None:
    settings.LIGZDA_KEYS_DIR = tmp_path
    (tmp_path / "k1.fernet").write_text("not a key")
    keys.forget_cached()
    assert "Restore the folder" in faults(health.secrets_on_disk())
    keys.forget_cached()


@pytest.mark.django_db
def test_an_installation_without_an_administrator_is_a_fault() -> None:
    assert "ligzda user add" in faults(health.people())
    anna = User.objects.create_user("anna@example.org", name="Anna")
    circle = make_circle(Circle.Kind.ORGANISATION)
    Seat.objects.create(circle=circle, user=anna, role="administrator", because="appointed", from_date=clock.today())
    assert not faults(health.people())


@pytest.mark.django_db
def test_the_doctor_answers_at_the_server(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor"]) == 1
    said = capsys.readouterr().out
    assert "The database is" in said and "to mend." in said
