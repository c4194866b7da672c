"""Instruments are data: an organisation adds its own without code; a licensed one waits for its proof."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import translation

from ligzda.cases.actions import assessments, instruments
from ligzda.cases.catalogue import ensure_instruments
from ligzda.cases.forms.instruments import InstrumentForm, read_areas
from ligzda.cases.models import Instrument
from ligzda.cases.queries.assessments import instruments_in_use, sheet
from ligzda.kernel.refused import Refused
from tests.cases.world import World

LINES = "s1; Miegs; family; nemaz; maz; gana; labi; ļoti labi\n\nS2; Rotaļas; bērns"
TYPED: dict[str, Any] = {
    "key": "Sleep and play", "name_lv": "Miegs un rotaļas", "version": "1", "channel": "any", "lowest": 1, "highest": 5,
    "areas_lv": LINES,
}  # fmt: skip


@pytest.fixture
def admin(world: World, client: Client) -> Client:
    client.force_login(world.cast.users["admin"])
    return client


def added(admin: Client, **values: Any) -> Instrument:
    assert admin.post(reverse("cases:add_instrument"), TYPED | values).status_code == 302
    return Instrument.objects.get(key="sleep_and_play")


def test_an_instrument_is_added_without_code_and_families_are_assessed_with_it(world: World, admin: Client):
    ensure_instruments()
    own = added(admin)
    assert own.is_active and [(one.code, one.scored) for one in own.areas.all()] == [("s1", "family"), ("s2", "child")]
    assert own.areas.get(code="s1").anchor(5) == "ļoti labi"
    begun = assessments.begin(world.cast.case, by=world.worker_in, on=world.ago(1), instrument=own)
    assert [slot.label for slot in sheet(world.worker_in, begun).slots] == ["Miegs"]  # there is no child in this family
    admin.force_login(world.cast.users["worker_in"])
    page = admin.get(reverse("cases:assess", args=[world.cast.case.family.key, world.cast.case.key])).content.decode()
    assert "Dzīves jomas" in page and "Miegs un rotaļas" in page


def test_a_licensed_one_stays_off_until_the_proof_is_there(world: World, admin: Client):
    own = added(admin, needs_proof="on")
    assert not own.is_active and own not in instruments_in_use(world.worker_in)
    url = reverse("cases:instrument", args=[own.key])
    assert 'aria-describedby="why-not-on"' in admin.get(url).content.decode()
    assert admin.post(url).status_code == 422 and not Instrument.objects.get(pk=own.pk).is_active
    proof = reverse("cases:prove_instrument", args=[own.key])
    assert admin.post(proof, {"upload": SimpleUploadedFile("licence.pdf", b"MZ not a pdf")}).status_code == 422
    assert admin.post(proof, {"upload": SimpleUploadedFile("licence.pdf", b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n")}).status_code == 302
    assert admin.post(url).status_code == 302 and Instrument.objects.get(pk=own.pk).is_active
    admin.post(url)
    assert not Instrument.objects.get(pk=own.pk).is_active


def test_a_key_is_taken_once(admin: Client, world: World):
    added(admin)
    again = admin.post(reverse("cases:add_instrument"), TYPED)
    assert again.status_code == 422 and "Rotaļas; bērns" in again.content.decode()


@pytest.mark.parametrize(
    "line",
    [
        "s1; Miegs",
        "s1; ; family",
        "ā1; Miegs; family",
        "s1; Miegs; suns",
        "s1; Miegs; family!",
        "s1; Miegs; family; viens; divi",
        "s1; A; child\ns1; B; child",
    ],
)
def test_a_line_that_cannot_be_read_is_named(line: str):
    with pytest.raises(ValidationError) as error:
        read_areas(line, [1, 2, 3, 4, 5])
    assert len(error.value.messages) == 1 and str(line.count("\n") + 1) in error.value.messages[0]


@pytest.mark.parametrize(("lowest", "highest"), [(5, 1), (1, 1), (1, 20)])
def test_a_scale_has_levels(admin: Client, lowest: int, highest: int):
    said = admin.post(reverse("cases:add_instrument"), TYPED | {"lowest": lowest, "highest": highest})
    assert said.status_code == 422 and not Instrument.objects.filter(key="sleep_and_play").exists()


def test_only_the_administrator_looks_after_instruments(world: World):
    for name in ("coordinator", "worker_in", "manager", "nobody"):
        with pytest.raises(Refused):
            instruments.add(by=world.cast.actor(name), key="x", areas=[])
        with pytest.raises(Refused):
            instruments.switch(ensure_instruments(), by=world.cast.actor(name), is_active=False)


ENGLISH = "s1; Sleep; family; none; little; some; good; very good\ns2; Play; child"


def changed(admin: Client, instrument: Instrument, **values: Any) -> Any:
    typed = {**TYPED, **InstrumentForm(initial=InstrumentForm.of(instrument)).initial, **values}
    return admin.post(
        reverse("cases:change_instrument", args=[instrument.key]), {name: value for name, value in typed.items() if value is not False}
    )


def test_it_speaks_three_languages_and_says_so_where_they_differ(world: World, admin: Client):
    own = added(admin, name_en="Sleep and play", areas_en=ENGLISH)
    area = own.areas.get(code="s1")
    assert (own.languages, area.name) == ("lv,en", {"lv": "Miegs", "en": "Sleep"})
    with translation.override("en"):
        assert (str(area), area.anchor(2), str(own)) == ("Sleep", "little", "Sleep and play")
    for wrong, field in (
        ({"areas_en": "s1; Sleep; family"}, "areas_en"), ({"areas_en": "s2; Play; child\ns1; Sleep; family"}, "areas_en"),
        ({"areas_en": "s1; Sleep; child\ns2; Play; child"}, "areas_en"), ({"name_en": ""}, "name_en"),
    ):  # fmt: skip
        form = InstrumentForm({**TYPED, "name_en": "Sleep", "areas_en": ENGLISH, **wrong})
        assert not form.is_valid() and list(form.errors) == [field]
    empty = InstrumentForm({**TYPED, "areas_lv": " "})
    assert list(empty.errors) == ["areas_lv"]


def test_what_stands_there_comes_back_word_for_word(world: World, admin: Client):
    ours = ensure_instruments()
    before = list(ours.areas.values())
    assert changed(admin, ours).status_code == 302
    assert list(ours.areas.values()) == before and not Instrument.objects.filter(replaces=ours).exists()


def test_of_a_used_one_other_words_are_a_new_version_and_the_recorded_levels_keep_theirs(world: World, admin: Client):
    own = added(admin)
    done = world.begun(world.cast.case)  # our own instrument is in use too
    begun = assessments.begin(world.cast.case, by=world.worker_in, on=world.ago(1), instrument=own)
    score = assessments.score(begun, by=world.worker_in, area=own.areas.get(code="s1"), person=None, own_level=2, level=3)
    other = LINES.replace("gana", "pietiekami")
    refused = changed(admin, own, areas_lv=other)
    assert refused.status_code == 422 and "pietiekami" in refused.content.decode()
    assert changed(admin, own, areas_lv=other, version="2").status_code == 302
    new = Instrument.objects.get(replaces=own)
    score.refresh_from_db()
    assert (score.area.anchor(3), new.areas.get(code="s1").anchor(3)) == ("gana", "pietiekami")
    assert (new.key, new.version, new.is_active) == ("sleep_and_play_v2", "2", True)
    assert instruments_in_use(world.worker_in) == [done.instrument, new]
    page = admin.get(reverse("cases:instrument", args=[own.key])).content.decode()
    assert "sleep_and_play_v2" in page and reverse("cases:change_instrument", args=[own.key]) not in page
    for again in (changed(admin, own, version="3", areas_lv=LINES), admin.post(reverse("cases:instrument", args=[own.key]))):
        assert again.status_code == 422
    assert changed(admin, new, areas_lv=other.replace("maz;", "nedaudz;")).status_code == 302  # nobody was assessed with it yet
    assert new.areas.get(code="s1").anchor(2) == "nedaudz" and Instrument.objects.filter(replaces=new).count() == 0


def test_a_missing_language_is_added_to_a_used_one_without_a_new_version(world: World, admin: Client):
    own = added(admin)
    assessments.begin(world.cast.case, by=world.worker_in, on=world.ago(1), instrument=own)
    area = own.areas.get(code="s1").pk
    assert changed(admin, own, name_en="Sleep and play", areas_en=ENGLISH).status_code == 302
    again = own.areas.get(code="s1")
    assert again.pk == area and again.name["en"] == "Sleep" and not Instrument.objects.filter(replaces=own).exists()


def test_a_new_version_under_another_licence_waits_for_its_proof(world: World, admin: Client):
    own = added(admin)
    assessments.begin(world.cast.case, by=world.worker_in, on=world.ago(1), instrument=own)
    assert changed(admin, own, areas_lv="s1; Miegs; family", version="2", licence="Pirkta", needs_proof="on").status_code == 302
    new = Instrument.objects.get(replaces=own)
    assert not new.is_active and new not in instruments_in_use(world.worker_in)


def test_a_semicolon_inside_a_text_is_kept(admin: Client, world: World):
    own = added(admin, areas_lv="s1; Miegs\\; atpūta; family")
    assert own.areas.get().name["lv"] == "Miegs; atpūta" and InstrumentForm.of(own)["areas"]["lv"] == "s1; Miegs\\; atpūta; ģimene"
