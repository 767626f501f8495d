"""What is missing where: areas by age by day of the week."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from activities.models import Group
from common import clock
from partners.models import EditorArea
from portal.dashboard import supply
from tests import builders
from venues.models import Municipality

pytestmark = pytest.mark.django_db
MONDAY, TUESDAY = 1, 2


@pytest.fixture
def monday():
    """Return noon of the Monday after this week, from which each test looks ahead."""
    today = clock.local(clock.now()).replace(hour=12, minute=0, second=0, microsecond=0)
    return today + timedelta(days=7 - today.weekday())


@pytest.fixture
def east():
    builders.make_neighbourhood("West")
    return builders.make_neighbourhood("Oost")


@pytest.fixture
def partner(east):
    partner = builders.make_partner("Buurthuis")
    partner.neighbourhoods.set([east])
    partner.save()
    return partner


def activity(partner, starts_at, area, way_in=Group.WayIn.DROP_IN, **fields):
    page = builders.make_activity(partner=partner, neighbourhood=area, **fields)
    builders.make_session(builders.make_bare_group(page, way_in=way_in), starts_at=starts_at)
    return page


def seen_by(user, now):
    return supply.of(user, Municipality.objects.get(name="Maassluis"), now)


def test_counts_an_activity_once_for_each_of_its_ages_and_days(partner, east, monday):
    page = activity(partner, monday, east, age_from=4, age_to=12)
    group = page.groups.get()
    builders.make_session(group, starts_at=monday + timedelta(days=7))
    builders.make_session(group, starts_at=monday + timedelta(days=1))

    found = seen_by(builders.make_editor(), monday)

    assert [area.name for area in found.areas] == ["Oost", "West"]
    area = found.areas[0]
    assert [found.on(area, "4-11", day) for day in supply.DAYS] == [1, 1, 0, 0, 0, 0, 0]
    assert [found.in_all(area, age) for age in supply.age_labels()] == [0, 1, 1, 0, 0, 0]
    assert found.missing(area, "4-11") == [3, 4, 5, 6, 7]
    assert found.in_all(found.areas[1], "4-11") == 0


def test_ages_come_from_the_audiences_where_the_activity_says_none(partner, east, monday):
    old = builders.make_audience("ouderen", age_from=67)
    activity(partner, monday, east, audiences=[old, builders.make_audience("iedereen")])
    activity(partner, monday, east, title="Voor elke leeftijd")

    found = seen_by(builders.make_editor(), monday)

    counts = [found.on(found.areas[0], age, MONDAY) for age in supply.age_labels()]
    assert counts == [1, 1, 1, 1, 1, 2]


def test_the_venue_of_a_session_says_where_it_is(partner, east, monday):
    west = builders.make_venue("De Koningshof", builders.make_neighbourhood("West"))
    page = activity(partner, monday, None, venue=builders.make_venue("De Vliet", east))
    builders.make_session(
        page.groups.get(), starts_at=monday + timedelta(days=1), venue=west
    )  # fmt: skip
    activity(
        partner, monday, None, title="Overal", municipality=east.municipality
    )  # fmt: skip

    found = seen_by(builders.make_editor(), monday)

    def days(area):
        return [day for day in supply.DAYS if found.on(area, "4-11", day)]

    assert [(str(area and area.name), days(area)) for area in found.areas] == [
        ("Oost", [MONDAY]),
        ("West", [TUESDAY]),
        ("None", [MONDAY]),
    ]


def test_what_is_not_public_or_does_not_come_is_not_counted(partner, east, monday):
    activity(partner, monday, east, title="Concept", live=False)
    activity(partner, monday, east, Group.WayIn.PLACEMENT, title="Besloten")
    activity(partner, monday - timedelta(days=1), east, title="Voorbij")
    activity(partner, monday + timedelta(weeks=supply.WEEKS), east, title="Later")
    page = activity(partner, monday, east, title="Afgelast")
    page.groups.get().sessions.update(status="cancelled")

    assert seen_by(builders.make_editor(), monday).found == {}


def test_a_team_sees_its_own_and_an_area_editor_everything_in_the_area(partner, east, monday):
    activity(partner, monday, east)
    guest = builders.make_partner("Van buiten")
    activity(guest, monday, east, title="Op bezoek")
    builders.make_neighbourhood("Oost", "Schiedam")
    area_editor = builders.make_user("redactie", access_admin=True)
    area_editor.groups.add(EditorArea.objects.get(municipality__name="Maassluis").group)

    def count(user):
        found = seen_by(user, monday)
        names = [place.name for place in supply.municipalities_of(user)]
        return found.on(east, "4-11", MONDAY), names

    assert count(builders.make_staff(partner)) == (1, ["Maassluis"])
    assert count(area_editor) == (2, ["Maassluis"])
    assert count(builders.make_editor()) == (2, ["Maassluis", "Schiedam"])
    assert count(builders.make_staff(guest, "gast")) == (1, ["Maassluis", "Schiedam"])


class TestPage:
    @pytest.fixture
    def page(self, client, partner):
        client.force_login(builders.make_staff(partner))
        return lambda **asked: client.get(reverse("supply"), asked).content.decode()

    def test_says_gaps_in_words_and_draws_them(self, page, partner, east):
        soon = clock.now() + timedelta(days=3)
        activity(partner, soon, east, age_from=4, age_to=11)

        shown = page(leeftijd="4-11")

        assert "West: helemaal niets." in shown
        assert shown.count('role="img"') == 2
        assert "style=" not in shown[shown.index("<svg class=") : shown.index("</main>")]
        assert "Je ziet je eigen activiteiten." in shown

    @pytest.mark.parametrize(
        "asked", [{"gemeente": "nergens"}, {"leeftijd": "\x00"}, {"gemeente": "maassluis"}, {}]
    )
    def test_any_wish_has_an_answer(self, page, asked):
        assert page(**asked).count('role="img"') == 1 + len(supply.age_labels())

    def test_asks_as_many_questions_for_many_activities_as_for_one(self, page, partner, east):
        soon = clock.now() + timedelta(days=3)

        def questions() -> int:
            page()  # what is kept until something public changes is not counted
            with CaptureQueriesContext(connection) as asked:
                page()
            return len(asked)

        activity(partner, soon, east)
        few = questions()
        for number in range(4):
            activity(partner, soon, east, title=f"Nog een {number}")

        assert questions() <= few
