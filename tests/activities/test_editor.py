import pytest
from django.urls import reverse
from wagtail.models import Locale
from wagtail.test.utils.form_data import nested_form_data, streamfield

from activities.models import ActivityPage, Audience
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def partner():
    return builders.make_partner("Buurthuis De Ster")


@pytest.fixture
def staff(client, partner):
    client.force_login(builders.make_staff(partner))
    return client


def filled(**fields):
    data = {
        "title": "Koffie met buren",
        "slug": "koffie",
        "summary": "Samen koffie drinken.",
        "kind": "inloop",
        "body": streamfield([]),
        "audiences": builders.make_audience().pk,
        "contact_telephone": "010 1234567",
        "price": "",
        "co_organisers": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0},
        "comments": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0},
        "action-publish": "1",
        **fields,
    }
    return nested_form_data(data)


def publish(staff, partner, **fields):
    url = reverse("wagtailadmin_pages:add", args=["activities", "activitypage", partner.pk])
    return staff.post(url, filled(**fields), follow=True)


@pytest.mark.parametrize(
    ("euros", "cents"), [("0", 0), ("2,50", 250), ("2.50", 250), ("", None), ("12", 1200)]
)
def test_staff_fill_in_euros(staff, partner, euros, cents):
    publish(staff, partner, price=euros)

    page = ActivityPage.objects.get()
    assert page.live
    assert page.price_cents == cents


@pytest.mark.parametrize("euros", ["-1", "gratis", "2,505", "1e9"])
def test_a_price_that_is_none_is_refused_beside_its_field(staff, partner, euros):
    answer = publish(staff, partner, price=euros)

    assert "price" in answer.context["form"].errors
    assert not ActivityPage.objects.exists()


def test_the_price_comes_back_as_it_was(staff, partner):
    page = builders.make_activity(partner=partner, price_cents=250)

    answer = staff.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))

    assert 'value="2,50"' in answer.content.decode()


def test_asks_for_dates_after_publishing(staff, partner):
    answer = publish(staff, partner)

    page = ActivityPage.objects.get()
    assert f"{reverse('groups:add')}?activity={page.pk}" in answer.content.decode()


def test_help_needs_no_dates(staff, partner):
    answer = publish(staff, partner, kind="hulp")

    assert reverse("groups:add") not in answer.content.decode()


def test_offers_the_words_of_its_own_language_once(staff, partner):
    ours = builders.make_audience("ouders")
    english = Locale.objects.get_or_create(language_code="en")[0]
    Audience.objects.create(
        name="parents", slug="parents", locale=english, translation_key=ours.translation_key
    )

    answer = staff.get(
        reverse("wagtailadmin_pages:add", args=["activities", "activitypage", partner.pk])
    )

    assert list(answer.context["form"].fields["audiences"].queryset) == [ours]


def test_the_editor_of_a_partner_opens_for_its_team(staff, partner):
    assert staff.get(reverse("wagtailadmin_pages:edit", args=[partner.pk])).status_code == 200


def test_a_second_activity_of_one_name_has_an_address_of_its_own(staff, partner):
    for _ in range(3):
        publish(staff, partner)

    slugs = ActivityPage.objects.order_by("pk").values_list("slug", flat=True)
    assert list(slugs) == ["koffie", "koffie-2", "koffie-3"]
