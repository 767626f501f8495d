from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from activities import agenda, cards, labels
from activities.models import ActivityPage, Session
from common import clock
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def _no_chips(monkeypatch):
    monkeypatch.setattr(cards, "_sources", [])


def _card(activity, now=None) -> cards.Card:
    return cards.build(ActivityPage.objects.filter(pk=activity.pk), now or clock.now())[0]


def test_a_series_is_one_card_with_its_next_dates():
    now = clock.now()
    group = builders.make_bare_group()
    for week in (3, 1, 2):
        builders.make_session(group, now + timedelta(weeks=week))
    builders.make_session(group, now - timedelta(weeks=1))

    card = _card(group.activity, now)

    assert card.date == clock.local(now + timedelta(weeks=1))
    assert card.more_dates == [clock.local(now + timedelta(weeks=week)) for week in (2, 3)]


def test_steps_over_a_cancelled_session_while_another_goes_on():
    now = clock.now()
    group = builders.make_bare_group()
    builders.make_session(group, now + timedelta(days=1), status=Session.Status.CANCELLED)
    goes_on = builders.make_session(group, now + timedelta(days=2))

    card = _card(group.activity, now)

    assert card.date == clock.local(goes_on.starts_at)


def test_says_so_when_the_only_session_left_is_cancelled(_no_chips):
    session = builders.make_session(status=Session.Status.CANCELLED)

    card = _card(session.group.activity)

    assert (card.chip.state, card.chip.label) == ("gaat_niet_door", "Gaat niet door")


def test_a_session_that_has_begun_is_still_shown():
    now = clock.now()
    session = builders.make_session(starts_at=now - timedelta(minutes=30))

    assert _card(session.group.activity, now).date == clock.local(session.starts_at)


def test_asks_the_registered_source_for_the_chip(monkeypatch):
    session = builders.make_session()
    monkeypatch.setattr(cards, "_sources", [])
    cards.register_chips(lambda sessions, now: {session.pk: cards.Chip("plek", "Plek")})

    assert _card(session.group.activity).chip == cards.Chip("plek", "Plek")


def test_tells_where_for_whom_and_what_it_costs():
    activity = builders.make_activity(
        venue=builders.make_venue("De Vliet"),
        audiences=[builders.make_audience("kinderen"), builders.make_audience("ouders")],
        age_from=4,
        age_to=12,
        price_cents=250,
    )
    builders.make_session(builders.make_bare_group(activity))

    card = _card(activity)

    assert card.where == "De Vliet, Maassluis Oost"
    assert card.audience == "kinderen, ouders, 4 tot en met 12 jaar"
    assert card.price_label == "€ 2,50"


def test_a_session_elsewhere_shows_its_own_place():
    group = builders.make_bare_group(builders.make_activity(venue=builders.make_venue("De Vliet")))
    builders.make_session(group, venue=builders.make_venue("De Vloot"))

    assert _card(group.activity).where == "De Vloot, Maassluis Oost"


def test_help_has_no_date_and_no_chip():
    card = _card(builders.make_activity(kind="hulp"))

    assert card.is_help
    assert card.date is None
    assert card.chip is None


def test_marks_what_a_made_up_partner_does():
    activity = builders.make_activity(partner=builders.make_partner(is_example=True))

    assert _card(activity).is_example


def _queries(count: int) -> int:
    partner = builders.make_partner()
    venue = builders.make_venue()
    for number in range(count):
        activity = builders.make_activity(f"Activiteit {number}", partner=partner, venue=venue)
        builders.make_session(builders.make_bare_group(activity))
    with CaptureQueriesContext(connection) as queries:
        assert len(cards.build(ActivityPage.objects.visible(), clock.now())) >= count
    return len(queries)


def test_takes_as_many_queries_for_forty_cards_as_for_two(_no_chips):
    _queries(1)  # what is read once per process
    few = _queries(2)

    many = _queries(40)

    assert many == few <= 6


def test_what_comes_first_stands_first_and_each_activity_once():
    now = clock.now()
    late, early = builders.make_bare_group(), builders.make_bare_group()
    builders.make_session(late, now + timedelta(days=3))
    for day in (1, 2):
        builders.make_session(early, now + timedelta(days=day))
    builders.make_session(starts_at=now + timedelta(days=1), status=Session.Status.CANCELLED)

    assert agenda.coming_ids(now, 8) == [early.activity_id, late.activity_id]


def test_a_price_reads_as_dutch_people_write_it():
    assert labels.price(0) == "Gratis"
    assert labels.price(500) == "€ 5"
    assert labels.price(1205) == "€ 12,05"
    assert labels.price(None, "vrije gift") == "vrije gift"
    assert labels.price(None) == ""
