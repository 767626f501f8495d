"""What staff may upload, by every way in; and what is refused in words that they understand."""

import io
import tracemalloc
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image
from wagtail.models import UploadedFile

from common import clock
from pictures import cleaning, waiting
from pictures.models import Picture
from tests import builders
from tests.pictures import files

pytestmark = pytest.mark.django_db
TOLD = {"title": "Koffie", "description": "Drie kopjes koffie.", "people": "niemand", "tags": ""}


def upload(content: bytes, name="foto.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


@pytest.fixture
def staff(client):
    partner = builders.make_partner("Buurthuis De Ster")
    client.force_login(builders.make_staff(partner, role="worker"))
    client.collection = partner.collection_id
    return client


def send(client, way: str, content: bytes, name: str, told: dict | None = None):
    """Send a file by one of the ways that Wagtail has; return the answer."""
    told = {**(TOLD if told is None else told), "collection": client.collection}
    if way == "single":
        return client.post(reverse("wagtailimages:add"), told | {"file": upload(content, name)})
    if way == "multiple":
        return client.post(
            reverse("wagtailimages:add_multiple"),
            {"title": "x", "collection": client.collection, "files[]": upload(content, name)},
            headers={"x-requested-with": "XMLHttpRequest"},
        )
    prefixed = {f"image-chooser-upload-{key}": value for key, value in told.items()}
    return client.post(
        reverse("wagtailimages_chooser:create"),
        prefixed | {"image-chooser-upload-file": upload(content, name)},
    )


@pytest.mark.parametrize("kind", files.REFUSED)
def test_a_bad_file_is_refused_with_its_reason_and_little_memory(kind):
    make, code = files.REFUSED[kind]
    file = upload(make())

    tracemalloc.start()
    with pytest.raises(Exception) as refused:
        cleaning.drawn_anew(file)
    used = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert refused.value.code == code
    assert used < 32 * 1024 * 1024


@pytest.mark.parametrize("way", ["single", "multiple", "chooser"])
@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("bomb", "10000 bij 10000 puntjes"), ("zip", "meer dan een afbeelding"),
        ("svg", "SVG-bestand"), ("half", "kapot of niet compleet"), ("text", "geen afbeelding"),
    ],
)  # fmt: skip
def test_every_way_in_says_in_dutch_why_a_file_is_refused(staff, way, kind, words):
    answer = send(staff, way, files.REFUSED[kind][0](), "foto.jpg")

    assert answer.status_code == 200
    told = answer.json() if way != "single" else answer.content.decode()
    text = told if isinstance(told, str) else told.get("error_message") or told["htmlFragment"]
    assert words in text
    assert not Picture.objects.exists()
    assert not UploadedFile.objects.exists()


def test_a_file_is_known_by_its_content_and_made_no_larger_than_needed(staff):
    send(staff, "single", files.photograph("JPEG", size=(4000, 1000)), "Foto van mij.png")

    picture = Picture.objects.get()
    kept = Image.open(picture.file.path)
    assert picture.file.name.endswith(".jpg")
    assert kept.format == "JPEG"
    assert kept.size == (640, 2560) == (picture.width, picture.height)
    assert not kept.getexif()
    assert picture.people == Picture.People.NOBODY
    assert picture.file_size == picture.file.size


def test_many_at_once_wait_without_metadata_until_they_are_described(staff):
    answer = send(staff, "multiple", files.two_in_one(), "foto.jpg").json()
    waits = UploadedFile.objects.get()
    with waits.file.open("rb") as opened:
        kept = opened.read()
    address = reverse("wagtailimages:create_multiple_from_uploaded_image", args=[waits.pk])
    told = {f"uploaded-image-{waits.pk}-{key}": value for key, value in TOLD.items()}
    told[f"uploaded-image-{waits.pk}-collection"] = staff.collection

    nothing = staff.post(address, told | {f"uploaded-image-{waits.pk}-description": ""}).json()
    done = staff.post(address, told).json()

    assert answer["success"] is True
    assert files.SECRET.encode() not in kept
    assert Image.open(io.BytesIO(kept)).format == "JPEG"
    assert staff.get(waits.file.url).status_code == 404
    assert nothing["success"] is False
    assert done["success"] is True
    assert Picture.objects.get().description == TOLD["description"]
    assert (Picture.objects.get().width, Picture.objects.get().height) == (40, 80)


def test_an_upload_that_nobody_finishes_goes_after_a_day(staff):
    send(staff, "multiple", files.picture(), "foto.jpg")
    file = UploadedFile.objects.get().file

    assert waiting.run(clock.now()) == 0
    assert waiting.run(clock.now() + timedelta(days=2)) == 1
    assert not UploadedFile.objects.exists()
    assert not file.storage.exists(file.name)


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"description": ""}, "verplicht"),
        ({"description": "IMG_2041.jpg"}, "de naam van een bestand"),
        ({"people": ""}, "verplicht"),
        ({"people": "kinderen", "agreed": "on", "consent_on": "2026-01-01"}, "geen kinderen"),
        ({"people": "volwassenen", "consent_on": "2026-01-01"}, "Vraag eerst"),
        ({"people": "volwassenen", "agreed": "on"}, "Vul in op welke dag"),
        ({"people": "volwassenen", "agreed": "on", "consent_on": "2099-01-01"}, "moet nog komen"),
    ],
)
def test_a_picture_needs_words_and_the_consent_of_who_is_on_it(staff, changed, words):
    answer = send(staff, "single", files.picture(), "foto.jpg", TOLD | changed)

    assert words in answer.content.decode()
    assert not Picture.objects.exists()


def test_consent_is_kept_with_its_day_and_goes_when_nobody_is_recognisable(staff):
    agreed = {"people": "volwassenen", "agreed": "on", "consent_on": "2026-01-02"}
    send(staff, "chooser", files.picture(), "foto.jpg", TOLD | agreed)
    picture = Picture.objects.get()
    kept = str(picture.consent_on)

    staff.post(
        reverse("wagtailimages:edit", args=[picture.pk]),
        TOLD | {"collection": staff.collection, "consent_on": "2026-01-02"},
    )

    picture.refresh_from_db()
    assert kept == "2026-01-02"
    assert picture.consent_on is None


def test_children_are_shown_only_where_the_municipality_says_so(staff, settings):
    settings.PICTURES_OF_CHILDREN = True
    agreed = {"people": "kinderen", "agreed": "on", "consent_on": "2026-01-02"}

    send(staff, "single", files.picture(), "foto.jpg", TOLD | agreed)

    assert Picture.objects.get().people == Picture.People.CHILDREN


def test_the_api_takes_no_pictures(staff):
    answer = staff.post(
        reverse("wagtailadmin_api:images:listing"), {"file": upload(files.picture())}
    )

    assert answer.status_code in (403, 405)
    assert not Picture.objects.exists()
