"""Several institutions talk about one family: who may hear what and why, what was said, and who does what by when."""

import pytest
from django.test import Client

from ligzda.cases.actions.steps import Owner
from ligzda.cases.models import Step
from ligzda.cooperation import letters
from ligzda.cooperation.actions import meetings
from ligzda.cooperation.actions.meetings import Decision
from ligzda.cooperation.models import CaseMeeting, Disclosure
from ligzda.cooperation.queries.cooperation import address
from ligzda.cooperation.queries.meetings import meeting_due, meeting_view
from ligzda.cooperation.states import MEETING
from ligzda.kernel.refused import Refused, Stale
from tests.cases.world import DAY, World


def sent_out(world: World, **values) -> CaseMeeting:
    return meetings.invite(world.meeting(date=world.today, **values), by=world.worker_in, on=world.today)


def minute_of(world: World, meeting: CaseMeeting, **values) -> CaseMeeting:
    decision = Decision("Palīgs stundās divreiz nedēļā", Owner(institution="Bauskas 1. vidusskola"), world.today + 14 * DAY)
    values = {
        "on": world.today, "present": {one.pk for one in meeting.invitations.all()}, "minute": "Pedagoģe: kavē pirmdienās.",
        "family_words": "Agnese: no rītiem grūti.", "decisions": [decision], "others_present": "Agnese",
    } | values  # fmt: skip
    return meetings.hold(meeting, by=world.worker_in, **values)


def test_a_meeting_from_the_first_thought_to_steps_with_owners(world: World):
    held = minute_of(world, sent_out(world))
    view = meeting_view(world.coordinator, held)
    assert held.state == "held" and view.due_date is None
    assert [(one.text, one.owner) for one in view.decisions] == [("Palīgs stundās divreiz nedēļā", "Bauskas 1. vidusskola")]
    step = Step.objects.get(case=world.cast.case)
    assert (step.institution, step.due_date, step.state) == ("Bauskas 1. vidusskola", world.today + 14 * DAY, "open")


def test_what_somebody_heard_is_kept_as_told_to_them_and_not_the_rest(world: World):
    held = minute_of(world, sent_out(world))
    told = Disclosure.objects.get(meeting=held)
    assert (told.institution, told.what, told.ground_kind, told.ground) == (
        "Bauskas 1. vidusskola",
        "Kavējumi",
        "agreement",
        "Agnese, 02.11.",
    )
    absent = minute_of(world, sent_out(world), present=set())
    assert not Disclosure.objects.filter(meeting=absent).exists()


def test_who_has_no_ground_for_an_item_is_not_invited_to_it(world: World):
    meeting = world.meeting()
    [heard] = meeting_view(world.worker_in, meeting).invited
    assert [item.text for item in heard.heard] == ["Kavējumi"]
    paper = letters.invitation_paper(meeting, meeting.invitations.get(), "lv")
    said = "\n".join(getattr(block, "text", "") for block in paper.blocks)
    assert "Kavējumi" in said and "Mātes veselība" not in said
    for wrong in ({"hears": {1: "", 2: ""}}, {"ground": "  "}, {"hears": {1: "because"}}, {"function": ""}):
        with pytest.raises(Refused):
            world.invited(meeting, **wrong)


def test_nobody_is_invited_before_agenda_people_and_the_family_are_thought_of(world: World):
    plan = {"date": world.today + 9 * DAY, "purpose": "Skola"}
    empty = meetings.plan_meeting(world.cast.case, by=world.worker_in, **plan)
    assert len(MEETING.objections(empty, "invite", world.worker_in)) == 3
    with pytest.raises(Refused):
        meetings.invite(empty, by=world.worker_in, on=world.today)
    with pytest.raises(Refused) as refused:
        meetings.plan_meeting(world.cast.case, by=world.worker_in, family_informed=False, not_informed_because=" ", **plan)
    assert refused.value.field == "not_informed_because"
    behind = world.meeting(family_informed=False, not_informed_because="Tas palielinātu risku bērnam.")
    assert not MEETING.objections(behind, "invite", world.worker_in)


def test_a_line_that_leaves_the_agenda_takes_its_hearings_along(world: World):
    meeting = world.meeting()
    values = {"date": meeting.date, "purpose": meeting.purpose, "family_informed": True}
    changed = meetings.change_meeting(meeting, by=world.worker_in, agenda=["Skolas kavējumi"], expected_version=1, **values)
    assert [one.text for one in changed.items.all()] == ["Skolas kavējumi"]
    assert changed.invitations.get().hearings.count() == 1  # the item kept its place
    with pytest.raises(Stale):
        meetings.change_meeting(meeting, by=world.worker_in, agenda=["Cits"], expected_version=1, **values)
    meetings.change_meeting(changed, by=world.worker_in, agenda=[], expected_version=2, **values)
    assert MEETING.objections(meeting, "invite", world.worker_in)


@pytest.mark.parametrize(
    ("missing", "field"),
    [
        ({"present": set(), "others_present": " "}, "present"), ({"minute": ""}, "minute"), ({"family_words": ""}, "family_words"),
        ({"decisions": []}, "nothing_decided"),
    ],
)  # fmt: skip
def test_a_minute_says_who_was_there_what_was_said_and_what_was_decided(world: World, missing: dict, field: str):
    meeting = sent_out(world)
    with pytest.raises(Refused) as refused:
        minute_of(world, meeting, **missing)
    assert refused.value.field == field
    assert CaseMeeting.objects.get(pk=meeting.pk).state == "invited" and not Step.objects.exists()


def test_a_decision_has_an_owner_and_a_day(world: World):
    for decision in (Decision("Zvanīt", Owner(), world.today), Decision("Zvanīt", Owner(user=world.cast.worker_in), None)):
        with pytest.raises(Refused):
            minute_of(world, sent_out(world), decisions=[decision])
    assert minute_of(world, sent_out(world), decisions=[], nothing_decided=True).state == "held"


def test_no_minute_before_the_day_and_a_cancelled_meeting_says_why(world: World):
    ahead = meetings.invite(world.meeting(), by=world.worker_in, on=world.today)
    with pytest.raises(Refused):
        minute_of(world, ahead)
    with pytest.raises(Refused):
        meetings.cancel(ahead, by=world.worker_in, reason="")
    assert meetings.cancel(ahead, by=world.worker_in, reason="Skolā karantīna.").state == "cancelled"
    with pytest.raises(Refused):
        meetings.take_off(ahead.invitations.get(), by=world.worker_in)


def test_invitations_are_due_working_days_before_and_the_minute_working_days_after(world: World):
    meeting = world.meeting()
    meeting.date = world.today.replace(year=2026, month=11, day=30)  # a Monday after the holiday of 18 November
    assert meeting_due(meeting).isoformat() == "2026-11-23"
    meeting.state = "invited"
    assert meeting_due(meeting).isoformat() == "2026-12-07"


def test_a_stranger_plans_nothing_and_an_auditor_only_reads(world: World):
    meeting = world.meeting()
    for who in (world.worker_out, world.auditor, world.partner):
        with pytest.raises(Refused):
            meetings.plan_meeting(world.cast.case, by=who, date=world.today, purpose="Skola")
        with pytest.raises(Refused):
            meetings.cancel(meeting, by=who, reason="Nē.")


def test_the_minute_is_written_on_one_page_and_nothing_typed_is_lost(world: World, client: Client):
    meeting = sent_out(world)
    client.force_login(world.cast.users["worker_in"])
    url = address(world.cast.case, "meeting_move", meeting.key, "hold")
    typed = {
        "on": world.today.isoformat(), "present": [meeting.invitations.get().pk], "minute": "Pedagoģe: kavē.", "family_words": "Grūti.",
        "text_1": "Modinātājs", "owner_1": f"user:{world.cast.worker_in.key}", "due_1": "",
    }  # fmt: skip
    refused = client.post(url, typed)
    assert refused.status_code == 422 and "Pedagoģe: kavē." in refused.content.decode() and "Modinātājs" in refused.content.decode()
    person = world.cast.case.family.memberships.get().person
    due = (world.today + DAY).isoformat()
    saved = client.post(url, {
        **typed, "due_1": due, "text_2": "Zvanīt skolai", "owner_2": f"person:{person.key}", "due_2": due,
        "text_3": "Apskatīt", "institution_3": "Poliklīnika", "due_3": due,
    })  # fmt: skip
    assert saved.status_code == 302 and saved.headers["Location"] == meeting.get_absolute_url()
    steps = list(Step.objects.order_by("order").values_list("user", "person", "institution"))
    assert steps == [(world.cast.worker_in.pk, None, ""), (None, person.pk, ""), (None, None, "Poliklīnika")]
    assert "Modinātājs" in client.get(meeting.get_absolute_url()).content.decode()


def test_a_minute_takes_as_many_decisions_as_there_were_and_asking_for_one_more_row_loses_nothing(world: World, client: Client):
    meeting = sent_out(world)
    client.force_login(world.cast.users["worker_in"])
    url, due = address(world.cast.case, "meeting_move", meeting.key, "hold"), (world.today + DAY).isoformat()
    assert 'name="text_1"' in (page := client.get(url).content.decode()) and 'name="text_2"' not in page
    typed = {"on": world.today.isoformat(), "present": [meeting.invitations.get().pk], "minute": "Pedagoģe: kavē.", "family_words": ""}
    for n in range(1, 8):
        typed |= {f"text_{n}": f"Lēmums {n}", f"owner_{n}": f"user:{world.cast.worker_in.key}", f"due_{n}": due}
        asked = client.post(url, {**typed, "add_row": str(n + 1)})
        said = asked.content.decode()
        assert asked.status_code == 200 and f"Lēmums {n}" in said and "Pedagoģe: kavē." in said
        assert f'name="text_{n + 1}"' in said and f'name="text_{n + 2}"' not in said and "is-invalid" not in said
    for nonsense in ("0", "-1", "99999", "x", ""):
        assert client.post(url, {**typed, "add_row": nonsense}).status_code == 200
    assert client.post(url, typed).status_code == 422
    assert client.post(url, {**typed, "family_words": "Grūti."}).status_code == 302
    assert list(Step.objects.order_by("order").values_list("text", flat=True)) == [f"Lēmums {n}" for n in range(1, 8)]
