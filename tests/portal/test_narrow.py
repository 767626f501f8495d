"""What Wagtail shows to everybody who may enter the admin, and this portal does not."""

import pytest
from django.core.files.images import ImageFile
from django.urls import reverse
from wagtail.images.tests.utils import get_test_image_file

from partners.models import Membership
from pictures.models import Picture
from tests import builders

pytestmark = pytest.mark.django_db

Role = Membership.Role


@pytest.fixture
def ours():
    return builders.make_partner("Buurthuis De Ster")


@pytest.fixture
def their_picture():
    theirs = builders.make_partner("Sportclub De Pijl")
    return Picture.objects.create(
        title="hun foto",
        file=ImageFile(get_test_image_file().file, name="foto.png"),
        collection=theirs.collection,
    )


@pytest.mark.parametrize("role", [None, Role.VOLUNTEER, Role.DATA])
@pytest.mark.parametrize(
    "name",
    [
        "wagtailadmin_choose_page", "venue_chooser:choose", "wagtailadmin_api:pages:listing",
        "wagtailadmin_api:images:listing", "wagtailadmin_tag_autocomplete", "groups:preview",
        "wagtailadmin_reports:site_history",
    ],
)  # fmt: skip
def test_who_has_no_page_gets_no_chooser_list_or_api(client, ours, role, name):
    user = (
        builders.make_staff(ours, role=role) if role else builders.make_user("x", access_admin=True)
    )
    client.force_login(user)

    assert client.get(reverse("wagtailadmin_home")).status_code == 200
    assert client.get(reverse(name)).status_code == 302


def test_the_api_lists_no_picture_of_another_partner(client, ours, their_picture):
    client.force_login(builders.make_staff(ours))

    listed = client.get(reverse("wagtailadmin_api:images:listing")).json()
    detail = reverse("wagtailadmin_api:images:detail", args=[their_picture.pk])

    assert listed["meta"]["total_count"] == 0
    assert client.get(detail).status_code == 404


def test_no_window_shows_a_picture_of_another_partner(client, ours, their_picture):
    client.force_login(builders.make_staff(ours))

    for name in ("wagtailimages_chooser:select_format", "wagtailimages_chooser:chosen"):
        assert client.get(reverse(name, args=[their_picture.pk])).status_code == 302


def test_reports_are_for_who_looks_after_the_whole_site(client, ours):
    report = reverse("wagtailadmin_reports:site_history")

    client.force_login(builders.make_staff(ours))
    assert client.get(report).status_code == 302
    client.force_login(builders.make_editor())
    assert client.get(report).status_code == 200


def test_doing_something_with_many_names_no_page_of_another_partner(client, ours):
    theirs = builders.make_activity(
        "Hun geheim", partner=builders.make_partner("Ander"), live=False
    )
    own = builders.make_activity("Ons plan", partner=ours, live=False)
    client.force_login(builders.make_staff(ours))
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])

    assert client.get(url, {"id": [theirs.pk]}).status_code == 302
    assert client.get(url, {"id": [own.pk, theirs.pk]}).status_code == 302
    assert client.get(url, {"id": [own.pk]}).status_code == 200
