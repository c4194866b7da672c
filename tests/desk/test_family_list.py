"""The list of families answers who needs somebody: filters combine, unknown is no date, and nothing shows what one may not read."""

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ligzda.access.actor import Actor
from ligzda.cases.models import Case, Episode
from ligzda.desk.queries.families import FamilyFilter, FamilyLine, families
from ligzda.kernel import clock
from ligzda.people.actions.families import add_member
from ligzda.services.catalogue import ensure_catalogue
from ligzda.services.models import Session
from tests.cast import Cast, make_family, make_family_case, make_person, make_seat
from tests.desk.test_supervision import met

URL = reverse("desk:families")
DAY = dt.timedelta(days=1)
LONG_AGO = dt.date(2025, 1, 1)


@pytest.fixture
def house(cast: Cast) -> dict[str, Case]:
    """Three files of one centre: met long ago, met today, never met."""
    ensure_catalogue()
    found = {}
    for name in ("Zeltiņu", "Ābeļu", "Nekad"):
        found[name] = make_family_case(cast.site, cast.project, family=make_family(f"{name} ģimene"))
        Episode.objects.filter(case=found[name]).update(admitted_date=LONG_AGO)
    met(found["Zeltiņu"], clock.today() - 70 * DAY)
    met(found["Ābeļu"], clock.today())
    return found


def shown(actor: Actor, **asked: object) -> list[FamilyLine]:
    return families(actor, FamilyFilter(**asked))[0:26]  # type: ignore[arg-type]


def names(actor: Actor, **asked: object) -> list[str]:
    return [row.name.split()[0] for row in shown(actor, **asked) if not row.name.startswith("Vītol")]


def test_never_met_stands_first_then_who_was_met_longest_ago(cast: Cast, house: dict[str, Case]) -> None:
    assert names(cast.actor("coordinator"), order="contact") == ["Nekad", "Zeltiņu", "Ābeļu"]
    assert names(cast.actor("coordinator"), order="name") == ["Ābeļu", "Nekad", "Zeltiņu"]


def test_no_contact_for_so_many_days_combines_with_the_others(cast: Cast, house: dict[str, Case]) -> None:
    boss, worker = cast.actor("coordinator"), cast.users["worker_in"]
    make_seat(house["Nekad"].circle, worker, "case_worker", is_responsible=True)
    assert set(names(boss, silent=30)) == {"Nekad", "Zeltiņu"}
    assert names(boss, silent=90) == ["Nekad"]
    assert names(boss, silent=30, worker=worker.key) == ["Nekad"]
    assert names(boss, silent=30, text="Zelti") == ["Zeltiņu"]
    assert names(boss, silent=30, state="closed") == names(boss, silent=30, site="nowhere") == []


@pytest.mark.parametrize("change", [{"status": "no_show"}, {"status": "planned"}, {"mode": "group"}, {"voided_at": clock}])
def test_only_a_meeting_that_took_place_is_a_contact(cast: Cast, house: dict[str, Case], change: dict[str, object]) -> None:
    change = {name: clock.now() if value is clock else value for name, value in change.items()}
    Session.objects.filter(case=house["Ābeļu"]).update(**change)
    assert [row.last for row in shown(cast.actor("coordinator")) if row.name.startswith("Ābeļu")] == [None]


def test_overdue_is_the_earliest_term_and_the_same_as_in_supervision(cast: Cast, house: dict[str, Case]) -> None:
    boss = cast.actor("coordinator")
    Episode.objects.filter(case=house["Nekad"]).update(state="assessment")
    [row] = [row for row in shown(boss, overdue=True) if row.name.startswith("Nekad")]
    assert row.term is not None and row.term.due_date == LONG_AGO + 30 * DAY
    assert names(boss, overdue=True) == ["Nekad"]
    assert names(boss, overdue=True, state="active") == []


def test_who_may_not_read_the_file_learns_neither_contact_nor_term(cast: Cast, house: dict[str, Case], client: Client) -> None:
    make_seat(house["Zeltiņu"].circle, cast.users["partner"], "municipal_partner")
    partner = cast.actor("partner")
    plain = [(row.name, row.last, row.term, row.knows) for row in shown(partner)]
    assert plain == [("Zeltiņu ģimene", None, None, False)]
    assert [row.name for row in shown(partner, order="contact")] == ["Zeltiņu ģimene"]
    client.force_login(cast.users["partner"])
    usual, asked = (client.get(URL, query).content.decode() for query in ({}, {"silent": "30", "overdue": "1", "sort": "contact"}))
    for page in (usual, asked):
        assert "Zeltiņu" in page and "Pēdējā saziņa" not in page and "silent=" not in page.split("<main")[1].split("data-more")[0]


def test_in_a_file_of_ones_own_contact_is_shown_and_beside_it_not(cast: Cast, house: dict[str, Case]) -> None:
    user = cast.users["partner"]
    make_seat(house["Zeltiņu"].circle, user, "municipal_partner")
    make_seat(house["Ābeļu"].circle, user, "case_worker")
    actor = cast.actor("partner")
    assert [(row.name, row.last is not None, row.knows) for row in shown(actor, order="contact")] == [
        ("Ābeļu ģimene", True, True),
        ("Zeltiņu ģimene", False, False),
    ]
    assert shown(actor, silent=30) == []


def test_a_closed_file_shows_to_its_own_seats_alone(cast: Cast, house: dict[str, Case]) -> None:
    circle = house["Zeltiņu"].circle
    circle.is_closed = True
    circle.save()
    assert names(cast.actor("coordinator"), order="contact") == ["Nekad", "Ābeļu"]
    assert names(cast.actor("coordinator"), silent=30) == ["Nekad"]


def test_children_stand_with_their_ages_and_what_is_unknown_is_said(cast: Cast, house: dict[str, Case], client: Client) -> None:
    family, me = house["Ābeļu"].family, Actor.system("test")
    for first, born in (("Kristers", clock.today().replace(day=1, month=1, year=clock.today().year - 11)), ("Elīna", None)):
        person = make_person(first, "Ābele", birth_date=born, birth_precision="day" if born else "unknown")
        add_member(family, by=me, person=person, role="child")
    client.force_login(cast.users["coordinator"])
    page = client.get(URL, {"q": "Ābeļu"}).content.decode()
    assert "Kristers\u00a011" in page and "Elīna (vecums nav zināms)" in page
    assert "nav noteikts" in page and "atbildīgās personas vēl nav" in page


@pytest.mark.parametrize("query", ["", "?overdue=1", "?silent=30", "?sort=contact", "?sort=name&state=assessment&q=ģimene"])
def test_the_list_is_flat(cast: Cast, client: Client, query: str) -> None:
    ensure_catalogue()
    counts = []
    client.force_login(cast.users["coordinator"])
    for more in (5, 20):
        for _n in range(more):
            case = make_family_case(cast.site, cast.project, family=make_family("Jauna ģimene"), state="assessment")
            make_seat(case.circle, cast.users["worker_in"], "case_worker", is_responsible=True)
            met(case, clock.today() - 50 * DAY)
        client.get(URL + query)
        with CaptureQueriesContext(connection) as seen:
            assert client.get(URL + query).status_code == 200
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_nonsense_is_left_out_and_said(cast: Cast, client: Client) -> None:
    client.force_login(cast.users["coordinator"])
    answer = client.get(URL, {"state": "x'", "silent": "999", "site": "zzz", "worker": "zzz", "sort": "?", "overdue": "yes"})
    assert answer.status_code == 200
    assert "Šādas izvēles te nav" in answer.content.decode() and cast.case.number in answer.content.decode()
