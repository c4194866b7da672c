"""The page of the trail: each sees what the own seats open, the administrator no files at all."""

import pytest
from django.test import Client
from django.urls import reverse

from ligzda.access import audit
from ligzda.access.acts import act_words, thing_words
from ligzda.access.models import Circle
from ligzda.access.queries import trail
from ligzda.kernel import clock
from tests.cast import Cast, make_reading


@pytest.fixture
def story(cast: Cast) -> Cast:
    Circle.objects.filter(pk=cast.circle.pk).update(name=cast.case.number)
    worker, other = cast.actor("worker_in"), cast.actor("worker_out")
    audit.record(worker, "episode.hold", cast.case.episodes.get(), circle=cast.circle)
    make_reading(worker, cast.family, cast.circle)
    audit.record(other, "note.written", cast.other_case, circle=cast.other_case.circle)
    make_reading(other, cast.other_case.family, cast.other_case.circle)
    audit.record(cast.actor("manager"), "set_target", cast.project, circle=cast.project.circle)
    audit.record(cast.actor("admin"), "add_user", cast.nobody)
    audit.note("sign_in", user=cast.worker_in)
    return cast


def seen(cast: Cast, who: str, kind: str = "all", user: str = "") -> list[str]:
    actor = cast.actor(who)
    asked = trail.Asked(actor.on.replace(day=1), kind, user)
    return sorted(f"{line.who}: {line.thing} {line.what}" for line in trail.lines(actor, asked, 0, 25))


def test_each_sees_what_the_own_seats_open(story: Cast) -> None:
    opened = f"Ilze Krūmiņa: {thing_words('people.family')} {act_words('read')}"
    held = f"Ilze Krūmiņa: {thing_words('cases.episode')} {act_words('hold')}"
    target = f"Juris Kalns: {thing_words('projects.project')} {act_words('set_target')}"
    assert seen(story, "coordinator") == sorted([opened, held])
    assert seen(story, "auditor") == sorted([opened, held, target])
    assert seen(story, "worker_in") == [opened]
    assert seen(story, "manager") == [target]
    assert seen(story, "nobody") == []


def test_an_administrator_sees_accounts_and_the_door_but_no_files(story: Cast) -> None:
    lines = seen(story, "admin")
    assert len(lines) == 2 and all(thing_words("access.user") in line for line in lines)


def test_the_page_filters_by_kind_person_and_month(story: Cast, client: Client) -> None:
    assert len(seen(story, "auditor", "reads")) == 1
    assert len(seen(story, "auditor", "changes")) == 2
    assert len(seen(story, "auditor", user=story.manager.key)) == 1
    assert seen(story, "auditor", user="zzzzzzzz") == []
    client.force_login(story.auditor)
    page = client.get(reverse("access:audit")).content.decode()
    assert story.case.number in page and "Juris Kalns" in page and story.family.name not in page
    before = clock.add_months(clock.today(), -1)
    assert story.case.number not in client.get(reverse("access:audit"), {"month": f"{before:%Y-%m}"}).content.decode()
    assert client.get(reverse("access:audit"), {"month": "never", "kind": "x", "from": "-1"}).status_code == 200
    for edge in ("0001-01", "9999-12"):
        assert client.get(reverse("access:audit"), {"month": edge}).status_code == 200


def test_the_page_costs_the_same_for_more_lines(story: Cast, client: Client, django_assert_max_num_queries: object) -> None:
    client.force_login(story.coordinator)
    for most in (18, 18):
        with django_assert_max_num_queries(most):  # type: ignore[operator]
            client.get(reverse("access:audit"))
        for _n in range(30):
            make_reading(story.actor("worker_in"), story.family, story.circle)
    assert client.get(reverse("access:audit")).context["page"].has_more


def test_the_roles_page_says_what_each_role_may_and_may_not(story: Cast, client: Client) -> None:
    client.force_login(story.worker_in)
    for code in ("lv", "en", "lt"):
        client.cookies["django_language"] = code
        page = client.get(reverse("access:roles"))
        assert page.status_code == 200 and len(page.context["rows"]) == 13 and len(page.context["later"]) == 4
