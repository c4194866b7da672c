"""Institutions are kept by administrators; which of them is a secret place decides whether its address may be covered."""

from django.test import Client
from django.urls import reverse

from ligzda.access.models import AuditEntry
from ligzda.people.models import Organisation
from tests.cast import Cast, door

FIELDS = {"name": "Drošā māja", "kind": "other", "address": "Liepu iela 12, Bauska", "is_secret_place": "on"}


def test_an_administrator_adds_and_changes_them_and_the_trail_knows(cast: Cast, client: Client) -> None:
    client.force_login(cast.users["admin"])
    assert client.post(reverse("people:new_institution"), FIELDS | {"form_key": "a" * 32}).status_code == 302
    row = Organisation.objects.get(name="Drošā māja")
    assert row.is_secret_place and row.lookup and row.folded == "drosa maja"
    listed = client.get(reverse("people:institutions")).content.decode()
    assert "Drošā māja" in listed and "slepena vieta" in listed
    page = reverse("people:institution", args=[row.key])
    changed = {name: value for name, value in FIELDS.items() if name != "is_secret_place"}
    assert client.post(page, changed | {"form_key": "b" * 32}).status_code == 302
    row.refresh_from_db()
    assert not row.is_secret_place
    assert set(AuditEntry.objects.values_list("act", flat=True)) >= {"add_institution", "change_institution"}
    assert client.post(page, changed | {"name": "", "form_key": "c" * 32}).status_code == 422


def test_nobody_else_opens_the_list(cast: Cast, client: Client) -> None:
    row = Organisation.objects.create(name="Skola", folded="skola")
    for url in (reverse("people:institutions"), reverse("people:new_institution"), reverse("people:institution", args=[row.key])):
        assert door(client, cast.users["admin"], url) == 200
        for who in ("worker_in", "coordinator", "auditor", "partner", "nobody"):
            assert door(client, cast.users[who], url) == 404, (who, url)
