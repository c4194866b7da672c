"""Outside its circle a concern is silent: nothing is refused, counted or shown. Its circle is told afterwards, and can have it undone."""

import re
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ligzda.access.actor import Actor
from ligzda.access.models import AuditEntry, Seat
from ligzda.cases.models import AftercareContact, Episode, Plan, Referral, Responsibility, StateSpan
from ligzda.cases.states import EPISODE
from ligzda.closure.actions import closing, transfers
from ligzda.closure.models import Continuing, TransferItem
from ligzda.closure.queries.transfers import offered
from ligzda.kernel import clock
from ligzda.kernel.refused import Refused
from ligzda.people.actions.merging import merge
from ligzda.people.actions.reversals import reverse as undo
from ligzda.people.duplicates import objections as objections_to_merging
from ligzda.people.models import CircleAccess, Family, Person, Reversal
from ligzda.people.reversing import KINDS
from ligzda.safeguarding.actions import concerns, endings
from ligzda.safeguarding.models import Concern, ConcernEnding
from ligzda.safeguarding.queries import concerns_waiting
from ligzda.services.actions import corrections
from ligzda.services.catalogue import ensure_catalogue
from ligzda.services.models import Attendance, ServiceType, Session
from tests.cases.world import ENOUGH, World, latest, make_world
from tests.cast import door, make_family_case, make_person, make_seat, make_user

CHANGING = re.compile(
    r'(name="(csrfmiddlewaretoken|form_key)" value="[^"]*")|("X-CSRFToken": "[^"]*")|(\d\d:\d\d(?=\. Satur personas datus))'
)


@pytest.fixture
def world(db: None) -> World:
    world = make_world()
    for name, site in (("designated", world.cast.site), ("designated_there", world.cast.other_site)):
        world.cast.users[name] = make_user(f"Vita {name}")
        make_seat(site.circle, world.cast.users[name], "designated_person", because=Seat.Because.APPOINTED)
    return world


def clocked() -> int:
    """What the scheduler does every minute."""
    return endings.tell(by=Actor.system("clock"))


def mother(world: World, case: Any = None) -> Person:
    person: Person = (case or world.cast.case).family.memberships.order_by("id")[0].person
    return person


def allegation(world: World, case: Any = None) -> Concern:
    """About the coordinator, by somebody who met the family in a group: neither the coordinator nor the worker hears of it."""
    person = mother(world, case)
    CircleAccess.objects.get_or_create(circle=world.cast.group_circle, person=person)
    return concerns.raise_concern(
        by=world.cast.actor("leader"), people=[person], child_words="Viņa mani biedē.", is_danger_now=False, noticed_at=clock.now(),
        is_about_staff=True, named_user=world.cast.users["coordinator"],
    )[0]  # fmt: skip


def usual(world: World, case: Any = None) -> Concern:
    """One in whose circle the coordinator sits."""
    return concerns.raise_concern(
        by=world.worker_in, people=[mother(world, case)], seen="Zilums.", is_danger_now=False, noticed_at=clock.now()
    )[0]  # fmt: skip


def close(world: World, case: Any, **values: Any) -> Episode:
    values = {"on": world.today, "sentence": "Viss.", "exit_type": "moved_away", "accept_because": ENOUGH} | values
    return closing.close(latest(case), by=world.coordinator, **values)


def rows(case: Any) -> dict[str, list[Any]]:
    """Everything of a file that closing or handing over could touch, as it stands in the database."""
    of_case = {
        Episode: "case",
        StateSpan: "episode__case",
        Plan: "episode__case",
        Responsibility: "episode__case",
        Continuing: "episode__case",
    }
    found = {model.__name__: list(model.objects.filter(**{path: case}).order_by("pk").values()) for model, path in of_case.items()}
    return found | {"Seat": list(Seat.objects.filter(circle=case.circle).order_by("pk").values())}


def shown(client: Client, world: World, who: str, url: str) -> tuple[bytes, int]:
    """The bytes of a page, what changes with each drawing blanked, and its statements."""
    client.force_login(world.cast.users[who])
    client.get(url)
    with CaptureQueriesContext(connection) as seen:
        answer = client.get(url)
    assert answer.status_code == 200
    return CHANGING.sub("", answer.content.decode()).encode(), len(seen)


@pytest.mark.parametrize("who", ["coordinator", "worker_in"])
def test_every_page_of_the_named_and_of_their_line_is_the_same_with_and_without_an_open_concern(
    world: World, client: Client, who: str
) -> None:
    case = world.active(on=world.ago(40)).case
    pages = [case.get_absolute_url(), reverse("desk:family", args=[case.family.key]), reverse("desk:day"), reverse("safeguarding:concerns")]
    if who == "coordinator":
        pages += [reverse("desk:move", args=[case.family.key, case.key, move]) for move in ("close", "transfer")]
        pages += [reverse("desk:supervision"), reverse("access:audit")]
    before = {page: shown(client, world, who, page) for page in pages}
    allegation(world, case)
    clocked()
    after = {page: shown(client, world, who, page) for page in pages}
    for page in pages:
        assert before[page][1] == after[page][1], page
        if page != reverse("access:audit"):  # readings of the first round stand there
            assert before[page][0] == after[page][0], page


def test_no_guard_of_any_move_says_a_word_to_an_outsider_and_those_inside_are_told(world: World) -> None:
    case = world.active(on=world.ago(40)).case
    double = make_person("Zane", "Bērza")
    CircleAccess.objects.create(circle=case.circle, person=double)
    allegation(world, case)
    person = mother(world, case)
    silent = [EPISODE.objections(latest(case), move, world.coordinator) for move in ("close", "transfer")]
    assert silent == [[], []] and objections_to_merging(person, double, world.coordinator) == []
    usual(world, case)
    for move in ("close", "transfer"):
        assert len(EPISODE.objections(latest(case), move, world.coordinator)) == 1
    assert len(objections_to_merging(person, double, world.coordinator)) == 1


def test_a_closing_over_a_concern_takes_effect_and_the_circle_is_told_by_the_clock(
    world: World, django_capture_on_commit_callbacks: Any
) -> None:
    case = world.active(on=world.ago(40)).case
    concern = allegation(world, case)
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        assert close(world, case).state == "closed"
    assert not mail.outbox and not ConcernEnding.objects.exists()  # the act itself does nothing
    with django_capture_on_commit_callbacks(execute=True):
        assert clocked() == 1
    assert [letter.to[0] for letter in mail.outbox] == [world.cast.users["designated"].email]
    assert case.number not in mail.outbox[0].body
    assert clocked() == 0  # told once
    assert [row.url for row in concerns_waiting(world.cast.actor("designated"))] == [concern.get_absolute_url()]
    assert not concerns_waiting(world.coordinator)


def test_what_was_ended_before_the_concern_or_in_another_file_is_told_to_nobody(world: World) -> None:
    first, other = world.active(on=world.ago(40)).case, world.active(on=world.ago(40)).case
    close(world, first)
    allegation(world, first)
    close(world, other)
    assert clocked() == 0


def test_the_circle_has_a_closing_undone_in_the_name_of_the_organisation(world: World, client: Client) -> None:
    case = world.active(on=world.ago(40)).case
    concern, before = allegation(world, case), rows(case)
    close(world, case, continuing=[closing.GoesOn("Skolas psihologs")])
    assert rows(case) != before
    clocked()
    client.force_login(world.cast.users["designated"])
    page = client.get(concern.get_absolute_url()).content.decode()
    ending = ConcernEnding.objects.get()
    url = reverse("safeguarding:ending", args=[concern.key, ending.pk])
    assert url in page and case.number in page
    assert client.post(url, {"decision": "undo"}).status_code == 422
    assert client.post(url, {"decision": "undo", "reason": "too_early"}).status_code == 302
    assert rows(case) == before
    entry = AuditEntry.objects.filter(act="organisation:undone").get()
    assert entry.user is None and entry.circle == case.circle
    seen, _statements = shown(client, world, "coordinator", case.get_absolute_url())
    assert str(Reversal.Reason.TOO_EARLY.label) in seen.decode() and "Vita" not in seen.decode()
    assert concern.entries.get().author == world.cast.users["designated"]
    assert client.get(url).status_code == 404  # the coordinator


def test_what_is_left_as_it_is_waits_no_more(world: World) -> None:
    case = world.active(on=world.ago(40)).case
    allegation(world, case)
    close(world, case)
    clocked()
    ending, by = ConcernEnding.objects.get(), world.cast.actor("designated")
    with pytest.raises(Refused):
        endings.leave(ending, by=world.coordinator)
    endings.leave(ending, by=by)
    with pytest.raises(Refused):
        endings.undo(ending, by=by, reason="too_early")
    assert latest(case).state == "closed" and clocked() == 0


def test_nothing_is_undone_where_something_later_stands_on_it_and_it_is_said_what(world: World) -> None:
    case = world.active(on=world.ago(40)).case
    closed = close(world, case)
    cared = closing.aftercare(closed, by=world.coordinator, on=world.today, sentence="Paliekam sakaros.", consent_of=mother(world, case))
    AftercareContact.objects.create(episode=cared, date=world.today, sentence="Labi.")
    with pytest.raises(Refused) as refused:
        undo(Reversal.objects.get(kind="close"), by=world.coordinator, reason="mistake")
    sentence = str(refused.value.sentences[0])
    assert "sazi" in sentence.lower(), sentence
    assert latest(case).state == "aftercare"


def test_only_who_may_close_or_the_circle_has_it_undone_once_and_with_a_reason_of_the_list(world: World) -> None:
    case = world.active(on=world.ago(40)).case
    close(world, case)
    kept = Reversal.objects.get(kind="close")
    with pytest.raises(Refused):
        undo(kept, by=world.worker_in, reason="mistake")
    with pytest.raises(Refused) as refused:
        undo(kept, by=world.coordinator, reason="because")
    assert refused.value.field == "reason"
    undo(kept, by=world.coordinator, reason="mistake")
    with pytest.raises(Refused):
        undo(kept, by=world.coordinator, reason="mistake")


def test_a_hand_over_is_undone_with_all_seats_and_the_other_site_sees_nothing_of_it_any_more(world: World, client: Client) -> None:
    case = world.active(on=world.ago(40)).case
    there = world.cast.users["there"] = make_user("Liga Kalna")
    make_seat(world.cast.other_site.circle, there, "coordinator", because=Seat.Because.APPOINTED)
    allegation(world, case)
    before = rows(case)
    codes = [one.code for one in offered(world.coordinator, case)]
    values = {"on": world.today, "sentence": "Pārcēlās.", "ground": "Agnese, 02.11.", "site": world.cast.other_site, "items": codes}
    referral = transfers.transfer(latest(case), by=world.coordinator, **values)
    assert referral and TransferItem.objects.exists() and door(client, there, referral.get_absolute_url()) == 200
    assert clocked() == 1
    endings.undo(ConcernEnding.objects.get(), by=world.cast.actor("designated"), reason="unfinished")
    assert rows(case) == before and not TransferItem.objects.exists()
    assert door(client, there, referral.get_absolute_url()) == 404
    assert not Family.objects.visible_to(world.cast.actor("there"), "see_contact").filter(pk=case.family_id).exists()


def test_a_family_that_was_admitted_elsewhere_is_not_fetched_back(world: World) -> None:
    case = world.active(on=world.ago(40)).case
    make_seat(world.cast.other_site.circle, world.cast.users["coordinator"], "coordinator", because=Seat.Because.APPOINTED)
    values = {"on": world.today, "sentence": "Pārcēlās.", "ground": "Agnese, 02.11.", "site": world.cast.other_site}
    referral = transfers.transfer(latest(case), by=world.coordinator, **values)
    Referral.objects.filter(pk=referral.pk).update(state="admitted")  # type: ignore[union-attr]
    with pytest.raises(Refused) as refused:
        undo(Reversal.objects.get(kind="transfer"), by=world.coordinator, reason="mistake")
    assert referral.number in str(refused.value.sentences[0])  # type: ignore[union-attr]


def test_a_merge_over_a_concern_is_told_and_parted_again(world: World) -> None:
    case = world.active(on=world.ago(40)).case
    double = make_person("Zane", "Bērza")
    CircleAccess.objects.create(circle=case.circle, person=double)
    allegation(world, case)
    row = merge(mother(world, case), double, by=world.coordinator, reason="Viena un tā pati.")
    assert clocked() == 1
    endings.undo(ConcernEnding.objects.get(), by=world.cast.actor("designated"), reason="other_record")
    row.refresh_from_db()
    double.refresh_from_db()
    assert row.undone_at and row.undone_by_user is None and double.root is None


def test_a_merge_that_was_edited_since_is_asked_about_and_parted(world: World, client: Client) -> None:
    """The circle decides without reading the values: they may not be its own to see."""
    case, known = world.active(on=world.ago(40)).case, make_person("Zane", "Bērza")
    Person.objects.filter(pk=known.pk).update(interpreter_needed="ru")
    CircleAccess.objects.create(circle=case.circle, person=known)
    allegation(world, case)
    root = mother(world, case)
    merge(root, known, by=world.coordinator, reason="Viena un tā pati.")
    Person.objects.filter(pk=root.pk).update(interpreter_needed="uk")
    assert clocked() == 1
    one = ConcernEnding.objects.get()
    url = reverse("safeguarding:ending", args=[one.concern.key, one.pk])
    client.force_login(world.cast.users["designated"])
    assert client.post(url, {"decision": "undo", "reason": "mistake"}).status_code == 422
    assert Person.objects.get(pk=known.pk).root == root
    assert client.post(url, {"decision": "undo", "reason": "mistake", "edited": "now"}).status_code == 302
    assert Person.objects.get(pk=known.pk).root is None and Person.objects.get(pk=root.pk).interpreter_needed == "uk"


@pytest.fixture
def recorded(world: World) -> Session:
    ensure_catalogue()
    case = world.cast.case
    session = Session.objects.create(
        case=case, circle=case.circle, project=case.project, service=ServiceType.objects.get(key="social_work"), site=case.site, minutes=60,
        status="held", date=world.ago(3), worker=world.cast.users["worker_in"], theme="Skola",
    )  # fmt: skip
    Attendance.objects.create(session=session, person=mother(world), family=case.family, case=case, status="present")
    return session


def test_moving_a_record_over_a_concern_is_told_and_undone(world: World, recorded: Session) -> None:
    other = make_family_case(world.cast.site, world.cast.project)
    allegation(world)
    before = (Session.objects.values().get(), Attendance.objects.values().get())
    corrections.move(recorded, by=world.coordinator, to_case=other, reason="Cita ģimene.", persons=[mother(world, other)])
    assert clocked() == 1
    endings.undo(ConcernEnding.objects.get(), by=world.cast.actor("designated"), reason="other_record")
    assert (Session.objects.values().get(), Attendance.objects.values().get()) == before
    usual(world)
    recorded.refresh_from_db()
    assert len(corrections.objections_to_moving(recorded, world.coordinator)) == 1


def test_a_record_corrected_in_the_other_file_is_not_taken_back(world: World, recorded: Session) -> None:
    other = make_family_case(world.cast.site, world.cast.project)
    there = corrections.move(recorded, by=world.coordinator, to_case=other, reason="Cita ģimene.", persons=[mother(world, other)])
    corrections.correct(there, by=world.coordinator, reason="Ilgāk.", minutes=90)
    with pytest.raises(Refused):
        undo(Reversal.objects.get(kind="move"), by=world.coordinator, reason="mistake")


def test_what_stood_before_lies_encrypted(world: World) -> None:
    case = world.active(on=world.ago(40)).case
    close(world, case, sentence="Pārcēlās pie vecmāmiņas.")
    with connection.cursor() as cursor:
        cursor.execute("SELECT kept FROM people_reversal")
        raw = "".join(row[0] for row in cursor.fetchall())
    assert "vecmāmi" not in raw and "until_date" not in raw and raw


def test_each_kind_that_is_kept_can_be_undone(world: World) -> None:
    assert set(KINDS) == {"close", "transfer", "merge", "move", "strike"}
