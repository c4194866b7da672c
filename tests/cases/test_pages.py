"""The pages as people use them: forms filled in, pressed twice, saved by two, refused and brought back; lists of any length."""

import uuid
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from ligzda.access import drafts
from ligzda.access.models import ReadEntry
from ligzda.cases.actions import referrals
from ligzda.cases.models import Case, Episode, Note, Referral
from ligzda.cases.queries import waiting
from ligzda.kernel.languages import LANGUAGES
from ligzda.people.models import Membership
from tests.cases.world import World, latest
from tests.cast import make_family_case, make_seat


@pytest.fixture
def as_(world: World, client: Client) -> Callable[[str], Client]:
    def sign_in(name: str) -> Client:
        client.force_login(world.cast.users[name])
        return client

    return sign_in


def address(name: str, *things, slug: str = "") -> str:
    keys = [things[0].family.key, things[0].key] if isinstance(things[0], Case) else [thing.key for thing in things]
    return reverse(name if ":" in name else f"cases:{name}", args=[*keys, slug] if slug else keys)


PART_ONE = {
    "source": "school", "received_date": "22.11.2020.", "reason": "Bērns kavē stundas.", "family_informed": "yes", "is_urgent": "no",
}  # fmt: skip


def test_a_referral_goes_from_the_partners_form_to_a_case_with_pages_alone(world: World, as_):
    partner = as_("partner")
    sent = {"site": world.cast.site.pk, "reason": "Māte lūdz palīdzību.", "described_family": "Māte un dēls.", "family_informed": "yes"}
    answer = partner.post(reverse("cases:refer"), {**sent, "is_urgent": "yes"})
    referral = Referral.objects.get()
    assert answer.headers["Location"] == referral.get_absolute_url()
    assert "Centrs vēl nav izlēmis" in partner.get(referral.get_absolute_url()).content.decode()
    coordinator = as_("coordinator")
    coordinator.post(address("referral_move", referral, slug="take_up"), {"on": _day(world)})
    page = coordinator.get(referral.get_absolute_url()).content.decode()
    assert "Vispirms norādiet, kas ir ģimenē." in page
    assert 'aria-describedby="why-not-admit"' in page
    coordinator.post(address("referral_family", referral), {"name": "Bērzu ģimene", "type": "single_parent"})
    person = {"first_name": "Zane", "last_name": "Bērza", "birth": "1990", "sex": "female", "role": "mother", "lives_here": "on"}
    assert coordinator.post(address("referral_people", referral), person).status_code == 302
    mother = Membership.objects.get(family__name="Bērzu ģimene").person
    admission = {
        "on": _day(world), "project": world.cast.project.key, "criterion": "Bērns kavē skolu.", "case_worker": world.cast.worker_in.key,
        "notice_to": [mother.key],
    }  # fmt: skip
    answer = coordinator.post(address("referral_move", referral, slug="admit"), admission)
    case = Case.objects.get(family__name="Bērzu ģimene")
    assert answer.headers["Location"] == case.get_absolute_url()
    assert coordinator.get(case.get_absolute_url()).status_code == 200
    assert case.number in as_("worker_in").get(reverse("desk:families"), {"q": "berza"}).content.decode()


def _day(world: World) -> str:
    return f"{world.today:%d.%m.%Y}."


def test_a_case_is_closed_cared_for_and_reopened_with_pages_alone(world: World, as_):
    case = world.active(on=world.ago(9)).case
    coordinator, day = as_("coordinator"), _day(world)
    assert coordinator.post(address("desk:move", case, slug="close"), {"on": day, "sentence": "Labi."}).status_code == 422
    done = coordinator.post(
        address("desk:move", case, slug="close"), {"on": day, "sentence": "Labi.", "exit_type": "self_reliant", "reason": "Tā ir."}
    )
    assert done.status_code == 302
    worker = as_("worker_in")
    mother = case.family.memberships.first().person
    worker.post(address("desk:move", case, slug="aftercare"), {"on": day, "sentence": "Piekrīt.", "consent_of": mother.key})
    worker.post(address("desk:contact", case), {"on": day, "sentence": "Viss labi."})
    assert "Viss labi." in worker.get(case.get_absolute_url()).content.decode()
    coordinator = as_("coordinator")
    page = address("desk:move", case, slug="reopen")
    coordinator.post(page, {"on": day, "sentence": "Atkal kavē skolu.", "area": "new", "case_worker": world.cast.worker_in.key})
    assert (latest(case).ordinal, latest(case).state) == (2, "assessment")
    assert coordinator.get(page).status_code == 404  # it is open now
    assert coordinator.post(page, {"on": day}).status_code == 422


@pytest.mark.parametrize("move", ["plan", "hold", "transfer", "close_early", "activate", "step_down", "end"])
def test_every_move_of_a_case_has_a_page_that_asks_only_what_it_needs(world: World, as_, move: str):
    case = world.cast.case
    state = {"plan": "assessment", "close_early": "assessment", "activate": "planning", "end": "active"}.get(move, "active")
    Episode.objects.filter(case=case).update(state=state)
    expected = 404 if move == "end" else 200
    assert as_("coordinator").get(address("desk:move", case, slug=move)).status_code == expected


def test_what_a_case_worker_may_not_decide_is_greyed_with_the_sentence_that_refuses_it(world: World, as_):
    worker = as_("worker_in")
    page = worker.get(world.cast.case.get_absolute_url()).content.decode()
    sentence = "Šo soli sper cits; jautājiet koordinatoram."
    assert sentence in page
    answer = worker.post(
        address("desk:move", world.cast.case, slug="close"), {"on": _day(world), "sentence": "Es.", "exit_type": "withdrew"}
    )
    assert sentence in answer.content.decode()
    assert latest(world.cast.case).state == "active"


def test_pressed_twice_is_written_once(world: World, as_):
    key = {"form_key": uuid.uuid4().hex}
    form = {"site": world.cast.site.pk, **PART_ONE, **key}
    coordinator = as_("coordinator")
    first, second = (coordinator.post(reverse("cases:refer"), form) for _n in range(2))
    assert Referral.objects.count() == 1
    assert first.headers["Location"] == second.headers["Location"]
    note = {"text": "Bērns bija mājās.", "date": _day(world), "tier": "working", "form_key": uuid.uuid4().hex}
    for _n in range(2):
        coordinator.post(address("note", world.cast.case), note)
    assert Note.objects.count() == 1


def test_a_refused_form_keeps_every_word_and_says_at_the_field_what_to_mend(world: World, as_):
    answer = as_("coordinator").post(reverse("cases:refer"), {"site": world.cast.site.pk, **PART_ONE, "received_date": "30.02.2026"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Tāda datuma nav: 30.02.2026." in page
    assert "Bērns kavē stundas." in page
    assert Referral.objects.count() == 0


def test_two_people_correct_one_referral_and_choose(world: World, as_):
    referral = world.referred()
    referrals.change(referral, by=world.intake, expected_version=referral.version, reason="Sanitas redakcija.")
    form = {**PART_ONE, "received_date": f"{referral.received_date:%d.%m.%Y}.", "reason": "Māras redakcija.", "version": referral.version}
    coordinator = as_("coordinator")
    answer = coordinator.post(address("referral_details", referral), form)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Sanita Lapa" in page
    assert "Sanitas redakcija." in page
    assert "Māras redakcija." in page
    chosen = {**form, "version": referral.version + 1, "keep_reason": "theirs", "theirs_reason": "Sanitas redakcija.", "is_urgent": "yes"}
    assert coordinator.post(address("referral_details", referral), chosen).status_code == 302
    referral.refresh_from_db()
    assert (referral.reason, referral.is_urgent) == ("Sanitas redakcija.", True)


def test_an_unfinished_note_comes_back_to_its_author_and_to_nobody_else(world: World, as_):
    drafts.keep(world.worker_in, "cases.note", world.cast.case.key, {"text": "Pusteikums …", "tier": "working"})
    assert "Pusteikums …" in as_("worker_in").get(address("note", world.cast.case)).content.decode()
    assert "Pusteikums …" not in as_("coordinator").get(address("note", world.cast.case)).content.decode()


def test_opening_a_case_and_a_referral_is_written_down(world: World, as_):
    referral = world.referred()
    coordinator = as_("coordinator")
    coordinator.get(world.cast.case.get_absolute_url())
    coordinator.get(referral.get_absolute_url())
    assert set(ReadEntry.objects.values_list("page", "circle_id")) == {
        ("desk:case", world.cast.circle.pk), ("cases:referral", referral.circle_id),
    }  # fmt: skip


def test_a_text_of_five_megabytes_is_refused_beside_its_field(world: World, as_):
    note = {"text": "a" * 5_000_000, "date": _day(world), "tier": "working"}
    answer = as_("worker_in").post(address("note", world.cast.case), note)
    assert answer.status_code == 422
    assert len(answer.content) < 400_000
    assert Note.objects.count() == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pages_speak_three_languages(world: World, as_, language: str):
    client = as_("coordinator")
    client.cookies["django_language"] = language
    with translation.override(language):
        words = [str(translation.gettext(word)) for word in ("The way of the case", "Team", "History")]
    page = client.get(world.cast.case.get_absolute_url()).content.decode()
    assert all(word in page for word in words), words


def test_the_team_is_changed_with_pages(world: World, as_):
    case, coordinator = world.cast.case, as_("coordinator")
    colleague = world.colleague()
    make_seat(world.cast.site.circle, colleague, "case_worker")
    coordinator.post(address("assign", case), {"user": colleague.key, "role": "family_assistant", "on": _day(world)})
    seat = case.circle.seats.get(user=colleague)
    assert seat.role == "family_assistant"
    coordinator.post(address("hand_over", case), {"user": colleague.key, "on": _day(world)})
    former = case.circle.seats.get(user=world.cast.worker_in)
    assert not former.is_responsible
    keys = [case.family.key, case.key, former.pk]
    assert coordinator.post(reverse("cases:release", args=keys), {"on": _day(world)}).status_code == 302


def statements(client: Client, url: str) -> int:
    """The fewest of two openings: what is renewed once a minute may fall into one of them."""
    client.get(url)
    counts = []
    for _time in range(2):
        with CaptureQueriesContext(connection) as caught:
            assert client.get(url).status_code == 200
        counts.append(len(caught))
    return min(counts)


def test_the_lists_take_the_same_number_of_statements_for_5_and_for_50_rows(world: World, as_):
    coordinator = as_("coordinator")
    urls = [
        reverse("desk:families"),
        reverse("desk:families") + "?q=agnese",
        reverse("cases:referrals"),
        world.cast.case.get_absolute_url(),
    ]
    found = []
    for rows in (4, 45):
        for _n in range(rows):
            make_family_case(world.cast.site, world.cast.project)
            world.referred()
            world.noted()
        found.append([statements(coordinator, url) for url in urls])
    assert found[0] == found[1]
    assert max(found[1]) < 30


def test_the_work_that_waits_takes_the_same_number_of_statements_for_5_and_for_50_rows(world: World):
    found = []
    for rows in (4, 45):
        for _n in range(rows):
            make_family_case(world.cast.site, world.cast.project, state="stepping_down")
            world.referred()
        actor = world.coordinator
        with CaptureQueriesContext(connection) as caught:
            from_there = len(waiting(actor))
        found.append(len(caught))
    assert found[0] == found[1]
    assert from_there >= 90
