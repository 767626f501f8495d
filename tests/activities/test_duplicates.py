"""Whether something is on the site already."""

from datetime import timedelta

import pytest

from activities import duplicates
from tests import builders

pytestmark = pytest.mark.django_db


def test_finds_the_same_venue_at_a_near_time_with_a_like_title():
    partner, venue = builders.make_partner("Een"), builders.make_venue()
    other = builders.make_partner("Ander")
    page = builders.make_activity("Koffie in de buurt", partner=other, venue=venue)
    there = builders.make_session(builders.make_bare_group(page))
    draft = builders.make_activity("Soep", partner=other, venue=venue, live=False)
    builders.make_session(builders.make_bare_group(draft), starts_at=there.starts_at)

    def like(title, minutes=30, where=venue, **options):
        meeting = duplicates.Meeting(title, where.pk, there.starts_at + timedelta(minutes=minutes))
        options = {"partner": partner} | options
        return duplicates.find([meeting], **options).get(meeting, "")

    assert like("koffie in de Buurt!") == like("Buurtkoffie in de buurt") == "Koffie in de buurt"
    assert like("Koffie in de buurt", minutes=90) == ""
    assert like("Koffie in de buurt", where=builders.make_venue("Elders")) == ""
    assert like("Schaken") == ""
    assert like("Soep") == ""  # a draft of somebody else is nobody's business
    assert like("Soep", partner=other) == "Soep"
    assert like("Soep", partner=other, but_not=draft) == ""
    assert duplicates.find([], partner=partner) == {}
