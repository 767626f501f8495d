"""What somebody is working on: what came back, drafts, and what waits for others."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from common import clock
from partners.models import Membership
from partners.operations import ensure_workflow
from portal.dashboard import own
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def partner():
    ensure_workflow(home=builders.make_home())
    return builders.make_partner("Buurthuis")


@pytest.fixture
def worker(partner):
    return builders.make_staff(partner, "maker", role=Membership.Role.WORKER)


def draft(partner, user, title, **fields):
    page = builders.make_activity(title, partner=partner, live=False, **fields)
    page.save_revision(user=user)
    return page


def hand_in(partner, user, title):
    page = draft(partner, user, title)
    page.get_workflow().start(page, user)
    return page


def send_back(page, by, comment):
    state = page.current_workflow_task_state
    state.task.specific.on_action(state, by, "reject", comment=comment)


def home(client, user) -> str:
    client.force_login(user)
    shown = client.get(reverse("wagtailadmin_home")).content.decode()
    return shown.partition('id="staff-own"')[2].partition("</section>")[0]


def test_what_came_back_is_first_with_what_has_to_change(client, partner, worker):
    draft(partner, worker, "Soep")
    hand_in(partner, worker, "Zang")
    page = hand_in(partner, worker, "Koffie")
    send_back(page, builders.make_staff(partner, "baas"), "Welke dag is het?")

    rows = own.pages_of(worker)

    assert [(row.title, row.state) for row in rows] == [
        ("Koffie", own.State.CAME_BACK), ("Soep", own.State.DRAFT), ("Zang", own.State.WAITS),
    ]  # fmt: skip
    shown = home(client, worker)
    assert "Welke dag is het?" in shown
    assert reverse("wagtailadmin_pages:edit", args=[page.pk]) in shown
    assert "concept" in shown and "ingediend" in shown


def test_nothing_of_others_and_nothing_that_is_on_the_site_as_it_is(partner, worker):
    draft(partner, builders.make_staff(partner, "collega"), "Van een collega")
    done = draft(partner, worker, "Klaar")
    done.get_latest_revision().publish()
    theirs = builders.make_partner("Elders")
    draft(theirs, worker, "Waar ik niet meer werk")

    assert own.pages_of(worker) == []


def test_a_page_with_a_plan_says_when_it_comes(client, partner, worker):
    page = draft(partner, worker, "Feest")
    page.go_live_at = clock.now() + timedelta(days=40)
    page.save_revision(user=worker).publish()

    (row,) = own.pages_of(worker)

    assert (row.state, row.planned_at) == (own.State.PLANNED, page.go_live_at)


def test_asks_the_database_as_often_for_many_pages_as_for_one(partner, worker):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            own.pages_of(type(worker).objects.get(pk=worker.pk))
        return len(queries)

    draft(partner, worker, "Een")
    hand_in(partner, worker, "Twee")
    few = asked()
    for number in range(4):
        draft(partner, worker, f"Concept {number}")
        page = hand_in(partner, worker, f"Terug {number}")
        send_back(page, builders.make_staff(partner, f"baas{number}"), "Nee")

    assert asked() == few


def test_there_is_no_list_for_who_has_nothing_in_hand(client, partner, worker):
    assert home(client, worker) == ""
