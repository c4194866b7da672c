"""Somebody entered by mistake is struck out, is nowhere any more, and comes back as they were."""

from typing import Any

import pytest
from django.db import IntegrityError
from django.db.models import ProtectedError
from django.test import Client
from django.urls import reverse

from ligzda.access.actor import Actor
from ligzda.access.models import AuditEntry
from ligzda.care.models import CareStatus
from ligzda.kernel import clock
from ligzda.kernel.refused import Refused
from ligzda.people import reversing
from ligzda.people.actions.bonds import tie
from ligzda.people.actions.codes import set_code
from ligzda.people.actions.families import add_member
from ligzda.people.actions.merging import merge
from ligzda.people.actions.persons import relate
from ligzda.people.actions.reversals import OCCUPIED
from ligzda.people.actions.reversals import reverse as undo
from ligzda.people.actions.rights import give_consent
from ligzda.people.actions.striking import strike_out
from ligzda.people.models import Bond, CircleAccess, Family, Membership, Person, Relation, Reversal
from ligzda.people.queries import members, person_by_key
from ligzda.people.queries.search import search
from ligzda.people.standing_on import objections, tables
from ligzda.safeguarding.actions import concerns, endings
from ligzda.safeguarding.models import ConcernEnding
from tests.cast import Cast, door, make_family_case, make_seat, make_user

TESTS = Actor.system("tests")


@pytest.fixture
def kaspars(cast: Cast, enter: Any) -> Person:
    """A boy of the neighbours who was typed into this family."""
    found: Person = enter("Kaspars Ozoliņš", 2015, 5, 6)
    add_member(cast.family, by=TESTS, person=found, role="child")
    mother = cast.family.memberships.order_by("id")[0].person
    Person.objects.filter(pk=mother.pk).update(birth_date="1985-01-01", birth_precision="day")
    mother.refresh_from_db()
    relate(mother, found, by=TESTS, kind="parent")
    tie(found, by=TESTS, other="Skola", kind="close")
    return found


def belonging(person: Person) -> list[Any]:
    stays, accesses = Membership.objects.filter(person=person), CircleAccess.objects.filter(person=person)
    ties, bonds = Relation.objects.filter(second=person), Bond.objects.filter(person=person)
    return [list(rows.order_by("id").values()) for rows in (stays, accesses, ties, bonds)]


def test_who_was_struck_out_is_in_no_list_search_or_page_and_comes_back_as_they_were(cast: Cast, kaspars: Person, client: Client) -> None:
    by, before = cast.actor("coordinator"), belonging(kaspars)
    strike_out(kaspars, by=by, reason="mistake")
    assert kaspars.pk not in {one.person_id for one in members(by, cast.family)}
    assert not search(by, "Kaspars Ozoliņš") and person_by_key(by, kaspars.key) is None
    assert door(client, cast.users["coordinator"], kaspars.get_absolute_url()) == 404
    assert not any(belonging(kaspars))
    undo(Reversal.objects.get(kind="strike"), by=by, reason="new_facts")
    assert belonging(kaspars) == before
    kaspars.refresh_from_db()
    assert kaspars.struck_at is None and search(by, "Kaspars Ozoliņš")


def test_both_acts_stand_in_the_trail_of_the_file(cast: Cast, kaspars: Person) -> None:
    strike_out(kaspars, by=cast.actor("coordinator"), reason="mistake")
    undo(Reversal.objects.get(), by=cast.actor("coordinator"), reason="mistake")
    entries = AuditEntry.objects.filter(thing="people.person", thing_id=kaspars.pk, circle=cast.case.circle)
    assert [act for act in entries.order_by("id").values_list("act", flat=True) if act in ("strike_out", "organisation:undone")] == [
        "strike_out", "organisation:undone",
    ]  # fmt: skip


@pytest.mark.parametrize("who", ["worker_in", "worker_out", "intake", "manager", "admin", "auditor"])
def test_only_a_coordinator_who_sees_the_record_strikes_out_and_brings_back(cast: Cast, kaspars: Person, client: Client, who: str) -> None:
    with pytest.raises(Refused):
        strike_out(kaspars, by=cast.actor(who), reason="mistake")
    strike_out(kaspars, by=cast.actor("coordinator"), reason="mistake")
    kept = Reversal.objects.get()
    with pytest.raises(Refused):
        undo(kept, by=cast.actor(who), reason="mistake")
    assert door(client, cast.users[who], reverse("people:struck")) == 404
    assert door(client, cast.users[who], reverse("people:bring_back", args=[kept.pk])) == 404


def test_a_coordinator_of_another_site_hears_nothing_of_it(cast: Cast, kaspars: Person, client: Client) -> None:
    there = make_user("Liga Kalna")
    make_seat(cast.other_site.circle, there, "coordinator", because="appointed")
    strike_out(kaspars, by=cast.actor("coordinator"), reason="mistake")
    client.force_login(there)
    assert "Ozoliņš" not in client.get(reverse("people:struck")).content.decode()
    assert door(client, there, reverse("people:bring_back", args=[Reversal.objects.get().pk])) == 404


def test_a_reason_of_the_list_is_chosen(cast: Cast, kaspars: Person) -> None:
    with pytest.raises(Refused) as refused:
        strike_out(kaspars, by=cast.actor("coordinator"), reason="because")
    assert refused.value.field == "reason"


def test_what_stands_on_somebody_is_said_and_nobody_of_it_is_struck_out(cast: Cast, kaspars: Person) -> None:
    CareStatus.objects.create(case=cast.case, person=kaspars, kind="at_risk", from_date=clock.today())
    give_consent(kaspars, by=TESTS, purpose="photos", given_date=clock.today())
    said = " ".join(objections(kaspars, cast.actor("coordinator")))
    assert "piekrišana" in said
    with pytest.raises(Refused):
        strike_out(kaspars, by=cast.actor("coordinator"), reason="mistake")
    assert Membership.objects.filter(person=kaspars).exists()


def test_every_table_of_work_that_points_to_a_person_is_asked() -> None:
    found = {model._meta.label for model, _column in tables()}
    assert {"services.Attendance", "services.Presence", "cases.Score", "cases.Goal", "people.Consent", "safeguarding.Concern"} <= found


def test_a_merged_record_is_parted_first_and_the_last_of_a_family_stays(cast: Cast, kaspars: Person, enter: Any) -> None:
    by = cast.actor("coordinator")
    double = enter("Kaspars Ozoliņš", 2015, 5, 6)
    add_member(cast.family, by=TESTS, person=double, role="child")
    merge(kaspars, double, by=by, reason="Viens un tas pats.")
    with pytest.raises(Refused):
        strike_out(kaspars, by=by, reason="mistake")
    alone = make_family_case(cast.site, cast.project).family
    with pytest.raises(Refused):
        strike_out(alone.memberships.get().person, by=by, reason="mistake")


def test_nobody_enters_a_struck_out_person_again(cast: Cast, kaspars: Person) -> None:
    strike_out(kaspars, by=cast.actor("coordinator"), reason="mistake")
    for by in (cast.actor("worker_in"), cast.actor("intake"), TESTS):
        with pytest.raises(Refused):
            add_member(cast.family, by=by, person=kaspars, role="child")
    with pytest.raises(Refused):
        set_code(kaspars, by=cast.actor("intake"), country="LV", code="060515-12345")


# --- what a coordinator may not know ---------------------------------------------------------------------------------------


def test_a_place_that_only_others_see_stays_and_changes_nothing_in_what_is_said(cast: Cast, kaspars: Person) -> None:
    """Seen in a family of another site: here they are gone, there they are as before."""
    there = make_family_case(cast.other_site, cast.project).family
    add_member(there, by=TESTS, person=kaspars, role="foster_child")
    assert objections(kaspars, cast.actor("coordinator")) == []
    strike_out(kaspars, by=cast.actor("coordinator"), reason="mistake")
    assert list(Membership.objects.filter(person=kaspars).values_list("family", flat=True)) == [there.pk]
    assert person_by_key(cast.actor("coordinator"), kaspars.key) is None
    undo(Reversal.objects.get(), by=cast.actor("coordinator"), reason="mistake")
    assert Membership.objects.filter(person=kaspars).count() == 2


def test_a_concern_whose_circle_is_closed_is_silent_is_told_and_has_it_undone(cast: Cast, kaspars: Person) -> None:
    designated = make_user("Vita Viksna")
    make_seat(cast.site.circle, designated, "designated_person", because="appointed")
    CircleAccess.objects.create(circle=cast.group_circle, person=kaspars)
    concerns.raise_concern(
        by=cast.actor("leader"), people=[kaspars], child_words="Viņa mani biedē.", is_danger_now=False, noticed_at=clock.now(),
        is_about_staff=True, named_user=cast.users["coordinator"],
    )  # fmt: skip
    assert objections(kaspars, cast.actor("coordinator")) == []
    strike_out(kaspars, by=cast.actor("coordinator"), reason="mistake")
    assert endings.tell(by=Actor.system("clock")) == 1
    endings.undo(ConcernEnding.objects.get(), by=Actor(designated), reason="other_record")
    assert Membership.objects.filter(person=kaspars, family=cast.family).exists()


# --- the pages -------------------------------------------------------------------------------------------------------------


def test_a_coordinator_strikes_out_and_brings_back_by_the_pages(cast: Cast, kaspars: Person, client: Client) -> None:
    client.force_login(cast.users["coordinator"])
    url = reverse("people:strike_out", args=[kaspars.key])
    assert url in client.get(kaspars.get_absolute_url()).content.decode()
    assert client.post(url, {}).status_code == 422
    assert client.post(url, {"reason": "mistake", "form_key": "one"}).status_code == 302
    assert client.post(url, {"reason": "mistake", "form_key": "one"}).status_code == 302
    page = client.get(reverse("people:struck")).content.decode()
    assert "Kaspars Ozoliņš" in page and str(Reversal.Reason.MISTAKE.label) in page
    back = reverse("people:bring_back", args=[Reversal.objects.get().pk])
    assert client.get(back).status_code == 200
    assert client.post(back, {"reason": "new_facts"}).status_code == 302
    assert client.get(back).status_code == 404 and client.get(kaspars.get_absolute_url()).status_code == 200


def test_the_page_says_why_not(cast: Cast, kaspars: Person, client: Client) -> None:
    give_consent(kaspars, by=TESTS, purpose="photos", given_date=clock.today())
    client.force_login(cast.users["coordinator"])
    url = reverse("people:strike_out", args=[kaspars.key])
    assert "piekrišana" in client.get(url).content.decode()
    answer = client.post(url, {"reason": "mistake"})
    assert answer.status_code == 422 and Family.objects.filter(memberships__person=kaspars).exists()


@pytest.mark.parametrize("fault", [IntegrityError("taken"), ProtectedError("stands", set())])
def test_where_the_place_was_taken_meanwhile_a_sentence_says_so_and_nothing_moves(
    cast: Cast, kaspars: Person, monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    strike_out(kaspars, by=cast.actor("coordinator"), reason="mistake")

    def put_back(_kept: Any) -> None:
        raise fault

    monkeypatch.setattr(reversing, "put_back", put_back)
    with pytest.raises(Refused) as refused:
        undo(Reversal.objects.get(), by=cast.actor("coordinator"), reason="mistake")
    assert refused.value.sentences == [OCCUPIED]
    assert Reversal.objects.get().undone_at is None and Person.objects.get(pk=kaspars.pk).struck_at
