"""The data set: the same totals with any seed, lives that look like lives, nothing twice."""

import datetime as dt
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.db.models import Count

from ligzda.access.models import AuditEntry
from ligzda.cases.models import Case, Note
from ligzda.demo import load
from ligzda.kernel import clock
from ligzda.people.models import Person
from ligzda.services.models import Session

TODAY = dt.date(2026, 11, 22)


@pytest.mark.django_db
def test_each_family_has_people_a_referral_a_team_and_three_to_sixty_records() -> None:
    load.load(today=TODAY)
    cases = Case.objects.annotate(
        n=Count("sessions", distinct=True), members=Count("family__memberships", distinct=True), team=Count("circle__seats", distinct=True)
    )
    for case in cases:
        assert 3 <= case.n <= 60, case
        assert case.members >= 2 and case.team >= 1
        assert case.referrals.exists()
    assert Note.objects.filter(case__site__key="siauliai", text__contains="ė").exists(), "Šiauliai is written in Lithuanian"
    assert not Person.objects.filter(birth_date__gt=TODAY).exists()
    assert not Session.objects.filter(status="held", date__gt=TODAY).exists()
    assert Session.objects.filter(status="planned", date__gt=TODAY).exists()
    assert AuditEntry.objects.filter(act="plan_meeting").exists()
    assert not AuditEntry.objects.filter(at__gt=clock.now()).exists(), "the trail holds what happened, not what is planned"
    assert load.loaded()


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
@pytest.mark.parametrize("seed", [1, 7, 4242])
def test_the_totals_are_the_published_ones_with_other_seeds(seed: int, tmp_path: Path) -> None:
    ligzda(tmp_path, "demo", "--no-serve", "--seed", str(seed))
    dates = {"2014-04-30": 79, "2014-07-31": 92, "2014-11-30": 101, "2015-02-28": 117, "2015-05-31": 127, "2015-07-31": 129}
    for as_of, families in dates.items():
        assert value(tmp_path, "mac150", "families", as_of) == families
    assert value(tmp_path, "mac150", "children", "2015-07-31") == 271
    reach = {code: value(tmp_path, "cesis", code, "2012-12-31") for code in ("families", "persons", "children", "adults", "consultations")}
    assert reach == {"families": 49, "persons": 193, "children": 103, "adults": 90, "consultations": 1232}
    rows = figure(tmp_path, "mac150", "families", "2015-07-31", "--by", "service,site")["rows"]
    found = {(row["service"], row["site"]): row["value"] for row in rows}  # type: ignore[attr-defined]
    assert [found[("psychologist", "bauska")], found[("psychologist", "valmiera")]] == [28, 60]
    assert [found[("lawyer", "bauska")], found[("lawyer", "valmiera")]] == [51, 30]


def ligzda(folder: Path, *arguments: str) -> str:
    kept = {name: text for name, text in os.environ.items() if not name.startswith("LIGZDA_")}
    environment = kept | {"LIGZDA_VAR": str(folder), "DJANGO_SETTINGS_MODULE": "ligzda.config.settings"}
    command = [sys.executable, "-m", "ligzda.config.cli", *arguments]
    return subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout


def figure(folder: Path, project: str, code: str, as_of: str, *more: str) -> dict[str, object]:
    printed = json.loads(ligzda(folder, "figures", project, "--as-of", as_of, "--format", "json", *more))
    return next(one for one in printed["figures"] if one["code"] == code)  # type: ignore[no-any-return]


def value(folder: Path, project: str, code: str, as_of: str) -> object:
    return figure(folder, project, code, as_of)["value"]
