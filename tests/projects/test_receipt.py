"""A number leads to its rule and its rows: pseudonyms for the project manager, names only for those in the circle."""

import csv
import io
import re

import pytest
from django.test import Client
from django.urls import reverse

from ligzda.kernel.translated import Translated
from ligzda.measure.shown import ShownCell
from ligzda.places.models import Site
from ligzda.projects import provenance
from ligzda.projects.actions import plan
from ligzda.projects.models import Project
from ligzda.projects.queries import drill
from ligzda.projects.queries.overview import overview
from tests.cast import Cast
from tests.projects.world import END, SYSTEM, make_mac150, serve_families

pytestmark = pytest.mark.django_db
DAY = f"?as-of={END.isoformat()}"


@pytest.fixture
def project(cast: Cast) -> Project:
    found = make_mac150(cast)
    serve_families(cast, found, 30, 45)
    return found


def page(client: Client, user: object, code: str = "families", query: str = "") -> str:
    client.force_login(user)
    answer = client.get(reverse("projects:figure", args=["mac150", code]) + DAY + query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_manager_reads_pseudonyms_and_no_name(cast: Cast, project: Project, client: Client) -> None:
    found = page(client, cast.manager)
    assert found.count("G-") == 25
    assert "Ģimene 1" not in found
    assert "Bērziņ" not in page(client, cast.manager, "persons")


def test_the_coordinator_reads_the_names_of_the_own_site_only(cast: Cast, project: Project, client: Client) -> None:
    found = page(client, cast.coordinator)
    assert "Ģimene 1<" in found
    assert "Ģimene 30" not in found


def test_pseudonyms_are_the_same_every_time_and_the_next_page_has_others(cast: Cast, project: Project, client: Client) -> None:
    first = page(client, cast.manager)
    names = re.findall(r"G-[2-9A-HJKMNP-Z]{5}", first)
    assert names == re.findall(r"G-[2-9A-HJKMNP-Z]{5}", page(client, cast.manager)) and len(set(names)) == 25
    after = first.split("after=")[1].split('"')[0]
    assert page(client, cast.manager, query=f"&after={after}").count("G-") == 5


def test_a_page_that_is_just_full_leads_no_further(cast: Cast, project: Project, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    for size, leads_on in ((29, True), (30, False), (31, False)):
        monkeypatch.setattr(drill, "PAGE", size)
        assert ("after=" in page(client, cast.manager)) is leads_on, size


def test_the_file_of_a_part_holds_the_rows_of_that_part(cast: Cast, project: Project, client: Client) -> None:
    whole, *parts = [
        set(re.findall(r"G-[2-9A-HJKMNP-Z]{5}", page(client, cast.manager, query=f"&format=csv{asked}")))
        for asked in ("", f"&site={cast.site.key}", f"&site={cast.other_site.key}")
    ]
    assert len(whole) == 30 and all(parts) and whole == parts[0] | parts[1] and not parts[0] & parts[1]


def test_the_file_is_safe_and_holds_pseudonyms_even_for_those_who_know_the_names(cast: Cast, project: Project, client: Client) -> None:
    client.force_login(cast.manager)
    answer = client.get(reverse("projects:figure", args=["mac150", "families"]) + DAY + "&format=csv")
    text = answer.content.decode()
    assert answer["Content-Type"].startswith("text/csv")
    assert text.count("G-") == 30
    assert "Ģimene 1" not in page(client, cast.coordinator, query="&format=csv")


@pytest.mark.parametrize("text", ["=1+1", "@SUM(A1)", "+cmd|'/C calc'!A0", "-2+3", "\t=1"])
def test_what_somebody_typed_is_no_formula_in_a_file(cast: Cast, project: Project, client: Client, text: str) -> None:
    plan.set_target(project, by=SYSTEM, code="films", value=3, title=Translated(lv=text))
    Site.objects.filter(pk=cast.site.pk).update(name=text)
    client.force_login(cast.manager)
    for code in ("films", "families", "families&by=site"):
        code, _and, query = code.partition("&")
        answer = client.get(reverse("projects:figure", args=["mac150", code]) + DAY + f"&format=csv&{query}")
        assert answer.status_code == 200
        cells = [cell for row in csv.reader(io.StringIO(answer.content.decode().removeprefix("\ufeff")), delimiter=";") for cell in row]
        assert not [cell for cell in cells if cell[:1] in "=+-@\t" and cell], cells[:9]


def test_the_receipt_says_rule_version_fingerprint_and_why_rows_exceed_the_total(cast: Cast, project: Project, client: Client) -> None:
    found = page(client, cast.manager, query="&by=service")
    for text in ("noteikuma redakcija", "Nospiedums", "Sākotnējais mērķis 100", "Mērķis 116"):
        assert text in found


@pytest.mark.parametrize("query", ["&by=colour", "&by=event", "&service=x&by=sex"])
def test_a_split_the_figure_does_not_have_is_no_page(cast: Cast, project: Project, client: Client, query: str) -> None:
    client.force_login(cast.manager)
    assert client.get(reverse("projects:figure", args=["mac150", "families"]) + DAY + query).status_code == 404


def test_a_code_that_nobody_knows_is_no_page(cast: Cast, project: Project, client: Client) -> None:
    client.force_login(cast.manager)
    assert client.get(reverse("projects:figure", args=["mac150", "nothing"])).status_code == 404


def test_the_table_of_a_receipt_holds_every_row_of_its_split(cast: Cast, project: Project, client: Client) -> None:
    found = drill.receipt(cast.actor("manager"), project, "families", END, by=("site",))
    written = provenance.table(project, found, shows_recorded=False)
    told = [[cell["text"] for cell in row["cells"]] for row in written["rows"]]
    assert sorted(line[0] for line in told) == ["Bauska", "Valmiera"]
    assert sum(int(line[1]) for line in told) == 30


def test_whoever_is_behind_a_number_is_named_only_to_whom_they_are_open(cast: Cast) -> None:
    ids = [cast.case.family.pk, cast.other_case.family.pk]
    people = [family.memberships.get().person_id for family in (cast.case.family, cast.other_case.family)]
    by = cast.actor("coordinator")
    assert (set(drill.names(by, "family", ids)), set(drill.names(by, "person", people))) == ({ids[0]}, {people[0]})
    assert drill.names(cast.actor("manager"), "family", ids) == drill.names(SYSTEM, "family", ids) == {}


def test_a_part_that_was_promised_stands_with_its_targets_and_what_is_reached(cast: Cast) -> None:
    project = make_mac150(cast)
    serve_families(cast, project, 30, 45)
    for value in (10, 20):
        plan.set_target(project, by=SYSTEM, code="families", dimension="site=bauska", value=value, title=Translated(lv="Bauskas ģimenes"))
    [(part, shown)] = overview(cast.actor("manager"), Project.objects.get(pk=project.pk), END, "lv").promised
    assert (part.code, dict(part.where), shown.title) == ("families", {"site": "bauska"}, "Bauskas ģimenes")
    assert [(target.value, target.original) for target in shown.planned] == [(10, True), (20, False)]
    assert shown.value == 13 and [target.attainment for target in shown.planned] == [130, 65]


@pytest.mark.parametrize(
    ("code", "where", "split"),
    [("area_change", {}, ("area",)), ("area_change", {"area": "housing"}, ()), ("families", {}, ()), ("films", {}, ())],
)
def test_what_is_never_one_number_is_split_unless_one_part_of_it_was_asked_for(
    code: str, where: dict[str, str], split: tuple[str, ...]
) -> None:
    assert drill.split_at_once(code, where) == split


@pytest.mark.parametrize(
    ("row", "words"),
    [({"value": None, "recorded": 7}, "7"), ({"value": 7, "recorded": 7}, "–"), ({"value": None}, "–"), ({"value": 0, "recorded": 0}, "–")],
)
def test_what_is_recorded_stands_beside_a_number_that_is_not_printed(row: dict[str, int | None], words: str) -> None:
    assert provenance._recorded(ShownCell(**row)) == words
