"""What is committed: locks without addresses, no path of anybody's machine, no migration that is missing."""

import io
import re
import subprocess
from collections.abc import Iterable, Iterator

import pytest
from django.core.management import call_command

from tests.rules.house import ROOT, Source, obey

LOCKS = ("requirements.lock", "requirements-dev.lock", "requirements-node.lock", "package-lock.json")
MACHINE = re.compile(r"(?<![\w.])/(?:work|root|home/\w+|Users/\w+)/[\w.]+")
BINARY = (".png", ".docx", ".woff2", ".ico", ".mo", ".gz")


def committed() -> list[Source]:
    names = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\n")
    kept = [name for name in names if name and not name.endswith(BINARY) and (ROOT / name).is_file()]
    return [Source(name, (ROOT / name).read_text(encoding="utf-8")) for name in kept]


def with_address(sources: Iterable[Source]) -> Iterator[str]:
    return (f"{one.path}: {found}" for one in sources for found in re.findall(r"https?://\S{0,60}", one.text))


def with_machine_path(sources: Iterable[Source]) -> Iterator[str]:
    return (f"{one.path}: {found}" for one in sources for found in MACHINE.findall(one.text))


def test_locks_hold_no_address() -> None:
    locks = [Source(name, (ROOT / name).read_text(encoding="utf-8")) for name in LOCKS]
    obey(with_address(locks), "make lock: it leaves out every address of a package host.")


def test_no_path_of_somebodys_machine_is_committed() -> None:
    obey(with_machine_path(committed()), "Write paths from the root of the repository.")


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    printed = io.StringIO()
    try:
        call_command("makemigrations", check=True, dry_run=True, stdout=printed, verbosity=1)
    except SystemExit:
        obey([printed.getvalue()], "ligzda's tables follow its models: django-admin makemigrations.")


def test_planted_texts_are_found() -> None:
    assert list(with_address([Source("x.lock", "a==1 @ " + "https:" + "//host/a.whl")]))
    planted = "see " + "/wor" + "k/main/x or " + "/home/" + "anna/y but not src/work/z"
    assert len(list(with_machine_path([Source("x.md", planted)]))) == 2
