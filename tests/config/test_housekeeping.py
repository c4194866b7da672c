"""What whoever keeps the machine does now and then: new keys, an older trail put away, the classifier of territories."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ligzda.access import audit, keys, sealing
from ligzda.access.models import AuditEntry, Checkpoint
from ligzda.config import scheduler as jobs
from ligzda.kernel import clock
from ligzda.people.models import PersonalCode
from ligzda.places.models import Territory
from tests.cast import Cast, make_person
from tests.config.test_command_line import answer
from tests.signing import written_so


@pytest.fixture
def own_keys(settings: Any, tmp_path: Path) -> Iterator[None]:
    """A folder of keys that this test may fill."""
    settings.LIGZDA_KEYS_DIR = tmp_path / "keys"
    keys.forget_cached()
    yield
    keys.forget_cached()


def sealed_long_ago(days: int) -> int:
    """So many entries, all sealed and so many days old."""
    for number in range(3):
        audit.note(f"signed_in_{number}", user=None)
    written_so(AuditEntry.objects.all(), at=clock.now() - dt.timedelta(days=days))
    sealing.seal_all()
    return AuditEntry.objects.count()


@pytest.mark.django_db
def test_a_new_key_writes_everything_anew(own_keys: None, cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    code = PersonalCode.objects.create(person=make_person(), country="LV", code="010180-10005", lookup=keys.lookup_digest("010180-10005"))
    said = answer(capsys, "keys", "--rotate")
    assert said[0] == 0 and "written with key k2; 0 values still need an older one" in said[1]
    code.refresh_from_db()
    assert code.code == "010180-10005" and answer(capsys, "keys")[0] == 0


@pytest.mark.django_db
def test_an_old_trail_is_put_away_under_a_checkpoint(capsys: pytest.CaptureFixture[str]) -> None:
    old = sealed_long_ago(400)
    audit.note("signed_in", user=None)
    code, said = answer(capsys, "audit", "--seal", "--prune-before", (clock.today() - dt.timedelta(days=30)).isoformat())
    assert code == 0 and f"{old} entries removed" in said and "NOT WHOLE" not in said
    assert AuditEntry.objects.count() == 1 and Checkpoint.objects.get(trail="changes").count == old


@pytest.mark.django_db
def test_a_batch_is_put_away_whole_once_all_of_it_is_older_and_what_is_younger_stays() -> None:
    old = sealed_long_ago(400)
    moment = AuditEntry.objects.latest("id").at
    audit.note("signed_in", user=None)
    sealing.seal_all()
    younger = AuditEntry.objects.count() - old
    assert audit.prune("changes", moment) == 0 and AuditEntry.objects.count() == old + younger, "an entry of that very moment stays"
    assert audit.prune("changes", moment + dt.timedelta(microseconds=1)) == old
    report = audit.verify("changes")
    assert report.whole and (report.pruned, AuditEntry.objects.count()) == (old, younger)


@pytest.mark.django_db
@pytest.mark.parametrize(("years", "stays"), [(0, True), (2, False)])
def test_the_clock_prunes_only_where_a_term_is_set(settings: Any, years: int, stays: bool) -> None:
    settings.TRAIL_YEARS = years
    sealed_long_ago(1200)
    jobs.prune_trails()
    assert AuditEntry.objects.exists() is stays


@pytest.mark.django_db
def test_territories_come_from_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "atvk.csv"
    file.write_text("Kods;Nosaukums;Tips\n0099990;Iedomu novads;novads\n", encoding="utf-8")
    assert answer(capsys, "places", "import", str(file)) == (0, "1 territories added, 0 changed, 0 as they were.\n")
    assert answer(capsys, "places", "import", str(file))[1].startswith("0 territories added, 0 changed, 1")
    assert Territory.objects.get(code="0099990").name == "Iedomu novads"


@pytest.mark.django_db
def test_a_missing_file_is_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    code, said = answer(capsys, "places", "import", "/nowhere.csv")
    assert code == 2 and "/nowhere.csv" in said and said.count("\n") == 1
