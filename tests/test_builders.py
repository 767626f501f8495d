import pytest

from activities.models import ActivityPage
from common import clock
from tests import builders


@pytest.mark.django_db
def test_a_session_makes_its_activity_upcoming():
    session = builders.make_session()

    upcoming = ActivityPage.objects.visible().upcoming(clock.now())

    assert list(upcoming) == [session.group.activity]
