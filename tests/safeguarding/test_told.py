"""Who is told of an allegation, and who is not: never whom it names or may mean, nor their line; and never nobody without a word."""

import datetime as dt
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from ligzda.access.actor import Actor, in_force
from ligzda.access.models import Circle, Seat, User
from ligzda.config import health
from ligzda.kernel import clock
from ligzda.kernel.refused import Refused
from ligzda.people.models import CircleAccess
from ligzda.safeguarding.actions import concerns
from ligzda.safeguarding.models import Concern
from ligzda.safeguarding.queries.designated import too_few
from ligzda.safeguarding.queries.handlers import barred_from, colleagues, may_mean, site_circles
from tests.cases.world import World, make_world
from tests.cast import make_circle, make_person, make_seat, make_user


@pytest.fixture
def world(db: None) -> World:
    return make_world()


def appoint(world: World, key: str, name: str, circle: Circle, role: str = "designated_person") -> User:
    world.cast.users[key] = user = make_user(name)
    make_seat(circle, user, role, because=Seat.Because.APPOINTED)
    return user


def organisation() -> Circle:
    return Circle.objects.get(kind=Circle.Kind.ORGANISATION)


def allegation(world: World, who: str = "worker_in", **values: Any) -> tuple[Concern, list[str]]:
    person = world.cast.family.memberships.order_by("id")[0].person
    values = {"people": [person] if who == "worker_in" else [], "about": "Kārlis", "is_about_staff": True} | values
    concern, told = concerns.raise_concern(
        by=world.cast.actor(who), seen="Kliedz uz bērnu.", is_danger_now=False, noticed_at=clock.now(), **values
    )
    return concern, [user.name for user in told]


def test_one_about_the_only_designated_person_goes_to_another_site_and_else_to_the_organisation(world: World) -> None:
    only = appoint(world, "designated", "Vita Lode", world.cast.site.circle)
    appoint(world, "above", "Velta Zīle", organisation())
    assert allegation(world, named_user=only)[1] == ["Velta Zīle"]
    appoint(world, "there", "Vija Strods", world.cast.other_site.circle)
    concern, told = allegation(world, named_user=only)
    assert told == ["Vija Strods"]
    assert not concern.circle.seats.filter(user=only).exists()
    assert allegation(world)[1] == ["Vita Lode"]  # about somebody else it stays in the house


def test_where_nobody_may_be_told_the_reporter_hears_so_at_once_and_whom_to_call(world: World, client: Client) -> None:
    only = appoint(world, "designated", "Vita Lode", world.cast.site.circle)
    client.force_login(world.cast.users["worker_in"])
    sent = {
        "danger": "no", "about": "Kārlis", "seen": "Kliedz.", "noticed_on": str(clock.today()), "about_staff": "yes", "named_user": only.key,
    }  # fmt: skip
    page = client.post(reverse("safeguarding:raise"), sent, follow=True).content.decode()
    assert "116 111" in page and "nevienam nevarēja" in page and "Vita Lode" not in page.split("<main")[0]
    assert Concern.objects.get().circle.seats.get().user == world.cast.users["worker_in"]


def test_a_coordinator_of_the_whole_organisation_is_in_everybodys_line(world: World) -> None:
    appoint(world, "head", "Daina Kalva", organisation(), "coordinator")
    appoint(world, "head", "Daina Kalva", organisation())
    make_seat(organisation(), User.objects.filter(name="Daina Kalva").first(), "designated_person")  # type: ignore[arg-type]
    concern, _told = allegation(world, named_user=world.cast.users["worker_out"])
    heads = User.objects.filter(seats__role="coordinator", seats__circle=organisation())
    assert not concern.circle.seats.filter(user__in=heads).exists()


def test_the_administrators_page_and_the_doctor_say_at_all_times_where_there_are_too_few(world: World, client: Client) -> None:
    def said() -> tuple[str, list[str]]:
        client.force_login(world.cast.users["admin"])
        page = client.get(reverse("access:users")).content.decode()
        return page[page.index("notices-heading") : page.index("</section>")], [one.says for one in health.designated_persons()]

    appoint(world, "designated", "Vita Lode", world.cast.site.circle)
    before = said()
    assert dict(too_few(world.admin)) == {"Bauska": 1, "Valmiera": 0, str(organisation()): 0}
    assert all(place in before[0] for place in ("Bauska (1)", "Valmiera (0)")) and len(before[1]) == 3
    assert before[0].count("<li") == 1  # one sentence that names the places
    allegation(world, named_user=world.cast.users["worker_out"])
    allegation(world, named_user=world.cast.users["designated"])
    assert said() == before  # raising a concern adds nothing
    for n in range(2):
        for circle in (world.cast.site.circle, world.cast.other_site.circle, organisation()):
            appoint(world, f"more{n}", f"Vēl {n}", circle)
    assert not too_few(world.admin)
    client.force_login(world.cast.users["admin"])
    assert "notices-heading" not in client.get(reverse("access:users")).content.decode()


@pytest.mark.parametrize("who", ["partner", "auditor"])
def test_a_guest_types_a_name_and_is_shown_no_list_of_the_staff(world: World, client: Client, who: str) -> None:
    client.force_login(world.cast.users[who])
    page = client.get(reverse("safeguarding:raise")).content.decode()
    assert 'name="typed_name"' in page and 'name="named_user"' not in page
    assert not any(user.name in page for name, user in world.cast.users.items() if user and name != who)
    assert colleagues(world.cast.actor(who)) == []
    with pytest.raises(Refused):
        allegation(world, who, named_user=world.cast.users["coordinator"])
    client.force_login(world.cast.users["worker_in"])
    assert 'name="typed_name"' not in client.get(reverse("safeguarding:raise")).content.decode()


@pytest.mark.parametrize(
    "typed", ["Māra Ozola", "mara ozola", "MĀRU OZOLU", "M. Ozola", "Ozola no centra", "kundze Ozolla", "Mārai", "Ozolas kundze", "Māra"]
)
def test_a_typed_name_is_compared_as_the_search_compares_and_as_people_say_it(world: World, typed: str) -> None:
    assert world.cast.users["coordinator"] in may_mean(world.cast.actor("partner"), typed)


def test_everybody_a_typed_name_may_mean_and_their_line_are_left_out_before_anybody_is_told(
    world: World, django_capture_on_commit_callbacks: Any
) -> None:
    same = appoint(world, "same", "Māra Lode", world.cast.site.circle)
    appoint(world, "there", "Vija Strods", world.cast.other_site.circle)
    with django_capture_on_commit_callbacks(execute=True):
        concern, told = allegation(world, "partner", typed_name="Māra")
    assert told == ["Vija Strods"] and [letter.to for letter in mail.outbox] == [[world.cast.users["there"].email]]
    assert set(concern.undecided) == {same.pk, world.cast.users["coordinator"].pk}
    for who in ("same", "coordinator"):
        assert not Concern.objects.visible_to(world.cast.actor(who), "raise_concern").exists()


def test_who_leads_decides_whom_a_name_means_and_who_is_not_meant_is_told_then(world: World, client: Client) -> None:
    same = appoint(world, "same", "Māra Lode", world.cast.site.circle)
    leads = appoint(world, "there", "Vija Strods", world.cast.other_site.circle)
    concern, _told = allegation(world, "partner", typed_name="Māra")
    client.force_login(leads)
    page = client.get(concern.get_absolute_url()).content.decode()
    url = reverse("safeguarding:whom", args=[concern.key])
    assert url in page and "Māra" in page
    form = client.get(url).content.decode()
    assert "Māra Lode" in form and "Māra Ozola" in form
    assert client.post(url, {"user": same.key, "is_meant": "no"}).status_code == 302
    assert concern.circle.seats.filter(in_force(clock.today()), user=same).exists()  # hers to lead, now that she is not meant
    assert client.post(url, {"user": world.cast.users["coordinator"].key, "is_meant": "yes"}).status_code == 302
    concern.refresh_from_db()
    assert concern.undecided == [] and concern.meant == [world.cast.users["coordinator"].pk]
    assert not concern.circle.seats.filter(user=world.cast.users["coordinator"]).exists()
    assert client.get(url).status_code == 404 and concern.entries.count() == 2
    with pytest.raises(Refused):
        concerns.decide_whom(concern, by=Actor(leads), user=same, is_meant=True)
    assert concern.entries.count() == 2
    client.force_login(world.cast.users["partner"])
    assert client.get(url).status_code == 404


def test_who_turns_out_not_to_be_meant_gets_the_letter_that_the_others_had_before_and_nobody_gets_it_twice(
    world: World, django_capture_on_commit_callbacks: Any
) -> None:
    same = appoint(world, "same", "Māra Lode", world.cast.site.circle)
    leads = appoint(world, "there", "Vija Strods", world.cast.other_site.circle)
    with django_capture_on_commit_callbacks(execute=True):
        concern, _told = allegation(world, "partner", typed_name="Māra")
    assert [letter.to for letter in mail.outbox] == [[leads.email]]
    for user, is_meant in ((same, False), (world.cast.users["coordinator"], True)):
        with django_capture_on_commit_callbacks(execute=True):
            concerns.decide_whom(Concern.objects.get(pk=concern.pk), by=Actor(leads), user=user, is_meant=is_meant)
    assert [letter.to for letter in mail.outbox] == [[leads.email], [same.email]]
    assert not any("Māra" in letter.body for letter in mail.outbox)


def test_only_who_leads_decides_whom_a_name_means(world: World) -> None:
    """Least of all whoever may be meant, and whoever raised it."""
    same = appoint(world, "same", "Māra Lode", world.cast.site.circle)
    leads = appoint(world, "there", "Vija Strods", world.cast.other_site.circle)
    concern, _told = allegation(world, "partner", typed_name="Māra")
    for by in (*(world.cast.actor(who) for who in ("same", "coordinator", "partner", "worker_in", "admin")), Actor.system("job")):
        with pytest.raises(Refused):
            concerns.decide_whom(concern, by=by, user=same, is_meant=False)
    assert Concern.objects.get().undecided == concern.undecided and not concern.entries.exists()
    concerns.decide_whom(concern, by=Actor(leads), user=same, is_meant=False)
    assert Concern.objects.get().undecided == [world.cast.users["coordinator"].pk]


def test_who_is_known_at_a_site_alone_is_told_where_the_reporter_works(world: World) -> None:
    """Somebody just entered stands in no file: the circle above a site is the organisation, and no site."""
    newcomer = make_person("Jānis", "Jauns")
    Circle.objects.filter(kind=Circle.Kind.SITE).update(parent=organisation())
    CircleAccess.objects.create(circle=world.cast.site.circle, person=newcomer)
    assert site_circles(world.cast.actor("intake"), [newcomer]) == [world.cast.site.circle]
    in_a_file = world.cast.other_case.family.memberships.get().person
    assert site_circles(world.cast.actor("intake"), [newcomer, in_a_file]) == [world.cast.other_site.circle]


def test_a_colleague_whose_own_family_has_a_file_is_still_found(world: World) -> None:
    worker = world.cast.users["worker_out"]
    make_seat(make_circle(), worker, "family_member", because=Seat.Because.FAMILY)
    mother = make_user("Agnese Vītoliņa")
    make_seat(make_circle(), mother, "family_member", because=Seat.Because.FAMILY)
    assert worker in colleagues(world.worker_in) and mother not in colleagues(world.worker_in)
    assert worker in may_mean(world.cast.actor("partner"), "Dace Liepiņa")


def test_a_typed_name_lies_encrypted(world: World) -> None:
    appoint(world, "there", "Vija Strods", world.cast.other_site.circle)
    concern, _told = allegation(world, "partner", typed_name="Māra Ozola")
    raw = Concern.objects.filter(pk=concern.pk).extra(select={"raw": "typed_name || may_mean"}).values_list("raw", flat=True)[0]
    assert "Ozola" not in raw and str(world.cast.users["coordinator"].pk) not in raw


def test_a_member_of_a_family_is_shown_the_team_of_the_own_file_and_nobody_of_a_place_where_they_only_come(world: World) -> None:
    member = appoint(world, "member", "Agnese Vītoliņa", world.cast.case.circle, "family_member")
    make_seat(world.cast.site.circle, member, "family_member")
    names = {user.name for user in colleagues(world.cast.actor("member"))}
    assert "Ilze Krūmiņa" in names and "Māra Ozola" not in names


@pytest.mark.parametrize(
    ("days", "is_in_line"), [({"until": 0}, True), ({"until": -1}, False), ({"since": 0}, True), ({"since": 1}, False)]
)
def test_whoever_oversees_somebody_on_this_day_is_in_their_line(world: World, days: dict[str, int], is_in_line: bool) -> None:
    spans = {name: world.today + dt.timedelta(days=number) for name, number in days.items()}
    above = make_user("Ieva Meža")
    make_seat(world.cast.site.circle, above, "coordinator", **spans)
    concern = allegation(world, "worker_out", named_user=world.cast.users["worker_in"])[0]
    assert (above.pk in barred_from(world.worker_in, concern)) is is_in_line
