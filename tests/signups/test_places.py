from datetime import timedelta

import pytest
from django.template import Context, Template

from activities import cards
from activities import operations as activity_operations
from activities.models import ActivityPage, Group
from common import clock
from signups import operations, places
from signups.models import Bookable
from signups.signals import places_changed
from tests import builders as site
from tests.signups.builders import make_bookable, make_series, sign_up

pytestmark = pytest.mark.django_db


def state_of(bookable, now=None):
    bookable = Bookable.objects.get(pk=bookable.pk)
    now = now or clock.now()
    if bookable.session_id:
        return places.for_sessions([bookable.session], now)[bookable.session_id]
    return places.for_groups([bookable.group], now)[bookable.group_id]


def test_counts_out_loud_when_few_places_are_left():
    bookable = make_bookable(capacity=5)
    assert (state_of(bookable).state, state_of(bookable).left) == ("plek", None)

    sign_up(bookable, size=2)
    assert (state_of(bookable).state, state_of(bookable).left) == ("bijna_vol", 3)

    sign_up(bookable, size=3)
    assert state_of(bookable).state == "wachtlijst"


def test_says_waiting_list_while_somebody_waits_even_beside_an_empty_place():
    bookable = make_bookable(capacity=3)
    sign_up(bookable, size=2)
    sign_up(bookable, size=2)

    assert state_of(bookable).state == "wachtlijst"


def test_is_full_without_a_waiting_list():
    bookable = make_bookable(capacity=1, waiting_capacity=0)
    sign_up(bookable)

    found = state_of(bookable)
    assert (found.state, found.signup_url, found.can_sign_up) == ("vol", None, False)


def test_a_sensitive_activity_tells_no_counts():
    bookable = make_bookable(capacity=2, is_sensitive=True)

    assert (state_of(bookable).state, state_of(bookable).left) == ("plek", None)


@pytest.mark.parametrize(
    ("way", "state"),
    [("drop_in", "zonder"), ("telephone", "bellen"), ("elsewhere", "elders")],
)
def test_other_ways_in_have_states_of_their_own(way, state):
    group = site.make_bare_group(way_in=way, elsewhere_url="https://elders.example/")
    session = site.make_session(group)

    found = places.for_sessions([session], clock.now())[session.pk]

    assert found.state == state
    assert found.signup_url == ("https://elders.example/" if way == "elsewhere" else None)


def test_the_window_and_the_session_itself_close_signup():
    now = clock.now()
    bookable = make_bookable()
    group = Group.objects.get(pk=bookable.owner.pk)
    session = bookable.session

    assert state_of(bookable, session.starts_at).state == "gesloten"
    assert state_of(bookable, session.ends_at).state == "voorbij"
    group.signup_opens_at = now + timedelta(hours=1)
    group.save()
    assert state_of(bookable).state == "nog_niet"
    activity_operations.cancel_session(session=session, reason="", now=now)
    assert state_of(bookable).state == "gaat_niet_door"


def test_without_places_signup_is_not_open_yet():
    session = site.make_session(site.make_bare_group(way_in=Group.WayIn.PER_SESSION))

    assert places.for_sessions([session], clock.now())[session.pk].state == "nog_niet"


def test_a_session_of_a_series_shows_the_places_of_the_series():
    bookable = make_series(capacity=1)
    session = bookable.group.sessions.first()
    sign_up(bookable)

    found = places.for_sessions([session], clock.now())[session.pk]

    assert found.state == "wachtlijst"
    assert found.signup_url == f"/aanmelden/groep/{bookable.group_id}/"
    assert state_of(bookable) == found


def test_many_sessions_take_one_query(django_assert_num_queries):
    bookable = make_bookable()
    for _session in range(5):
        make_bookable(group=bookable.owner)
    sessions = list(bookable.owner.sessions.select_related("group__activity"))

    with django_assert_num_queries(1):
        places.for_sessions(sessions, clock.now())


def test_cards_carry_the_chip():
    bookable = make_bookable(capacity=1)
    sign_up(bookable)

    (card,) = cards.build(ActivityPage.objects.all(), clock.now())

    assert card.chip.state == "wachtlijst"


def test_the_tags_read_a_list_at_once(django_assert_num_queries):
    bookable = make_bookable(capacity=1)
    for _session in range(4):
        make_bookable(capacity=1, group=bookable.owner)
    sessions = list(bookable.owner.sessions.select_related("group__activity"))
    template = Template(
        "{% load signups %}{% prefetch_places sessions %}"
        "{% for session in sessions %}{% places session as p %}{{ p.state }} {% endfor %}"
    )

    with django_assert_num_queries(1):
        words = template.render(Context({"sessions": sessions})).split()

    assert words == ["bijna_vol"] * 5


def test_tells_who_listens_only_when_visitors_see_something_else(
    django_capture_on_commit_callbacks,
):
    bookable = make_bookable(capacity=6)
    heard = []

    def hear(sender, activity_id, **_kwargs):
        heard.append(activity_id)

    places_changed.connect(hear)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            sign_up(bookable)
        assert heard == []
        with django_capture_on_commit_callbacks(execute=True):
            signup = sign_up(bookable, size=3)
        assert heard == [bookable.owner.activity_id]
        with django_capture_on_commit_callbacks(execute=True):
            operations.cancel(signup=signup, now=clock.now())
        assert len(heard) == 2
    finally:
        places_changed.disconnect(hear)


@pytest.mark.parametrize(
    ("reached_by", "words"),
    [
        ({"contact_telephone": "010 1234567", "contact_email": "hallo@cjg.example"}, "Bel om"),
        ({"contact_telephone": "", "contact_email": "hallo@cjg.example"}, "Mail om"),
    ],
)
def test_who_can_only_be_mailed_is_not_said_to_be_called(reached_by, words):
    page = site.make_activity(**reached_by)
    session = site.make_session(site.make_bare_group(page, way_in="telephone"))

    found = places.for_sessions([session], clock.now())[session.pk]

    assert found.label.startswith(words)
    assert found.state == "bellen"
