"""What is undone gives nobody a right that they lost since; and stands on nothing that came later."""

import datetime as dt
import importlib
import json
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.test import Client

from ligzda.access.actions.closing import close_user, open_user
from ligzda.access.actions.seats import unseat
from ligzda.access.actor import Actor, in_force
from ligzda.access.models import Circle, Seat, User
from ligzda.cases.actions import cover, team
from ligzda.cases.episode_changes import open_episode
from ligzda.cases.models import AftercareContact, Case, Referral, Responsibility
from ligzda.cases.queries import leaving
from ligzda.cases.states import EntryKind
from ligzda.closure.actions import closing, transfers
from ligzda.cooperation.models import CaseMeeting
from ligzda.kernel import clock
from ligzda.kernel.refused import Refused
from ligzda.people.actions.merging import merge
from ligzda.people.actions.reversals import reverse
from ligzda.people.models import CircleAccess, Reversal
from ligzda.people.reversing import KINDS
from ligzda.portal.actions.family_access import end as end_access
from ligzda.portal.models import FamilyAccess
from tests.cases.world import ENOUGH, World, latest, make_world
from tests.cast import door, make_family_case, make_seat, make_user

ADMIN = Actor.system("tests")


@pytest.fixture
def world(db: None) -> World:
    return make_world()


@pytest.fixture
def case(world: World) -> Case:
    found: Case = world.active(on=world.ago(40)).case
    return found


def hand_over(world: World, case: Case, **more: Any) -> Referral | None:
    values = {"on": world.today, "sentence": "Pārcēlās.", "ground": "Agnese, 02.11.", "receiving": "Bauskas novads", **more}
    return transfers.transfer(latest(case), by=world.coordinator, **values)


def undo(world: World, kind: str = "transfer") -> None:
    reverse(Reversal.objects.get(kind=kind), by=world.coordinator, reason="mistake")


def opens(case: Case, user: User, *, days: int = 0) -> bool:
    """Whether a seat of this person in the file is in force today, or so many days later."""
    return Seat.objects.filter(in_force(clock.today() + dt.timedelta(days=days)), circle=case.circle, user=user).exists()


def planned(world: World, case: Case, **more: Any) -> User:
    """A colleague who is to come into the team in a week: such a place is taken back when the family is handed over."""
    user = make_user("Rasma Riekstiņa")
    make_seat(case.circle, user, "specialist", because="assigned", since=world.today + dt.timedelta(days=7), **more)
    return user


def test_a_place_that_had_not_begun_comes_back_with_the_family(world: World, case: Case) -> None:
    user = planned(world, case)
    hand_over(world, case)
    assert not Seat.objects.filter(user=user).exists()
    undo(world)
    assert opens(case, user, days=7)


@pytest.mark.parametrize("opened_again", [False, True])
def test_a_place_that_had_not_begun_does_not_come_back_to_an_account_that_was_closed_since(
    world: World, case: Case, opened_again: bool
) -> None:
    user = planned(world, case)
    hand_over(world, case)
    close_user(user, by=ADMIN)
    if opened_again:
        open_user(user, by=ADMIN)
    undo(world)
    assert not opens(case, user, days=7) and Seat.objects.get(user=user).ended_at


def test_the_worker_whose_account_was_closed_carries_nothing_again_and_the_family_waits_for_another(world: World, case: Case) -> None:
    worker = world.cast.users["worker_in"]
    assert opens(case, worker)
    hand_over(world, case)
    close_user(worker, by=ADMIN)
    open_user(worker, by=ADMIN)
    undo(world)
    assert not opens(case, worker) and not Seat.objects.filter(user=worker, until_date=None, ended_at__isnull=False).exists()
    assert not Responsibility.objects.filter(episode__case=case, user=worker, until_date=None).exists()
    assert case.family.name in {one.family_name for one in leaving.left_with_nobody(world.coordinator)}
    team.hand_over(case, by=world.coordinator, user=worker, on=world.today)
    assert opens(case, worker, days=1)


def test_a_place_does_not_come_back_whose_role_above_the_file_was_ended_since(world: World, case: Case) -> None:
    user = make_user("Rasma Riekstiņa")
    above = make_seat(world.cast.site.circle, user, "specialist", because="appointed")
    make_seat(case.circle, user, "specialist", because="assigned")
    hand_over(world, case)
    unseat(above, by=ADMIN, on=world.today)
    undo(world)
    assert not opens(case, user)


def test_a_place_on_its_very_last_day_does_not_come_back_either(world: World, case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    user, last = make_user("Rasma Riekstiņa"), world.today + dt.timedelta(days=1)
    above = make_seat(world.cast.site.circle, user, "specialist", because="appointed")
    make_seat(case.circle, user, "specialist", because="assigned", until=last)
    hand_over(world, case)
    assert not opens(case, user, days=1), "whoever was to leave tomorrow leaves with the family"
    unseat(above, by=ADMIN, on=world.today)
    monkeypatch.setattr(clock, "today", lambda: last)
    undo(world)
    assert not opens(case, user)


def test_a_member_of_the_family_whose_own_access_was_ended_since_sees_nothing_again(world: World, case: Case) -> None:
    member = make_user("Zane Bērza")
    make_seat(case.circle, member, "family_member", because="family")
    person = case.family.memberships.order_by("id")[0].person
    access = FamilyAccess.objects.create(case=case, person=person, user=member, email=member.email, accepted_at=clock.now())
    hand_over(world, case)
    end_access(access, by=world.coordinator)
    undo(world)
    assert not opens(case, member) and Seat.objects.get(user=member).until_date, "its history says to which day"


def test_who_stood_in_for_somebody_who_is_back_does_not_stand_in_again(world: World, case: Case) -> None:
    user, absent = make_user("Rasma Riekstiņa"), world.cast.users["worker_in"]
    make_seat(case.circle, user, "case_worker", because="stand_in", instead_of=absent)
    hand_over(world, case)
    cover.end_stand_in(absent, user, by=world.coordinator, on=world.today)
    undo(world)
    assert not opens(case, user) and opens(case, absent)


def test_where_somebody_else_is_responsible_meanwhile_it_is_said_what_stands_there(world: World, case: Case) -> None:
    hand_over(world, case)
    make_seat(case.circle, make_user("Rasma Riekstiņa"), "case_worker", since=world.today, because="assigned", is_responsible=True)
    with pytest.raises(Refused) as refused:
        undo(world)
    assert "vieta" in str(refused.value.sentences[0]).lower() and str(world.today.year) in str(refused.value.sentences[0])


@pytest.mark.parametrize("kind", ["close", "transfer"])
def test_a_family_that_was_admitted_in_the_programme_again_is_in_it_once(world: World, case: Case, kind: str) -> None:
    """Also where the second file lies under a record that was merged since."""
    if kind == "close":
        values = {"on": world.today, "sentence": "Viss.", "exit_type": "moved_away", "accept_because": ENOUGH}
        closing.close(latest(case), by=world.coordinator, **values)
    else:
        hand_over(world, case)
    other = make_family_case(world.cast.other_site, case.project)
    if not other.episodes.exists():
        open_episode(other, by=ADMIN, on=world.today, entry=EntryKind.FIRST, sentence="Uzņemta.")
    merge(case.family, other.family, by=ADMIN, reason="Viena ģimene.")
    with pytest.raises(Refused):
        undo(world, kind)
    assert latest(case).closed_date


def test_every_kind_that_touches_places_knows_what_was_lost(world: World, case: Case) -> None:
    seats = [
        (kind, part)
        for kind, one in KINDS.items()
        if one.undo is None and one.model == "cases.episode"
        for part in one.parts(latest(case))
        if part.rows.model is Seat
    ]
    assert {kind for kind, _part in seats} == {"close", "transfer"}
    assert all(part.lost is not None and part.beside is not None for _kind, part in seats)


# --- a family on its way -------------------------------------------------------------------------------------------------


def test_a_family_on_its_way_stands_on_the_lists_there_by_the_number_of_the_referral(world: World, case: Case, client: Client) -> None:
    there = make_user("Liga Kalna")
    make_seat(world.cast.other_site.circle, there, "coordinator", because=Seat.Because.APPOINTED)
    referral = hand_over(world, case, site=world.cast.other_site, receiving="")
    assert referral
    client.force_login(there)
    for url in ("/referrals/", "/referrals/?state=open", "/", referral.get_absolute_url()):
        page = client.get(url, follow=True).content.decode()
        assert case.family.name not in page, url
    assert referral.number in client.get("/referrals/").content.decode()


def test_the_other_site_is_answered_on_the_day_on_which_it_is_undone(world: World, case: Case) -> None:
    referral = hand_over(world, case, on=world.ago(3), site=world.cast.other_site, receiving="")
    assert referral
    undo(world)
    referral.refresh_from_db()
    assert (referral.decided_date, referral.circle.is_closed) == (world.today, True)


def test_a_family_that_was_on_its_way_before_is_seen_by_what_was_chosen_too(world: World, case: Case, client: Client) -> None:
    """As the tables stood before the receiving site's view was narrowed."""
    there = make_user("Liga Kalna")
    make_seat(world.cast.other_site.circle, there, "coordinator", because=Seat.Because.APPOINTED)
    referral = hand_over(world, case, site=world.cast.other_site, receiving="")
    assert referral
    Referral.objects.filter(pk=referral.pk).update(handed_on=None)
    CircleAccess.objects.create(circle=referral.circle, family=case.family)
    assert door(client, there, f"/families/{case.family.key}/") == 200
    now = {"TransferItem": ("closure", "TransferItem"), "Sight": ("people", "CircleAccess")}
    then = SimpleNamespace(get_model=lambda room, name: apps.get_model(*now.get(name, (room, name))))
    importlib.import_module("ligzda.cases.migrations.0005_handed_on_unseen").close_the_view(then, None)
    referral.refresh_from_db()
    assert referral.handed_on == latest(case)
    assert door(client, there, f"/families/{case.family.key}/") == 404
    assert not Circle.objects.filter(pk=referral.circle_id, circle_access__isnull=False).exists()


@pytest.mark.parametrize("kind", ["close", "transfer"])
def test_what_was_kept_while_the_tables_lay_elsewhere_is_undone_too(world: World, case: Case, kind: str) -> None:
    names = importlib.import_module("ligzda.closure.migrations.0002_undone_by_new_names")
    if kind == "close":
        values = {"on": world.today, "sentence": "Viss.", "exit_type": "moved_away", "accept_because": ENOUGH}
        closing.close(latest(case), by=world.coordinator, continuing=[closing.GoesOn("Logopēds")], **values)
    else:
        hand_over(world, case)
    kept = Reversal.objects.get(kind=kind).kept
    names.to_old_names(apps, None)
    then = json.loads(Reversal.objects.get(kind=kind).kept)
    assert {name for part in names.BY_TABLE for name in then[part]} >= {"cases.CaseMeeting", "cases.Continuing", "cases.Episode"}
    names.to_new_names(apps, None)
    assert Reversal.objects.get(kind=kind).kept == kept
    undo(world, kind)
    assert latest(case).state == "active" and not latest(case).continuing.exists()


@pytest.mark.parametrize("kind", ["close", "transfer"])
def test_what_is_put_back_is_of_this_file_alone(world: World, case: Case, kind: str) -> None:
    """Of another family's file nothing is read, so that nothing that happens there stands in the way."""
    other = make_family_case(world.cast.site, world.cast.project)
    for one in (case, other):
        AftercareContact.objects.create(episode=latest(one), date=world.today, by_user=world.cast.worker_in)
        CaseMeeting.objects.create(case=one, date=world.today, purpose="Skola")
    parts = list(KINDS[kind].parts(latest(case)))
    assert {part.rows.model for part in parts} >= {AftercareContact, CaseMeeting}
    for mine, theirs in zip(parts, KINDS[kind].parts(latest(other)), strict=True):
        assert not set(mine.rows.values_list("pk", flat=True)) & set(theirs.rows.values_list("pk", flat=True)), mine.rows.model


def test_what_was_kept_while_the_access_of_a_circle_was_called_otherwise_is_undone_too(world: World, case: Case) -> None:
    names = importlib.import_module("ligzda.people.migrations.0011_circle_access")
    hand_over(world, case, site=world.cast.other_site, receiving="")
    for kept in Reversal.objects.all():
        rows = json.loads(kept.kept)
        Reversal.objects.filter(pk=kept.pk).update(kept=json.dumps({**rows, "there": {**rows["there"], names.OLD: ["1"]}}))
    names.Migration.operations[-1].code(apps, None)
    assert {names.NEW} <= set(json.loads(Reversal.objects.get(kind="transfer").kept)["there"])
    names.Migration.operations[-1].reverse_code(apps, None)
    assert names.OLD in json.loads(Reversal.objects.get(kind="transfer").kept)["there"]
