"""What is written in a file, who reads it, and how it is put right."""

import datetime as dt

import pytest
from django.db import connection

from ligzda.access.models import AuditEntry
from ligzda.cases.actions import notes as actions
from ligzda.cases.models import Note
from ligzda.cases.queries import notes_of
from ligzda.kernel import clock
from ligzda.kernel.refused import Refused, Stale
from tests.cases.world import World
from tests.cast import make_seat

SECRET = "Bērns teica, ka baidās."


@pytest.fixture
def case(world: World):
    make_seat(world.cast.circle, world.cast.leader, "specialist")
    return world.cast.case


def write(world: World, case, who: str = "worker_in", tier: str = "working", text: str = SECRET, **values):
    return actions.write(case, by=world.cast.actor(who), date=values.pop("date", world.today), tier=tier, text=text, **values)


def seen(world: World, case, who: str, text: str = "") -> list[str | None]:
    return [row.text for row in notes_of(world.cast.actor(who), case, text)]


def test_a_working_note_is_read_by_the_team_and_found_by_its_words(world: World, case):
    write(world, case)
    for who in ("worker_in", "coordinator", "leader", "auditor"):
        assert seen(world, case, who) == [SECRET]
    assert seen(world, case, "worker_in", "baidās") == [SECRET]
    assert seen(world, case, "worker_in", "priecājas") == []
    for who in ("worker_out", "partner", "intake", "manager", "nobody"):
        assert seen(world, case, who) == []


def test_a_specialists_note_is_read_by_its_author_and_known_to_exist_by_the_others(world: World, case):
    write(world, case, "leader", "professional")
    assert seen(world, case, "leader") == [SECRET]
    row = notes_of(world.worker_in, case)[0]
    assert (row.text, row.author, row.date, row.is_protected) == (None, "Baiba Zariņa", world.today, True)
    assert seen(world, case, "coordinator") == [None]
    for who in ("leader", "worker_in"):
        assert seen(world, case, who, "baidās") == []


@pytest.mark.parametrize("tier", ["professional", "safeguarding"])
def test_a_protected_note_does_not_lie_in_the_database_in_plain_words(world: World, case, tier: str):
    note = write(world, case, "leader", tier)
    with connection.cursor() as cursor:
        cursor.execute("SELECT text, sealed_text FROM cases_note WHERE id = %s", [note.pk])
        text, sealed = cursor.fetchone()
    assert text == ""
    assert "baidās" not in sealed
    assert Note.objects.get().body == SECRET


def test_a_note_about_safety_is_read_as_far_as_the_roles_clearance_reaches_and_never_changed(world: World, case):
    note = write(world, case, "leader", "safeguarding")
    assert seen(world, case, "worker_in") == [SECRET]
    assert seen(world, case, "auditor") == [None]
    with pytest.raises(Refused):
        actions.correct(note, by=world.leader, text="Citādi.", reason="Labāk.", expected_version=1)


def test_only_a_specialist_writes_a_secret_of_the_profession(world: World, case):
    with pytest.raises(Refused):
        write(world, case, "worker_in", "professional")
    for who in ("auditor", "partner", "worker_out", "nobody"):
        with pytest.raises(Refused):
            write(world, case, who)


@pytest.mark.parametrize(("values", "field"), [({"text": "  "}, "text"), ({"date": clock.today() + dt.timedelta(days=1)}, "date")])
def test_an_empty_note_and_one_of_tomorrow_are_refused(world: World, case, values: dict, field: str):
    with pytest.raises(Refused) as refused:
        write(world, case, **values)
    assert refused.value.field == field


def test_the_author_corrects_with_a_reason_and_the_earlier_wording_stays(world: World, case):
    note = write(world, case)
    actions.correct(note, by=world.worker_in, text="Bērns klusēja.", reason="Pārpratu.", expected_version=1)
    row = notes_of(world.worker_in, case)[0]
    assert (row.text, row.version, [one.text for one in row.earlier]) == ("Bērns klusēja.", 2, [SECRET])
    with pytest.raises(Stale) as stale:
        actions.correct(note, by=world.worker_in, text="Vēl citādi.", reason="Vēl.", expected_version=1)
    assert stale.value.theirs == {"text": "Bērns klusēja."}
    with pytest.raises(Refused):
        actions.correct(note, by=world.coordinator, text="Es zinu labāk.", reason="Tā.", expected_version=2)
    with pytest.raises(Refused) as refused:
        actions.correct(note, by=world.worker_in, text="Bez iemesla.", reason=" ", expected_version=2)
    assert refused.value.field == "reason"


def test_a_note_is_voided_by_its_author_within_a_day_and_by_the_coordinator_later(world: World, case):
    note = write(world, case)
    Note.objects.filter(pk=note.pk).update(created_at=clock.now() - dt.timedelta(hours=25))
    with pytest.raises(Refused):
        actions.void(note, by=world.worker_in, reason="Nepareizā ģimene.")
    actions.void(note, by=world.coordinator, reason="Nepareizā ģimene.")
    row = notes_of(world.worker_in, case)[0]
    assert (row.is_void, row.text, row.earlier[0].reason) == (True, SECRET, "Nepareizā ģimene.")
    with pytest.raises(Refused):
        actions.void(note, by=world.coordinator, reason="Vēlreiz.")
    own = write(world, case)
    assert actions.void(own, by=world.worker_in, reason="Kļūdījos.").voided_at


def test_the_trail_of_a_note_holds_no_word_of_it(world: World, case):
    write(world, case)
    entry = AuditEntry.objects.get(act="note.written")
    assert entry.circle == case.circle
    assert "baidās" not in str(entry.digests)
