"""Nothing is lost and nothing is written twice: form keys, drafts, the idle screen."""

import time
from typing import Any

import pytest
from django import forms
from django.contrib.messages import get_messages
from django.db import connection
from django.http import QueryDict
from django.test import Client, RequestFactory
from django.urls import reverse

from ligzda.access import drafts
from ligzda.access.idempotency import once
from ligzda.access.middleware import LAST_SEEN
from ligzda.access.models import Draft, FormKey
from ligzda.kernel.refused import Refused
from tests.cast import Cast

TEXT = "Šodien runājām par skolu."
NOTE = {"draft_form": "note", "draft_record": "abc", "text": TEXT, "form_key": "k"}


def post(cast: Cast, who: str, **data: str) -> Any:
    request: Any = RequestFactory().post("/x/", data)
    request.user, request.actor, request.session = cast.users[who], cast.actor(who), {}
    request._messages = type("Box", (list,), {"add": lambda self, level, text, extra="": self.append(text)})()
    return request


def test_a_form_pressed_twice_is_saved_once(cast: Cast) -> None:
    saved: list[int] = []

    def save() -> str:
        saved.append(1)
        return f"/families/{len(saved)}/"

    first = once(post(cast, "worker_in", form_key="one"), save)
    second_request = post(cast, "worker_in", form_key="one")
    second = once(second_request, save)
    assert (first.headers["Location"], second.headers["Location"], len(saved)) == ("/families/1/", "/families/1/", 1)
    assert len(list(get_messages(second_request))) == 1
    once(post(cast, "worker_out", form_key="one"), save)
    assert len(saved) == 2  # somebody else's form


def test_a_refused_form_may_be_sent_again(cast: Cast) -> None:
    def refuse() -> str:
        raise Refused("not yet")

    with pytest.raises(Refused):
        once(post(cast, "worker_in", form_key="two"), refuse)
    assert not FormKey.objects.exists()
    assert once(post(cast, "worker_in", form_key="two"), lambda: "/ok/").headers["Location"] == "/ok/"


def test_saving_discards_the_draft_it_was_written_in(cast: Cast) -> None:
    drafts.keep(cast.actor("worker_in"), "note", "abc", {"text": TEXT})
    once(post(cast, "worker_in", **NOTE), lambda: "/ok/")
    assert drafts.load(cast.actor("worker_in"), "note", "abc") is None


def test_a_draft_is_read_by_its_author_alone(cast: Cast, client: Client) -> None:
    client.force_login(cast.worker_in)
    assert client.post(reverse("access:draft"), NOTE).status_code == 204
    found = drafts.load(cast.actor("worker_in"), "note", "abc")
    assert found is not None and found.fields["text"] == TEXT
    for who in ("worker_out", "coordinator", "admin", "anonymous"):
        assert drafts.load(cast.actor(who), "note", "abc") is None
        assert drafts.unfinished(cast.actor(who)) == []
    assert drafts.load(cast.actor("worker_in"), "note", "another") is None


def test_a_draft_outlives_the_session(cast: Cast, client: Client) -> None:
    client.force_login(cast.worker_in)
    client.post(reverse("access:draft"), NOTE)
    client.post(reverse("account_logout"))
    client.force_login(cast.worker_in)
    assert [one.fields["text"] for one in drafts.unfinished(cast.actor("worker_in"))] == [TEXT]


def test_a_draft_lies_encrypted(cast: Cast) -> None:
    drafts.keep(cast.actor("worker_in"), "note", "abc", {"text": TEXT})
    with connection.cursor() as cursor:
        cursor.execute("SELECT fields FROM access_draft")
        stored = cursor.fetchone()[0]
    assert stored.startswith("k1$") and "kol" not in stored


def test_a_draft_too_long_to_keep_is_said_to_be_unsaved(cast: Cast, client: Client) -> None:
    client.force_login(cast.worker_in)
    drafts.keep(cast.actor("worker_in"), "note", "abc", {"text": TEXT})
    assert client.post(reverse("access:draft"), NOTE | {"text": "ā" * 200_000}).status_code == 413
    assert drafts.load(cast.actor("worker_in"), "note", "abc").fields["text"] == TEXT  # type: ignore[union-attr]


def test_a_stranger_keeps_no_draft(client: Client, db: None) -> None:
    assert client.post(reverse("access:draft"), NOTE).status_code == 302
    assert not Draft.objects.exists()


def test_the_author_throws_a_draft_away(cast: Cast, client: Client) -> None:
    client.force_login(cast.worker_in)
    client.post(reverse("access:draft"), NOTE)
    answer = client.post(reverse("access:discard_draft"), NOTE | {"next": "https://elsewhere.example/"})
    assert answer.headers["Location"] == "/"
    assert not Draft.objects.exists()


def test_a_draft_comes_back_into_its_form() -> None:
    class Note(forms.Form):
        text = forms.CharField()
        who = forms.MultipleChoiceField(choices=[("a", "A"), ("b", "B")])
        other = forms.CharField()

    data = QueryDict("text=Sveiki&who=a&who=b&strange=1")
    form = drafts.Unfinished("", "", None, data).into(Note(initial={"other": "stays"}))  # type: ignore[arg-type]
    assert form.initial == {"text": "Sveiki", "who": ["a", "b"], "other": "stays"}


def test_a_draft_never_leads_elsewhere(cast: Cast) -> None:
    for page in ("https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)"):
        drafts.keep(cast.actor("worker_in"), "note", "", {"text": TEXT}, page=page)
        assert drafts.unfinished(cast.actor("worker_in"))[0].page == ""


def leave_alone(client: Client, seconds: int) -> None:
    session = client.session
    session[LAST_SEEN] = int(time.time()) - seconds
    session.save()


def test_a_screen_left_alone_asks_who_is_there_and_leads_back(cast: Cast, client: Client) -> None:
    client.force_login(cast.worker_in)
    url = reverse("access:account") + "?part=1"
    assert client.get(url).status_code == 200
    leave_alone(client, 29 * 60)
    assert client.get(url).status_code == 200
    leave_alone(client, 31 * 60)
    answer = client.get(url)
    assert answer.headers["Location"] == "/sign-in/?next=%2Fsettings%2F%3Fpart%3D1&away=1"


def test_what_is_sent_after_the_time_out_becomes_a_draft(cast: Cast, client: Client) -> None:
    client.force_login(cast.worker_in)
    client.get(reverse("access:account"))
    leave_alone(client, 31 * 60)
    assert client.post(reverse("access:account"), NOTE).status_code == 302
    assert drafts.load(cast.actor("worker_in"), "note", "abc").fields["text"] == TEXT  # type: ignore[union-attr]


def test_staying_counts_as_a_sign_of_life(cast: Cast, client: Client) -> None:
    client.force_login(cast.worker_in)
    leave_alone(client, 20 * 60)
    assert client.post(reverse("web:stay")).status_code == 204
    assert int(time.time()) - client.session[LAST_SEEN] < 5
