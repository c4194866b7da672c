"""Whoever is named in a file has to do with it: the action itself asks, whatever a form offered."""

from collections.abc import Callable

import pytest

from ligzda.cases.actions import cover, notes, plans, signatures, steps, team
from ligzda.cases.actions.steps import Owner
from ligzda.cases.models import Case, Step
from ligzda.closure.actions import closing, transfers
from ligzda.cooperation.actions import meetings
from ligzda.kernel.refused import Refused
from ligzda.people.models import CircleAccess, Membership, Person, Relation
from ligzda.people.queries.kin import near
from ligzda.portal.actions import family_access
from ligzda.safeguarding.actions import addresses
from tests.cases.world import DAY, World, latest
from tests.cast import make_family, make_person, make_seat, make_user


@pytest.fixture
def stranger(world: World) -> Person:
    """Somebody of another family the worker knows."""
    person = make_person("Svešs", "Bērns", birth_date=world.ago(3000))
    family = make_family("Svešo ģimene", members=(person,))
    Membership.objects.filter(person=person).update(role="child")
    CircleAccess.objects.create(circle=world.cast.circle, family=family)
    return person


def family_of(world: World) -> Case:
    case: Case = world.cast.case
    return case


def refused_field(act: Callable[[], object]) -> str | None:
    with pytest.raises(Refused) as refused:
        act()
    return refused.value.field


def test_a_step_is_given_to_nobody_who_has_nothing_to_do_with_the_family(world: World, stranger: Person) -> None:
    case, by = family_of(world), world.worker_in
    mine = steps.add_step(case, by=by, text="Zvanīt", owner=Owner(user=by.user), due_date=world.today)
    mother = make_user("Agnese Vītoliņa")
    make_seat(case.circle, mother, "family_member")
    for owner in (Owner(person=stranger), Owner(user=world.cast.worker_out), Owner(user=world.cast.auditor), Owner(user=mother)):
        assert refused_field(lambda owner=owner: steps.add_step(case, by=by, text="Zvanīt", owner=owner, due_date=None)) == "owner"
        assert refused_field(lambda owner=owner: steps.change_step(mine, by=by, text="Zvanīt", owner=owner, due_date=None)) == "owner"
    assert Step.objects.get() == mine and mine.user == by.user
    for owner in (Owner(user=world.cast.coordinator), Owner(person=case.family.memberships.get().person), Owner(institution="Skola")):
        assert steps.add_step(case, by=by, text="Zvanīt", owner=owner, due_date=None).pk


def test_who_left_the_family_keeps_the_step_that_is_theirs(world: World) -> None:
    case, by = family_of(world), world.worker_in
    person = case.family.memberships.get().person
    step = steps.add_step(case, by=by, text="Zvanīt", owner=Owner(person=person), due_date=None)
    Membership.objects.update(until_date=world.ago(1))
    assert steps.change_step(step, by=by, text="Piezvanīt", owner=Owner(person=person), due_date=None).text == "Piezvanīt"
    assert refused_field(lambda: steps.add_step(case, by=by, text="Vēl", owner=Owner(person=person), due_date=None)) == "owner"


def test_a_grandmother_who_lives_elsewhere_belongs_by_her_recorded_relation_and_while_it_lasts(world: World) -> None:
    case, by = family_of(world), world.worker_in
    grandmother = make_person("Velta", "Ozoliņa")
    own = make_family("Ozoliņu ģimene", members=(grandmother,))
    mother = case.family.memberships.get().person
    tie = Relation.objects.create(first=grandmother, second=mother, kind="parent", from_date=world.ago(900))
    assert grandmother.pk not in {one.person_id for one in near(by, case.family)}  # the worker does not see her
    CircleAccess.objects.create(circle=case.circle, family=own)
    assert steps.add_step(case, by=by, text="Pieskatīt", owner=Owner(person=grandmother), due_date=None).person == grandmother
    assert near(by, case.family, world.ago(1000))[-1].person_id == mother.pk
    tie.until_date = world.ago(1)
    tie.save()
    assert refused_field(lambda: steps.add_step(case, by=by, text="Vēl", owner=Owner(person=grandmother), due_date=None)) == "owner"


def test_nobody_else_signs_a_plan_and_nobody_on_a_day_before_belonging_to_it(world: World, stranger: Person) -> None:
    case, by = family_of(world), world.worker_in
    plan = plans.begin(case, by=by)
    people = ({"person": stranger}, {"user": world.cast.worker_out}, {"user": world.cast.auditor})
    for one in people:
        assert refused_field(lambda one=one: signatures.sign(plan, by=by, on=world.today, how="paper", **one)) == "who"
    Membership.objects.filter(family=case.family).update(from_date=world.ago(2))
    person = case.family.memberships.get().person
    assert refused_field(lambda: signatures.sign(plan, by=by, on=world.ago(3), how="paper", person=person)) == "who"
    assert signatures.sign(plan, by=by, on=world.ago(2), how="paper", person=person).pk


def test_a_decision_of_a_meeting_goes_to_nobody_else_and_the_minute_is_not_kept_without_it(world: World, stranger: Person) -> None:
    meeting = meetings.invite(world.meeting(date=world.today), by=world.worker_in, on=world.today)
    decision = meetings.Decision("Apciemot", Owner(person=stranger), world.today + DAY)
    values = {"on": world.today, "present": [], "others_present": "Agnese", "minute": "Runājām.", "family_words": "Labi."}
    assert refused_field(lambda: meetings.hold(meeting, by=world.worker_in, decisions=[decision], **values)) == "owner"
    meeting.refresh_from_db()
    assert meeting.state == "invited" and not Step.objects.exists()


def test_a_note_is_about_somebody_of_the_family_on_its_day(world: World, stranger: Person) -> None:
    case = family_of(world)
    assert refused_field(lambda: notes.write(case, by=world.worker_in, text="Sarunāts.", date=world.today, person=stranger)) == "person"
    member = case.family.memberships.get().person
    assert notes.write(case, by=world.worker_in, text="Sarunāts.", date=world.today, person=member).person == member


def test_the_own_page_is_opened_for_members_and_shows_children_of_this_family_only(world: World, stranger: Person) -> None:
    case, by = family_of(world), world.coordinator
    mother = case.family.memberships.get().person
    values = {"email": "agnese@example.org", "site_address": "https://ligzda.example", "is_child": False, "plan": "family"}
    shown = {"sees_appointments": True, "sees_readers": True, "sees_names": False}
    assert refused_field(lambda: family_access.invite(case, by=by, person=stranger, **values, **shown)) == "person"
    assert refused_field(lambda: family_access.invite(case, by=by, person=mother, children=[stranger], **values, **shown)) == "children"
    access, _link = family_access.invite(case, by=by, person=mother, **values, **shown)
    assert refused_field(lambda: family_access.change(access, by=by, children=[stranger], plan="family", **shown)) == "children"
    assert not access.children.exists()


def test_an_invitation_is_no_way_into_an_account_that_a_colleague_got_meanwhile(world: World) -> None:
    mother = family_of(world).family.memberships.get().person
    _access, link = family_access.invite(
        world.cast.case,
        by=world.coordinator,
        person=mother,
        email="kopa@example.org",
        site_address="https://ligzda.example",
        is_child=False,
    )
    colleague = make_user("Liene Roze", email="kopa@example.org")
    make_seat(world.cast.other_site.circle, colleague, "coordinator")
    with pytest.raises(Refused):
        family_access.accept(link.rstrip("/").rsplit("/", 1)[1], by=world.nobody, password="Kastaņa-17-koks")
    assert set(colleague.seats.values_list("role", flat=True)) == {"coordinator"}


def test_after_care_rests_on_the_consent_of_somebody_of_the_family(world: World, stranger: Person) -> None:
    closed = world.closed()
    values = {"on": world.today, "sentence": "Zvanīsim."}
    assert refused_field(lambda: closing.aftercare(closed, by=world.worker_in, consent_of=stranger, **values)) == "consent_of"


def test_admitted_is_a_family_whose_people_were_told_by_a_worker_who_works_with_families(world: World, stranger: Person) -> None:
    for values, field in (({"notice_to": [stranger]}, "notice_to"), ({"case_worker": world.cast.auditor}, "case_worker")):
        assert refused_field(lambda values=values: world.admitted(referral=world.screened(), **values)) == field


@pytest.mark.parametrize("who", ["auditor", "partner", "admin"])
def test_a_seat_in_a_team_is_for_colleagues(world: World, who: str) -> None:
    case, user = family_of(world), world.cast.users[who]
    mother = make_user("Agnese Vītoliņa")
    make_seat(case.circle, mother, "family_member")
    for one in (user, mother, make_user("Bijusī", is_active=False, function=world.cast.worker_in.function)):
        values = {"by": world.coordinator, "user": one}
        assert refused_field(lambda values=values: team.assign(case, on=world.today, **values)) == "user"
        assert refused_field(lambda values=values: team.hand_over(case, on=world.today, **values)) == "user"
        span = {"from_date": world.today, "until_date": world.today + DAY}
        assert (
            refused_field(lambda values=values, span=span: cover.stand_in([case], absent=world.cast.worker_in, **span, **values)) == "user"
        )


def test_a_case_is_reopened_with_a_colleague(world: World) -> None:
    closed = world.closed()
    values = {"on": world.today, "sentence": "Atkal grūti ar skolu."}
    assert refused_field(lambda: closing.reopen(closed, by=world.coordinator, case_worker=world.cast.auditor, **values)) == "case_worker"
    assert latest(closed.case).pk == closed.pk


def test_a_hidden_address_has_no_reader_outside_the_house(world: World) -> None:
    person = family_of(world).family.memberships.get().person
    father = make_user("Andris Vītoliņš")
    make_seat(family_of(world).circle, father, "family_member")
    assert refused_field(lambda: addresses.hide(person, by=world.worker_in, text="Liepu iela 1-2", readers=[father])) == "readers"


def test_nothing_of_another_file_goes_along_when_a_family_is_handed_over(world: World) -> None:
    other = notes.write(world.cast.other_case, by=world.cast.actor("worker_out"), text="Cita.", date=world.today)
    values = {"on": world.today, "sentence": "Pārceļas.", "ground": "Agnese, 02.11.", "receiving": "Liepājas centrs"}
    case = latest(family_of(world))
    assert refused_field(lambda: transfers.transfer(case, by=world.coordinator, items=[f"note:{other.key}"], **values)) == "items"
