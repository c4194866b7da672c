"""The family's own page: what one member sees of the own file, and what never."""

import datetime as dt
import re
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core import mail
from django.test import Client
from django.urls import reverse

from ligzda.access.actor import Actor
from ligzda.access.models import Circle, Seat, User
from ligzda.cases.actions import notes
from ligzda.cases.models import Goal, Plan, Step
from ligzda.kernel import clock
from ligzda.kernel.refused import Refused
from ligzda.people.models import Membership, Person
from ligzda.portal.actions import family_access as actions
from ligzda.portal.models import FamilyAccess
from tests.cast import Cast, make_circle, make_person, make_reading, make_seat

SITE = "https://ligzda.example"
PASSWORD = "Kastaņa-17-koks"
SHOWN = {"plan": "family", "sees_appointments": True, "sees_readers": True, "sees_names": False}


@pytest.fixture
def mother(cast: Cast) -> Person:
    return cast.family.memberships.get().person


@pytest.fixture
def son(cast: Cast) -> Person:
    child = make_person("Kristers", birth_date=dt.date(2015, 5, 1))
    Membership.objects.create(family=cast.family, person=child, role="child")
    return child


def invited(
    cast: Cast, person: Person, email: str = "agnese@example.org", children: tuple[Person, ...] = (), **shown
) -> tuple[FamilyAccess, str]:
    access, link = actions.invite(
        cast.case, by=cast.actor("coordinator"), person=person, email=email, site_address=SITE, is_child=False, children=children,
        **(SHOWN | shown),
    )  # fmt: skip
    return access, link.rstrip("/").rsplit("/", 1)[1]


def accepted(cast: Cast, person: Person, **values) -> tuple[FamilyAccess, User]:
    access, token = invited(cast, person, **values)
    user = actions.accept(token, by=Actor(None), password=PASSWORD)
    access.refresh_from_db()
    return access, user


def planned(cast: Cast, mother: Person, son: Person) -> Plan:
    """A goal of the family with a step of the mother's, and a goal of the son's with a worker's step."""
    episode, today = cast.case.episodes.get(), clock.today()
    plan = Plan.objects.create(
        case=cast.case, episode=episode, state="running", starts_date=today, review_date=today + dt.timedelta(days=90),
        family_words="Gribam mieru.", author=cast.users["worker_in"],
    )  # fmt: skip
    ours = Goal.objects.create(plan=plan, text="Rēķini samaksāti", order=1)
    his = Goal.objects.create(plan=plan, text="Zēns mierīgi guļ", person=son, order=2)
    Step.objects.create(case=cast.case, goal=ours, text="Aiziet uz banku", person=mother, due_date=today)
    Step.objects.create(case=cast.case, goal=ours, text="Pajautāt par pabalstu", user=cast.users["worker_in"])
    Step.objects.create(case=cast.case, goal=his, text="Saruna ar skolu", institution="Skola")
    return plan


def body(client: Client, name: str) -> str:
    answer = client.get(reverse(f"portal:{name}"))
    assert answer.status_code == 200
    return answer.content.decode().split("<main")[1]


def test_an_invited_member_chooses_a_password_signs_in_and_lands_on_the_plan(
    cast: Cast, mother: Person, client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        _access, token = invited(cast, mother)
    [letter] = mail.outbox
    assert f"{django_settings.SITE_ADDRESS}/" in letter.body and token in letter.body and letter.to == ["agnese@example.org"]
    address = reverse("portal:invitation", args=[token])
    assert client.get(address).status_code == 200
    assert client.post(address, {"password": "12345"}).status_code == 422  # too easy; nothing happened yet
    assert client.post(address, {"password": PASSWORD}).status_code == 302
    user = User.objects.get(email="agnese@example.org")
    assert user.check_password(PASSWORD) and [seat.role for seat in user.seats.all()] == ["family_member"]
    client.force_login(user)
    assert client.get("/").url == reverse("portal:my")


def test_an_invitation_works_once_and_not_for_ever(cast: Cast, mother: Person, client: Client) -> None:
    access, token = invited(cast, mother)
    FamilyAccess.objects.filter(pk=access.pk).update(expires_at=clock.now() - dt.timedelta(minutes=1))
    for used in (token, "never-made"):
        answer = client.get(reverse("portal:invitation", args=[used]))
        assert answer.status_code == 410 and "vairs nedarbojas" in answer.content.decode()
    with pytest.raises(Refused):
        actions.accept(token, by=Actor(None), password=PASSWORD)
    link = actions.invite_again(access, by=cast.actor("coordinator"), site_address=SITE)
    fresh = link.rstrip("/").rsplit("/", 1)[1]
    actions.accept(fresh, by=Actor(None), password=PASSWORD)
    with pytest.raises(Refused):
        actions.accept(fresh, by=Actor(None), password="Cita-parole-18-koks")
    assert token not in FamilyAccess.objects.get(pk=access.pk).token_digest


def test_the_plan_without_scores_names_and_the_part_of_a_child_that_was_not_opened(
    cast: Cast, mother: Person, son: Person, client: Client
) -> None:
    planned(cast, mother, son)
    access, user = accepted(cast, mother)
    client.force_login(user)
    page = body(client, "my")
    assert "Rēķini samaksāti" in page and "Aiziet uz banku" in page and "Gribam mieru." in page
    assert "Zēns mierīgi guļ" not in page and "Saruna ar skolu" not in page
    assert cast.users["worker_in"].name not in page and "sociālais darbinieks" in page.lower()
    actions.change(access, by=cast.actor("coordinator"), children=[son], **(SHOWN | {"sees_names": True}))
    page = body(client, "my")
    assert "Zēns mierīgi guļ" in page and cast.users["worker_in"].name in page


def test_a_child_sees_the_own_steps_only(cast: Cast, mother: Person, son: Person, client: Client) -> None:
    planned(cast, mother, son)
    Step.objects.create(case=cast.case, text="Uzlikt modinātāju", person=son)
    _access, user = accepted(cast, son, email="kristers@example.org", plan="own", sees_readers=False)
    client.force_login(user)
    page = body(client, "my")
    assert "Uzlikt modinātāju" in page and "Rēķini samaksāti" not in page and "Aiziet uz banku" not in page
    assert cast.users["coordinator"].name not in body(client, "my_access")


def test_own_steps_are_ticked_and_nobody_elses(cast: Cast, mother: Person, son: Person, client: Client) -> None:
    planned(cast, mother, son)
    access, user = accepted(cast, mother)
    client.force_login(user)
    own, worker = Step.objects.get(text="Aiziet uz banku"), Step.objects.get(text="Pajautāt par pabalstu")
    assert client.post(reverse("portal:my"), {"step": own.key, "done": "yes"}).status_code == 302
    own.refresh_from_db()
    assert (own.state, own.done_by) == ("done", user)
    assert client.post(reverse("portal:my"), {"step": worker.key, "done": "yes"}).status_code == 422
    worker.refresh_from_db()
    assert worker.state == "open"
    actions.tick(access, by=Actor(user), key=own.key, is_done=False)
    own.refresh_from_db()
    assert (own.state, own.done_date) == ("open", None)


def test_who_may_see_and_who_looked_are_roles_and_a_closed_circle_is_nowhere(cast: Cast, mother: Person, client: Client) -> None:
    _access, user = accepted(cast, mother)
    secret = make_circle(Circle.Kind.GROUP, parent=cast.site.circle, is_closed=True)
    make_seat(secret, cast.users["manager"], "designated_person", because=Seat.Because.REFERRED)
    for _n in range(3):
        make_reading(cast.actor("worker_in"), cast.case, cast.circle, "desk:case")
    make_reading(cast.actor("manager"), cast.case, secret, "safeguarding:concern")
    client.force_login(user)
    page = body(client, "my_access").lower()
    assert "sociālais darbinieks" in page and "centra koordinators" in page
    for who in ("worker_in", "coordinator", "manager"):
        assert cast.users[who].name.lower() not in page
    assert len(re.findall(r"row-title", page)) >= 4
    assert page.count("3 reizes tajā dienā") == 1


def test_messages_go_between_one_member_and_the_team(cast: Cast, mother: Person, son: Person, client: Client) -> None:
    access, user = accepted(cast, mother)
    _other, sons = accepted(cast, son, email="kristers@example.org", plan="own")
    client.force_login(user)
    assert client.post(reverse("portal:my_messages"), {"text": "Rīt netiksim."}).status_code == 302
    client.force_login(sons)
    assert "Rīt netiksim." not in body(client, "my_messages")
    client.force_login(cast.users["worker_in"])
    talk = reverse("portal:family_messages", args=[cast.family.key, cast.case.key, access.key])
    assert "Rīt netiksim." in client.get(talk).content.decode()
    assert access.messages.get().read_at
    client.post(talk, {"text": "Labi, tad ceturtdien."})
    client.force_login(user)
    assert "Labi, tad ceturtdien." in body(client, "my_messages")


def test_whose_access_ended_sees_nothing_from_that_moment(cast: Cast, mother: Person, client: Client) -> None:
    access, user = accepted(cast, mother)
    client.force_login(user)
    body(client, "my")
    actions.end(access, by=cast.actor("coordinator"))
    assert client.get(reverse("portal:my")).status_code == 404


def test_the_own_page_opens_no_page_of_the_staff(cast: Cast, mother: Person, client: Client) -> None:
    notes.write(cast.case, by=cast.actor("worker_in"), text="Tikai komandai.", date=clock.today())
    _access, user = accepted(cast, mother)
    client.force_login(user)
    family = cast.family.key
    for url in (
        reverse("desk:family", args=[family]), reverse("desk:case", args=[family, cast.case.key]), reverse("desk:families"),
        reverse("people:person", args=[mother.key]), reverse("desk:family_access", args=[family]), reverse("desk:figures"),
    ):  # fmt: skip
        assert client.get(url).status_code == 404, url
    for name in ("my", "my_meetings", "my_messages", "my_feedback", "my_access"):
        assert "Tikai komandai." not in body(client, name)


@pytest.mark.parametrize("email", ["nav-adreses", "kolege@example.org"])
def test_an_address_that_is_none_or_a_colleagues_is_refused(cast: Cast, mother: Person, email: str) -> None:
    User.objects.create(email="kolege@example.org", name="Kolēģe", password="!")
    with pytest.raises(Refused):
        invited(cast, mother, email=email)
    assert not FamilyAccess.objects.exists()


def test_only_a_coordinator_invites_and_only_somebody_of_the_family(cast: Cast, mother: Person) -> None:
    with pytest.raises(Refused):
        invited(cast, make_person("Svešs", "Cilvēks"))
    with pytest.raises(Refused):
        actions.invite(cast.case, by=cast.actor("worker_in"), person=mother, email="a@example.org", site_address=SITE, is_child=False)
    invited(cast, mother)
    with pytest.raises(Refused):
        invited(cast, mother, email="otra@example.org")


def test_feedback_is_kept_as_it_was_said(cast: Cast, mother: Person, client: Client) -> None:
    access, user = accepted(cast, mother)
    client.force_login(user)
    assert client.post(reverse("portal:my_feedback"), {"text": "Labi."}).status_code == 422
    assert client.post(reverse("portal:my_feedback"), {"helps": "partly", "text": "Vajag biežāk."}).status_code == 302
    client.force_login(cast.users["worker_in"])
    page = client.get(reverse("portal:family_pages", args=[cast.family.key, cast.case.key])).content.decode()
    assert "Vajag biežāk." in page and access.feedback.count() == 1
