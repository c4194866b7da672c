"""The care of each child: dated, never overwritten, counted only from what is recorded."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from ligzda.access.actor import Actor
from ligzda.access.models import AuditEntry, Circle
from ligzda.care import rules
from ligzda.care.actions import statuses
from ligzda.care.actions.statuses import Decision
from ligzda.care.models import CareStatus
from ligzda.care.queries.statuses import children_of
from ligzda.kernel import clock
from ligzda.kernel.refused import Refused
from ligzda.people.models import FormerName, Membership, Person, Relation
from ligzda.projects.queries.figures import figures
from tests.care.world import COURT, decided, make_child, separated, status
from tests.cases.world import World

D = dt.date


def spans(child: Person) -> list[tuple[str, dt.date, dt.date | None]]:
    return [(one.kind, one.from_date, one.until_date) for one in statuses.chain(child)]


def refused(field: str):
    """The refusal stands beside this field."""
    return pytest.raises(Refused, check=lambda refusal: refusal.field == field)


def test_a_status_ends_on_the_day_the_next_begins(world: World):
    child = make_child(world.cast.case)
    status(world, child, "with_parents", D(2024, 3, 1))
    status(world, child, "at_risk", D(2025, 1, 10))
    assert spans(child) == [("with_parents", D(2024, 3, 1), D(2025, 1, 10)), ("at_risk", D(2025, 1, 10), None)]
    assert AuditEntry.objects.filter(act="care.recorded").count() == 2


def test_what_was_forgotten_is_entered_between_two_entries(world: World):
    child = make_child(world.cast.case)
    status(world, child, "removed", D(2025, 2, 1), decision=decided(D(2025, 2, 1)))
    status(world, child, "returned", D(2025, 9, 1), decision=decided(D(2025, 8, 20)))
    status(world, child, "foster", D(2025, 2, 2))
    assert spans(child) == [
        ("removed", D(2025, 2, 1), D(2025, 2, 2)),
        ("foster", D(2025, 2, 2), D(2025, 9, 1)),
        ("returned", D(2025, 9, 1), None),
    ]


def test_what_comes_between_must_fit_on_both_sides(world: World):
    child = separated(world, D(2025, 2, 1))
    status(world, child, "with_parents", D(2025, 1, 5))
    with refused("kind"):
        status(world, child, "removed", D(2024, 1, 1), decision=decided(D(2024, 1, 1)))
    assert [kind for kind, _from, _until in spans(child)] == ["with_parents", "with_parents", "removed", "foster"]


def test_one_status_a_day(world: World):
    child = make_child(world.cast.case)
    status(world, child, "at_risk", D(2025, 1, 10))
    with refused("from_date"):
        status(world, child, "removed", D(2025, 1, 10), decision=decided(D(2025, 1, 10)))
    assert len(spans(child)) == 1


@pytest.mark.parametrize("kind", ["returned", "adopted"])
def test_nobody_returns_and_nobody_is_adopted_without_a_decision(world: World, kind: str):
    child = separated(world, D(2025, 2, 1))
    with refused("deciding_body"):
        status(world, child, kind, D(2025, 6, 1))
    with refused("decision_number"):
        status(world, child, kind, D(2025, 6, 1), decision=Decision(COURT, "", D(2025, 5, 30)))
    with refused("decision_date"):
        status(world, child, kind, D(2025, 6, 1), decision=decided(D(2025, 6, 2)))
    assert status(world, child, kind, D(2025, 6, 1), decision=decided(D(2025, 5, 30))).kind == kind


def test_nobody_returns_who_was_not_away_and_nobody_comes_home_quietly(world: World):
    child = make_child(world.cast.case)
    with refused("kind"):
        status(world, child, "returned", D(2025, 6, 1), decision=decided(D(2025, 6, 1)))
    away = separated(world, D(2025, 2, 1), first="Elīna")
    with refused("kind"):
        status(world, away, "with_parents", D(2025, 6, 1))
    with refused("kind"):
        status(world, away, "removed", D(2025, 6, 1), decision=decided(D(2025, 6, 1)))


def test_a_stay_with_relatives_that_nobody_decided_ends_without_a_decision_and_counts_nowhere(world: World):
    child = make_child(world.cast.case)
    status(world, child, "kin", D(2025, 3, 1))
    status(world, child, "with_parents", D(2025, 6, 1))
    assert counted(world) == [0, 0, 0]
    other = make_child(world.cast.case, "Elīna")
    status(world, other, "kin", D(2025, 3, 1), decision=decided(D(2025, 3, 1)))
    with refused("kind"):
        status(world, other, "with_parents", D(2025, 6, 1))


def test_a_decision_is_whole_and_without_one_the_worker_says_what_was_seen(world: World):
    child = make_child(world.cast.case)
    with refused("decision_date"):
        status(world, child, "at_risk", D(2025, 1, 10), decision=Decision(COURT, "12"))
    with refused("led_to"):
        status(world, child, "at_risk", D(2025, 1, 10), led_to=" ")
    assert status(world, child, "at_risk", D(2025, 1, 10), decision=decided(D(2025, 1, 9)), led_to="").reason == ""


def test_days_that_have_not_come_are_refused(world: World):
    child = make_child(world.cast.case)
    tomorrow = world.today + dt.timedelta(days=1)
    with refused("from_date"):
        status(world, child, "at_risk", tomorrow)
    with refused("decision_date"):
        status(world, child, "at_risk", world.today, decision=decided(tomorrow))


def test_only_a_child_of_the_family_on_that_day(world: World):
    case, adult = world.cast.case, world.cast.family.memberships.first().person
    adult.birth_date, adult.birth_precision = D(1990, 1, 1), "day"
    adult.save()
    with refused("from_date"):
        status(world, adult, "at_risk", D(2025, 1, 10))
    with refused("from_date"):
        status(world, make_child(case, born=D(2025, 2, 1)), "at_risk", D(2025, 1, 10))  # not born yet
    with refused("from_date"):
        status(world, make_child(case, "Ģirts", born=D(2006, 1, 10)), "at_risk", D(2025, 1, 10))  # grown up that day
    with refused("from_date"):
        status(world, make_child(world.cast.other_case, "Svešs"), "at_risk", D(2025, 1, 10))


def test_a_separated_child_who_left_the_household_is_still_this_familys_child(world: World):
    child = make_child(world.cast.case, until=D(2025, 2, 1))
    status(world, child, "removed", D(2025, 2, 1), decision=decided(D(2025, 2, 1)))
    status(world, child, "foster", D(2025, 2, 2))
    assert spans(child)[-1][0] == "foster"
    with refused("from_date"):
        status(world, make_child(world.cast.case, "Zaiga", until=D(2025, 2, 1)), "at_risk", D(2025, 3, 1))


def test_a_place_of_care_without_a_separation_is_asked_about(world: World):
    child = make_child(world.cast.case)
    status(world, child, "with_parents", D(2024, 3, 1))
    with pytest.raises(Refused) as refusal:
        status(world, child, "foster", D(2025, 3, 1))
    assert refusal.value.warning
    kept = status(world, child, "foster", D(2025, 3, 1), accept_because="Vecāki paši lūdza.")
    assert kept.accepted_because == "Vecāki paši lūdza."


def test_a_void_entry_stays_and_the_one_before_it_lasts_on(world: World):
    child = make_child(world.cast.case)
    status(world, child, "with_parents", D(2024, 3, 1))
    wrong = status(world, child, "at_risk", D(2025, 1, 10))
    status(world, child, "removed", D(2025, 5, 1), decision=decided(D(2025, 5, 1)))
    with refused("reason"):
        statuses.void_status(wrong, by=world.worker_in, reason=" ")
    statuses.void_status(wrong, by=world.worker_in, reason="Cits bērns.")
    assert spans(child) == [("with_parents", D(2024, 3, 1), D(2025, 5, 1)), ("removed", D(2025, 5, 1), None)]
    assert CareStatus.objects.get(pk=wrong.pk).void_reason == "Cits bērns."
    assert status(world, child, "at_risk", D(2025, 1, 10)).pk != wrong.pk  # the day is free again


def test_after_a_day_only_the_coordinator_voids(world: World):
    child = make_child(world.cast.case)
    wrong = status(world, child, "at_risk", D(2025, 1, 10))
    CareStatus.objects.filter(pk=wrong.pk).update(entered_at=clock.now() - dt.timedelta(hours=30))
    with pytest.raises(Refused):
        statuses.void_status(wrong, by=world.worker_in, reason="Kļūda.")
    assert statuses.void_status(wrong, by=world.coordinator, reason="Kļūda.").voided_at


def test_who_does_not_assess_records_nothing(world: World):
    child = make_child(world.cast.case)
    for who in (world.auditor, world.worker_out, world.manager, world.partner):
        with pytest.raises(Refused):
            status(world, child, "at_risk", D(2025, 1, 10), by=who)


def test_an_adoption_closes_what_was_before_to_all_but_the_coordinator(world: World, client: Client):
    child = separated(world, D(2025, 2, 1))
    adopted = status(world, child, "adopted", D(2025, 9, 1), decision=decided(D(2025, 8, 1)))
    with refused("kind"):
        status(world, child, "with_parents", D(2025, 10, 1))
    before, worker = (children_of(who, world.cast.case)[0] for who in (world.coordinator, world.worker_in))
    assert len(before.rows) == 4 and not before.is_closed
    assert [row.pk for row in worker.rows] == [adopted.pk] and worker.is_closed
    client.force_login(world.cast.users["worker_in"])
    file = [world.cast.family.key, world.cast.case.key]
    earlier = CareStatus.objects.exclude(pk=adopted.pk).first()
    assert client.get(reverse("care:void", args=[*file, earlier.pk])).status_code == 404
    assert client.get(reverse("care:children", args=file)).content.decode().count(COURT) == 1  # the adoption's own decision


def test_an_adoption_closes_former_names_and_ties_on_the_persons_page(world: World, client: Client):
    child = separated(world, D(2025, 2, 1))
    FormerName.objects.create(person=child, last_name="Asarkalns")
    Relation.objects.create(first=world.cast.family.memberships.first().person, second=child, kind="parent")
    url = reverse("people:person", args=[child.key])

    def seen(who: str) -> tuple[bool, bool]:
        client.force_login(world.cast.users[who])
        said = client.get(url).content.decode()
        return "Asarkalns" in said, "Agnese" in said

    assert seen("worker_in") == seen("coordinator") == (True, True)
    status(world, child, "adopted", D(2025, 9, 1), decision=decided(D(2025, 8, 1)))
    assert seen("coordinator") == (True, True)
    assert seen("worker_in") == (False, False)


def test_the_page_takes_the_same_statements_for_one_child_and_for_many(world: World, django_assert_max_num_queries):
    separated(world, D(2025, 2, 1))
    with django_assert_max_num_queries(6):
        assert len(children_of(world.worker_in, world.cast.case)) == 1
    for n in range(8):
        separated(world, D(2025, 2, 1), first=f"Bērns{n}")
    with django_assert_max_num_queries(6):
        assert len(children_of(world.worker_in, world.cast.case)) == 9


def test_typed_words_come_back_with_the_sentence_beside_them(world: World, client: Client):
    child = make_child(world.cast.case)
    client.force_login(world.cast.users["worker_in"])
    url = reverse("care:record", args=[world.cast.family.key, world.cast.case.key])
    typed = {"child": child.key, "kind": "returned", "from_date": "01.06.2025.", "led_to": "Atgriezās svētdien."}
    answer = client.post(url, typed)
    assert answer.status_code == 422 and "Atgriezās svētdien." in answer.content.decode()
    answer = client.post(url, typed | {"kind": "at_risk"})
    assert answer.status_code == 302 and CareStatus.objects.get().reason == "Atgriezās svētdien."


# --- figures ------------------------------------------------------------------------------------------------------------


def figure(world: World, code: str, **asked):
    return figures(Actor.system("test"), world.cast.project, codes=[code], **({"as_of": world.today} | asked))[0]


def counted(world: World, **asked) -> list[int]:
    return [figure(world, code, **asked).value for code in ("children_kept", "children_removed", "children_returned")]


def test_a_child_at_risk_who_stays_is_kept_and_one_who_comes_home_is_returned(world: World):
    kept = make_child(world.cast.case)
    status(world, kept, "at_risk", D(2025, 1, 10))
    status(world, kept, "with_parents", D(2025, 4, 10))
    back = separated(world, D(2025, 2, 1), first="Elīna")
    status(world, back, "returned", D(2025, 9, 1), decision=decided(D(2025, 8, 20)))
    assert counted(world) == [1, 1, 1]
    assert counted(world, since=D(2025, 5, 1)) == [0, 0, 1]


def test_without_the_earlier_record_neither_is_counted(world: World):
    at_home = make_child(world.cast.case)
    status(world, at_home, "with_parents", D(2025, 4, 10))
    back = separated(world, D(2025, 2, 1), first="Elīna")
    status(world, back, "returned", D(2025, 9, 1), decision=decided(D(2025, 8, 20)))
    for one in statuses.chain(back)[:-1]:
        statuses.void_status(one, by=world.coordinator, reason="Nebija.")
    assert counted(world) == [0, 0, 0]
    said = next(child for child in children_of(world.worker_in, world.cast.case) if child.person_key == back.key)
    assert said.now
    with translation.override("en"):
        assert str(said.now.counted).startswith("not counted")


def test_a_child_separated_in_between_was_not_kept(world: World):
    child = make_child(world.cast.case)
    status(world, child, "at_risk", D(2025, 1, 10))
    status(world, child, "removed", D(2025, 2, 1), decision=decided(D(2025, 2, 1)))
    status(world, child, "returned", D(2025, 3, 1), decision=decided(D(2025, 3, 1)))
    status(world, child, "with_parents", D(2025, 6, 1))
    assert counted(world) == [0, 1, 1]


def test_a_child_counts_once_however_often_it_was_separated(world: World):
    child = separated(world, D(2025, 2, 1))
    status(world, child, "returned", D(2025, 3, 1), decision=decided(D(2025, 3, 1)))
    status(world, child, "removed", D(2025, 8, 1), decision=decided(D(2025, 8, 1)))
    assert figure(world, "children_removed").value == 1
    found = figure(world, "children_removed", by=("quarter",), since=D(2025, 1, 1), as_of=D(2025, 12, 31))
    assert [row.value for row in found.rows or () if row.value] == [1, 1]


def test_children_are_told_apart_by_municipality_and_site(world: World):
    case = world.cast.case
    case.territory = world.cast.site.territory
    case.save()
    separated(world, D(2025, 2, 1))
    for name, value in (("territory", world.cast.site.territory.key), ("site", world.cast.site.key)):
        found = figure(world, "children_removed", by=(name,))
        assert {row.key[name]: row.value for row in found.rows or () if row.value} == {value: 1}


def test_a_merged_record_is_the_same_child(world: World):
    child = separated(world, D(2025, 2, 1))
    twin = make_child(world.cast.case, "Kristers J.")
    status(world, twin, "removed", D(2025, 8, 1), decision=decided(D(2025, 8, 1)))
    assert figure(world, "children_removed").value == 2
    Person.objects.filter(pk=twin.pk).update(root=child)
    assert figure(world, "children_removed").value == 1


def test_what_was_recorded_under_two_records_is_one_life_once_they_are_merged(world: World):
    child, twin = make_child(world.cast.case), make_child(world.cast.case, "Kristers J.")
    status(world, child, "at_risk", D(2025, 1, 10))
    status(world, twin, "with_parents", D(2025, 4, 10))
    assert counted(world) == [0, 0, 0]
    Person.objects.filter(pk=twin.pk).update(root=child)
    assert counted(world) == [1, 0, 0]
    (shown,) = children_of(world.worker_in, world.cast.case)
    assert shown.now and [row.badge.icon for row in shown.rows] == ["home-heart", "alert-triangle"]
    status(world, Person.objects.get(pk=twin.pk), "at_risk", D(2025, 6, 1))
    assert [(kind, until) for kind, _since, until in spans(child)] == [
        ("at_risk", D(2025, 4, 10)), ("with_parents", D(2025, 6, 1)), ("at_risk", None),
    ]  # fmt: skip


def test_another_team_reads_what_is_so_and_who_decided_not_what_was_written_about_it(world: World):
    child = make_child(world.cast.case)
    status(world, child, "at_risk", D(2025, 1, 10), decision=decided(D(2025, 1, 9)), led_to="Sarunā ar māti.")
    Membership.objects.create(family=world.cast.other_case.family, person=child, role="foster_child", from_date=D(2025, 2, 1))
    (here,) = children_of(world.worker_in, world.cast.case)
    (there,) = children_of(world.worker_out, world.cast.other_case)
    assert here.now and there.now and here.now.reason == "Sarunā ar māti."
    assert (there.now.deciding_body, there.now.reason, there.now.by, there.now.may_void) == (COURT, "", "", False)
    Circle.objects.filter(pk=world.cast.circle.pk).update(is_closed=True)
    (there,) = children_of(world.worker_out, world.cast.other_case)
    assert there.now is None and there.rows == ()


def test_the_rules_name_every_status():
    kinds = set(CareStatus.Kind.values)
    assert rules.AT_HOME | rules.APART | {"adopted"} == kinds
    assert {kind for kind in kinds if not rules.cannot_follow("", kind)} == kinds - {"returned"}
    assert not [kind for kind in kinds if not rules.cannot_follow("adopted", kind)]


def test_membership_roles_tell_children_whose_birth_is_unknown(world: World):
    child = make_child(world.cast.case)
    Person.objects.filter(pk=child.pk).update(birth_date=None, birth_precision="unknown")
    assert status(world, Person.objects.get(pk=child.pk), "at_risk", D(2025, 1, 10)).pk
    assert Membership.objects.filter(person=child, role="child").exists()
