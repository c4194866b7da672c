"""What is written in a file, who reads it, and how it is put right."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse

from ligzda.access.models import AuditEntry
from ligzda.cases.actions import notes as actions
from ligzda.cases.models import Note
from ligzda.cases.queries import notes_of
from ligzda.documents.models import Attachment
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


def test_an_empty_note_and_one_of_tomorrow_are_refused(world: World, case):
    for field, value in {"text": "  ", "date": clock.today() + dt.timedelta(days=1)}.items():
        with pytest.raises(Refused) as refused:
            write(world, case, **{field: value})
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


@pytest.fixture
def shelf(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def sent(world: World, tier: str = "working", *files: SimpleUploadedFile, text: str = SECRET) -> dict[str, object]:
    return {"text": text, "date": str(world.today), "tier": tier, "upload": list(files)}


def text_file(name: str, content: bytes = b"Zvans no skolas.") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def note_page(case) -> str:
    return reverse("cases:note", args=[case.family.key, case.key])


def test_a_note_is_written_with_files_that_stand_below_it_and_among_the_papers(world: World, case, client: Client, shelf: None):
    client.force_login(world.cast.users["worker_in"])
    files = text_file("izziņa ģ.txt"), text_file("شهادة.txt", b"<b>nav lapa</b>"[3:])
    page = client.post(note_page(case), sent(world, "working", *files), follow=True).content.decode()
    for attachment in Attachment.objects.all():
        address = reverse("desk:document", args=[case.family.key, case.key, attachment.key])
        assert address in page and attachment.name in page
        answer = client.get(address)
        assert answer["Content-Disposition"].startswith("attachment") and answer["Content-Type"] == "application/octet-stream"
    assert sorted(one.name for one in Attachment.objects.all()) == ["izziņa ģ.txt", "شهادة.txt"]
    papers = client.get(reverse("desk:documents", args=[case.family.key, case.key])).content.decode()
    assert "izziņa ģ.txt" in papers
    timeline = client.get(reverse("desk:family", args=[case.family.key])).content.decode()
    assert f"#note-{Note.objects.get().key}" in timeline
    assert [row.files for row in notes_of(world.cast.actor("worker_out"), case)] == []


def test_the_tier_of_the_note_decides_who_opens_its_files(world: World, case, client: Client, shelf: None):
    note = write(world, case, "leader", "professional", upload=[text_file("tests.txt")])
    file = note.files.get().file
    assert (file.tier, file.name, file.sealed_name) == ("professional", "", "tests.txt")
    address = reverse("desk:document", args=[case.family.key, case.key, file.key])
    for who, status in (("leader", 200), ("worker_in", 404), ("coordinator", 404), ("worker_out", 404), ("partner", 404)):
        client.force_login(world.cast.users[who])
        assert client.get(address).status_code == status, who
    assert notes_of(world.worker_in, case)[0].files == ()
    assert notes_of(world.cast.actor("leader"), case)[0].files == ((file.key, "tests.txt"),)


def test_one_file_of_several_that_belies_its_name_is_named_and_nothing_is_kept(world: World, case, client: Client, shelf: None, tmp_path):
    client.force_login(world.cast.users["worker_in"])
    answer = client.post(note_page(case), sent(world, "working", text_file("labs.txt"), text_file("bilde.png", b"<html>x</html>")))
    page = answer.content.decode()
    assert answer.status_code == 422 and "bilde.png: " in page and "labs.txt: " not in page and SECRET in page
    assert not Note.objects.exists() and not Attachment.objects.exists() and not [one for one in tmp_path.rglob("*") if one.is_file()]
    many = [text_file(f"{n}.txt") for n in range(11)]
    assert client.post(note_page(case), sent(world, "working", *many)).status_code == 422
    assert client.post(note_page(case), sent(world, "working", text_file("tukša.txt", b""))).status_code == 422
    assert client.post(note_page(case), sent(world)).status_code == 302


def test_the_files_of_a_void_note_are_opened_by_nobody(world: World, case, client: Client, shelf: None):
    note = write(world, case, upload=[text_file("izziņa.txt")])
    actions.void(note, by=world.worker_in, reason="Cita ģimene.")
    client.force_login(world.cast.users["worker_in"])
    assert client.get(reverse("desk:document", args=[case.family.key, case.key, note.files.get().file.key])).status_code == 404
    assert notes_of(world.worker_in, case)[0].files == ()


def test_a_file_that_was_forgotten_is_added_when_the_note_is_corrected(world: World, case, client: Client, shelf: None):
    note = write(world, case, upload=[text_file("pirmā.txt")])
    address = reverse("cases:correct_note", args=[case.family.key, case.key, note.key])
    client.force_login(world.cast.users["worker_in"])
    values = {"text": SECRET, "reason": "Aizmirsu izziņu.", "version": "1"}
    refused = client.post(address, {**values, "upload": [text_file("bilde.png")]})
    assert refused.status_code == 422 and "bilde.png: " in refused.content.decode() and "Aizmirsu" in refused.content.decode()
    assert client.post(address, {**values, "upload": [text_file("otrā.txt")]}).status_code == 302
    assert [name for _key, name in notes_of(world.worker_in, case)[0].files] == ["pirmā.txt", "otrā.txt"]
