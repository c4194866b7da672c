"""The cast itself: who is who."""

from django.test import Client
from django.urls import reverse

from ligzda.access.permissions import Permission
from tests.cast import Cast, door


def test_the_cast_sits_where_the_story_says(cast: Cast) -> None:
    assert cast.actor("worker_in").holds(Permission.SEE_CASE)
    assert cast.actor("nobody").roles == ()
    assert cast.actor("coordinator").scope(Permission.SEE_CASE).sites == (cast.site.circle_id,)


def test_a_stranger_is_asked_to_sign_in_and_a_draft_needs_a_post(cast: Cast, client: Client) -> None:
    assert door(client, cast.anonymous, reverse("access:draft")) == 405
