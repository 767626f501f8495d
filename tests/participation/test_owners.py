"""The page of who must answer stays, whichever way somebody would delete it."""

from html import unescape

import pytest
from django.urls import reverse

from participation.models import Input
from tests import builders
from tests.participation.builders import make_input

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner(db):
    return builders.make_partner("Gemeente Voorbeeld")


@pytest.mark.parametrize("way", ["one", "many", "with all below"])
def test_the_page_of_who_must_answer_is_not_deleted(client, owner, way):
    make_input(owner=owner)
    client.force_login(builders.make_user("beheer", is_superuser=True))
    above = owner.get_parent().pk if way == "with all below" else owner.pk
    many = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])

    answer = client.post(
        f"/beheer/pages/{owner.pk}/delete/" if way == "one" else f"{many}?id={above}",
        follow=True,
    )

    assert answer.status_code == 200
    assert "“Gemeente Voorbeeld” kan niet weg" in unescape(answer.content.decode())
    assert Input.objects.filter(owner=owner).exists()


def test_what_was_put_stays_with_an_owner_that_is_unpublished_and_moved(client, owner):
    said = make_input(owner=owner)
    client.force_login(builders.make_user("beheer", is_superuser=True))
    many = {
        do: reverse("wagtail_bulk_action", args=["wagtailcore", "page", do])
        for do in ("unpublish", "move")
    }
    back = {"next": "/beheer/", "chooser": owner.get_parent().pk}

    off = client.post(f"{many['unpublish']}?id={owner.pk}", back, follow=True)
    moved = client.post(f"{many['move']}?id={owner.pk}", back, follow=True)

    assert (off.status_code, moved.status_code) == (200, 200)
    said.refresh_from_db()
    owner.refresh_from_db()
    assert (said.owner_id, owner.live) == (owner.pk, False)
