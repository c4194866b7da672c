"""Instruments are data: an organisation adds its own without code; a licensed one waits for its proof."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from ligzda.cases.actions import assessments, instruments
from ligzda.cases.catalogue import ensure_instruments
from ligzda.cases.forms.instruments import read_areas
from ligzda.cases.models import Instrument
from ligzda.cases.queries.assessments import instruments_in_use, sheet
from ligzda.kernel.refused import Refused
from tests.cases.world import World

LINES = "s1; Miegs; family; nemaz; maz; gana; labi; ļoti labi\n\nS2; Rotaļas; bērns"
TYPED: dict[str, Any] = {
    "key": "Sleep and play", "name": "Miegs un rotaļas", "language": "lv", "version": "1", "channel": "any", "lowest": 1, "highest": 5,
    "areas": LINES,
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
            instruments.add(by=world.cast.actor(name), key="x", language="lv", name="X", areas=[])
        with pytest.raises(Refused):
            instruments.switch(ensure_instruments(), by=world.cast.actor(name), is_active=False)
