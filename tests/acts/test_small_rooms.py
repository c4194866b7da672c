"""What the acts of places, documents and the desk leave in the trail."""

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document

from ligzda.access.actor import Actor
from ligzda.access.homes import organisation
from ligzda.cases.actions import steps
from ligzda.desk.actions import digest
from ligzda.documents.actions import files, templates
from ligzda.places import actions as places
from ligzda.places.models import Site
from tests.acts.trail import Trail, line
from tests.cases.world import World
from tests.cast import Cast, make_territory

pytestmark = pytest.mark.django_db


def word_document() -> SimpleUploadedFile:
    out = io.BytesIO()
    document = Document()
    document.add_paragraph("Labdien!")
    document.save(out)
    return SimpleUploadedFile("veidlapa.docx", out.getvalue())


def test_a_site_stands_in_the_circle_that_it_gets(trail: Trail, admin: Actor) -> None:
    site = trail.call(places.open_site, name="Iecava", territory=make_territory("Iecavas pagasts"), prefix="IE", by=admin)
    trail.leaves(line("open_site", site, site.circle))


def test_a_site_that_is_taken_out_of_use(trail: Trail, cast: Cast, admin: Actor) -> None:
    site: Site = cast.site
    said: dict[str, Any] = {"name": "Bauska", "territory": site.territory, "prefix": "BA", "address": "Uzvaras 1", "is_active": False}
    trail.call(places.change_site, site, by=admin, **said)
    trail.leaves(line("change_site", site, site.circle, address=("", "Uzvaras 1"), is_active=(True, False)))


def test_a_file_of_ours_that_is_kept(trail: Trail, cast: Cast) -> None:
    said = {"name": "vēstule.txt", "content": b"Labdien!", "content_type": "text/plain"}
    kept = trail.call(files.keep, cast.circle, by=cast.actor("worker_in"), **said)
    trail.leaves(line("attachment.added", kept, cast.circle))


def test_a_file_that_somebody_sends(trail: Trail, cast: Cast) -> None:
    kept = trail.call(files.store, cast.circle, upload=SimpleUploadedFile("kopija.txt", b"Kopija."), by=cast.actor("worker_in"))
    trail.leaves(line("attachment.added", kept, cast.circle))


def test_a_file_that_should_not_be_there(trail: Trail, cast: Cast, world: World) -> None:
    file = world.filed()
    trail.call(files.void, file, reason="Cita ģimene.", by=cast.actor("worker_in"))
    trail.leaves(line("attachment.voided", file, cast.circle))


def test_a_template_of_the_organisation(trail: Trail, admin: Actor) -> None:
    added = trail.call(templates.add_template, kind="school", language="lv", upload=word_document(), by=admin)
    trail.leaves(line("template.added", added, organisation()))


def test_a_template_that_is_put_away(trail: Trail, admin: Actor) -> None:
    added = templates.add_template(by=admin, kind="school", language="lv", upload=word_document())
    trail.call(templates.put_away, added, by=admin)
    trail.leaves(line("template.put_away", added, organisation()))


def test_the_numbers_of_the_day_are_told_of_the_account(trail: Trail, cast: Cast, world: World) -> None:
    worker = cast.users["worker_in"]
    assert worker
    steps.add_step(cast.case, by=world.worker_in, text="Zvanīt skolai", owner=steps.Owner(user=worker), due_date=world.today)
    assert trail.call(digest.send_digest, worker, by=Actor.system("digest"))
    trail.leaves(line("send_digest", worker, organisation()))
