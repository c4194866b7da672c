"""Somebody is absent: a colleague gets the families and the reminders for those days, and nothing that is protected."""

import datetime as dt

import pytest

from ligzda.access.actor import Actor
from ligzda.access.models import AuditEntry, Seat, User
from ligzda.access.permissions import Permission, Tier
from ligzda.cases.actions import cover, notes, team
from ligzda.cases.models import Case, Episode, Responsibility
from ligzda.cases.queries import cover as queries
from ligzda.cases.queries.cases import team as team_now
from ligzda.cases.queries.families import families_list
from ligzda.cases.queries.notes import notes_of
from ligzda.cases.queries.supervision import changed, loads, overdue
from ligzda.cases.queries.waiting import waiting
from ligzda.closure.actions import closing, transfers
from ligzda.kernel.refused import Refused
from tests.cases.world import DAY, World, latest
from tests.cast import make_seat, make_user


def set_one(world: World, **values) -> list[Seat]:
    values = {
        "absent": world.cast.worker_in, "user": world.cast.worker_out, "from_date": world.today, "until_date": world.today + 7 * DAY,
    } | values  # fmt: skip
    cases = values.pop("cases", [world.cast.case])
    return cover.stand_in(cases, by=values.pop("by", world.coordinator), **values)


def sees(world: World, on: dt.date) -> bool:
    return Actor(world.cast.worker_out, on).may(Permission.SEE_CASE, world.cast.case)


def test_a_stand_in_opens_the_file_from_until_and_ends_by_itself(world: World):
    assert not sees(world, world.today)
    set_one(world)
    days = (world.today - DAY, world.today, world.today + 7 * DAY, world.today + 8 * DAY)
    assert [sees(world, day) for day in days] == [False, True, True, False]


def test_the_responsible_worker_stays_named_and_the_stand_in_stands_beside(world: World):
    set_one(world)
    members = {one.name: one for one in team_now(world.coordinator, world.cast.case)}
    assert members["Ilze Krūmiņa"].is_responsible and not members["Dace Liepiņa"].is_responsible
    assert members["Dace Liepiņa"].instead_of == "Ilze Krūmiņa"


def test_the_whole_caseload_is_handed_over_in_one_step_without_what_is_closed(world: World):
    second, closed = world.admitted(), world.admitted()
    closed.circle.is_closed = True
    closed.circle.save()
    world.closed()  # a file that is over needs nobody
    cases = queries.caseload_of(world.coordinator, world.cast.worker_in)
    assert {case.pk for case in cases} == {world.cast.case.pk, second.pk}
    assert len(set_one(world, cases=cases)) == 2
    with pytest.raises(Refused):
        set_one(world, cases=[closed])


def test_the_reminders_follow_the_stand_in(world: World):
    case = world.admitted(on=world.ago(40))  # the assessment was due ten days ago
    assert not any(case.key in row.url for row in waiting(world.worker_out))
    set_one(world, cases=[case])
    assert any(case.key in row.url for row in waiting(world.worker_out))
    assert not any(case.key in row.url for row in waiting(Actor(world.cast.worker_out, world.today + 8 * DAY)))


def test_what_is_protected_does_not_pass_on(world: World):
    notes.write(world.cast.case, by=world.worker_in, text="Bērns stāstīja.", date=world.today, tier=Tier.SAFEGUARDING)
    set_one(world)
    assert [row.text for row in notes_of(world.worker_in, world.cast.case)] == ["Bērns stāstīja."]
    assert [row.text for row in notes_of(world.worker_out, world.cast.case)] == [None]
    assert world.worker_out.clearance(world.cast.circle) == {Tier.CONTACT, Tier.WORKING}


def test_what_a_stand_in_wrote_is_marked_and_only_in_those_days(world: World):
    set_one(world, from_date=world.ago(1))
    notes.write(world.cast.case, by=world.worker_out, text="Apciemoju.", date=world.today)
    notes.write(world.cast.case, by=world.worker_out, text="Agrāk.", date=world.ago(9))
    notes.write(world.cast.case, by=world.worker_in, text="Pati.", date=world.today)
    authors = {row.text: row.author for row in notes_of(world.coordinator, world.cast.case)}
    assert "Ilze Krūmiņa" in authors["Apciemoju."] and authors["Apciemoju."] != "Dace Liepiņa"
    assert authors["Agrāk."] == "Dace Liepiņa" and authors["Pati."] == "Ilze Krūmiņa"


def test_only_an_illness_has_an_open_end_and_it_is_looked_at_again(world: World):
    with pytest.raises(Refused) as refused:
        set_one(world, until_date=None)
    assert refused.value.field == "until_date"
    set_one(world, until_date=None, is_ill=True)
    assert [one.look_again_date for one in queries.stand_ins(world.coordinator)] == [world.today + 14 * DAY]


@pytest.mark.parametrize("wrong", ["oneself", "over", "twice", "stranger"])
def test_what_makes_no_sense_is_refused_with_a_sentence(world: World, wrong: str):
    values = {
        "oneself": {"user": world.cast.worker_in},
        "over": {"from_date": world.ago(9), "until_date": world.ago(3)},
        "twice": {},
        "stranger": {"by": world.worker_in},
    }[wrong]
    if wrong == "twice":
        set_one(world)
    with pytest.raises(Refused):
        set_one(world, **values)


def test_the_worker_is_back_early(world: World):
    set_one(world, from_date=world.ago(2))
    other = world.admitted()
    later = set_one(world, cases=[other], from_date=world.today + 3 * DAY)
    assert cover.end_stand_in(world.cast.worker_in, world.cast.worker_out, by=world.coordinator, on=world.ago(1)) == 2
    assert not sees(world, world.today)
    assert not Seat.objects.filter(pk=later[0].pk).exists()  # it had not begun
    entries = AuditEntry.objects.filter(act="team.stand_in_ended", thing="cases.case").values_list("thing", "circle_id")
    assert set(entries) == {("cases.case", world.cast.circle.pk), ("cases.case", other.circle_id)}


def test_who_leaves_the_team_needs_nobody_in_their_place(world: World):
    seat = make_seat(world.cast.circle, make_user("Liene Roze"), "family_assistant")
    set_one(world, absent=seat.user)
    team.release(seat, by=world.coordinator, on=world.ago(1))
    [stand_in] = queries.stand_ins(world.coordinator)
    assert stand_in.until_date == world.today and sees(world, world.today) and not sees(world, world.today + DAY)


def test_a_family_handed_over_to_others_has_no_stand_in_left(world: World):
    set_one(world)
    transfers.transfer(
        latest(world.cast.case), by=world.coordinator, on=world.today, sentence="Pārcēlās.", ground="Ģimene piekrita.", receiving="Liepāja"
    )
    assert not sees(world, world.today + DAY)


def test_a_coordinator_of_another_site_sets_nobody(world: World):
    assert not queries.caseload_of(world.coordinator, world.cast.worker_out)
    with pytest.raises(Refused):
        set_one(world, cases=[world.cast.other_case], absent=world.cast.worker_out, user=world.cast.worker_in)


def spans(world: World, user: User) -> list[tuple[dt.date, dt.date | None, str]]:
    seats = Seat.objects.filter(user=user, circle=world.cast.circle, instead_of__isnull=False).order_by("from_date", "id")
    return [(seat.from_date, seat.until_date, seat.instead_of.name) for seat in seats]


def test_a_longer_absence_adds_the_days_that_are_not_covered_yet(world: World):
    first, out, day = world.today, world.cast.worker_out, DAY
    set_one(world, from_date=first + 3 * day, until_date=first + 5 * day)
    set_one(world, from_date=first, until_date=first + 9 * day)
    whom = "Ilze Krūmiņa"
    assert spans(world, out) == [
        (first, first + 2 * day, whom), (first + 3 * day, first + 5 * day, whom), (first + 6 * day, first + 9 * day, whom),
    ]  # fmt: skip
    assert [sees(world, first + n * day) for n in range(-1, 11)] == [False, *[True] * 10, False]
    [line] = queries.stand_ins(world.coordinator)
    assert (line.from_date, line.until_date, line.files) == (first, first + 9 * day, 1)
    with pytest.raises(Refused):
        set_one(world, from_date=first + day, until_date=first + 9 * day)


def test_when_the_stand_in_is_absent_too_the_next_one_gets_both_peoples_files_in_the_days_that_overlap(world: World):
    first, third = world.today, make_user("Liene Roze")
    make_seat(world.cast.other_case.circle, third, "case_worker")
    set_one(world, until_date=first + 7 * DAY)
    own = world.admitted()
    make_seat(own.circle, world.cast.worker_out, "social_rehabilitator")
    cases = queries.caseload_of(world.coordinator, world.cast.worker_out)
    assert {case.pk for case in cases} == {world.cast.case.pk, own.pk}
    set_one(world, cases=cases, absent=world.cast.worker_out, user=third, from_date=first + 5 * DAY, until_date=first + 20 * DAY)
    assert spans(world, third) == [(first + 5 * DAY, first + 7 * DAY, "Ilze Krūmiņa")]

    def may(day: int, case: Case) -> bool:
        return Actor(third, first + day * DAY).may(Permission.SEE_CASE, case)

    assert [may(day, world.cast.case) for day in (4, 5, 7, 8)] == [False, True, True, False]
    assert [may(day, own) for day in (4, 5, 20, 21)] == [False, True, True, False]
    with pytest.raises(Refused):  # who is absent does not come back by that way
        set_one(world, absent=third)


def test_nobody_stands_in_for_oneself_by_way_of_another(world: World):
    set_one(world)
    with pytest.raises(Refused):
        set_one(world, absent=world.cast.worker_out, user=world.cast.worker_in)


def test_a_stand_in_does_not_outlast_the_place_it_stands_for(world: World):
    seat = make_seat(world.cast.circle, make_user("Liene Roze"), "family_assistant")
    seat.until_date = world.today + 3 * DAY
    seat.save()
    set_one(world, absent=seat.user, until_date=world.today + 30 * DAY)
    assert spans(world, world.cast.worker_out) == [(world.today, world.today + 3 * DAY, "Liene Roze")]


def test_families_and_reminders_come_on_the_first_day_and_go_after_the_last(world: World):
    case = world.admitted(on=world.ago(40))
    set_one(world, cases=[case], from_date=world.today + DAY, until_date=world.today + 3 * DAY)
    for day, there in ((0, False), (1, True), (3, True), (4, False)):
        actor = Actor(world.cast.worker_out, world.today + day * DAY)
        assert any(case.key in row.url for row in waiting(actor)) is there
        assert Case.objects.visible_to(actor, Permission.SEE_CASE).filter(pk=case.pk).exists() is there
        assert any(row.url for row in families_list(actor)[0:25] if row.key == case.family.key) is there


# --- caseload and continuity ---------------------------------------------------------------------------------------------


def test_a_caseload_adds_the_weights_and_shows_who_stands_in(world: World):
    second = world.admitted()
    team.weigh(second, by=world.coordinator, weight=3)
    set_one(world)
    found = {one.name: one for one in loads(world.coordinator)}
    assert (found["Ilze Krūmiņa"].files, found["Ilze Krūmiņa"].weight, found["Ilze Krūmiņa"].responsible) == (2, 4, 2)
    assert (found["Dace Liepiņa"].files, found["Dace Liepiņa"].weight, found["Dace Liepiņa"].standing_in) == (0, 0, 1)
    for weight in (0, 6):
        with pytest.raises(Refused):
            team.weigh(second, by=world.coordinator, weight=weight)
    with pytest.raises(Refused):
        team.weigh(second, by=world.worker_in, weight=2)


def test_overdue_work_stands_with_its_days_and_that_of_other_sites_does_not(world: World):
    case = world.admitted(on=world.ago(41))
    Episode.objects.filter(case=world.cast.other_case).update(state="assessment")
    found = overdue(world.coordinator)
    assert [(line.number, line.overdue_days) for line in found] == [(case.number, 11)]
    assert overdue(world.worker_in) == []


def test_a_stand_in_without_an_end_is_looked_at_again_by_the_coordinator(world: World):
    set_one(world, until_date=None, is_ill=True)
    day = world.today + 14 * DAY
    on = {name: Actor(world.cast.users[name], day) for name in ("coordinator", "worker_in")}
    assert [row.due_date for row in queries.stand_ins_waiting(on["coordinator"], day)] == [day]
    assert queries.stand_ins_waiting(on["worker_in"], day) == [] == queries.stand_ins_waiting(world.coordinator, world.today)


def test_each_hand_over_is_kept_with_its_days(world: World):
    case = world.admitted(on=world.ago(20))
    colleague = world.colleague()
    team.hand_over(case, by=world.coordinator, user=colleague, on=world.ago(5))
    spans = list(Responsibility.objects.filter(episode__case=case).values_list("user__name", "from_date", "until_date"))
    assert spans == [("Ilze Krūmiņa", world.ago(20), world.ago(5)), ("Liene Roze", world.ago(5), None)]
    assert [(line.number, line.count) for line in changed(world.coordinator)[0:26]] == [(case.number, 1)]
    with pytest.raises(Refused):
        team.hand_over(case, by=world.coordinator, user=world.cast.worker_in, on=world.ago(9))


def test_a_new_stay_goes_on_with_who_was_responsible(world: World):
    episode = world.closed()
    opened = closing.reopen(episode, by=world.coordinator, on=world.today, sentence="Atkal grūti.")
    assert [one.user for one in opened.responsibilities.all()] == [world.cast.worker_in]
    assert Case.objects.get(pk=episode.case_id).circle.seats.filter(is_responsible=True).count() == 1
