"""The page of the trail: each sees what the own seats open, the administrator no files at all."""

import datetime as dt
import re

import pytest
from django.test import Client
from django.urls import reverse

from ligzda.access import audit
from ligzda.access.audit_labels import act_words, thing_words
from ligzda.access.homes import organisation
from ligzda.access.models import AuditEntry, Circle, ReadEntry
from ligzda.access.queries import trail
from ligzda.kernel import clock
from ligzda.kernel.languages import LANGUAGES
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
    asked = trail.TrailFilter(actor.on.replace(day=1), actor.on, kind, user)
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


def shown(client: Client, **asked: str) -> str:
    return client.get(reverse("access:audit"), asked).content.decode()


def test_the_page_filters_by_kind_person_and_days(story: Cast, client: Client) -> None:
    assert len(seen(story, "auditor", "reads")) == 1
    assert len(seen(story, "auditor", "changes")) == 2
    assert len(seen(story, "auditor", "projects.project")) == 1
    assert len(seen(story, "auditor", user=story.manager.key)) == 1
    assert seen(story, "auditor", user="zzzzzzzz") == []
    client.force_login(story.auditor)
    page = shown(client)
    assert story.case.number in page and "Juris Kalns" in page and story.family.name not in page
    assert story.case.number in shown(client, since=clock.today().isoformat(), until=clock.today().isoformat())
    before = clock.today() - dt.timedelta(days=40)
    assert f"{story.case.number}</td>" not in shown(client, since=before.isoformat(), until=before.isoformat())


@pytest.mark.parametrize(
    "asked",
    [
        {"since": "never"},
        {"since": "2026-02-30"},
        {"since": "2020-01-01"},
        {"until": "9999-12-31"},
        {"since": "0001-01-01"},
    ],
)
def test_days_that_cannot_be_are_a_sentence(story: Cast, client: Client, asked: dict[str, str]) -> None:
    client.force_login(story.auditor)
    answer = client.get(reverse("access:audit"), asked)
    assert answer.status_code == 422 and answer.context["wrong"] in answer.content.decode()
    assert client.get(reverse("access:audit_file"), asked).status_code == 404
    assert client.get(reverse("access:audit"), {"kind": "x", "from": "-1", "user": "zzzzzzzzzzz"}).status_code == 200


def test_the_page_filters_by_family_and_person_among_those_one_sees(story: Cast, client: Client) -> None:
    person = story.family.memberships.get().person
    audit.record(story.actor("worker_in"), "change_person", person, circle=story.circle)
    client.force_login(story.coordinator)
    assert len(client.get(reverse("access:audit"), {"family": story.case.number}).context["page"].rows) == 3
    assert len(client.get(reverse("access:audit"), {"family": story.family.name.split()[0]}).context["page"].rows) == 3
    assert len(client.get(reverse("access:audit"), {"person": person.first_name}).context["page"].rows) == 1
    for text in (story.other_case.number, "Nebijusi"):  # a family that one does not see, and one that is not there
        assert client.get(reverse("access:audit"), {"family": text}).context["page"].rows == []
    client.force_login(story.admin)
    page = client.get(reverse("access:audit"), {"family": story.case.number})
    assert not page.context["about"] and len(page.context["page"].rows) == 2  # who sees no names filters by none


def test_who_acted_and_what_was_done_are_two_words_in_every_language(story: Cast, client: Client) -> None:
    client.force_login(story.coordinator)
    for code in LANGUAGES:
        client.cookies["django_language"] = code
        heads = re.findall(r'<th scope="col">([^<]*)</th>', shown(client))
        labels = re.findall(r'<label for="(?:user|kind)">([^<]*)</label>', shown(client))
        assert len(set(heads)) == 4 and len(set(labels)) == 2


def test_the_log_is_taken_along_by_permission_and_that_stands_in_it(story: Cast, client: Client) -> None:
    for user in (story.worker_in, story.manager, story.nobody):
        client.force_login(user)
        assert client.get(reverse("access:audit_file")).status_code == 404 and "audit/file" not in shown(client)
    client.force_login(story.auditor)
    assert "/audit/file/?kind=reads" in shown(client, kind="reads")
    answer = client.get(reverse("access:audit_file"), {"kind": "reads"})
    lines = answer.content.decode().lstrip("\ufeff").splitlines()
    assert answer.headers["Content-Type"].startswith("text/csv") and len(lines) == 2 and "Ilze Krūmiņa" in lines[1]
    entry = AuditEntry.objects.get(act="export_trail")
    assert entry.user == story.auditor and entry.circle.kind == Circle.Kind.ORGANISATION and "reads" not in str(entry.digests)


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
    for code in LANGUAGES:
        client.cookies["django_language"] = code
        page = client.get(reverse("access:roles"))
        assert page.status_code == 200 and len(page.context["rows"]) == 13 and len(page.context["later"]) == 4


def test_changes_and_readings_stand_among_each_other_the_newest_first(cast: Cast) -> None:
    noon = dt.datetime.combine(clock.today(), dt.time(0, 30), tzinfo=clock.now().tzinfo)
    for minute, model in ((4, AuditEntry), (3, ReadEntry), (2, AuditEntry), (1, ReadEntry)):
        said = {"act": "change_family"} if model is AuditEntry else {"page": "desk:family"}
        who = {"user": cast.worker_in} if model is AuditEntry else {"user_id": cast.worker_in.pk}  # type: ignore[union-attr]
        at = noon + dt.timedelta(minutes=minute)
        model.objects.create(circle_id=cast.circle.pk, thing="people.family", thing_id=minute, at=at, **said, **who)
    actor = cast.actor("auditor")
    asked = trail.TrailFilter(actor.on, actor.on)
    assert [line.is_read for line in trail.lines(actor, asked, 0, 25)] == [False, True, False, True]
    assert [line.is_read for line in trail.lines(actor, asked, 1, 1)] == [True, False]
    assert seen(cast, "coordinator", "reads", cast.worker_in.key) and not seen(cast, "manager", "reads")  # type: ignore[union-attr]


def test_whom_and_what_the_filters_offer_stands_in_what_the_asker_sees(story: Cast) -> None:
    def offered(who: str) -> tuple[list[str], list[str]]:
        actor = story.actor(who)
        asked = trail.TrailFilter(actor.on, actor.on)
        return [name for _key, name in trail.people(actor, asked)], [label for label, _words in trail.things(actor, asked)]

    assert offered("coordinator") == (["Ilze Krūmiņa"], sorted(["people.family", "cases.episode"], key=thing_words))
    assert offered("worker_in") == (["Ilze Krūmiņa"], ["people.family"])
    assert offered("manager") == (["Juris Kalns"], ["projects.project"])
    assert offered("nobody") == ([], [])


def test_of_the_organisations_circle_the_administrator_reads_settings_and_nobodys_record(cast: Cast) -> None:
    """A person whom nobody sees through a file is noted there too."""
    audit.record(cast.actor("coordinator"), "change_person", cast.case.family.memberships.get().person, circle=organisation())
    audit.record(cast.actor("admin"), "add_site", cast.site, circle=organisation())
    assert [one for one in seen(cast, "admin") if one.startswith("Māra Ozola")] == []
    assert any(thing_words("places.site") in one for one in seen(cast, "admin"))
