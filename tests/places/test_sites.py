"""Sites: opened by an administrator, each with a circle of its own."""

import pytest
from django.test import Client
from django.urls import reverse

from ligzda.kernel.refused import Refused
from ligzda.places.actions import change_site, open_site
from ligzda.places.models import Site
from tests.cast import Cast, door, make_territory

ALL = ("worker_in", "worker_out", "coordinator", "intake", "manager", "leader", "partner", "auditor", "admin", "nobody")


@pytest.mark.parametrize("name", ["places:sites", "places:new_site", "places:site"])
def test_doors(cast: Cast, client: Client, name: str) -> None:
    url = reverse(name, args=[cast.site.key] if name == "places:site" else [])
    assert {who for who in ALL if door(client, cast.users[who], url) == 200} == {"admin"}
    assert {door(client, cast.users[who], url) for who in ALL if who != "admin"} == {404}
    assert door(client, None, url) == 302


def test_a_new_site_has_its_own_circle_below_the_organisation(cast: Cast, client: Client) -> None:
    client.force_login(cast.users["admin"])
    territory = make_territory("Cēsu novads")
    data = {"name": "Cēsu centrs", "territory": territory.pk, "prefix": "ce", "address": "Rīgas iela 1, Cēsis"}
    assert client.post(reverse("places:new_site"), data).status_code == 302
    site = Site.objects.get(prefix="CE")
    assert (site.circle.kind, site.circle.parent.kind, site.key) == ("site", "organisation", "cesucentrs")
    assert client.post(reverse("places:new_site"), data).status_code == 422
    data |= {"name": "Cēsu atbalsta centrs", "is_active": ""}
    assert client.post(reverse("places:site", args=[site.key]), data).status_code == 302
    site.refresh_from_db()
    assert (site.name, site.is_active) == ("Cēsu atbalsta centrs", False)


@pytest.mark.parametrize(("values", "field"), [({"name": " "}, "name"), ({"name": "A" * 200}, "name"), ({"prefix": "Ģ-1"}, "prefix")])
def test_what_cannot_be_a_site_is_refused(cast: Cast, values: dict[str, str], field: str) -> None:
    with pytest.raises(Refused) as refused:
        open_site(by=cast.actor("admin"), **{"name": "Centrs", "territory": cast.site.territory, "prefix": "XX", **values})
    assert refused.value.field == field


def test_only_an_administrator_opens_and_changes_sites(cast: Cast) -> None:
    with pytest.raises(Refused):
        open_site(by=cast.actor("coordinator"), name="Centrs", territory=cast.site.territory, prefix="XX")
    with pytest.raises(Refused):
        change_site(
            cast.site, by=cast.actor("coordinator"), name="Cits", territory=cast.site.territory, prefix="XX", address="", is_active=True
        )
