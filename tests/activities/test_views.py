from datetime import date, datetime, timedelta

import pytest

from activities import month
from common import clock
from tests import builders


def test_a_month_is_read_from_the_address():
    today = date(2026, 11, 21)

    assert month.parse("2027-02", today) == date(2027, 2, 1)
    for text in (None, "", "2027-13", "x", "99999-01", "2027", "-1-1", "2027-02-03", "１２-\x00"):
        assert month.parse(text, today) == date(2026, 11, 1), text


def test_months_step_across_a_year():
    assert month.shift(date(2026, 12, 1), 1) == date(2027, 1, 1)
    assert month.shift(date(2026, 1, 1), -1) == date(2025, 12, 1)


@pytest.mark.django_db
def test_a_session_stands_on_its_dutch_day():
    late = builders.make_session(starts_at=datetime(2026, 11, 30, 23, 30, tzinfo=clock.LOCAL))
    now = datetime(2026, 11, 21, 12, tzinfo=clock.LOCAL)

    weeks = month.weeks(date(2026, 11, 1), now)

    days = {day.date: day for week in weeks for day in week}
    assert all(len(week) == 7 for week in weeks)
    assert [session.pk for session in days[date(2026, 11, 30)].sessions] == [late.pk]
    assert days[date(2026, 11, 21)].is_today
    assert not days[date(2026, 10, 31)].in_month if date(2026, 10, 31) in days else True


@pytest.mark.django_db
def test_themes_count_what_everybody_may_see(client):
    theme = builders.make_theme("scheiding")
    builders.make_activity(themes=[theme])
    builders.make_activity(themes=[theme], live=False)

    response = client.get("/themas/")

    assert [(row.name, row.count) for row in response.context["themes"]()] == [("scheiding", 1)]


@pytest.mark.django_db
def test_a_theme_shows_coming_activities_and_help(client):
    theme = builders.make_theme("scheiding")
    coming = builders.make_activity("Groepssessies", themes=[theme])
    builders.make_session(builders.make_bare_group(coming))
    builders.make_activity("Informatie", themes=[theme], kind="hulp")

    response = client.get("/themas/scheiding/")

    assert [card.title for card in response.context["cards"]()] == ["Groepssessies"]
    assert [card.title for card in response.context["help_cards"]()] == ["Informatie"]
    assert client.get("/themas/bestaat-niet/").status_code == 404


@pytest.mark.django_db
def test_a_group_whose_dates_are_told_in_person_is_still_found(client):
    theme = builders.make_theme("scheiding")
    partner = builders.make_partner("Sterk")
    group = builders.make_bare_group(
        builders.make_activity("Groepssessies", partner=partner, themes=[theme])
    )
    over = builders.make_activity("Zomerfeest", partner=partner, themes=[theme])
    builders.make_session(builders.make_bare_group(over), starts_at=clock.now() - timedelta(days=9))

    by_theme = client.get("/themas/scheiding/").context["help_cards"]()
    by_partner = client.get(partner.url).context["help_cards"]()

    assert [card.title for card in by_theme] == ["Groepssessies"]
    assert [card.title for card in by_partner] == ["Groepssessies"]
    assert not group.sessions.exists()
