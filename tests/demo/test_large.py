"""The large population: the rows other systems are measured with, and that they arrive whole in the database."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db.models import Count

from ligzda.access.actor import Actor
from ligzda.access.models import User
from ligzda.access.permissions import Permission
from ligzda.cases.models import Case, Plan, Step
from ligzda.demo import large
from ligzda.people.models import Membership, Person
from ligzda.people.queries import search
from ligzda.services.models import Attendance

SHARED = Path(os.environ.get("LIGZDA_SHARED", Path(__file__).resolve().parents[3] / "shared"))
MAKER = SHARED / "bench" / "make_data.py"


@pytest.mark.skipif(not MAKER.exists(), reason=f"{MAKER} is not here; the rows have nothing to be compared with")
def test_the_rows_are_those_that_every_system_is_measured_with(tmp_path):
    subprocess.run([sys.executable, str(MAKER)], cwd=tmp_path, check=True, capture_output=True)
    drawn = large.draw()
    with (tmp_path / "hh.tsv").open() as file:
        for line, (number, day, address, phone) in zip(file, drawn.households, strict=True):
            theirs = line.rstrip("\n").split("\t")
            assert theirs == [str(number), f"HH-{number:06d}", *address.rsplit(", ", 1), phone, str(day)]
    with (tmp_path / "person.tsv").open() as file:
        for line, (number, household, first, last, sex, born) in zip(file, drawn.people, strict=True):
            assert line.split("\t")[:6] == [str(number), str(household), first, last, sex, str(born)]
    with (tmp_path / "service.tsv").open() as file:
        for line, record in zip(file, drawn.records(), strict=True):
            assert line.rstrip("\n") == "\t".join(str(value) for value in record)


@pytest.fixture
def a_small_one(monkeypatch, db):
    """The same code with fewer rows."""
    for name, value in {"HOUSEHOLDS": 80, "PEOPLE": 240, "RECORDS": 500, "OWN_FAMILIES": 4}.items():
        monkeypatch.setattr(large, name, value)
    monkeypatch.setattr(large, "_tidy", lambda: None)
    large.load()
    return large.draw()


def test_every_person_stands_in_the_own_family(a_small_one):
    rows = Membership.objects.order_by("person_id").values_list("family__cases__number", "person__first_name", "person__last_name")
    assert list(rows) == [(f"HH-{household:06d}", first, last) for _n, household, first, last, _sex, _born in a_small_one.people]


def test_every_record_is_one_person_at_one_meeting(a_small_one):
    rows = Attendance.objects.order_by("session_id").values_list(
        "case__number", "session__service__key", "session__date", "session__minutes", "person__birth_date"
    )
    born = {row[0]: row[5] for row in a_small_one.people}
    drawn = [(f"HH-{h:06d}", f"type{kind}", day, length, born[person]) for _n, h, person, kind, day, length in a_small_one.records()]
    assert list(rows) == drawn


def test_the_measured_worker_sees_the_own_families_and_finds_people_by_name(a_small_one):
    worker = Actor(User.objects.get(email="worker0@ligzda.example"))
    head = Actor(User.objects.get(email="coordinator@ligzda.example"))
    assert Case.objects.visible_to(worker, Permission.SEE_CASE).count() == 4
    assert Case.objects.visible_to(head, Permission.SEE_CASE).count() == 10
    one = Person.objects.visible_to(worker, Permission.SEE_CONTACT).order_by("id").first()
    assert one.key in {hit.person_key for hit in search(worker, one.last_name)}


def test_a_second_call_writes_nothing(a_small_one, capsys):
    large.load()
    assert "not empty" in capsys.readouterr().out


def test_every_case_has_two_assessments_and_a_running_plan_that_its_worker_reads(a_small_one):
    assert set(Case.objects.annotate(n=Count("assessments")).values_list("n", flat=True)) == {2}
    assert Plan.objects.filter(state="running").count() == Case.objects.count() == large.HOUSEHOLDS
    worker = Actor(User.objects.get(email="worker0@ligzda.example"))
    assert Plan.objects.visible_to(worker, Permission.SEE_CASE).count() == large.OWN_FAMILIES
    assert set(
        Step.objects.filter(case__plans__in=Plan.objects.visible_to(worker, Permission.SEE_CASE)).values_list("user", flat=True)
    ) == {worker.user.pk}
