"""A hidden address is covered on everything that is rendered, in every spelling, for everybody who may not read it."""

import datetime as dt
import io
import re
import zipfile
from contextlib import suppress
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from ligzda.access.actor import Actor
from ligzda.access.fields import LookupField
from ligzda.access.shown import Shown
from ligzda.cases.models import Note
from ligzda.cooperation.models import Letter
from ligzda.desk.queries.hidden_places import places_of
from ligzda.kernel.text import squeeze
from ligzda.kernel.translated import Translated
from ligzda.people.models import Membership
from ligzda.places.actions import change_site
from ligzda.portal.actions import family_access
from ligzda.safeguarding.actions import addresses
from ligzda.safeguarding.hidden import near_person
from ligzda.safeguarding.redaction import cover, veiled
from ligzda.services.actions import sessions
from ligzda.services.models import ServiceType
from tests.cases.world import World, make_world
from tests.cast import make_family, make_person, make_seat
from tests.safeguarding.test_leaks import places
from tests.services.granted import granted

HIDDEN = "Brīvības iela 15-3, Bauska"
SPELLED = (
    "Brīvības 15-3", "Brīvības ielas 15. nama", "Brīvības i. 15-3", "Brīvības iel. 15 - 3", "Brīvības iela Nr. 15", "15 Brīvības iela",
    "Brīvības ielā15", "улица Бривибас, д. 15, кв. 3", "Бривибас 15-3", "BRIVIBAS IELA 15", "Brī\u00advības ielā 15", "Brīvības\u00a0ielā 15 dz. 3",
)  # fmt: skip
TOLD = "Viņa tagad dzīvo " + "; vai ".join(SPELLED) + ", otrajā stāvā."


@pytest.fixture
def world(db: None, settings: Any, tmp_path: Any) -> World:
    settings.MEDIA_ROOT = tmp_path
    return make_world()


@pytest.fixture
def hidden(world: World) -> World:
    """Typed in a note, a plan, a letter that went out; then hidden by the coordinator, who alone reads it."""
    cast = world.cast
    Note.objects.create(case=cast.case, date=world.today, text=TOLD, author=cast.users["worker_in"])
    plan = world.planned(cast.case)
    plan.family_words = TOLD
    plan.save(update_fields=["family_words"])
    letter = world.letter()
    Letter.objects.filter(pk=letter.pk).update(body=TOLD)
    addresses.hide(cast.family.memberships.get().person, by=cast.actor("coordinator"), text=HIDDEN)
    return world


def tells(text: str) -> bool:
    """Without blanks, marks and punctuation, in both scripts: does the street stand there with the number of the house beside it?"""
    said = squeeze(text).replace("бривибас", "brivibas").replace("brivbas", "brivibas")
    return any(
        one in said
        for one in ("brivibas15", "brivibasiela15", "brivibasielas15", "brivibasi15", "15brivibas", "brivibasielanr15", "brivibasiel15")
    )


def words_of(content: bytes, kind: str) -> str:
    if kind == "application/pdf":
        return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as whole:
            return " ".join(whole.read(name).decode() for name in whole.namelist() if name.endswith(".xml"))
    return content.decode()


def test_the_finder_of_these_tests_sees_what_is_open() -> None:
    assert all(tells(one) for one in SPELLED if "д." not in one) and not tells("Viņa dzīvo [aizsargāta adrese], otrajā stāvā.")


def test_every_paper_is_covered_for_all(hidden: World, client: Client) -> None:
    case = hidden.cast.case
    plan, letter = case.plans.get(), Letter.objects.get()
    family = case.family.key
    of_case = [family, case.key]
    papers = [reverse("cases:plan_print", args=[*of_case, plan.key]), reverse("desk:client_file", args=of_case)]
    for kind, key in (("plan", plan.key), ("letter", letter.key)):
        page = reverse("desk:paper", args=[*of_case, kind, key])
        papers += [page, f"{page}?as=docx"]
    for who in ("worker_in", "coordinator"):
        client.force_login(hidden.cast.users[who])
        for paper in papers:
            answer = client.get(paper)
            assert answer.status_code == 200, paper
            text = words_of(answer.getvalue(), answer.headers["Content-Type"])
            assert not tells(text) and "otrajā" in text, paper


def test_a_page_is_covered_for_everybody_but_its_readers(hidden: World) -> None:
    circles = [hidden.cast.circle.pk]
    for who in ("worker_in", "auditor", "intake"):
        assert not tells(cover(hidden.cast.actor(who), circles, f"<p>{TOLD}</p>")), who
    assert cover(hidden.cast.actor("coordinator"), circles, f"<p>{TOLD}</p>") == f"<p>{TOLD}</p>"
    assert cover(hidden.cast.actor("worker_out"), [hidden.cast.other_case.circle_id], TOLD) == TOLD  # anybody else's text
    assert cover(hidden.cast.actor("worker_in"), [], TOLD) == TOLD


def test_hidden_and_not_hidden_cost_the_same_statements(hidden: World, django_assert_num_queries: Any) -> None:
    told = Shown()
    told.tell(hidden.cast.case.notes.get())
    for circle in (hidden.cast.circle, hidden.cast.other_case.circle):
        for shown, count in ((None, 1), (told, 2)):
            with django_assert_num_queries(count):
                cover(hidden.cast.actor("worker_in"), [circle.pk], TOLD, shown)
    with django_assert_num_queries(0):
        cover(hidden.cast.actor("worker_in"), [], TOLD)


def test_what_goes_out_to_the_family_is_covered(hidden: World) -> None:
    assert not tells(veiled(hidden.cast.family, TOLD)) and near_person(hidden.cast.family.memberships.get().person)


def test_in_a_family_that_was_merged_it_is_covered_too(hidden: World) -> None:
    before = hidden.cast.family.memberships.get()
    double = make_family("Vītoliņi", root=hidden.cast.family)
    type(before).objects.filter(pk=before.pk).update(family=double)
    assert not tells(veiled(hidden.cast.family, TOLD)) and not tells(veiled(double, TOLD))


def test_who_hides_is_shown_where_it_stands_and_who_has_it(hidden: World, client: Client) -> None:
    cast, mother = hidden.cast, hidden.cast.family.memberships.get().person
    kept = mother.hidden_addresses.get()
    places = places_of(cast.actor("coordinator"), kept)
    assert len(places.texts) == 2 and not places.is_elsewhere  # the note and the plan
    client.force_login(cast.users["coordinator"])
    page = reverse("desk:hidden_address", args=[mother.key])
    told = client.get(page).content.decode()
    assert all(one.url in told for one in places.texts)
    for who in ("worker_in", "auditor", "worker_out"):
        client.force_login(cast.users[who])
        assert client.get(page).status_code == 404, who


def test_what_is_not_for_the_reader_is_told_as_elsewhere_only(hidden: World) -> None:
    cast, mother = hidden.cast, hidden.cast.family.memberships.get().person
    make_seat(cast.circle, cast.users["leader"], "specialist")
    Note.objects.create(case=cast.case, date=hidden.today, tier="professional", sealed_text=TOLD, author=cast.users["leader"])
    places = places_of(cast.actor("coordinator"), mother.hidden_addresses.get())
    assert places.is_elsewhere and len(places.texts) == 2


def test_a_letter_that_went_out_with_it_is_told_with_its_receiver(world: World) -> None:
    cast, mother = world.cast, world.cast.family.memberships.get().person
    letter = world.letter()
    letter.disclosures.update(what=f"Par bērnu\n{TOLD}")
    addresses.hide(mother, by=cast.actor("worker_in"), text=HIDDEN)
    sent = places_of(cast.actor("worker_in"), mother.hidden_addresses.get()).sent
    assert [(one.to, one.number) for one in sent] == [
        (", ".join(part for part in (letter.institution, letter.name) if part), cast.case.number)
    ]


def test_the_own_site_is_never_covered_but_a_secret_place_is(world: World) -> None:
    cast, mother = world.cast, world.cast.family.memberships.get().person
    site = cast.site
    values = {"name": site.name, "territory": site.territory, "prefix": site.prefix, "address": "Brīvības iela 15", "is_active": True}
    change_site(site, by=cast.actor("admin"), **values)
    addresses.hide(mother, by=cast.actor("coordinator"), text=f"Brīvības iela 15, {site.territory.name}")
    said = "Tikšanās centrā Brīvības ielā 15, dzīvoklī Brīvības ielā 15-3."
    assert veiled(cast.family, said) == "Tikšanās centrā Brīvības ielā 15, dzīvoklī [aizsargāta adrese]."
    change_site(site, by=cast.actor("admin"), is_secret_place=True, **values)
    assert not tells(veiled(cast.family, said))


def pages(world: World) -> list[str]:
    case = world.cast.case
    here = [case.family.key, case.key]
    return [
        case.get_absolute_url(), reverse("desk:family", args=here[:1]), reverse("cases:plan", args=here), reverse("desk:family_access", args=here[:1]),
        reverse("cooperation:letter", args=[*here, Letter.objects.get().key]), f"{reverse('desk:search')}?q=stāvā", f"{reverse('desk:search')}?q=brivib",
        reverse("desk:cooperation", args=here),
    ]  # fmt: skip


@pytest.mark.parametrize("who", ["worker_in", "auditor", "coordinator"])
def test_every_page_of_the_file_is_covered_also_for_an_auditor_and_open_for_its_readers(hidden: World, client: Client, who: str) -> None:
    client.force_login(hidden.cast.users[who])
    told = {}
    for page in pages(hidden):
        answer = client.get(page)
        if answer.status_code == 200:
            told[page] = answer.content.decode().replace("brivib", "")  # the words of the search itself
    assert len(told) >= 5
    names = [page for page, text in told.items() if tells(text)]
    covers = [page for page, text in told.items() if "[aizsargāta adrese]" in text]
    if who == "coordinator":
        assert names  # who may read it reads it where it was typed
    else:
        assert not names and len(covers) >= 3


def test_the_search_finds_nobody_by_a_hidden_address_in_any_spelling(hidden: World, client: Client) -> None:
    client.force_login(hidden.cast.users["worker_in"])
    for typed in ("brivibas 15", "Brīvības ielas 15. nama", "Бривибас", "brivibas"):
        assert not client.get(reverse("desk:search"), {"q": typed}).context["hits"].rows, typed
    assert client.get(reverse("desk:search"), {"q": "otrajā stāvā"}).context["hits"].rows


def test_messages_on_the_familys_own_page_are_covered(world: World, client: Client) -> None:
    cast = world.cast
    him = make_person("Andris", birth_date=dt.date(1985, 3, 2))
    Membership.objects.create(family=cast.family, person=him, role="father")
    access, link = family_access.invite(
        cast.case, by=cast.actor("coordinator"), person=him, email="andris@example.org", site_address="https://ligzda.example", is_child=False,
        plan="family", sees_appointments=True, sees_readers=True, sees_names=True,
    )  # fmt: skip
    user = family_access.accept(link.rstrip("/").rsplit("/", 1)[1], by=Actor(None), password="Kastaņa-17-koks")
    access.refresh_from_db()
    family_access.write(access, by=cast.actor("worker_in"), text=TOLD)
    addresses.hide(next(one.person for one in cast.family.memberships.exclude(person=him)), by=cast.actor("coordinator"), text=HIDDEN)
    client.force_login(user)
    told = client.get(reverse("portal:my_messages")).content.decode()
    assert "otrajā stāvā" in told and not tells(told)
    client.force_login(cast.users["worker_in"])
    told = client.get(reverse("portal:family_messages", args=[cast.family.key, cast.case.key, access.key])).content.decode()
    assert not tells(told)


def test_a_letter_sent_before_is_opened_covered(world: World, client: Client) -> None:
    letter = world.letter(body=TOLD)
    addresses.hide(world.cast.family.memberships.get().person, by=world.cast.actor("coordinator"), text=HIDDEN)
    client.force_login(world.cast.users["worker_in"])
    for name, key in (("cooperation:letter_paper", letter.key), ("desk:document", letter.file.key)):
        answer = client.get(reverse(name, args=[world.cast.family.key, world.cast.case.key, key]))
        text = words_of(answer.getvalue(), "application/pdf")
        assert answer.status_code == 200 and "stāvā" in text and not tells(text), name


PLANTED, PUBLIC = "Brīvības 15-3", {"access.user", "people.address", "safeguarding.hiddenaddress", "people.person", "people.family"}


def plant() -> int:
    """The address in every column in which somebody may write something of somebody, of every table: new ones are found by themselves."""
    count = 0
    for model in apps.get_models():
        personal = getattr(model, "Personal", None)
        if personal is None or model._meta.label_lower in PUBLIC or model._meta.app_label == "projects":
            continue
        names = personal.identifying | personal.sensitive
        for column in model._meta.concrete_fields:
            is_free = isinstance(column, models.TextField | models.CharField) and not isinstance(column, LookupField) and not column.choices
            if column.name in names - {"drawing"} and is_free and (column.max_length or 999) >= 100:
                with suppress(IntegrityError), transaction.atomic():  # what is sealed has no plain twin
                    count += model._default_manager.update(**{column.name: f"Tagad {PLANTED}, lūk."})
    return count


@pytest.mark.parametrize("who", ["worker_in", "auditor", "intake", "manager", "leader", "nobody"])
def test_whatever_was_typed_wherever_it_is_covered_on_every_page(world: World, client: Client, who: str) -> None:
    cast, mother = world.cast, world.cast.family.memberships.get().person
    everywhere = places(world, mother)
    world.noted()
    granted(world)
    service = ServiceType.objects.create(
        key="social_work", kind="consultation", name=Translated(lv="Sociālais darbs", en="Social work", lt="Socialinis darbas")
    )
    session = sessions.log(
        cast.case, by=world.worker_in, date=world.ago(1), service=service, minutes=60, theme="Saruna", place_note="Mājās", note="Piezīme"
    )
    make_seat(cast.circle, cast.users["nobody"], "family_assistant")
    assert plant() > 25
    addresses.hide(mother, by=cast.actor("coordinator"), text=HIDDEN)
    client.force_login(cast.users[who])
    opened, told = 0, []
    for place in [*everywhere, session.get_absolute_url(), reverse("people:person", args=[mother.key])]:
        answer = client.get(place)
        if answer.status_code == 200:
            opened += 1
            text = words_of(answer.getvalue(), answer.headers["Content-Type"])
            told += [f"{place}: {one}" for one in re.findall(r".{60}Brīvības.{60}", text, re.DOTALL)] if tells(text) else []
    assert opened > 3 and not told
