"""Papers of a file: who adds, who opens, who only knows that there is one."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ligzda.access.models import AuditEntry, ReadEntry
from ligzda.desk.actions import documents as actions
from ligzda.desk.queries import documents as queries
from ligzda.documents.models import Attachment
from ligzda.kernel.refused import Refused
from tests.cases.world import World
from tests.cast import make_seat

PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n"


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


def address(world: World, name: str = "documents", *rest: str) -> str:
    case = world.cast.case
    return reverse(f"desk:{name}", args=[case.family.key, case.key, *rest])


def headings(world: World, who: str) -> list[str]:
    case, actor = world.cast.case, world.cast.actor(who)
    return [row.heading for row in queries.paper_rows(actor, case, queries.papers(actor, case))]


def test_a_paper_is_added_on_a_page_and_lies_in_the_list(world: World, client: Client) -> None:
    client.force_login(world.cast.users["worker_in"])
    sent = {"upload": SimpleUploadedFile("izziņa ç.pdf", PDF), "title": "Skolas izziņa", "date": str(world.today), "tier": "working"}
    answer = client.post(address(world, "document_new"), sent, follow=True)
    assert "Skolas izziņa" in answer.content.decode() and "izziņa ç.pdf" in answer.content.decode()
    assert AuditEntry.objects.filter(act="attachment.added").count() == 1


def test_a_refused_file_leaves_the_words_in_the_form(world: World, client: Client) -> None:
    client.force_login(world.cast.users["worker_in"])
    sent = {"upload": SimpleUploadedFile("izziņa.pdf", b"<html>"), "title": "Skolas izziņa", "date": str(world.today), "tier": "working"}
    answer = client.post(address(world, "document_new"), sent)
    assert answer.status_code == 422 and "Skolas izziņa" in answer.content.decode()
    assert not Attachment.objects.exists()


def test_a_web_page_in_disguise_is_not_kept_and_a_text_comes_as_a_download(world: World, client: Client) -> None:
    file = world.filed(name="شهادة.txt", content=b"Labdien! <script>alert(1)</script>")
    client.force_login(world.cast.users["worker_in"])
    answer = client.get(address(world, "document", file.key))
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''%D8%B4")
    assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == ("application/octet-stream", "nosniff")
    assert b"".join(answer.streaming_content).startswith(b"Labdien!")
    assert ReadEntry.objects.filter(page="desk:document", thing_id=file.pk).exists()


def test_a_protected_paper_is_known_to_the_team_and_opened_by_its_author(world: World, client: Client) -> None:
    make_seat(world.cast.circle, world.cast.leader, "specialist")
    file = world.filed(by=world.cast.actor("leader"), tier="professional", title="Psihologa atzinums", name="anketa.txt")
    assert headings(world, "leader") == ["Psihologa atzinums"]
    assert headings(world, "worker_in") == headings(world, "coordinator") == [""]
    client.force_login(world.cast.users["worker_in"])
    page = client.get(address(world)).content.decode()
    assert "atzinums" not in page and "anketa" not in page
    assert client.get(address(world, "document", file.key)).status_code == 404
    assert client.post(address(world, "document_void", file.key), {"reason": "x"}).status_code == 404


def test_a_tier_beyond_the_own_work_is_refused(world: World) -> None:
    with pytest.raises(Refused):
        world.filed(tier="professional")
    with pytest.raises(Refused):
        world.filed(by=world.cast.actor("worker_out"))


def test_a_paper_of_another_file_is_not_there(world: World, client: Client) -> None:
    file, other = world.filed(), world.admitted()
    client.force_login(world.cast.users["coordinator"])
    assert client.get(reverse("desk:document", args=[other.family.key, other.key, file.key])).status_code == 404


def test_a_void_paper_stays_in_the_list_with_its_reason_and_nobody_opens_it(world: World, client: Client) -> None:
    file = world.filed()
    actions.void(world.cast.case, file, by=world.worker_in, reason="Citas ģimenes izziņa.")
    client.force_login(world.cast.users["worker_in"])
    assert "Citas ģimenes izziņa." in client.get(address(world)).content.decode()
    assert client.get(address(world, "document", file.key)).status_code == 404
    with pytest.raises(Refused):
        actions.void(world.cast.case, file, by=world.coordinator, reason="Vēlreiz.")


def test_a_long_list_costs_as_many_statements_as_a_short_one(world: World, client: Client, django_assert_num_queries: Any) -> None:
    client.force_login(world.cast.users["worker_in"])
    world.filed()
    client.get(address(world))

    with CaptureQueriesContext(connection) as short:
        client.get(address(world))
    for n in range(30):
        world.filed(title=f"Nr. {n}")
    with django_assert_num_queries(len(short)):
        page = client.get(address(world)).content.decode()
    assert page.count('id="file-') == 25
