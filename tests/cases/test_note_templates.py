"""Recurring notes begin with a template; what somebody began to type counts more than a template."""

import pytest
from django.test import Client
from django.urls import reverse

from ligzda.access import drafts
from ligzda.cases.actions.note_templates import write_template
from ligzda.cases.catalogue import ensure_note_templates
from ligzda.cases.models import NoteTemplate
from ligzda.kernel.languages import LANGUAGES
from ligzda.kernel.refused import Refused
from ligzda.kernel.translated import Translated
from tests.cases.world import World


@pytest.fixture
def template(world: World) -> NoteTemplate:
    return write_template(
        None, by=world.coordinator, order=1, is_active=True, name=Translated(lv="Zvans"), text=Translated(lv="Kurš zvanīja:")
    )


def address(world: World, query: str = "") -> str:
    case = world.cast.case
    return reverse("cases:note", args=[case.family.key, case.key]) + query


def test_a_chosen_template_stands_in_the_form_without_any_script(world: World, client: Client, template: NoteTemplate) -> None:
    client.force_login(world.cast.users["worker_in"])
    page = client.get(address(world)).content.decode()
    assert f"?template={template.key}" in page and "Kurš zvanīja:" not in page
    assert "Kurš zvanīja:" in client.get(address(world, f"?template={template.key}")).content.decode()
    assert client.get(address(world, "?template=nonsense")).status_code == 200


def test_an_unfinished_note_is_not_overwritten_by_a_template(world: World, client: Client, template: NoteTemplate) -> None:
    drafts.keep(world.worker_in, "cases.note", world.cast.case.key, {"text": "Jau rakstīju."})
    client.force_login(world.cast.users["worker_in"])
    page = client.get(address(world, f"?template={template.key}")).content.decode()
    assert "Jau rakstīju." in page and "Kurš zvanīja:" not in page


def test_a_template_that_is_put_away_is_offered_no_more(world: World, client: Client, template: NoteTemplate) -> None:
    write_template(
        template, by=world.coordinator, order=1, is_active=False, name=Translated(lv="Zvans"), text=Translated(lv="Kurš zvanīja:")
    )
    client.force_login(world.cast.users["worker_in"])
    assert f"?template={template.key}" not in client.get(address(world)).content.decode()


def test_a_coordinator_writes_one_on_the_page_and_a_half_filled_language_is_refused(world: World, client: Client) -> None:
    client.force_login(world.cast.users["coordinator"])
    sent = {"order": "2", "is_active": "on", "name_lv": "Vizīte"}
    answer = client.post(reverse("cases:note_template_new"), sent)
    assert answer.status_code == 422 and "Vizīte" in answer.content.decode()
    assert client.post(reverse("cases:note_template_new"), sent | {"text_lv": "Kas bija mājās:"}).status_code == 302
    one = NoteTemplate.objects.get()
    assert client.post(reverse("cases:note_template", args=[one.key]), sent | {"name_lv": "Apmeklējums", "text_lv": "x"}).status_code == 302
    assert str(NoteTemplate.objects.get()) == "Apmeklējums"


def test_a_worker_changes_none(world: World, client: Client, template: NoteTemplate) -> None:
    with pytest.raises(Refused):
        write_template(template, by=world.worker_in, order=1, is_active=True, name=Translated(lv="x"), text=Translated(lv="y"))
    client.force_login(world.cast.users["worker_in"])
    assert client.get(reverse("cases:note_template", args=[template.key])).status_code == 404


def test_an_organisation_begins_with_templates_in_three_languages_and_keeps_its_own(db: None) -> None:
    ensure_note_templates()
    assert NoteTemplate.objects.count() == 3
    assert all(set(one.name) == set(one.text) == set(LANGUAGES) for one in NoteTemplate.objects.all())
    NoteTemplate.objects.exclude(order=1).delete()
    ensure_note_templates()
    assert NoteTemplate.objects.count() == 1
