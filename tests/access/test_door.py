"""The door: a code opens it once, its limits count over all processes, and a forgotten password tells nobody who has an account."""

import os
import re
import shutil
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.conf import settings
from django.core import mail
from django.core.exceptions import ImproperlyConfigured
from django.db import connections, router
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from ligzda.access import forgotten, second_step
from ligzda.access.models import User
from ligzda.config import apps, environment, health
from tests import kept
from tests.access.test_sign_in import PASSWORD, sign_in, worker  # noqa: F401  the same worker
from tests.cast import Cast, make_user

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def code_of(moment: float) -> str:
    return totp.format_hotp_value(totp.hotp_value(SECRET, int(moment) // 30))


@pytest.fixture
def step(worker: User) -> Authenticator:  # noqa: F811
    made = totp.TOTP.activate(worker, SECRET).instance
    Authenticator.objects.update(created_at=timezone.now() - timezone.timedelta(hours=1))
    return Authenticator.objects.get(pk=made.pk)


def knock(code: str, email: str) -> bool:
    """A visitor with the right password and this code: whether the pages are open afterwards."""
    visitor = Client()
    sign_in(visitor, email)
    visitor.post(reverse("mfa_authenticate"), {"code": code})
    return visitor.get("/settings/").status_code == 200


def test_a_code_opens_the_door_once_for_as_long_as_it_is_accepted(step: Authenticator, monkeypatch: pytest.MonkeyPatch) -> None:
    now = time.time()
    code, email = code_of(now), step.user.email
    assert knock(code, email)
    assert not knock(code, email)
    monkeypatch.setattr(totp.time, "time", lambda: now + 30)  # the library's own mark has ended, the code is still accepted
    assert totp.validate_totp_code(SECRET, code) and not knock(code, email)
    assert knock(code_of(now + 30), email)
    assert not knock(code, email)  # an older one is not taken after a newer one


def test_of_two_processes_with_one_code_one_opens(step: Authenticator) -> None:
    """Both have read the authenticator before either writes."""
    first, second = (Authenticator.objects.get(pk=step.pk) for _n in range(2))
    code = code_of(time.time())
    assert [second_step.use(first, code), second_step.use(second, code)] == [True, False]
    assert Authenticator.objects.get(pk=step.pk).data["secret"] == step.data["secret"]


def test_the_code_that_made_the_authenticator_does_not_open_the_door(worker: User) -> None:  # noqa: F811
    totp.TOTP.activate(worker, SECRET)
    assert not knock(code_of(time.time()), worker.email)


def test_a_recovery_code_opens_once(step: Authenticator) -> None:
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes

    code = RecoveryCodes.activate(step.user).get_unused_codes()[0]
    assert [knock(code, step.user.email), knock(code, step.user.email)] == [True, False]


@pytest.mark.sqlite
def test_limits_count_over_processes_and_after_a_restart(tmp_path: Path) -> None:
    for alias, file in kept.sqlite_files("migrated").items():
        shutil.copy(file, tmp_path / f"ligzda{'-trail' if alias == 'trail' else ''}.sqlite3")
    keep = {name: value for name, value in os.environ.items() if not name.startswith("LIGZDA_")}
    own = {"LIGZDA_VAR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "tests.settings", "PYTHONPATH": os.pathsep.join(sys.path)}
    environment_ = keep | own | {"LIGZDA_DATABASE_URL": f"sqlite:///{tmp_path}/ligzda.sqlite3"}
    make = "import django; django.setup(); from ligzda.access.models import User; User.objects.create_user('a@example.org', 'right-one-7', name='A')"
    subprocess.run([sys.executable, "-c", make], env=environment_, check=True)

    def start(password: str, times: int) -> subprocess.Popen[bytes]:
        program = [sys.executable, Path(__file__).with_name("knocking.py"), "a@example.org", password, str(times)]
        return subprocess.Popen(program, env=environment_)

    at_once = [start("wrong", 4), start("wrong", 4)]
    assert [one.wait() for one in at_once] == [1, 1]
    with closing(sqlite3.connect(tmp_path / "ligzda.sqlite3")) as found:
        checked = found.execute("SELECT count(*) FROM access_auditentry WHERE act = 'sign_in_failed'").fetchone()[0]
    assert checked == 5  # eight tries at two processes, as many as the limit checked
    assert start("right-one-7", 1).wait() == 1  # a process that was started afterwards knows of them
    with closing(sqlite3.connect(tmp_path / "ligzda-trail.sqlite3")) as found:
        rows = str(found.execute("SELECT cache_key FROM access_limits").fetchall())
    assert "127.0.0.1" not in rows and "allauth" not in rows  # who came from where is not to be read there


def test_limits_lie_beside_the_reads_and_everything_else_in_the_process(db: None) -> None:
    assert settings.CACHES["default"]["OPTIONS"]["MAX_ENTRIES"] >= 100_000
    alias = router.db_for_write(type("Rows", (), {"_meta": type("Meta", (), {"app_label": "django_cache", "model_name": "cacheentry"})}))
    assert (alias or "default") == ("trail" if "trail" in settings.DATABASES else "default")
    assert "access_limits" in connections[alias or "default"].introspection.table_names()
    for path in Path(forgotten.__file__).parents[1].rglob("*.py"):
        if path.name != "cached.py":
            assert "django.core.cache import" not in path.read_text(encoding="utf-8"), f"{path.name}: use ligzda.kernel.cached"


def asked_for(email: str) -> tuple[list[str], Any]:
    """The statements of one request for a new password, without values, and the answer."""
    client, said = Client(), []
    captured = [CaptureQueriesContext(connections[alias]) for alias in settings.DATABASES]
    for one in captured:
        one.__enter__()
    answer = client.post(reverse("account_reset_password"), {"email": email})
    for one in captured:
        one.__exit__(None, None, None)
        said += [re.sub(r"'[^']*'|\d+", "?", query["sql"]) for query in one.captured_queries]
    return said, answer


def test_a_forgotten_password_costs_the_same_for_everybody(cast: Cast, settings: Any) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    known, unknown = asked_for(cast.worker_in.email), asked_for("nobody@example.org")  # type: ignore[union-attr]
    assert known[0] == unknown[0] and len(known[0]) > 1
    assert (known[1].status_code, known[1].headers["Location"]) == (unknown[1].status_code, unknown[1].headers["Location"])
    assert known[1].content == unknown[1].content and not mail.outbox


def test_links_in_mails_come_from_the_address_that_was_set(cast: Cast, settings: Any, django_capture_on_commit_callbacks: Any) -> None:
    settings.SITE_ADDRESS, settings.ALLOWED_HOSTS = "https://ligzda.example.org", ["*"]
    with django_capture_on_commit_callbacks(execute=True):
        Client().post(reverse("account_reset_password"), {"email": cast.worker_in.email}, headers={"host": "evil.example"})  # type: ignore[union-attr]
    (sent,) = mail.outbox
    assert "https://ligzda.example.org/account/password/new/" in sent.body and "evil" not in sent.body + sent.subject
    link = next(word for word in sent.body.split() if word.startswith("https"))
    assert Client().get(link.removeprefix("https://ligzda.example.org"), follow=True).context["form"] is not None


def test_no_action_that_writes_an_e_mail_knows_the_host_of_a_request() -> None:
    for path in Path(forgotten.__file__).parents[1].rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        if "post(" in text and "kernel.post" in text:
            assert "build_absolute_uri" not in text and "get_host" not in text, path.name


@pytest.mark.parametrize("account", ["closed", "system"])
def test_nobody_who_cannot_sign_in_gets_a_link(db: None, account: str, django_capture_on_commit_callbacks: Any) -> None:
    user = make_user(is_active=account != "closed", is_system=account == "system")
    with django_capture_on_commit_callbacks(execute=True):
        Client().post(reverse("account_reset_password"), {"email": user.email})
        forgotten.send_way_in.func(forgotten.NOBODY)
    assert not mail.outbox


def test_without_a_mail_server_real_files_print_nothing(settings: Any) -> None:
    assert environment.mail("", production=True).endswith("dummy.EmailBackend")
    assert environment.mail("", production=False).endswith("console.EmailBackend")
    assert environment.mail("mail.example.org", production=True).endswith("smtp.EmailBackend")
    settings.PRODUCTION, settings.EMAIL_BACKEND = True, "django.core.mail.backends.console.EmailBackend"
    with pytest.raises(ImproperlyConfigured, match="LIGZDA_EMAIL_HOST"):
        apps.ConfigConfig.ready(None)  # type: ignore[arg-type]
    settings.EMAIL_BACKEND = environment.mail("", production=True)
    apps.ConfigConfig.ready(None)  # type: ignore[arg-type]
    assert "No e-mail goes out" in " ".join(finding.says for finding in health.mode() if not finding.well)


def test_the_administrator_reads_that_no_e_mail_goes_out(cast: Cast, client: Client, settings: Any) -> None:
    client.force_login(cast.admin)
    assert "LIGZDA_EMAIL_HOST" not in client.get(reverse("access:users")).content.decode()
    settings.EMAIL_BACKEND = environment.mail("", production=True)
    assert "LIGZDA_EMAIL_HOST" in client.get(reverse("access:users")).content.decode()
