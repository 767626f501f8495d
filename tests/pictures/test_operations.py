"""A photo that somebody on it no longer wants goes everywhere: files, rows, pages and drafts."""

import io
import json

import pytest
from django.core.files.images import ImageFile
from django.urls import reverse
from wagtail.models import ModelLogEntry

from activities.models import ActivityPage
from pictures import operations, places, renditions
from pictures.models import Picture, Rendition
from tests import builders
from tests.pictures import files

pytestmark = [pytest.mark.django_db, pytest.mark.noted]


def block(picture: Picture) -> dict:
    value = {"image": picture.pk, "decorative": False, "alt_text": "Een kopje."}
    return {"type": "picture", "value": {"image": value, "caption": ""}}


@pytest.fixture
def ours():
    return builders.make_partner("Buurthuis De Ster")


@pytest.fixture
def photo(ours):
    file = ImageFile(io.BytesIO(files.picture("PNG", (800, 450))), name="foto.png")
    return Picture.objects.create(
        title="Foto", description="Mensen.", file=file, collection=ours.collection
    )


def test_withdrawing_leaves_no_file_row_or_place(
    client, ours, photo, django_capture_on_commit_callbacks
):
    paragraph = {"type": "paragraph", "value": "<p>Welkom.</p>"}
    head = builders.make_activity("Koffie", partner=ours, picture=photo)
    text = builders.make_activity(
        "Thee", partner=ours, body=json.dumps([block(photo), paragraph]), live=False
    )
    draft = builders.make_activity("Soep", partner=ours)
    draft.picture = photo
    draft.save_revision()
    renditions.warm(photo)
    paths = [photo.file.path, *(row.file.path for row in photo.renditions.all())]
    storage = photo.file.storage
    user = builders.make_staff(ours, role="worker")
    client.force_login(user)
    address = reverse("pictures:withdraw", args=[photo.pk])

    page = client.get(address).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(address, follow=True)

    for title in ("Koffie", "Thee", "Soep"):
        assert title in page
    assert "3 pagina" in answer.content.decode()
    assert len(paths) == 8
    assert not [path for path in paths if storage.exists(path)]
    assert not Picture.objects.filter(pk=photo.pk).exists()
    assert not Rendition.objects.filter(image_id=photo.pk).exists()
    head.refresh_from_db()
    assert head.picture.title == "Koffie"
    assert head.picture.collection_id == ours.collection_id
    shown = ActivityPage.objects.get(pk=text.pk).body
    assert [part.block_type for part in shown] == ["paragraph"]
    later = ActivityPage.objects.get(pk=draft.pk).get_latest_revision_as_object()
    assert later.picture.title == "Soep"
    assert ModelLogEntry.objects.get(action=operations.WITHDRAWN).user == user


def test_a_page_of_others_is_counted_and_not_named(client, ours, photo):
    theirs = builders.make_partner("Sportclub De Pijl")
    builders.make_activity("Hun geheim", partner=theirs, picture=photo, live=False)
    client.force_login(builders.make_staff(ours))

    for name in ("pictures:withdraw", "wagtailimages:edit"):
        page = client.get(reverse(name, args=[photo.pk])).content.decode()

        assert "Hun geheim" not in page
        assert "1 pagina van anderen" in page


def test_nobody_takes_away_a_photo_of_another_partner(client, photo):
    theirs = builders.make_partner("Sportclub De Pijl")
    client.force_login(builders.make_staff(theirs))

    client.post(reverse("pictures:withdraw", args=[photo.pk]))

    assert Picture.objects.filter(pk=photo.pk).exists()


def test_a_photo_that_is_deleted_leaves_a_drawing_too(ours, photo):
    page = builders.make_activity("Koffie", partner=ours, picture=photo)

    photo.delete()

    page.refresh_from_db()
    assert page.picture.description.startswith("Tekening")


def test_old_versions_lose_it_and_others_of_like_numbers_stay(ours, photo):
    other = Picture.objects.create(
        title="Andere", file=ImageFile(photo.file.open(), name="andere.png"), pk=photo.pk * 10 + 1
    )
    page = builders.make_activity("Koffie", partner=ours, picture=photo)
    page.body = json.dumps([block(other)])
    page.save_revision()
    page.picture = other
    page.body = json.dumps([block(other), block(photo)])
    page.save_revision()

    operations.withdraw(picture=photo, by=None)

    first, last = page.revisions.order_by("pk").values_list("content", flat=True)
    assert first["picture"] not in (None, photo.pk)
    assert last["picture"] == other.pk
    left = [part["value"]["image"]["image"] for part in json.loads(last["body"])]
    assert left == [other.pk]
    assert places.pages_with(photo) == []
