"""A file that is on record and gone from the shelf: a sentence that says whom to tell, at every door that hands out files."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as conf
from django.test import Client
from django.urls import reverse
from django.utils import translation

from ligzda.access.models import AuditEntry, ReadEntry, Seat, User
from ligzda.cases.models import Referral
from ligzda.closure.actions import transfers
from ligzda.config import health
from ligzda.documents import shelf
from ligzda.documents.models import Attachment, WordTemplate
from ligzda.kernel.languages import LANGUAGES
from tests.cases.world import World, latest, make_world
from tests.cast import make_seat, make_user


@pytest.fixture
def world(db: None, settings: Any, tmp_path: Path) -> World:
    settings.MEDIA_ROOT = tmp_path
    return make_world()


def doors(world: World) -> list[tuple[str, str]]:
    """Every address that hands out a kept file, and who opens it."""
    case = world.cast.case
    here, file, letter = [case.family.key, case.key], world.filed(), world.letter()
    template = WordTemplate.objects.create(kind="plan", language="lv", name="plāns.docx", stored_as="templates/1")
    shelf.put("templates/1", b"")
    make_seat(world.cast.other_site.circle, make_user("Līga Kalna"), "coordinator", because=Seat.Because.APPOINTED)
    transfers.transfer(
        latest(case), by=world.coordinator, on=world.today, site=world.cast.other_site, ground="Agnese, 02.11.", sentence="Pārcēlās.",
        items=[f"file:{file.key}"],
    )  # fmt: skip
    referral = Referral.objects.get(source="transfer")
    copy = Attachment.objects.get(circle=referral.circle)
    return [
        ("worker_in", reverse("desk:document", args=[*here, file.key])),
        ("worker_in", reverse("cooperation:letter_paper", args=[*here, letter.key])),
        ("Līga Kalna", reverse("closure:brought_file", args=[referral.key, copy.key])),
        ("admin", reverse("documents:template", args=[template.key])),
    ]


@pytest.mark.parametrize("damage", ["gone", "cut short", "written with a key that is gone"])
def test_a_lost_file_is_told_in_a_sentence_and_leaves_no_reading(world: World, client: Client, damage: str) -> None:
    asked = doors(world)
    for path in Path(conf.MEDIA_ROOT).glob("kept/*/*"):
        if damage == "gone":
            path.unlink()
        else:
            path.write_bytes(b"k1$cut" if damage == "cut short" else b"k9$" + path.read_bytes().partition(b"$")[2])
    for who, door in asked:
        client.force_login(world.cast.users.get(who) or User.objects.get(name=who))
        before = ReadEntry.objects.count()
        for language in LANGUAGES:
            client.cookies[conf.LANGUAGE_COOKIE_NAME] = language
            answer = client.get(door)
            with translation.override(language):
                title = translation.gettext("The file is missing")
            assert answer.status_code == 410 and title in answer.content.decode() and "ligzda doctor" in answer.content.decode(), door
        assert ReadEntry.objects.count() == before
    assert not AuditEntry.objects.filter(act="attachment.voided").exists()


def test_the_doctor_names_what_is_missing(world: World) -> None:
    kept = world.filed()
    assert all(one.well for one in health.kept_files())
    next(Path(conf.MEDIA_ROOT).glob(f"kept/{kept.stored_as}")).unlink()
    found = [one for one in health.kept_files() if not one.well]
    assert len(found) == 1 and kept.stored_as in found[0].says and "backup" in found[0].mend
