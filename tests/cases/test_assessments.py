"""Assessing: area by area, with evidence, the child's own words, and nobody overwritten unseen."""

import datetime as dt
from typing import Any

import pytest

from ligzda.cases import rules
from ligzda.cases.actions import assessments, episodes
from ligzda.cases.catalogue import ensure_instruments
from ligzda.cases.models import Area, Assessment, Case, Instrument
from ligzda.cases.queries import waiting
from ligzda.cases.queries.assessments import assessments_of, marks, sheet, standings
from ligzda.cases.states import ASSESSMENT, EPISODE
from ligzda.kernel.languages import LANGUAGES
from ligzda.kernel.refused import Refused, Stale
from ligzda.people.models import Membership, Person
from tests.cases.world import World, latest
from tests.cast import LONG_AGO, make_person

D = dt.date


@pytest.fixture
def case(world: World) -> Case:
    """A family admitted forty days ago: a mother, a son of ten and a daughter of four."""
    case = world.admitted(on=world.ago(40))
    for name, born in (("Kristers", D(2016, 3, 1)), ("Elīna", D(2022, 5, 1))):
        child(case, name, born)
    return case


def child(case: Case, name: str, born: dt.date, *, until: dt.date | None = None) -> Person:
    person = make_person(name, "Bērzs", birth_date=born, birth_precision="day")
    Membership.objects.create(family=case.family, person=person, role="child", from_date=LONG_AGO, until_date=until)
    return person


def area(code: str) -> Area:
    return Area.objects.get(instrument=ensure_instruments(), code=code)


def begun(world: World, case: Case, *, on: dt.date | None = None) -> Assessment:
    return assessments.begin(case, by=world.worker_in, on=on or world.ago(20), instrument=ensure_instruments())


def scored(world: World, one: Assessment, code: str, level: int | None, person: Person | None = None, **values: Any) -> Any:
    values = {"own_level": None, "evidence": "Redzēju mājās."} | values
    return assessments.score(one, by=world.worker_in, area=area(code), person=person, level=level, **values)


def test_our_own_instrument_has_twelve_areas_in_three_languages_and_is_never_written_twice(db: None):
    for _twice in range(2):
        instrument = ensure_instruments()
    areas = list(instrument.areas.all())
    assert len(areas) == 12 and [one.code for one in areas if one.is_safety] == ["c1"]
    assert [one.code for one in areas if one.scored == "child"] == ["c1", "c2", "c3", "c4"]
    for one in areas:
        for language in LANGUAGES:
            assert one.name[language] and len({*one.anchors[language].values()}) == 5


def test_a_child_area_is_asked_once_for_each_child_of_that_day(world: World, case: Case):
    child(case, "Markuss", D(2015, 1, 1), until=world.ago(30))  # went to his father
    asked = [slot.label for slot in sheet(world.worker_in, begun(world, case)).slots]
    assert asked[:3] == ["Drošība · Kristers", "Drošība · Elīna", "Aprūpe un audzināšana"]
    assert len(asked) == 8 + 4 * 2 and not [label for label in asked if "Markuss" in label]


def test_a_person_who_was_not_in_the_family_on_that_day_is_refused(world: World, case: Case):
    gone = child(case, "Markuss", D(2015, 1, 1), until=world.ago(30))
    with pytest.raises(Refused) as refused:
        scored(world, begun(world, case), "c1", 4, gone)
    assert "Markuss" in str(refused.value.sentences[0]) and refused.value.field is None
    with pytest.raises(Refused):  # nor is a grown-up asked as a child
        mother = case.family.memberships.order_by("id").first().person
        scored(world, Assessment.objects.get(case=case), "c1", 4, Person.objects.get(pk=mother.pk))


@pytest.mark.parametrize(
    ("level", "before", "needed"),
    [(1, None, True), (2, 2, True), (3, None, False), (3, 5, True), (5, 3, True), (4, 3, False), (None, 5, False)],
)
def test_what_needs_evidence(level: int | None, before: int | None, needed: bool):
    assert rules.needs_evidence(level, before, 1) is needed
    assert bool(rules.evidence_missing(level, before, 1, " ")) is needed
    assert rules.evidence_missing(level, before, 1, "Pati teica.") is None


def test_a_striking_change_is_refused_without_what_was_seen(world: World, case: Case):
    world.assessed(case, on=world.ago(30), f4=5)
    second = begun(world, case)
    with pytest.raises(Refused) as refused:
        scored(world, second, "f4", 3, evidence="")
    assert refused.value.field == "evidence"
    scored(world, second, "f4", 3, evidence="Pēc ugunsgrēka dzīvo pie radiem.")


def test_not_assessed_is_a_decision_and_stands_in_no_average(world: World, case: Case):
    world.assessed(case, on=world.ago(30), f3=4)
    world.assessed(case, on=world.ago(10), f3=None, f4=5)
    now = standings(marks(world.worker_in, case))
    assert (now[area("f3").pk, None].level, now[area("f3").pk, None].last.date) == (4, world.ago(30))
    assert (now[area("f4").pk, None].level, now[area("f4").pk, None].before, now[area("f4").pk, None].change) == (5, 4, 1)


def test_levels_are_not_for_everybody_in_the_circle(world: World, case: Case):
    world.assessed(case)
    assert marks(world.coordinator, case) and assessments_of(world.coordinator, case)
    for name in ("worker_out", "manager", "partner", "admin", "nobody"):
        assert not marks(world.cast.actor(name), case) and not assessments_of(world.cast.actor(name), case), name


def test_who_saves_second_is_shown_both_and_chooses(world: World, case: Case):
    one = begun(world, case)
    scored(world, one, "f2", 3, evidence="Runā skaļi.")
    with pytest.raises(Stale) as stale:
        assessments.score(one, by=world.coordinator, area=area("f2"), own_level=4, level=3, evidence="Strīdas.", expected_version=0)
    assert stale.value.theirs == {"own_level": "none", "evidence": "Runā skaļi."} and "Ilze Krūmiņa" in str(stale.value.sentences[0])
    row = assessments.score(
        one, by=world.coordinator, area=area("f2"), own_level=4, level=3, evidence="Strīdas.", expected_version=stale.value.version
    )
    assert (row.evidence, row.own_level, row.version) == ("Strīdas.", 4, 2)
    same = assessments.score(one, by=world.worker_in, area=area("f2"), own_level=4, level=3, evidence="Strīdas.", expected_version=0)
    assert same.version == 2  # what is the same overwrites nothing


def test_an_observation_saved_meanwhile_is_shown_too(world: World, case: Case):
    one = begun(world, case)
    kristers = Person.objects.get(first_name="Kristers")
    assessments.observe(one, by=world.worker_in, risk="low", views={kristers.pk: ("Labi.", "")}, expected_version=1)
    with pytest.raises(Stale) as stale:
        assessments.observe(one, by=world.coordinator, risk="high", views={kristers.pk: ("", "Slims.")}, expected_version=1)
    assert stale.value.theirs == {"risk": "low", f"words_{kristers.pk}": "Labi.", f"why_not_{kristers.pk}": ""}


def test_it_is_finished_only_when_nothing_is_open(world: World, case: Case):
    one = begun(world, case)
    said = " ".join(str(reason) for reason in ASSESSMENT.objections(one, "finish", world.worker_in))
    for part in ("Drošība · Kristers", "(+12)", "Kristers, Elīna"):
        assert part in said, part
    with pytest.raises(Refused):
        assessments.finish(one, by=world.worker_in)
    for slot in sheet(world.worker_in, one).slots:
        person = Person.objects.get(pk=slot.child.person_id) if slot.child else None
        words = "Man patīk skola." if slot.child and slot.area.code == "c4" else ""
        scored(world, one, slot.area.code, None, person, evidence="", child_words=words)
    one = assessments.observe(one, by=world.worker_in, risk="medium", views={}, expected_version=1)
    assert not ASSESSMENT.objections(one, "finish", world.worker_in)
    done = assessments.finish(one, by=world.worker_in)
    with pytest.raises(Refused):
        scored(world, done, "f1", 4)


def test_nobody_plans_before_the_areas_of_life_are_assessed(world: World, case: Case):
    episode = latest(case)
    assert len(EPISODE.objections(episode, "plan", world.worker_in)) == 1
    assert [one.due_date for one in waiting(world.worker_in)] == [world.ago(10)]
    begun(world, case)
    said = str(EPISODE.objections(episode, "plan", world.worker_in)[0])
    assert "Drošība · Kristers" in said
    assessments.void(Assessment.objects.get(case=case), by=world.worker_in, reason="Cita diena.")
    world.assessed(case, on=world.ago(9))
    assert not EPISODE.objections(episode, "plan", world.worker_in)
    episodes.plan(episode, by=world.worker_in, on=world.today, sentence="Gatavs.")


def test_a_finished_assessment_is_voided_by_the_coordinator_and_counts_nowhere(world: World, case: Case):
    done = world.assessed(case)
    with pytest.raises(Refused):
        assessments.void(done, by=world.worker_in, reason="Kļūda.")
    assessments.void(done, by=world.coordinator, reason="Cita ģimene.")
    assert not marks(world.coordinator, case) and not assessments_of(world.coordinator, case)


@pytest.mark.parametrize("days", [-1, 41])
def test_an_assessment_is_of_a_day_of_this_stay(world: World, case: Case, days: int):
    with pytest.raises(Refused) as refused:
        begun(world, case, on=world.ago(days))
    assert refused.value.field == "on"


def test_a_second_one_is_not_begun_beside_the_first(world: World, case: Case):
    begun(world, case)
    with pytest.raises(Refused):
        begun(world, case)


def test_an_instrument_that_is_off_is_not_used(world: World, case: Case):
    ensure_instruments()
    Instrument.objects.update(is_active=False)
    with pytest.raises(Refused) as refused:
        begun(world, case)
    assert refused.value.field == "instrument"


def test_strangers_assess_nothing(world: World, case: Case):
    one = begun(world, case)
    for name in ("worker_out", "auditor", "intake", "manager", "leader", "partner", "admin", "nobody"):
        actor = world.cast.actor(name)
        with pytest.raises(Refused):
            assessments.begin(case, by=actor, on=world.today, instrument=ensure_instruments())
        with pytest.raises(Refused):
            assessments.score(one, by=actor, area=area("f1"), own_level=None, level=4)
        with pytest.raises(Refused):
            assessments.observe(one, by=actor, risk="low", views={}, expected_version=1)
        with pytest.raises(Refused):
            assessments.finish(one, by=actor)
        with pytest.raises(Refused):
            assessments.void(one, by=actor, reason="Es.")
