"""Who gets in where. What one may not see is not there: 404, and no trace in lists."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from ligzda.cases.actions import referrals, standin
from ligzda.cases.models import NoteTemplate, Plan, Referral
from ligzda.cases.urls import urlpatterns
from ligzda.closure.models import TransferItem
from ligzda.cooperation.models import CaseMeeting
from ligzda.documents.actions import files
from tests.cases.world import World, latest
from tests.cast import door

ALL = ("worker_in", "worker_out", "coordinator", "intake", "manager", "leader", "partner", "auditor", "admin", "nobody")
FILE = {"worker_in", "coordinator", "auditor"}
PLANS = {"worker_in", "coordinator"}
DOORS = [
    ("cases:referrals", {"coordinator", "intake", "partner"}),
    ("cases:refer", {"coordinator", "intake", "partner"}),
    ("cases:referral", {"coordinator", "intake", "partner"}),
    ("cases:referral_details", {"coordinator", "intake"}),
    ("cases:referral_family", {"coordinator", "intake"}),
    ("cases:referral_people", {"coordinator", "intake"}),
    ("cases:referral_move admit", {"coordinator", "intake"}),
    ("cases:referral_move take_up", set()),  # it was taken up already
    ("desk:case", FILE),
    ("desk:move hold", {"worker_in", "coordinator"}),
    ("desk:move plan", set()),  # the case is active
    ("desk:move nonsense", set()),
    ("desk:contact", {"worker_in", "coordinator"}),
    ("cases:assign", {"coordinator"}),
    ("cases:hand_over", {"coordinator"}),
    ("cases:release", {"coordinator"}),
    ("cases:stand_in", {"coordinator"}),
    ("cases:stand_in_caseload", {"coordinator"}),
    ("cases:stand_in_end", {"coordinator"}),
    ("cases:weight", {"coordinator"}),
    ("closure:brought", {"coordinator"}),
    ("closure:brought_file", {"coordinator"}),
    ("desk:cooperation", FILE),
    ("cooperation:meeting_new", PLANS),
    ("cooperation:meeting", FILE),
    ("cooperation:meeting_change", PLANS),
    ("cooperation:meeting_person", PLANS),
    ("cooperation:meeting_take_off", PLANS),
    ("cooperation:meeting_invitation", PLANS),
    ("cooperation:meeting_move cancel", PLANS),
    ("cooperation:meeting_move hold", set()),  # nobody was invited yet
    ("cooperation:request_new", PLANS),
    ("cooperation:request_received", PLANS),
    ("cooperation:request", FILE),
    ("cooperation:request_paper", PLANS),
    ("cooperation:request_move send", PLANS),
    ("cooperation:request_move answer", set()),  # it was not sent yet
    ("cooperation:disclosure_new", PLANS),
    ("cooperation:letter_new", PLANS),
    ("cooperation:letter", FILE),
    ("cooperation:letter_paper", FILE),
    ("cases:plan", FILE),
    ("cases:plan_new", {"worker_in", "coordinator"}),
    ("cases:plan_words", {"worker_in", "coordinator"}),
    ("cases:plan_agree", {"worker_in", "coordinator"}),
    ("cases:plan_review", set()),  # the plan is only being agreed
    ("cases:plan_sign", {"worker_in", "coordinator"}),
    ("cases:plan_print", FILE),
    ("cases:plan_compare", FILE),
    ("cases:goal_new", {"worker_in", "coordinator"}),
    ("cases:goal", {"worker_in", "coordinator"}),
    ("cases:goal_remove", {"worker_in", "coordinator"}),
    ("cases:step_new", {"worker_in", "coordinator"}),
    ("cases:step", {"worker_in", "coordinator"}),
    ("cases:step_done", {"worker_in", "coordinator"}),
    ("cases:step_drop", {"worker_in", "coordinator"}),
    ("cases:step_reopen", {"worker_in", "coordinator"}),
    ("desk:documents", FILE),
    ("desk:document_new", {"worker_in", "coordinator"}),
    ("desk:document", FILE),
    ("desk:paper", FILE),
    ("desk:document_void", {"worker_in", "coordinator"}),
    ("cases:note_templates", {"coordinator", "admin"}),
    ("cases:note_template_new", {"coordinator", "admin"}),
    ("cases:note_template", {"coordinator", "admin"}),
    ("cases:note", {"worker_in", "coordinator"}),
    ("cases:correct_note", {"worker_in"}),
    ("cases:void_note", {"worker_in", "coordinator"}),
    ("cases:assessments", FILE),
    ("cases:instruments", {"admin"}),
    ("cases:add_instrument", {"admin"}),
    ("cases:instrument areas_of_life", {"admin"}),
    ("cases:change_instrument areas_of_life", {"admin"}),
    ("cases:prove_instrument areas_of_life", {"admin"}),
    ("cases:assess", {"worker_in", "coordinator"}),
    ("cases:assessment", FILE),
    ("cases:score f1", {"worker_in", "coordinator"}),
    ("cases:score nonsense", set()),
    ("cases:observe", {"worker_in", "coordinator"}),
    ("cases:void_assessment", {"worker_in", "coordinator"}),
    ("cases:score_child", {"worker_in", "coordinator"}),
]


# What stands in an address, by the name its pattern gives it. A new kind of thing adds one line.
PARTS: dict[str, Callable[[World], Any]] = {
    "key": lambda world: world.cast.case.family.key,
    "case_key": lambda world: world.cast.case.key,
    "seat_id": lambda world: world.cast.case.circle.seats.get(user=world.cast.worker_in).pk,
    "note_key": lambda world: note_key(world),
    "paper_kind": lambda world: "plan",
    "paper_key": lambda world: plan_in(world).key,
    "template_key": lambda world: NoteTemplate.objects.get_or_create(name_lv="Zvans", text_lv="Kurš zvanīja:")[0].key,
    "file_key": lambda world: (world.cast.case.circle.attachments.first() or world.filed()).key,
    "meeting_key": lambda world: meeting_of(world).key,
    "invitation_id": lambda world: meeting_of(world).invitations.get().pk,
    "request_key": lambda world: (world.cast.case.requests.first() or world.asked()).key,
    "letter_key": lambda world: (world.cast.case.letters.first() or world.letter()).key,
    "absent_key": lambda world: world.cast.users["worker_in"].key,
    "user_key": lambda world: stand_in_key(world),
    "goal_key": lambda world: plan_in(world).goals.get().key,
    "step_key": lambda world: plan_in(world).goals.get().steps.get().key,
    "plan_key": lambda world: plan_in(world).key,
    "old_key": lambda world: plan_in(world).key,
    "new_key": lambda world: plan_in(world).key,
    "assessment_key": lambda world: draft_of(world).key,
    "area": lambda world: "c1",
    "person_key": lambda world: draft_of(world).case.family.memberships.get(role="child").person.key,
}


def addresses(world: World) -> dict[str, str]:
    """Every address of the table. ``desk:move hold``: the last part of the address stands behind the name."""
    referral = referrals.take_up(world.referred(by=world.partner), by=world.coordinator, on=world.today)
    referral = referrals.name_new_family(referral, by=world.coordinator, name="Liepu ģimene")
    patterns = {pattern.name: pattern.pattern.converters for pattern in urlpatterns}
    found = {}
    for name, _open_to in DOORS:
        view, _blank, slug = name.partition(" ")
        values = {part: PARTS[part](world) for part in patterns[view.removeprefix("cases:")] if part in PARTS}
        if view.startswith("cases:referral") and values:
            values = {"key": referral.key}
        if view.startswith("closure:brought"):
            values |= {"key": brought(world).key}
            values |= {"file_key": brought(world).brought.get().file.key} if "file_key" in values else {}
        found[name] = reverse(view, kwargs=values | ({list(patterns[view.removeprefix("cases:")])[-1]: slug} if slug else {}))
    return found


def brought(world: World) -> Referral:
    """A family that was handed over to this site, with a paper."""
    found = Referral.objects.filter(source="transfer").first()
    if found is None:
        found = world.referred(source="transfer")
        told = {"name": "izziņa.txt", "content": b"Kopija.", "content_type": "text/plain"}
        file = files.keep(found.circle, by=world.coordinator, **told)
        TransferItem.objects.create(episode=latest(world.cast.case), referral=found, file=file)
    return found


def plan_in(world: World) -> Plan:
    """The plan of the cast's family, being agreed."""
    return world.cast.case.plans.first() or world.drafted(world.cast.case)


def draft_of(world: World) -> Any:
    """An assessment that somebody has begun."""
    return world.cast.case.assessments.first() or world.begun(world.cast.case)


def meeting_of(world: World) -> CaseMeeting:
    """A meeting in the making, with one person on the list."""
    return world.cast.case.meetings.first() or world.meeting()


def stand_in_key(world: World) -> str:
    """A colleague who stands in for the worker of the file."""
    seat = world.cast.circle.seats.filter(because="stand_in").first()
    if seat is None:
        values = {"absent": world.cast.worker_in, "user": world.colleague(), "from_date": world.today, "until_date": world.today}
        seat = standin.stand_in([world.cast.case], by=world.coordinator, **values)[0]
    return seat.user.key


def note_key(world: World) -> str:
    from_there = world.cast.case.notes.first()
    return from_there.key if from_there else world.noted().key


@pytest.mark.parametrize(("name", "open_to"), DOORS, ids=[name for name, _open_to in DOORS])
def test_doors(world: World, client: Client, name: str, open_to: set[str]):
    url = addresses(world)[name]
    assert {who: door(client, world.cast.users[who], url) for who in ALL} == {who: 200 if who in open_to else 404 for who in ALL}
    assert door(client, None, url) == 302


def test_a_stranger_posts_nothing(world: World, client: Client):
    client.force_login(world.cast.users["worker_out"])
    for name, url in addresses(world).items():
        if name not in {"cases:referrals", "cases:refer"}:
            assert client.post(url, {}).status_code == 404, name


def test_lists_show_no_trace_of_what_lies_elsewhere(world: World, client: Client):
    referral = world.referred()
    client.force_login(world.cast.users["worker_out"])
    answer = client.get(reverse("desk:families"), {"q": "Agnese"})
    assert world.cast.case.number not in answer.content.decode()
    client.force_login(world.cast.users["partner"])
    assert referral.number not in client.get(reverse("cases:referrals")).content.decode()
