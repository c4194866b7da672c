"""What a person sees and sends: the quick log, the record, the sheet, the lists."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ligzda.access import drafts
from ligzda.access.models import ReadEntry
from ligzda.kernel import clock
from ligzda.services.actions import attendance, groups, sessions
from ligzda.services.models import Cohort, Event, Group, ServiceType, Session
from tests.services.test_groups import announce, enrol, running
from tests.services.world import START, World

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def page(world: World, who: str, address: str) -> str:
    client = Client()
    client.force_login(world.users[who])
    answer = client.get(address)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def post(world: World, who: str, address: str, data: dict[str, object]) -> tuple[int, str, Client]:
    client = Client()
    client.force_login(world.users[who])
    answer = client.post(address, data)
    return answer.status_code, answer.content.decode(), client


def log_address(world: World, **more: str) -> str:
    query = "&".join(f"{name}={value}" for name, value in more.items())
    return f"{reverse('services:log')}?family={world.cases['vitolini'].family.key}" + (f"&{query}" if query else "")


def filled(html: str) -> dict[str, object]:
    """What the browser would send for an untouched form."""
    data: dict[str, object] = {}
    for tag in re.findall(r"<input[^>]*>", html):
        attrs = dict(re.findall(r'(\w+)="([^"]*)"', tag))
        if attrs.get("type") in ("radio", "checkbox") and " checked" not in tag:
            continue
        if attrs.get("name") and attrs.get("type") != "search":
            data[attrs["name"]] = attrs.get("value", "")
    for name, options in re.findall(r'<select name="(\w+)".*?>(.*?)</select>', html, re.DOTALL):
        data[name] = (re.search(r'value="([^"]*)" selected', options) or re.search(r'value="([^"]*)"', options))[1]
    data.pop("next", None)
    return data


def test_a_meeting_is_logged_with_one_choice_and_save(world: World) -> None:
    html = page(world, "worker", log_address(world))
    assert 'name="persons"' in html
    assert not re.search(r'name="persons"[^>]* checked', html), "nobody is chosen beforehand"
    data = filled(html)
    status, _, _ = post(world, "worker", log_address(world), {**data, "persons": [str(world.people["agnese"].pk)]})
    session = Session.objects.get()
    assert (status, session.status, session.service.key, session.date) == (302, "held", "social_work", clock.today())
    assert [row.person for row in session.attendances.all()] == [world.people["agnese"]]


def test_who_was_there_is_asked_and_everything_typed_stays(world: World) -> None:
    data = filled(page(world, "worker", log_address(world)))
    status, html, _ = post(world, "worker", log_address(world), {**data, "note": "Garš teksts par skolu."})
    assert status == 422
    assert "Garš teksts par skolu." in html
    assert 'class="error-summary"' in html
    assert not Session.objects.exists()


def test_pressing_twice_saves_once(world: World) -> None:
    data = {**filled(page(world, "worker", log_address(world))), "persons": [str(world.people["agnese"].pk)]}
    client = Client()
    client.force_login(world.users["worker"])
    for _ in range(2):
        assert client.post(log_address(world), data).status_code == 302
    assert Session.objects.count() == 1


def test_a_day_to_come_is_offered_as_a_plan(world: World) -> None:
    later = (clock.today() + 3 * DAY).isoformat()
    data = {**filled(page(world, "worker", log_address(world))), "date": later, "persons": [str(world.people["agnese"].pk)]}
    status, html, _ = post(world, "worker", log_address(world), data)
    assert (status, 'name="as_plan"' in html) == (422, True)
    status, _, _ = post(world, "worker", log_address(world), {**data, "as_plan": "1"})
    assert (status, Session.objects.get().status) == (302, "planned")


@pytest.mark.parametrize(
    "wrong", [{"date": "31.02.2026"}, {"date": "rīt"}, {"minutes_other": "0"}, {"minutes_other": "-5"}, {"minutes_other": "x" * 5000}, {"start_time": "25:99"},
              {"service": "nonsense"}, {"place": "mars"}, {"outcome": "maybe"}, {"persons": ["999999"]}, {"note": "ā" * 30_000}, {"date": "9" * 1000}]
)  # fmt: skip
def test_bad_input_is_a_sentence_beside_the_field(world: World, wrong: dict[str, object]) -> None:
    data = {**filled(page(world, "worker", log_address(world))), "persons": [str(world.people["agnese"].pk)], **wrong}
    status, html, _ = post(world, "worker", log_address(world), data)
    assert status == 422
    assert "field-error" in html
    assert not Session.objects.exists()


def test_a_no_show_asks_whether_they_said_so(world: World) -> None:
    data = {**filled(page(world, "worker", log_address(world, outcome="no_show"))), "warned": "no"}
    assert data["outcome"] == "no_show"
    assert post(world, "worker", log_address(world), data)[0] == 302
    assert (Session.objects.get().status, Session.objects.get().warned) == ("no_show", False)


def test_outside_the_stay_a_reason_is_asked_then_it_is_saved(world: World) -> None:
    data = {
        **filled(page(world, "worker", log_address(world))),
        "date": (START - DAY).isoformat(),
        "persons": [str(world.people["agnese"].pk)],
    }
    status, html, _ = post(world, "worker", log_address(world), data)
    assert (status, 'name="because"' in html) == (422, True)
    assert post(world, "worker", log_address(world), {**data, "because": "Pirmais kontakts"})[0] == 302


def test_a_draft_comes_back_into_the_form(world: World) -> None:
    drafts.keep(world.actor("worker", clock.today()), "log", world.cases["vitolini"].family.key, {"note": "Pus teikuma"})
    assert "Pus teikuma" in page(world, "worker", log_address(world))
    assert "Pus teikuma" not in page(world, "psychologist", log_address(world))


def test_a_planned_meeting_is_recorded_in_place(world: World) -> None:
    plan = sessions.plan_meeting(
        world.cases["vitolini"],
        by=world.actor("worker", clock.today()),
        date=clock.today(),
        service=world.service("home_visit"),
        minutes=90,
    )
    html = page(world, "worker", log_address(world, planned=plan.key))
    data = {**filled(html), "persons": [str(world.people["agnese"].pk), str(world.people["elina"].pk)]}
    assert data["service"] == "home_visit"
    assert post(world, "worker", log_address(world, planned=plan.key), data)[0] == 302
    plan.refresh_from_db()
    assert (plan.status, plan.minutes, plan.attendances.count()) == ("held", 90, 2)


def test_without_a_family_one_is_picked_among_the_own_ones(world: World) -> None:
    html = page(world, "worker", reverse("services:log"))
    assert "vitolini ģimene" in html
    assert "zarini ģimene" not in html


def test_a_record_is_looked_at_corrected_and_voided_by_its_author(world: World) -> None:
    session = world.held(
        "vitolini", "social_work", clock.today() - DAY, "agnese", worker=world.users["worker"], created_by=world.users["worker"]
    )
    address = reverse("services:session", args=[session.key])
    assert "Agnese Paraugs" in page(world, "worker", address)
    assert ReadEntry.objects.filter(page="services:session").exists()
    correct = reverse("services:correct", args=[session.key])
    data = {**filled(page(world, "worker", correct)), "minutes_other": "30", "reason": "Kļūdījos"}
    assert post(world, "worker", correct, data)[0] == 302
    session.refresh_from_db()
    assert (session.minutes, session.version) == (30, 2)
    assert post(world, "worker", correct, {**data, "minutes_other": "45", "form_key": "another"})[0] == 422, "somebody read version 1"
    void = reverse("services:void", args=[session.key])
    assert post(world, "worker", void, {**filled(page(world, "worker", void)), "reason": "Dubults"})[0] == 302
    session.refresh_from_db()
    assert session.voided_at


def test_the_coordinator_moves_a_record_to_a_file_found_by_name(world: World) -> None:
    session = world.held("vitolini", "social_work", clock.today() - DAY, "agnese", worker=world.users["worker"])
    address = f"{reverse('services:move', args=[session.key])}?q=zarini"
    data = {**filled(page(world, "coordinator", address)), "target": world.cases["zarini"].key, "reason": "Cita ģimene"}
    assert post(world, "coordinator", address, data)[0] == 302
    session.refresh_from_db()
    assert session.moved_to.case == world.cases["zarini"]
    stub = page(world, "worker", reverse("services:session", args=[session.key]))
    assert "Cita ģimene" in stub
    assert "Agnese" not in stub


def test_the_sheet_keeps_marks_after_a_conflict_and_leaves_the_unmarked_unknown(world: World) -> None:
    cohort = running(world)
    enrol(world, cohort, "agnese", "baiba")
    session = groups.plan_session(cohort, by=world.actor("leader"), date=clock.today() - DAY)
    address = reverse("services:sheet", args=[cohort.group.key, session.key])
    html = page(world, "leader", address)
    assert " checked" not in html
    data = {**filled(html), f"m{world.people['agnese'].pk}": "present"}
    assert post(world, "leader", address, data)[0] == 302
    assert dict(session.attendances.values_list("person__first_name", "status")) == {"Agnese": "present", "Baiba": "unknown"}
    status, html, _ = post(world, "coordinator", address, {**data, f"m{world.people['baiba'].pk}": "absent"})
    assert status == 422
    assert html.count(" checked") == 2


def test_group_pages_work_for_leader_and_coordinator(world: World) -> None:
    offered = page(world, "coordinator", reverse("services:new_group"))
    assert "Bauska" in offered
    data = {"kind": "support", "name": "Otrdienas tikšanās", "project": "mac", "site": "bauska", "leader": world.users["leader"].key,
            "from_date": clock.today().isoformat(), "is_open": "no", "circle": "open"}  # fmt: skip
    from ligzda.projects.models import ProjectSite

    ProjectSite.objects.create(project=world.project, site=world.sites["bauska"])
    from tests.services.world import seat

    seat(world.cases["vitolini"].circle, world.users["leader"], "case_worker")
    assert post(world, "coordinator", reverse("services:new_group"), data)[0] == 302
    group = Group.objects.get()
    new = reverse("services:new_cohort", args=[group.key])
    assert post(world, "leader", new, {"start_date": "01.11.2026.", "planned_sessions": "3", "completion": "0.8"})[0] == 302
    cohort = Cohort.objects.get()
    for name, answers in (
        ("start", {"on": "01.11.2026."}),
        ("pause", {"from_date": "02.11.2026.", "reason": "Darbi"}),
        ("resume", {"on": "09.11.2026."}),
    ):
        assert post(world, "leader", reverse("services:step", args=[group.key, cohort.key, name]), answers)[0] == 302
    series = {"date": "10.11.2026.", "minutes_other": "120", "times": "3", "every": "7"}
    assert post(world, "leader", reverse("services:plan_sessions", args=[group.key, cohort.key]), series)[0] == 302
    found = f"{reverse('services:enrol', args=[group.key, cohort.key])}?q=agne"
    world.people["agnese"].folded = " agnese paraugs "
    assert post(world, "leader", found, {"person": str(world.people["agnese"].pk), "from_date": "10.11.2026."})[0] == 302
    html = page(world, "leader", reverse("services:group", args=[group.key]))
    assert "Agnese Paraugs" in html
    assert cohort.sessions.count() == 3


def test_an_event_is_announced_invited_to_and_held(world: World) -> None:
    data = {"title": "Noslēguma konference", "kind": "conference", "audience": "partners", "project": "mac", "start_date": "01.11.2026."}
    assert post(world, "manager", reverse("services:new_event"), data)[0] == 302
    event = Event.objects.get()
    assert post(world, "manager", reverse("services:invite", args=[event.key]), {"described": "pašvaldības"})[0] == 302
    hold = reverse("services:hold", args=[event.key])
    assert post(world, "manager", hold, {"on": "01.11.2026.", "presence": "stated", "number": "25"})[0] == 422
    assert post(world, "manager", hold, {"on": "01.11.2026.", "presence": "stated", "number": "25", "source": "raksts"})[0] == 302
    assert "25" in page(world, "manager", reverse("services:event", args=[event.key]))
    other = announce(world)
    assert post(world, "manager", reverse("services:cancel_event", args=[other.key]), {"reason": "Slimība"})[0] == 302


def test_the_administrator_edits_the_lists_and_keys_stay(world: World) -> None:
    page(world, "admin", reverse("services:catalogue"))
    page(world, "admin", reverse("services:topics"))
    new = {"key": "art therapist", "kind": "consultation", "name_lv": "mākslas terapeita konsultācija", "name_en": "art therapy", "name_lt": "dailės terapija",
           "is_active": "on", "is_consultation": "on", "usual_minutes_other": "45", "usual_place": "centre"}  # fmt: skip
    assert post(world, "admin", reverse("services:new_type"), new)[0] == 302
    assert ServiceType.objects.filter(key="art_therapist", is_consultation=True).exists()
    assert post(world, "admin", reverse("services:new_type"), new)[0] == 422
    edit = {**filled(page(world, "admin", reverse("services:type", args=["lawyer"]))), "name_lv": "jurista konsultācija"}
    assert post(world, "admin", reverse("services:type", args=["lawyer"]), edit)[0] == 302
    topic = {"key": "debts", "name_lv": "parādi", "name_en": "debts", "name_lt": "skolos", "is_active": "on"}
    assert post(world, "admin", reverse("services:new_topic"), topic)[0] == 302


def grow(world: World, cohort: Cohort, start: int, end: int) -> None:
    for n in range(start, end):
        announce(world)
        group = cohort.group
        groups.open_group(
            by=world.actor("coordinator"), kind="support", name=f"G{n}", project=world.project, service=group.service, site=group.site,
            from_date=START, leaders=[world.users["leader"]],
        )  # fmt: skip
        by, day = world.actor("leader", clock.today()), clock.today() - (n + 1) * DAY
        attendance.mark(groups.plan_session(cohort, by=by, date=day), by=by, marks={world.people["agnese"]: "present"})
        world.held("vitolini", "social_work", clock.today(), "agnese", worker=world.users["worker"])


def cost(world: World, who: str, address: str) -> int:
    client = Client()
    client.force_login(world.users[who])
    client.get(address)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


def test_lists_cost_the_same_for_five_and_fifty(world: World) -> None:
    cohort = running(world)
    enrol(world, cohort, "agnese", "baiba")
    asked = [("leader", reverse("services:groups")), ("manager", reverse("services:events")), ("worker", reverse("services:calendar"))]
    asked.append(("leader", reverse("services:group", args=[cohort.group.key])))
    counts = []
    for start, end in ((0, 5), (5, 50)):
        grow(world, cohort, start, end)
        counts.append([cost(world, who, address) for who, address in asked])
    assert counts[0] == counts[1]
    assert max(counts[0]) <= 20
