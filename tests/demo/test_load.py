"""The data set: the same totals with any seed, nothing twice."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, transaction

from ligzda.demo import load
from tests import kept
from tests.kept import TODAY
from tests.proofs import SOAK


@pytest.mark.django_db
def test_the_same_seed_gives_the_same_world() -> None:
    first, second = written(), written()
    assert set(first) == set(second) and len(first["Person"]) > 400
    for name, keys in first.items():
        assert keys == second[name], name


def written() -> dict[str, list[str]]:
    """Every public key of a load, by model, also of what was made through actions. Nothing of it stays; nothing is sent."""
    with transaction.atomic():
        before = len(connection.run_on_commit)
        load.load(seed=5, today=TODAY)
        keyed = [model for model in apps.get_models() if any(field.name == "key" for field in model._meta.fields)]
        found = {model.__name__: sorted(model._default_manager.values_list("key", flat=True)) for model in keyed}
        assert len(connection.run_on_commit) == before
        transaction.set_rollback(True)
    return found


@pytest.mark.sqlite
@pytest.mark.parametrize("seed", [1, 7, 4242] if SOAK else [4242])
def test_the_totals_are_the_published_ones_with_other_seeds(seed: int, tmp_path: Path) -> None:
    kept.copy_keys(tmp_path / "keys")
    kept.copy_migrated(tmp_path)
    ligzda(tmp_path, "demo", "--no-serve", "--seed", str(seed))
    dates = {"2014-04-30": 79, "2014-07-31": 92, "2014-11-30": 101, "2015-02-28": 117, "2015-05-31": 127, "2015-07-31": 129}
    printed = {as_of: figures(tmp_path, "mac150", as_of) for as_of in dates}
    assert {as_of: one["families"]["value"] for as_of, one in printed.items()} == dates
    assert printed["2015-07-31"]["children"]["value"] == 271
    reach = figures(tmp_path, "cesis", "2012-12-31")
    codes = {"families": 49, "persons": 193, "children": 103, "adults": 90, "consultations": 1232}
    assert {code: reach[code]["value"] for code in codes} == codes
    rows = figures(tmp_path, "mac150", "2015-07-31", "--by", "service,site")["families"]["rows"]
    found = {(row["service"], row["site"]): row["value"] for row in rows}
    assert [found[("psychologist", "bauska")], found[("psychologist", "valmiera")]] == [28, 60]
    assert [found[("lawyer", "bauska")], found[("lawyer", "valmiera")]] == [51, 30]


def ligzda(folder: Path, *arguments: str) -> str:
    outer = {name: text for name, text in os.environ.items() if not name.startswith("LIGZDA_")}
    environment = outer | {"LIGZDA_VAR": str(folder), "DJANGO_SETTINGS_MODULE": "ligzda.config.settings"}
    command = [sys.executable, "-m", "ligzda.config.cli", *arguments]
    return subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout


def figures(folder: Path, project: str, as_of: str, *more: str) -> dict[str, Any]:
    """Every figure of that day, as the command prints them, by code."""
    printed = json.loads(ligzda(folder, "figures", project, "--as-of", as_of, "--format", "json", *more))
    return {one["code"]: one for one in printed["figures"]}


def test_a_run_that_goes_past_midnight_keeps_the_day_it_began_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIGZDA_TEST_DAY", "400")
    assert kept.kept_name("demo").endswith("_400")
    assert kept.files("demo", "sqlite").parts[-2].endswith("_400")
