"""Appointments in somebody's own calendar follow them from group to group, and out again."""

from datetime import timedelta

import pytest
from django.core import mail as mailbox
from icalendar import Calendar

from activities.models import Group
from common import clock
from signups import operations, outbox
from signups.models import Bookable, Signup
from tests import builders as site
from tests.signups import builders as direct
from tests.signups.placement.builders import make_series, places_of, sign_up

pytestmark = pytest.mark.django_db


class Diary:
    """What a calendar program shows once it has read the mails: the highest SEQUENCE counts."""

    def __init__(self):
        self.shown = {}
        self.texts = []

    def read(self):
        outbox.run(clock.now() + timedelta(minutes=10))
        for message in mailbox.outbox:
            for _name, content, _kind in message.attachments:
                self.texts.append(content)
                for event in Calendar.from_ical(content).walk("VEVENT"):
                    self._take(event)
        mailbox.outbox.clear()
        return self

    def _take(self, event):
        known = self.shown.get(str(event["UID"]))
        if known is None or int(event["SEQUENCE"]) > int(known["SEQUENCE"]):
            self.shown[str(event["UID"])] = event

    @property
    def starts(self):
        """Return when one must be somewhere."""
        kept = [event for event in self.shown.values() if event["STATUS"] == "CONFIRMED"]
        return sorted(event.decoded("DTSTART") for event in kept)


@pytest.fixture
def diary():
    mailbox.outbox.clear()
    return Diary()


@pytest.fixture
def series():
    return make_series(groups=3)


def starts_of(place):
    return [clock.local(one.starts_at) for one in place.group.sessions.in_order()]


def later(minutes):
    return clock.now() + timedelta(minutes=minutes)


def put(signup, place, minutes=1):
    operations.place(signup=signup, place=place, now=later(minutes))


def test_who_cancels_a_place_in_a_series_loses_its_appointments(series, diary):
    signup, place = sign_up(series), places_of(series)[0]
    put(signup, place)
    assert diary.read().starts == starts_of(place)

    operations.cancel(signup=signup, now=later(5))

    assert diary.read().starts == []
    assert len(diary.shown) == len(starts_of(place))
    assert not [text for text in diary.texts if "LOCATION" in text or "Groep" in text]


def test_who_is_moved_by_staff_has_the_new_group_in_the_diary_and_not_the_old(series, diary):
    signup, (one, other, _third) = sign_up(series), places_of(series)
    put(signup, one)
    diary.read()

    put(signup, other, minutes=5)

    assert diary.read().starts == starts_of(other)


def test_who_is_moved_there_and_back_before_the_mail_went_keeps_the_first_group(series, diary):
    signup, (one, other, _third) = sign_up(series), places_of(series)
    put(signup, one)
    diary.read()

    put(signup, other, minutes=5)
    put(signup, one, minutes=6)

    assert diary.read().starts == starts_of(one)


def test_a_move_whose_mail_never_went_is_made_good_by_the_cancellation(series, diary):
    signup, (one, other, _third) = sign_up(series), places_of(series)
    put(signup, one)
    diary.read()

    put(signup, other, minutes=5)
    operations.cancel(signup=signup, now=later(6), by_staff=True)

    assert diary.read().starts == []


def test_who_is_moved_from_one_whole_group_to_another_leaves_all_its_dates(diary):
    first = direct.make_series(sessions=3)
    group = site.make_bare_group(first.group.activity, way_in=Group.WayIn.WHOLE_GROUP)
    for week in (5, 6):
        site.make_session(group, starts_at=clock.now() + timedelta(weeks=week))
    operations.set_capacity(group=group, capacity=2)
    signup = direct.sign_up(first)
    assert len(diary.read().starts) == 3

    operations.move(signup=signup, to=Bookable.objects.get(group=group), now=later(5))

    assert diary.read().starts == [
        clock.local(one.starts_at).replace(microsecond=0) for one in group.sessions.in_order()
    ]
    assert Signup.objects.get(pk=signup.pk).bookable.group == group
