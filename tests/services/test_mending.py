"""A record that is mended: what it said before and why stays readable, and nobody overwrites a colleague unseen."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ligzda.access.actor import Actor
from ligzda.cases.models import Note
from ligzda.kernel import clock
from ligzda.kernel.refused import Stale
from ligzda.services.actions import attendance, corrections, groups
from ligzda.services.models import ServiceType, Session
from ligzda.services.queries.versions import earlier
from tests.services.test_groups import enrol, running
from tests.services.test_pages import filled, page, post
from tests.services.world import World

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def me(world: World, name: str) -> Actor:
    return world.actor(name, clock.today())


def written(world: World, **values: object) -> Session:
    """A visit of yesterday, by the worker, with a note."""
    worker = world.users["worker"]
    session = world.held("vitolini", "home_visit", clock.today() - DAY, "agnese", "elina", worker=worker, created_by=worker, **values)
    session.note = Note.objects.create(case=session.case, tier="working", date=session.date, text="Runājām par skolu.", author=worker)
    session.save()
    return session


def correct(world: World, session: Session, who: str = "worker", **changes: object) -> tuple[int, str]:
    address = reverse("services:correct", args=[session.key])
    status, html, _client = post(world, who, address, {**filled(page(world, who, address)), "note": "Runājām par skolu.", **changes})
    return status, html


def test_the_author_reads_why_it_was_corrected_and_what_it_said_before(world: World) -> None:
    session = written(world)
    changes = {"minutes_other": "45", "note": "Runājām par dārziņu.", "persons": [world.people["agnese"].pk], "reason": "Sajaucu bērnus."}
    assert correct(world, session, **changes)[0] == 302
    for who in ("worker", "psychologist", "coordinator"):
        html = page(world, who, reverse("services:session", args=[session.key]))
        assert "Sajaucu bērnus." in html, who
        assert "Runājām par skolu." in html and "Agnese Paraugs, Elina Paraugs" in html, who
    session.refresh_from_db()
    [act] = earlier(me(world, "worker"), session)
    assert {line.label: (line.before, line.after) for line in act.differences} == {
        "Ilgums": ("1\xa0h", "45\xa0min"),
        "Kas piedalījās": ("Agnese Paraugs, Elina Paraugs", "Agnese Paraugs"),
        "Piezīme": ("Runājām par skolu.", "Runājām par dārziņu."),
    }


def test_why_it_is_void_is_read_by_the_file_and_by_nobody_else(world: World) -> None:
    session = written(world)
    corrections.void(session, by=me(world, "worker"), reason="Ierakstīts nepareizā ģimenē.")
    address = reverse("services:session", args=[session.key])
    assert "Ierakstīts nepareizā ģimenē." in page(world, "worker", address)
    assert post(world, "other", address, {})[0] == 404


def test_earlier_versions_cost_the_same_however_many_there_are(world: World) -> None:
    session = written(world)
    counts = []
    for minutes in (30, 45, 60, 75):
        session = corrections.correct(session, by=me(world, "worker"), reason="Precizēju.", minutes=minutes)
        with CaptureQueriesContext(connection, ) as seen:  # fmt: skip
            earlier(me(world, "worker"), session)
        counts.append(len(seen))
    assert len(set(counts)) == 1


def test_two_who_correct_one_record_see_both_and_choose(world: World) -> None:
    session = written(world)
    address = reverse("services:correct", args=[session.key])
    mine = {**filled(page(world, "worker", address)), "note": "Mana piezīme.", "minutes_other": "45", "reason": "Precizēju."}
    corrections.correct(session, by=me(world, "coordinator"), reason="Cits ilgums.", minutes=90, note="Viņas piezīme.")
    status, html, _client = post(world, "worker", address, mine)
    assert status == 422
    assert "Kamēr rakstījāt, šo ierakstu mainīja: Dace Liepiņa" in html
    assert "Tagad saglabāts: Viņas piezīme." in html and "Mana piezīme." in html
    assert Session.objects.get(pk=session.pk).minutes == 90
    again = {**filled(html), "note": "Mana piezīme.", "reason": "Precizēju.", "minutes_other": "45", "keep_minutes": "theirs"}
    assert post(world, "worker", address, {**again, "form_key": "again"})[0] == 302
    session.refresh_from_db()
    assert (session.minutes, session.note.text, session.version) == (90, "Mana piezīme.", 3)


def test_the_same_correction_twice_overwrites_nothing_and_passes(world: World) -> None:
    session = written(world)
    corrections.correct(session, by=me(world, "coordinator"), reason="Cits ilgums.", minutes=90)
    corrections.correct(session, by=me(world, "worker"), reason="Cits ilgums.", minutes=90, expected_version=1)
    with pytest.raises(Stale):
        corrections.correct(session, by=me(world, "worker"), reason="Cits.", minutes=30, expected_version=1)


def test_after_a_colleagues_change_a_record_can_still_be_voided_once_that_was_read(world: World) -> None:
    session = written(world)
    address = reverse("services:void", args=[session.key])
    data = {**filled(page(world, "worker", address)), "reason": "Dubults."}
    corrections.correct(session, by=me(world, "coordinator"), reason="Cits ilgums.", minutes=90)
    status, html, _client = post(world, "worker", address, data)
    assert status == 422 and "Kamēr rakstījāt" in html and "Dubults." in html
    assert post(world, "worker", address, {**filled(html), "reason": "Dubults.", "form_key": "again"})[0] == 302


def test_a_service_that_is_no_longer_offered_and_somebody_who_left_stay_in_a_corrected_record(world: World) -> None:
    session = written(world)
    ServiceType.objects.filter(key="home_visit").update(is_active=False)
    world.people["elina"].memberships.all().delete()
    assert correct(world, session, minutes_other="45", reason="Precizēju.")[0] == 302
    session.refresh_from_db()
    assert session.service.key == "home_visit"


def test_two_leaders_fill_one_sheet_and_the_second_sees_the_marks_of_the_first(world: World) -> None:
    cohort = running(world)
    enrol(world, cohort, "agnese", "baiba")
    session = groups.plan_session(cohort, by=me(world, "leader"), date=clock.today() - DAY)
    address = reverse("services:sheet", args=[cohort.group.key, session.key])
    agnese, baiba = world.people["agnese"], world.people["baiba"]
    mine = {**filled(page(world, "leader", address)), f"m{agnese.pk}": "absent"}
    attendance.mark(session, by=me(world, "coordinator"), marks={agnese: "present", baiba: "late"})
    status, html, _client = post(world, "leader", address, mine)
    assert status == 422
    assert [" ".join(one.split()) for one in re.findall(r"Tagad saglabāts:\s*([^<]*)<", html)] == ["Klāt"]
    assert post(world, "leader", address, {**filled(html), "form_key": "again"})[0] == 302
    assert dict(session.attendances.values_list("person__first_name", "status")) == {"Agnese": "absent", "Baiba": "late"}


def test_an_interrupted_correction_comes_back(world: World) -> None:
    session = written(world)
    address = reverse("services:correct", args=[session.key])
    html = page(world, "worker", address)
    draft = {**filled(html), "reason": "Pusteikums par", "draft_form": "services.correct", "draft_record": session.key}
    assert post(world, "worker", reverse("access:draft"), draft)[0] == 204
    assert "Pusteikums par" in page(world, "worker", address)
