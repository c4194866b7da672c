"""What is asked of others, what they ask of us, and what was told to whom on what ground."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ligzda.access.permissions import Tier
from ligzda.cooperation.actions import disclosures, requests
from ligzda.cooperation.models import Disclosure, InformationRequest
from ligzda.cooperation.queries.cooperation import address, answer_of, cooperation, page_of, request_due
from ligzda.kernel import working_days
from ligzda.kernel.refused import Refused
from ligzda.safeguarding.actions.addresses import hide
from tests.cases.world import DAY, D, World


def received(world: World, **values) -> InformationRequest:
    values = {
        "on": world.ago(3), "institution": "Bāriņtiesa", "what": "Kā klājas ģimenei?", "ground_kind": "law", "ground": "Likuma 17. pants",
        "due_date": world.today + 7 * DAY,
    } | values  # fmt: skip
    return requests.receive(world.cast.case, by=world.worker_in, **values)


def test_a_question_of_ours_is_sent_and_its_answer_filed_in_its_tier(world: World):
    asked = requests.send(world.asked(), by=world.worker_in, on=world.today)
    assert Disclosure.objects.get(request=asked).how == "question"  # the question itself tells that the family is known here
    answered = requests.answer(asked, by=world.worker_in, on=world.today, text="Jā, ir.", tier=Tier.SAFEGUARDING)
    assert answered.state == "answered" and answered.answer.tier == Tier.SAFEGUARDING
    assert answer_of(world.worker_in, answered).text == "Jā, ir."
    assert answer_of(world.auditor, answered).text is None


def test_our_answer_to_others_is_a_disclosure_with_its_ground(world: World):
    asked = received(world)
    requests.answer(asked, by=world.worker_in, on=world.today, text="Bērns skolu apmeklē.")
    told = Disclosure.objects.get(request=asked)
    assert (told.institution, told.what, told.how, told.ground) == ("Bāriņtiesa", "Bērns skolu apmeklē.", "answer", "Likuma 17. pants")


def test_a_letter_is_kept_word_for_word_and_recorded_as_told(world: World):
    letter = world.letter(body="Labdien!\n\nLūdzam atbildēt.")
    told = Disclosure.objects.get(letter=letter)
    assert letter.body == "Labdien!\n\nLūdzam atbildēt." and letter.body in told.what and told.how == "letter"


@pytest.mark.parametrize("wrong", [{"ground": " "}, {"ground_kind": "curiosity"}, {"what": ""}, {"institution": ""}])
def test_nobody_is_told_or_asked_anything_without_a_ground(world: World, wrong: dict):
    with pytest.raises(Refused):
        world.asked(**wrong)
    values = {"on": world.today, "institution": "Skola", "what": "Kavē.", "ground_kind": "agreement", "ground": "Agnese"} | wrong
    with pytest.raises(Refused):
        disclosures.disclose(world.cast.case, by=world.worker_in, **values)
    assert not Disclosure.objects.exists()


def test_days_that_cannot_be_are_refused(world: World):
    with pytest.raises(Refused):
        world.asked(due_date=world.ago(1))
    with pytest.raises(Refused):
        requests.answer(received(world), by=world.worker_in, on=world.ago(9), text="Jā.")
    with pytest.raises(Refused):
        requests.send(world.asked(), by=world.worker_in, on=world.today + DAY)


def test_a_request_that_nobody_waits_for_is_withdrawn_with_a_reason(world: World):
    asked = world.asked()
    with pytest.raises(Refused):
        requests.withdraw(asked, by=world.worker_in, reason=" ")
    assert requests.withdraw(asked, by=world.worker_in, reason="Uzzinājām no mātes.").state == "withdrawn"
    with pytest.raises(Refused):
        requests.answer(asked, by=world.worker_in, on=world.today, text="Jā.")


def test_an_answer_is_due_in_working_days(world: World):
    assert request_due(world.cast.case, D(2026, 11, 16)) == D(2026, 12, 1)  # the 18th is a holiday in Latvia
    assert working_days.before(D(2026, 11, 20), 2, "LV") == D(2026, 11, 17)


def test_only_who_plans_in_the_file_asks_and_tells(world: World):
    for who in (world.worker_out, world.auditor):
        with pytest.raises(Refused):
            requests.send(world.asked(), by=who, on=world.today)
        with pytest.raises(Refused):
            values = {"institution": "Skola", "what": "Kavē.", "ground_kind": "agreement", "ground": "Agnese"}
            disclosures.disclose(world.cast.case, by=who, on=world.today, **values)


def test_what_is_told_lies_encrypted(world: World):
    world.asked(what="Ļoti privāts jautājums")
    with connection.cursor() as cursor:
        cursor.execute("SELECT what FROM cooperation_informationrequest")
        assert "privāts" not in cursor.fetchone()[0]


def test_the_page_is_flat_and_cuts_long_lists(world: World, client: Client):
    client.force_login(world.cast.users["worker_in"])
    url, counts = page_of(world.cast.case), []
    for more in (3, 27):
        for _n in range(more):
            world.meeting()
            world.letter()
            requests.send(world.asked(), by=world.worker_in, on=world.today)
        client.get(url)
        with CaptureQueriesContext(connection) as seen:
            assert client.get(url).status_code == 200
        counts.append(len(seen))
    assert counts[0] == counts[1]
    assert len(cooperation(world.worker_in, world.cast.case).letters) == 25
    assert len(cooperation(world.worker_in, world.cast.case, everything="letters").letters) == 30


def test_a_letter_is_begun_from_its_template_in_its_language(world: World, client: Client):
    client.force_login(world.cast.users["worker_in"])
    page = client.get(address(world.cast.case, "letter_new"), {"kind": "police", "language": "en"}).content.decode()
    assert "Please tell us the number under which this is registered." in page


def test_papers_are_files_whose_names_tell_nothing(world: World, client: Client):
    client.force_login(world.cast.users["worker_in"])
    meeting, letter, asked = world.meeting(), world.letter(), world.asked()
    papers = [
        address(world.cast.case, "letter_paper", letter.key), address(world.cast.case, "request_paper", asked.key),
        address(world.cast.case, "meeting_invitation", meeting.key, str(meeting.invitations.get().pk)),
    ]  # fmt: skip
    for url in papers:
        answer = client.get(url)
        assert answer.content.startswith(b"%PDF") and "attachment" in answer["Content-Disposition"]
        assert "Vītol" not in answer["Content-Disposition"]


def test_a_hidden_address_never_leaves_the_house(world: World):
    person = world.cast.case.family.memberships.get().person
    hide(person, by=world.worker_in, text="Bauska, Klusā iela 12-3")
    for body in ("Viņa dzīvo Klusā ielā: klusa iela 12-3, Bauskā.", "Adrese: Bauska, Klusā iela 12-3", "KLUSĀ IELĀ 12, dz. 3"):
        with pytest.raises(Refused):
            world.letter(body=body)
    with pytest.raises(Refused):
        requests.send(world.asked(what="Vai ģimene dzīvo Klusā iela 12-3?"), by=world.worker_in, on=world.today)
    assert not Disclosure.objects.exists()
    assert world.letter(body="Labdien!")
