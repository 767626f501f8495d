"""What the first page of staff counts: today, what waits for approval, and searches."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from activities.models import Freshness, Group
from common import clock
from partners.models import EditorArea
from partners.operations import ensure_workflow
from portal.dashboard import review, today
from search import learning
from search.models import Tally
from signups.models import Attendance
from tests import builders
from tests.signups.builders import make_bookable, sign_up
from tests.signups.placement.builders import make_series

pytestmark = pytest.mark.django_db


@pytest.fixture
def now():
    """Return ten o'clock of tomorrow: sessions around it are still open for signup."""
    tomorrow = clock.local(clock.now()) + timedelta(days=1)
    return tomorrow.replace(hour=10, minute=0, second=0, microsecond=0)


@pytest.fixture
def partner():
    ensure_workflow(home=builders.make_home())
    partner = builders.make_partner("Buurthuis De Ster")
    partner.neighbourhoods.set([builders.make_neighbourhood("Oost", "Maassluis")])
    partner.save()
    return partner


def cooking(partner, now, title="Koken"):
    """Return a session with both places taken, one person who waits and one who is here."""
    bookable = make_bookable(
        partner=partner, title=title, capacity=2, starts_at=now + timedelta(hours=4)
    )
    first, *_rest = [sign_up(bookable) for _ in range(3)]
    Attendance.objects.create(
        signup=first, session=bookable.session, position=0, state="present", changed_at=now
    )
    return bookable


def hand_in(partner, title, worker):
    page = builders.make_activity(title, partner=partner, live=False)
    page.save_revision(user=worker)
    page.get_workflow().start(page, worker)
    return page


def numbers(line):
    return line.taken, line.capacity, line.waiting, line.present


def home(client, user) -> str:
    client.force_login(user)
    return client.get(reverse("wagtailadmin_home")).content.decode()


class TestToday:
    def test_a_manager_sees_the_numbers_and_may_open_the_lists(self, partner, now):
        bookable = cooking(partner, now)
        cooking(builders.make_partner("Sportclub"), now, "Van een ander")

        (line,) = today.lines_for(builders.make_staff(partner), now)

        assert numbers(line) == (2, 2, 1, 1)
        assert line.list_url == reverse("signups_staff:people", args=[bookable.pk])
        assert line.door_url == reverse("signups_staff:door", args=[bookable.session_id])
        assert line.dates_url == reverse("groups:detail", args=[bookable.session.group_id])

    @pytest.mark.parametrize("who", ["worker", "editor", "area editor", "administrator"])
    def test_who_writes_sees_numbers_and_no_way_to_names(self, partner, now, who):
        cooking(partner, now)
        area = EditorArea.objects.get(municipality__name="Maassluis").group
        user = {
            "worker": lambda: builders.make_staff(partner, role="worker"),
            "editor": builders.make_editor,
            "area editor": lambda: builders.make_user(who, access_admin=True),
            "administrator": lambda: builders.make_user(who, is_superuser=True),
        }[who]()
        if who == "area editor":
            user.groups.add(area)

        (line,) = today.lines_for(user, now)

        assert numbers(line) == (2, 2, 1, 1)
        assert line.dates_url and not line.list_url and not line.door_url

    def test_an_area_editor_sees_nothing_of_another_municipality(self, partner, now):
        elsewhere = builders.make_partner("Elders")
        elsewhere.neighbourhoods.set([builders.make_neighbourhood("Oost", "Schiedam")])
        elsewhere.save()
        cooking(elsewhere, now)
        user = builders.make_user("redactie", access_admin=True)
        user.groups.add(EditorArea.objects.get(municipality__name="Maassluis").group)

        assert today.lines_for(user, now) == []

    def test_a_volunteer_sees_the_door_and_nothing_else(self, partner, now):
        cooking(partner, now)

        (line,) = today.lines_for(builders.make_staff(partner, role="volunteer"), now)

        assert line.door_url and not line.list_url and not line.dates_url

    def test_what_nobody_signs_up_for_and_what_people_are_placed_in(self, partner, now):
        walk = builders.make_activity("Inloop", partner=partner)
        group = builders.make_bare_group(walk, way_in=Group.WayIn.DROP_IN)
        builders.make_session(group, starts_at=now)
        placed = make_series(partner=partner).activity.groups.first()
        builders.make_session(placed, starts_at=now + timedelta(hours=1))

        lines = today.lines_for(builders.make_staff(partner), now)

        assert [numbers(line) for line in lines] == [
            (None, None, None, None),
            (0, None, None, 0),
        ]
        shown = render_to_string(
            "portal/admin/panels/today.html", {"is_shown": True, "lines": lines}
        )
        assert "zonder aanmelden" in shown and "None" not in shown

    def test_yesterday_and_tomorrow_are_other_days(self, partner, now):
        group = builders.make_bare_group(builders.make_activity("Koffie", partner=partner))
        builders.make_session(group, starts_at=now - timedelta(days=1))
        builders.make_session(group, starts_at=now + timedelta(days=1))

        assert today.lines_for(builders.make_staff(partner), now) == []


class TestReview:
    def test_a_manager_sees_what_was_handed_in_at_the_own_partner(self, client, partner):
        worker = builders.make_staff(
            partner, "maker", role="worker", first_name="Mia", last_name="Maker"
        )
        page = hand_in(partner, "Naaicafé", worker)
        other = builders.make_partner("Sportclub")
        hand_in(other, "Van een ander", worker)

        (row,) = review.awaiting(builders.make_staff(partner, "baas"))

        assert (row.title, row.partner, row.by) == ("Naaicafé", "Buurthuis De Ster", "Mia Maker")
        assert row.url == reverse("wagtailadmin_pages:edit", args=[page.pk])
        assert row.compare_url == ""

    def test_who_handed_in_is_not_asked_to_approve(self, client, partner):
        worker = builders.make_staff(partner, "maker", role="worker")
        hand_in(partner, "Naaicafé", worker)

        assert review.awaiting(worker) == []
        assert "Wacht op jouw goedkeuring" not in home(client, worker)

    def test_of_a_page_on_the_site_it_shows_what_changes(self, partner):
        worker = builders.make_staff(partner, "maker", role="worker")
        partner.save_revision(user=worker)
        partner.get_workflow().start(partner, worker)

        (row,) = review.awaiting(builders.make_staff(partner, "baas"))

        assert row.compare_url.endswith("/compare/live...latest/")


class TestStale:
    def test_names_what_must_be_checked_and_by_when(self, client, partner):
        old = builders.make_activity("Oude inloop", partner=partner)
        builders.make_activity("Verse inloop", partner=partner)
        fresh_until = {"checked_on": date(2024, 1, 1)}
        Freshness.objects.update_or_create(activity=old, defaults=fresh_until)

        shown = home(client, builders.make_staff(partner))

        part = shown.partition('id="staff-stale"')[2].partition("</section>")[0]
        assert "Oude inloop" in part and "1 jan 2024" in part
        assert "Verse inloop" not in part
        assert reverse("freshness:activity", args=[old.pk]) in part
        assert reverse("freshness:index") in part


class TestSearches:
    @pytest.fixture(autouse=True)
    def asked(self):
        week = clock.local(clock.now()).date()
        week -= timedelta(days=week.weekday())
        Tally.objects.create(week=week, words="schaken", searches=9, nothing=6)
        Tally.objects.create(week=week, words="zeldzaam", searches=2, nothing=2)

    def test_editors_see_what_was_not_found_but_never_rare_words(self, client):
        shown = home(client, builders.make_editor())

        assert "schaken" in shown and "6 keer" in shown
        assert "zeldzaam" not in shown
        assert f"{reverse('search_synonym:add')}?words=schaken" in shown

    def test_a_partners_team_does_not_see_them(self, client, partner):
        user = builders.make_staff(partner)

        assert not learning.may_see(user)
        assert "schaken" not in home(client, user)


def test_asks_as_many_questions_for_more_of_everything(client, partner, now):
    worker = builders.make_staff(partner, "maker", role="worker")
    manager = builders.make_staff(partner, "baas")
    group = builders.make_bare_group(builders.make_activity("Koffie", partner=partner))

    def more(name):
        cooking(partner, now, f"Koken {name}")
        hand_in(partner, f"Nieuw {name}", worker)
        builders.make_session(group, starts_at=now + timedelta(days=2, minutes=name))

    def questions() -> list[str]:
        with CaptureQueriesContext(connection) as asked:
            home(client, manager)
            today.lines_for(manager, now)
        return [query["sql"] for query in asked]

    more(1)
    questions()
    few = questions()
    for name in (2, 3, 4):
        more(name)

    many = questions()

    assert len(many) <= len(few)
