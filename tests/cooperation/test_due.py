"""What working with others leaves to do stands in my day, on its day, for whose turn it is."""

from ligzda.access.actor import Actor
from ligzda.cooperation.actions import meetings, requests
from ligzda.cooperation.models import InformationRequest
from ligzda.cooperation.queries import waiting
from tests.cases.world import DAY, World


def urls(actor: Actor, on=None) -> list[str]:
    return [row.url for row in waiting(actor, on)]


def test_invitations_wait_until_they_are_sent_and_the_minute_from_the_day_of_the_meeting(world: World):
    meeting = world.meeting(date=world.today + 20 * DAY)
    [row] = waiting(world.worker_in)
    assert (row.url, row.overdue_days) == (meeting.get_absolute_url(), 0) and row.due_date < meeting.date
    meetings.invite(meeting, by=world.worker_in, on=world.today)
    assert urls(world.worker_in) == []
    [row] = waiting(world.worker_in, meeting.date + 30 * DAY)
    assert row.overdue_days > 0


def test_what_we_were_asked_waits_at_once_and_what_we_asked_when_its_day_has_come(world: World):
    asked = requests.send(world.asked(due_date=world.today + 3 * DAY), by=world.worker_in, on=world.today)
    values = {"institution": "Bāriņtiesa", "what": "Kā klājas?", "ground_kind": "law", "ground": "17. pants"}
    theirs = requests.receive(world.cast.case, by=world.worker_in, on=world.today, due_date=world.today + 9 * DAY, **values)
    assert urls(world.worker_in) == [theirs.get_absolute_url()]
    assert asked.get_absolute_url() in urls(world.worker_in, world.today + 3 * DAY)
    requests.answer(asked, by=world.worker_in, on=world.today, text="Jā.")
    requests.answer(theirs, by=world.worker_in, on=world.today, text="Labi.")
    assert urls(world.worker_in, world.today + 90 * DAY) == []


def test_nobody_else_is_reminded(world: World):
    requests.send(world.asked(), by=world.worker_in, on=world.today)
    InformationRequest.objects.update(due_date=world.today)
    assert urls(world.worker_in) and not urls(world.worker_out) and not urls(world.auditor)
