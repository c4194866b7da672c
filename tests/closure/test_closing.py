"""Support becomes less, ends, is followed up and begins anew: what is asked on the way, and what a manager may overrule."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from ligzda.cases.models import Assessment, Episode, Score
from ligzda.cases.queries.waiting import waiting
from ligzda.closure.actions import closing
from ligzda.closure.actions.closing import GoesOn, Often
from ligzda.closure.queries.episodes import side_by_side, went_back
from ligzda.kernel import clock
from ligzda.kernel.refused import Refused
from ligzda.people.actions.rights import withdraw_consent
from ligzda.people.models import Consent
from ligzda.projects.models import Project
from ligzda.projects.queries.drill import receipt
from tests.cases.test_figures import value
from tests.cases.world import DAY, ENOUGH, World, latest, make_area, often


def assessed(world: World, episode: Episode, on: dt.date, **levels: int | None) -> Assessment:
    """A finished assessment with these levels of the family's areas."""
    areas = {code: make_area(code) for code in levels}
    one = Assessment.objects.create(
        case=episode.case, episode=episode, instrument=next(iter(areas.values())).instrument, date=on, state="done", finished_at=clock.now(),
        author=world.cast.users["worker_in"],
    )  # fmt: skip
    Score.objects.bulk_create(Score(assessment=one, area=areas[code], level=level) for code, level in levels.items())
    return one


def close(world: World, episode: Episode, exit_type: str, **values) -> Episode:
    values = {"by": world.coordinator, "on": world.today, "sentence": "Tā vienojāmies."} | values
    return closing.close(episode, exit_type=exit_type, **values)


def test_a_family_is_self_reliant_after_two_assessments_in_a_row_and_not_before(world: World):
    episode = world.active(on=world.ago(200))
    Assessment.objects.filter(episode=episode).delete()
    assessed(world, episode, world.ago(120), care=4, home=4)
    with pytest.raises(Refused) as refused:
        close(world, episode, "self_reliant")
    assert refused.value.warning and len(refused.value.sentences) == 2  # the last one is old, and it is the only one
    assessed(world, episode, world.ago(3), care=5, home=3)
    with pytest.raises(Refused) as refused:
        close(world, episode, "self_reliant")
    assert len(refused.value.sentences) == 1
    Score.objects.filter(level=3).update(level=None)
    with pytest.raises(Refused):
        close(world, episode, "self_reliant")  # not assessed proves nothing
    Score.objects.filter(level=None).update(level=4)
    closed = close(world, episode, "self_reliant", accept_because="Nav vajadzīgs.")
    assert (closed.exit_type, closed.close_because) == ("self_reliant", "")


def test_a_manager_closes_all_the_same_with_a_reason_that_stays(world: World):
    episode = world.active(on=world.ago(60))
    Assessment.objects.filter(episode=episode).delete()
    with pytest.raises(Refused):
        close(world, episode, "moved_away")
    closed = close(
        world, episode, "moved_away", accept_because="Aizbrauca vakar.", continuing=[GoesOn("Logopēds", "", "pašvaldība"), GoesOn(" ")]
    )
    assert closed.close_because == "Aizbrauca vakar."
    assert [(row.what, row.who_pays) for row in closed.continuing.all()] == [("Logopēds", "pašvaldība")]


@pytest.mark.parametrize(
    ("schedule", "field"),
    [
        ([], "from_1"),
        ([(0, 0, "week")], "times_1"),
        ([(0, 8, "week")], "times_1"),
        ([(0, 2, "year")], "times_1"),
        ([(-3, 1, "week")], "from_1"),
        ([(0, 1, "week"), (0, 2, "month")], "from_2"),
    ],
)
def test_a_schedule_of_less_support_is_asked_for_and_checked(world: World, schedule: list, field: str):
    rows = [Often(world.today + days * DAY, times, per) for days, times, per in schedule]
    with pytest.raises(Refused) as refused:
        closing.step_down(world.active(), by=world.coordinator, on=world.today, sentence="Retāk.", intensity=rows)
    assert refused.value.field == field


def cared_for(world: World, days: int = 40) -> Episode:
    closed = world.closed(on=world.ago(days))
    person = closed.case.family.memberships.first().person
    return closing.aftercare(closed, by=world.worker_in, on=world.ago(days), sentence="Zvanīsim.", consent_of=person)


def test_what_went_back_in_after_care_stands_first_when_the_family_comes_back(world: World, client: Client):
    episode = cared_for(world)
    home, care = make_area("home", order=2), make_area("care", order=1)
    closing.record_contact(episode, by=world.worker_in, on=world.ago(9), sentence="Grūti.", areas={home: "back", care: "holds"})
    assert went_back(world.coordinator, episode.case) == {home.pk}
    again = closing.reopen(episode, by=world.coordinator, on=world.ago(2), sentence="Parādi atkal.", area=home)
    assert (again.follows_id, again.reopened_area) == (episode.pk, home)
    first, second = side_by_side(world.coordinator, episode.case)
    assert first.back == ("Home",) and second.closed_date is None
    client.force_login(world.cast.users["coordinator"])
    page = client.get(episode.case.get_absolute_url()).content.decode()
    assert "Grūti." in page and "Parādi atkal." in page


def test_in_after_care_the_next_contact_is_the_filled_button_and_only_this_stays_regress_is_named(world: World, client: Client):
    first = cared_for(world)
    home = make_area("home", order=2)
    closing.record_contact(first, by=world.worker_in, on=world.ago(30), sentence="Grūti.", areas={home: "back"})
    closing.reopen(first, by=world.coordinator, on=world.ago(20), sentence="Parādi.", area=home)
    again = latest(first.case)
    assert went_back(world.coordinator, first.case) == set()
    closing.close(again, by=world.coordinator, on=world.ago(9), sentence="Aizbrauc.", exit_type="moved_away", accept_because=ENOUGH)
    person = first.case.family.memberships.first().person
    closing.aftercare(latest(first.case), by=world.worker_in, on=world.ago(9), sentence="Zvanīsim.", consent_of=person)
    assert went_back(world.coordinator, first.case) == set()
    client.force_login(world.cast.users["coordinator"])
    page = client.get(first.case.get_absolute_url()).content.decode()
    contact = reverse("desk:contact", args=[first.case.family.key, first.case.key])
    assert f'class="btn btn-primary" href="{contact}"' in page and page.split("</main")[0].count("btn-primary") == 1
    said = client.post(contact, {"on": world.today.isoformat(), "sentence": ""}).content.decode()
    assert "Kā ģimenei klājas" in said and "kāpēc tagad" not in said


def test_nobody_is_called_after_the_agreement_was_taken_back(world: World):
    episode = cared_for(world)
    withdraw_consent(Consent.objects.get(), by=world.worker_in, on=world.ago(5))
    assert closing.objections_to_contact(episode, world.worker_in)
    with pytest.raises(Refused) as refused:
        closing.record_contact(episode, by=world.worker_in, on=world.ago(4), sentence="Zvanīju.")
    assert refused.value.field == "on"
    with pytest.raises(Refused):
        closing.record_contact(episode, by=world.worker_in, on=world.today, sentence="Zvanīju.")
    closing.record_contact(episode, by=world.worker_in, on=world.ago(6), sentence="Vēl piekrita.")  # entered late
    (work,) = [row for row in waiting(world.worker_in) if str(row.url).startswith(episode.case.get_absolute_url())]
    assert str(work.title) == "Noslēgt pēcatbalstu"
    assert (
        closing.end(episode, by=world.coordinator, on=world.today, sentence="Vairs nezvanām.").state == "ended"
    )  # though nobody was asked


def test_the_middle_of_the_stays_and_how_many_came_back(world: World):
    Project.objects.filter(pk=world.cast.project.pk).update(start_date=dt.date(2020, 1, 1))
    world.cast.project.refresh_from_db()
    for days in (5, 40, 100):
        episode = world.active(on=dt.date(2025, 1, 1) - days * DAY)
        close(world, episode, "handed_over", on=dt.date(2025, 1, 1), accept_because=ENOUGH)

    found = [value(world, "median_months", dt.date(2025, 2, 1), dt.date(2025, 1, 1))]
    assert found == [3]  # 2, 3 and 5 calendar months
    assert value(world, "median_months", dt.date(2024, 2, 1), dt.date(2024, 1, 1)) is None  # of nothing there is no middle
    closing.reopen(latest(episode.case), by=world.coordinator, on=dt.date(2025, 12, 31), sentence="Atkal.")
    first, last = dt.date(2025, 1, 1), dt.date(2025, 12, 31)
    assert value(world, "reopened", dt.date(2025, 2, 1), first) == 0, "in February nobody knew"
    assert value(world, "reopened", last, first) == 1
    assert float(value(world, "reopened_share", last, first)) == 0.33
    behind = receipt(world.coordinator, world.cast.project, "reopened", last, since=first)
    assert [row.key for row in behind.rows] == [episode.case.family.key]


def test_a_year_later_is_no_return_within_a_year(world: World):
    episode = close(world, world.active(on=dt.date(2024, 1, 10)), "handed_over", on=dt.date(2024, 3, 31), accept_because=ENOUGH)
    closing.reopen(episode, by=world.coordinator, on=dt.date(2025, 3, 31), sentence="Atkal.")
    assert value(world, "reopened", dt.date(2024, 12, 31), dt.date(2024, 1, 1)) == 0


def test_the_page_keeps_what_was_typed_and_asks_for_a_reason(world: World, client: Client):
    episode = world.active(on=world.ago(60))
    Assessment.objects.filter(episode=episode).delete()
    client.force_login(world.cast.users["coordinator"])
    case = episode.case
    url = reverse("desk:move", args=[case.family.key, case.key, "close"])
    typed = {
        "on": world.today.isoformat(),
        "exit_type": "moved_away",
        "sentence": "Pārcēlās uz Rīgu.",
        "what_1": "Psihologs",
        "pays_1": "valsts",
    }
    refused = client.post(url, typed)
    assert refused.status_code == 422 and "Pārcēlās uz Rīgu." in refused.content.decode() and 'name="reason"' in refused.content.decode()
    assert client.post(url, {**typed, "reason": "Steidzami."}).status_code == 302
    assert [row.who_pays for row in latest(case).continuing.all()] == ["valsts"]
    step = reverse("desk:move", args=[case.family.key, case.key, "reopen"])
    make_area("home")
    assert client.get(step).status_code == 200


def test_a_whole_line_or_none(world: World, client: Client):
    case = world.active(on=world.ago(60)).case
    client.force_login(world.cast.users["coordinator"])
    url = reverse("desk:move", args=[case.family.key, case.key, "step_down"])
    typed = {"on": world.today.isoformat(), "sentence": "Retāk.", "from_1": world.today.isoformat(), "times_1": "2", "per_1": "month"}
    assert client.post(url, {**typed, "times_2": "1"}).status_code == 422
    assert client.post(url, typed).status_code == 302
    assert latest(case).intensities.get().times == 2
    assert often(world.today)[0].times == 2
