from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.images.tests.utils import get_test_image_file

from activities.models import ActivityPage, Group, Session
from common import clock
from partners.models import Membership
from pictures.models import Picture
from signups.models import Bookable, Capacity
from tests import builders

pytestmark = pytest.mark.django_db

WORKER = Membership.Role.WORKER


@pytest.fixture
def partner():
    return builders.make_partner("Buurthuis De Ster", telephone="010 1234567")


@pytest.fixture
def staff(client, partner):
    client.force_login(builders.make_staff(partner, role=WORKER))
    return client


@pytest.fixture
def begun(staff, partner):
    """The address of a step of an activity that was just begun."""
    first = staff.get(reverse("new_activity:begin", args=[partner.pk])).url
    return lambda step: first.replace("/wat/", f"/{step}/")


def what(**fields):
    return {
        "title": "Koffie met buren",
        "summary": "Samen koffie drinken.",
        "kind": "bijeenkomst",
        "text": "Je bent welkom <b>.\n\nTot dan.",
        **fields,
    }


def when(**fields):
    day = clock.local(clock.now()).date() + timedelta(days=7)
    return {"frequency": "weekly", "first_day": day, "starts": "10:00", "ends": "12:00",
            "count": 3, **fields}  # fmt: skip


def signup(**fields):
    return {"way_in": "per_session", "capacity": 8, "price": "2,50", **fields}


def fill(staff, begun, **steps):
    for step, data in {"wat": what(), "wanneer": when(), "aanmelden": signup(), **steps}.items():
        answer = staff.post(begun(step), data)
        assert answer.status_code == 302, answer.context["form"].errors
    return answer


def test_ends_in_a_draft_with_group_dates_and_places(staff, begun, partner):
    venue, audience = builders.make_venue(), builders.make_audience()
    fill(staff, begun, wat=what(audiences=[audience.pk]), wanneer=when(venue=venue.pk))

    staff.get(begun("nakijken"))
    answer = staff.post(begun("nakijken"))

    page = ActivityPage.objects.get()
    assert answer.url == reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert (page.live, page.price_cents, page.venue) == (False, 250, venue)
    assert page.get_latest_revision_as_object().title == "Koffie met buren"
    assert list(page.audiences.all()) == [audience]
    assert "&lt;b&gt;" in str(page.body)
    assert page.get_parent().pk == partner.pk
    assert Session.objects.filter(group__activity=page).count() == 3
    assert [row.capacity for row in Bookable.objects.all()] == [8, 8, 8]


def test_a_button_pressed_twice_makes_one_activity(staff, begun):
    fill(staff, begun)

    answers = [staff.post(begun("nakijken")) for _again in range(2)]

    page = ActivityPage.objects.get()
    assert {answer.url for answer in answers} == {
        reverse("wagtailadmin_pages:edit", args=[page.pk])
    }
    assert Session.objects.count() == 3


def test_back_and_forward_lose_nothing_that_was_typed(staff, begun):
    staff.post(begun("wat"), what(title="Breien"))

    answer = staff.post(begun("wanneer"), when(ends="09:00", do="back"))

    assert answer.url == begun("wat")
    assert 'value="Breien"' in staff.get(begun("wat")).content.decode()
    assert 'value="09:00"' in staff.get(begun("wanneer")).content.decode()


@pytest.mark.parametrize(
    ("step", "wrong", "field"),
    [
        ("wat", what(title=""), "title"),
        ("wat", what(summary=""), "summary"),
        ("wat", what(age_from=12, age_to=4), "age_to"),
        ("wanneer", when(ends="09:00"), "ends"),
        ("wanneer", when(count=""), "count"),
        ("aanmelden", signup(capacity=""), "capacity"),
        ("aanmelden", signup(way_in="elsewhere"), "elsewhere_url"),
        ("aanmelden", signup(price="veel"), "price"),
        ("aanmelden", signup(way_in="placement"), "way_in"),
    ],
)
def test_says_beside_the_field_what_is_wrong(staff, begun, step, wrong, field):
    for name, data in {"wat": what(), "wanneer": when()}.items():
        if name != step:
            staff.post(begun(name), data)

    answer = staff.post(begun(step), wrong)

    assert field in answer.context["form"].errors
    assert not ActivityPage.objects.exists()


def test_a_step_waits_for_the_one_ahead_of_it(staff, begun):
    assert staff.get(begun("nakijken")).url == begun("wat")
    assert staff.post(begun("nakijken")).url == begun("wat")


def test_shows_the_dates_without_a_script(staff, begun):
    staff.post(begun("wat"), what())

    answer = staff.post(begun("wanneer"), when(do="look"))

    assert len(answer.context["dates"].plan.moments) == 3


def test_help_has_no_dates_and_no_group(staff, begun):
    fill(staff, begun, wat=what(kind="hulp"), wanneer={}, aanmelden={"price": "0"})

    staff.post(begun("nakijken"))

    assert ActivityPage.objects.get().is_help
    assert not Group.objects.exists()


def test_begins_as_the_partner_did_the_last_time(staff, begun, partner):
    venue, audience = builders.make_venue(), builders.make_audience()
    last = builders.make_activity(partner=partner, venue=venue, audiences=[audience])
    group = builders.make_bare_group(last, way_in="whole_group")
    Capacity.objects.create(group=group, capacity=14)
    first = staff.get(begun("wat")).context["form"].initial
    for step, data in {"wat": what(), "wanneer": {"frequency": "weekly"}}.items():
        staff.post(begun(step), data)

    signing_up = staff.get(begun("aanmelden")).context["form"].initial

    assert first["audiences"] == [audience.pk]
    assert staff.get(begun("wanneer")).context["form"].initial["venue"] == venue.pk
    assert (signing_up["way_in"], signing_up["capacity"]) == ("whole_group", 14)
    assert signing_up["contact_telephone"] == "010 1234567"


def test_begins_as_the_last_that_is_for_somebody(staff, begun, partner):
    audience = builders.make_audience()
    builders.make_activity(partner=partner, audiences=[audience])
    builders.make_activity(partner=partner, title="Uit een bestand")

    assert staff.get(begun("wat")).context["form"].initial["audiences"] == [audience.pk]


def test_another_partners_activity_cannot_be_begun_or_seen(staff, begun, client):
    other = builders.make_partner("Sportclub De Pijl")
    fill(staff, begun)
    staff.post(begun("nakijken"))

    assert staff.get(reverse("new_activity:begin", args=[other.pk])).status_code == 404
    client.force_login(builders.make_staff(other, "ander"))
    assert client.get(begun("wat")).url == reverse("new_activity:choose")


def test_who_works_for_two_partners_is_asked_for_which(staff, partner, django_user_model):
    from partners.operations import add_member

    other = builders.make_partner("Sportclub De Pijl")
    add_member(user=django_user_model.objects.get(), partner=other, role=WORKER)

    shown = staff.get(reverse("new_activity:choose")).content.decode()

    assert reverse("new_activity:begin", args=[other.pk]) in shown


def test_takes_a_picture_that_is_there_or_a_new_one_with_words_and_consent(staff, begun, partner):
    partner.refresh_from_db()
    there = make_picture("Kopjes op tafel", partner.collection)
    strange = make_picture("Zevensterren", None)
    fill(staff, begun)
    photo = {"new-file": image_file(), "new-people": "volwassenen", "do": "upload"}

    look = staff.get(begun("nakijken")).text
    wrong = staff.post(begun("nakijken"), {**photo, "new-description": "IMG_2041.jpg"})
    photo |= {"new-file": image_file(), "new-agreed": "on", "new-consent_on": "2026-01-05"}
    kept = staff.post(begun("nakijken"), {**photo, "new-description": "Twee buren lachen"})
    new = Picture.objects.get(description="Twee buren lachen")
    shown = staff.get(begun("nakijken")).text
    staff.post(begun("nakijken"), {"picture": there.pk, "do": "back"})
    staff.post(begun("nakijken"), {"picture": new.pk})

    assert "Kopjes op tafel" in look and strange.title not in look
    assert wrong.status_code == 422 and "Dit is de naam van een bestand" in wrong.text
    assert "Vraag eerst of zij het goed vinden" in wrong.text
    assert kept.status_code == 302 and new.collection == partner.collection
    assert f'value="{new.pk}" checked' in shown
    assert ActivityPage.objects.get().picture == new


def test_a_picture_of_another_partner_is_no_choice(staff, begun):
    strange = make_picture("Zevensterren", builders.make_partner("Ander").collection)
    fill(staff, begun)

    staff.post(begun("nakijken"), {"picture": strange.pk})

    assert ActivityPage.objects.get().picture is None


def make_picture(description, collection):
    fields = {"collection": collection} if collection else {}
    return Picture.objects.create(
        title=description, description=description, file=image_file(), **fields
    )


def image_file():
    image = get_test_image_file(size=(640, 480))
    return SimpleUploadedFile("foto.png", image.file.getvalue(), "image/png")


@pytest.mark.parametrize(
    ("role", "words"),
    [(WORKER, "Daarna kijk je het na en dien je het in."), (Membership.Role.MANAGER, "publiceer")],
)
def test_says_at_the_end_what_comes_after_the_draft(client, partner, role, words):
    client.force_login(builders.make_staff(partner, role=role))
    first = client.get(reverse("new_activity:begin", args=[partner.pk])).url
    fill(client, lambda step: first.replace("/wat/", f"/{step}/"))

    shown = client.get(first.replace("/wat/", "/nakijken/")).content.decode()

    assert words in shown
    assert "data-w-sync" not in shown, "there is no title to keep in step with the file"
    assert "Blinde mensen horen die zin." in shown
