"""The number of queries of a page does not grow with the number of activities."""

from datetime import timedelta

import pytest
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext

from activities.models import Group, Session
from common import clock
from partners.models import PartnerPage
from tests import builders

pytestmark = pytest.mark.django_db
MOST = 12


def _queries(client, address: str, kept: bool) -> int:
    caches["fragments"].clear()
    if kept:
        client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200, address
    return len(queries)


def _fill(partner, count: int) -> list:
    venue, theme = builders.make_venue(), builders.make_theme("scheiding")
    audience = builders.make_audience()
    made = [
        builders.make_activity(
            f"Activiteit {number}",
            partner=PartnerPage.objects.get(pk=partner.pk),
            venue=venue,
            themes=[theme],
            audiences=[audience],
            kind="hulp" if number % 5 == 4 else "bijeenkomst",
        )
        for number in range(count)
    ]
    groups = Group.objects.bulk_create([Group(activity=page) for page in made if not page.is_help])
    soon = clock.now() + timedelta(days=1)
    Session.objects.bulk_create(
        Session(
            group=group,
            starts_at=soon + timedelta(weeks=week),
            ends_at=soon + timedelta(weeks=week, hours=2),
        )
        for group in groups
        for week in range(3)
    )
    return made


def test_the_number_of_queries_does_not_grow(client):
    partner = builders.make_partner()
    first = _fill(partner, 10)[0]
    addresses = ["/", first.url, partner.url, "/agenda/", "/themas/", "/themas/scheiding/"]
    for address in addresses:
        client.get(address)  # what a process reads once in its life
    few = {address: _queries(client, address, kept=False) for address in addresses}
    few_kept = {address: _queries(client, address, kept=True) for address in addresses}

    _fill(partner, 60)

    assert {address: _queries(client, address, kept=False) for address in addresses} == few
    assert {address: _queries(client, address, kept=True) for address in addresses} == few_kept
    assert max(few_kept.values()) <= MOST


def test_a_kept_page_costs_next_to_nothing(client):
    activity = builders.make_activity("Koffie")
    client.get(activity.url)  # Wagtail makes the row of the site's settings here
    client.get(activity.url)

    with CaptureQueriesContext(connection) as queries:
        assert client.get(activity.url).status_code == 200

    assert len(queries) <= 3


def test_an_unpublished_page_is_gone_at_once(client):
    activity = builders.make_activity("Koffie")
    assert client.get(activity.url).status_code == 200

    activity.unpublish()

    assert client.get(activity.url).status_code == 404


def test_a_page_that_moved_is_found_at_its_new_address_only(client):
    activity = builders.make_activity("Koffie")
    old = activity.url
    assert client.get(old).status_code == 200
    target = builders.make_partner("Ander")

    activity.move(PartnerPage.objects.get(pk=target.pk), pos="last-child")
    activity.refresh_from_db()

    assert client.get(activity.url).status_code == 200
    assert client.get(old).status_code == 404


def test_a_page_that_becomes_private_asks_for_a_login(client):
    from wagtail.models import PageViewRestriction

    activity = builders.make_activity("Koffie")
    assert client.get(activity.url).status_code == 200

    PageViewRestriction.objects.create(page=activity, restriction_type="login")

    assert client.get(activity.url).status_code == 302


def test_an_anonymous_visitor_costs_no_session(client):
    builders.make_home()

    with CaptureQueriesContext(connection) as queries:
        client.get("/")

    assert not any("django_session" in query["sql"] for query in queries)
    assert not any("auth_user" in query["sql"] for query in queries)
