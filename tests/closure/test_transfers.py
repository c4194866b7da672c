"""A family is handed over with what was chosen, item by item; nothing else goes along."""

import pytest
from django.test import Client
from django.urls import reverse

from ligzda.access.models import Seat
from ligzda.access.permissions import Tier
from ligzda.cases.actions import notes, referrals
from ligzda.cases.models import Referral
from ligzda.closure.actions import transfers
from ligzda.closure.models import TransferItem
from ligzda.closure.queries.transfers import came_along, offered, receiving, went_along
from ligzda.cooperation.models import Disclosure
from ligzda.documents.actions import files
from ligzda.documents.models import Attachment
from ligzda.documents.queries import content
from ligzda.kernel.refused import Refused
from ligzda.people.actions.persons import change_person
from ligzda.people.models import Person
from ligzda.people.queries import search
from tests.cases.world import World, latest
from tests.cast import make_seat, make_user


@pytest.fixture
def filled(world: World) -> World:
    """A file with two plain notes, a protected one and a paper."""
    case = world.cast.case
    for text in ("Skolu apmeklē.", "Strīds ar kaimiņu."):
        notes.write(case, by=world.worker_in, text=text, date=world.today)
    notes.write(case, by=world.worker_in, text="Bērna vārdi.", date=world.today, tier=Tier.SAFEGUARDING)
    files.keep(case.circle, by=world.worker_in, name="izziņa.pdf", content=b"%PDF-1.4 x", content_type="application/pdf", title="Izziņa")
    return world


def code_of(world: World, words: str) -> str:
    return next(one.code for one in offered(world.coordinator, world.cast.case) if words in one.label)


def hand_over(world: World, **values) -> Referral | None:
    values = {"on": world.today, "sentence": "Pārcēlās.", "ground": "Agnese, 02.11."} | values
    return transfers.transfer(latest(world.cast.case), by=world.coordinator, **values)


def test_what_is_protected_is_never_offered(filled: World):
    labels = " ".join(one.label for one in offered(filled.coordinator, filled.cast.case))
    assert "Skolu apmeklē." in labels and "Izziņa" in labels and "Bērna vārdi." not in labels
    assert offered(filled.worker_out, filled.cast.case) == []


def test_our_other_site_reads_exactly_what_was_chosen(filled: World):
    there = make_user("Liga Kalna")
    make_seat(filled.cast.other_site.circle, there, "coordinator", because=Seat.Because.APPOINTED)
    filled.cast.users["there"] = there
    chosen = [code_of(filled, "Skolu"), code_of(filled, "Izziņa")]
    referral = hand_over(filled, site=filled.cast.other_site, items=chosen)
    said = [line for piece in came_along(filled.there, referral) for line in piece.paragraphs]
    assert said == ["Skolu apmeklē."]
    assert not Disclosure.objects.exists()  # it stays in the house
    copy = Attachment.objects.get(circle=referral.circle)
    assert content(filled.there, copy) == b"%PDF-1.4 x"
    assert receiving(filled.there, referral.key) == referral
    for stranger in ("worker_in", "worker_out", "partner", "intake"):
        assert receiving(filled.cast.actor(stranger), referral.key) is None


def test_the_new_worker_there_reads_it_once_the_family_is_admitted(filled: World, client: Client):
    there, worker = make_user("Liga Kalna"), filled.cast.worker_out
    make_seat(filled.cast.other_site.circle, there, "coordinator", because=Seat.Because.APPOINTED)
    filled.cast.users["there"] = there
    referral = hand_over(filled, site=filled.cast.other_site, items=[code_of(filled, "Skolu"), code_of(filled, "Izziņa")])
    copy = referral.brought.get(file__isnull=False).file
    address = reverse("closure:brought_file", args=[referral.key, copy.key])
    client.force_login(there)
    assert b"".join(client.get(address).streaming_content) == b"%PDF-1.4 x"
    assert address in client.get(reverse("closure:brought", args=[referral.key])).content.decode()
    client.force_login(worker)
    assert client.get(address).status_code == 404  # not before the family is here
    referral = referrals.take_up(referral, by=filled.there, on=filled.today)
    notice = [filled.cast.family.memberships.first().person]
    case = referrals.admit(
        referral,
        by=filled.there,
        on=filled.today,
        project=filled.cast.project,
        case_worker=worker,
        criterion="Pārnākuši.",
        notice_to=notice,
    )
    client.force_login(worker)
    page = client.get(reverse("closure:brought", args=[referral.key]))
    papers = client.get(reverse("desk:documents", args=[case.family.key, case.key])).content.decode()
    assert reverse("desk:document", args=[case.family.key, case.key, copy.key]) in papers
    assert client.get(reverse("desk:document", args=[case.family.key, case.key, copy.key])).status_code == 200
    assert client.get(address).status_code == 200
    original = Attachment.objects.get(circle=filled.cast.case.circle)
    assert client.get(reverse("closure:brought_file", args=[referral.key, original.key])).status_code == 404
    client.force_login(filled.cast.users["worker_in"])
    assert client.get(address).status_code == 404
    client.force_login(worker)
    assert page.status_code == 200 and "Skolu apmeklē." in page.content.decode() and "Strīds" not in page.content.decode()
    assert reverse("closure:brought", args=[referral.key]) in client.get(
        reverse("desk:cooperation", args=[case.family.key, case.key])
    ).content.decode()  # fmt: skip


def test_another_organisation_gets_one_paper_with_exactly_these_items_and_it_is_kept_as_told(filled: World):
    assert hand_over(filled, receiving="Liepājas centrs", ground_kind="law", items=[code_of(filled, "Skolu")]) is None
    told = Disclosure.objects.get()
    assert (told.institution, told.how, told.ground_kind) == ("Liepājas centrs", "transfer", "law") and "Skolu" in told.what
    assert [piece.paragraphs for piece in went_along(filled.coordinator, filled.cast.case)] == [("Skolu apmeklē.",)]
    assert Attachment.objects.filter(circle=filled.cast.circle).count() == 2  # the paper as it went out stays here


def test_nothing_goes_along_unless_it_is_chosen(filled: World):
    referral = hand_over(filled, site=filled.cast.other_site)
    assert not TransferItem.objects.exists() and not Attachment.objects.filter(circle=referral.circle).exists()


def test_what_was_not_offered_cannot_be_sent(filled: World):
    protected = filled.cast.case.notes.get(tier=Tier.SAFEGUARDING)
    with pytest.raises(Refused) as refused:
        hand_over(filled, receiving="Liepājas centrs", items=[f"note:{protected.key}"])
    assert refused.value.field == "items" and latest(filled.cast.case).state == "active"


def test_the_form_offers_the_items_one_by_one(filled: World, client: Client):
    client.force_login(filled.cast.users["coordinator"])
    url = reverse("desk:move", args=[filled.cast.family.key, filled.cast.case.key, "transfer"])
    page = client.get(url).content.decode()
    assert code_of(filled, "Skolu") in page and "Bērna vārdi." not in page and "checked" not in page.split('name="items"')[1][:200]
    sent = {
        "on": filled.today.isoformat(), "receiving": "Liepājas centrs", "ground_kind": "agreement", "ground": "Agnese", "sentence": "Pārcēlās.",
        "items": [code_of(filled, "Skolu")],
    }  # fmt: skip
    assert client.post(url, sent).status_code == 302 and TransferItem.objects.count() == 1


def test_a_site_that_is_to_receive_a_family_sees_what_came_along_and_edits_nothing_until_it_admits(filled: World, client: Client):
    there = make_user("Liga Kalna")
    make_seat(filled.cast.other_site.circle, there, "coordinator", because=Seat.Because.APPOINTED)
    filled.cast.users["there"] = there
    referral = hand_over(filled, site=filled.cast.other_site, items=[code_of(filled, "Skolu")])
    family, member = filled.cast.family, filled.cast.family.memberships.first().person
    doors = [
        reverse("desk:family", args=[family.key]), reverse("desk:genogram", args=[family.key]), reverse("people:members", args=[family.key]),
        member.get_absolute_url(), reverse("people:part", args=[member.key, "details"]),
    ]  # fmt: skip
    entering = [reverse("cases:referral_family", args=[referral.key]), reverse("cases:referral_people", args=[referral.key])]
    client.force_login(there)
    assert [client.get(door).status_code for door in doors + entering] == [404] * 7
    page = client.get(referral.get_absolute_url()).content.decode()
    assert member.last_name not in page and reverse("closure:brought", args=[referral.key]) in page
    assert client.get(reverse("closure:brought", args=[referral.key])).status_code == 200
    assert family.key not in [hit.family_key for hit in search(filled.there, member.last_name)]
    for act in (lambda: referrals.add_person(referral, by=filled.there, role="child", person=member), lambda: change(member, filled)):
        with pytest.raises(Refused):
            act()
    sent = {
        "on": f"{filled.today:%d.%m.%Y}.", "project": filled.cast.project.key, "criterion": "Pārnākuši.", "case_worker": there.key, "answer": "",
    }  # fmt: skip
    referrals.take_up(referral, by=filled.there, on=filled.today)
    assert client.post(reverse("cases:referral_move", args=[referral.key, "admit"]), sent).status_code == 302
    assert [client.get(door).status_code for door in doors] == [200] * 5


def change(person: Person, world: World) -> None:
    change_person(person, by=world.there, first_name="Cita")


def test_a_site_that_declines_never_sees_the_family(filled: World, client: Client):
    there = make_user("Liga Kalna")
    make_seat(filled.cast.other_site.circle, there, "coordinator", because=Seat.Because.APPOINTED)
    filled.cast.users["there"] = there
    referral = hand_over(filled, site=filled.cast.other_site, items=[code_of(filled, "Skolu")])
    referrals.take_up(referral, by=filled.there, on=filled.today)
    referrals.decline(referral, by=filled.there, on=filled.today, answer="Ģimene dzīvo citur.", family_told=True)
    client.force_login(there)
    assert client.get(reverse("desk:family", args=[filled.cast.family.key])).status_code == 404
