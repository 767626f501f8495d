from datetime import timedelta

import pytest
from django.urls import reverse

from common import clock
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def partner():
    return builders.make_partner("Buurthuis De Ster")


@pytest.fixture
def home(client, partner):
    """Return the first page of a member of the partner's team."""

    def show():
        client.force_login(builders.make_staff(partner))
        return client.get(reverse("wagtailadmin_home")).content.decode()

    return show


def session_of(partner, title, **when):
    group = builders.make_bare_group(builders.make_activity(title, partner=partner))
    return builders.make_session(group, starts_at=clock.now() + timedelta(**when))


def test_shows_what_is_on_at_the_own_partner(home, partner):
    session_of(partner, "Koffie met buren", days=2)
    session_of(builders.make_partner("Sportclub"), "Hun training", days=2)

    shown = home()

    assert "Koffie met buren" in shown
    assert "Hun training" not in shown


def test_leads_to_a_new_activity_and_to_the_dates(home, partner):
    shown = home()

    assert reverse("new_activity:begin", args=[partner.pk]) in shown
    assert reverse("groups:index") in shown


@pytest.mark.parametrize(
    ("role", "address"),
    [("volunteer", "signups_staff:index"), ("data", "signups_staff:requests")],
)
def test_leads_who_has_one_task_to_that_task(client, partner, role, address):
    client.force_login(builders.make_staff(partner, role=role))

    shown = client.get(reverse("wagtailadmin_home")).content.decode()

    main = shown.partition('id="staff-ways"')[2].partition("</section>")[0]
    assert f'href="{reverse(address)}"' in main
    assert "geen partner" not in main and "nog niet bij een partner" not in main
    assert reverse("groups:index") not in main


def test_says_which_activities_have_no_dates_to_come(home, partner):
    lonely = builders.make_activity("Naaicafé", partner=partner)
    builders.make_activity("Schuldhulp", partner=partner, kind="hulp")
    builders.make_activity("Concept", partner=partner, live=False)

    shown = home()

    assert f"?activity={lonely.pk}" in shown
    assert "Schuldhulp" not in shown
    assert "Concept" not in shown


def test_somebody_without_a_partner_is_told_so(client, partner):
    session_of(partner, "Koffie met buren", days=2)
    client.force_login(builders.make_user("niemand", access_admin=True))

    shown = client.get(reverse("wagtailadmin_home")).content.decode()

    assert "Koffie met buren" not in shown


def test_staff_meet_no_doors_that_are_not_for_them(home):
    shown = home()

    assert "reports/site-history" not in shown
    assert "guide.wagtail.org" not in shown
