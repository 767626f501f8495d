from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from wagtail.rich_text import RichText
from wagtail.test.utils.form_data import nested_form_data, streamfield

from activities import checklist, guards
from activities.models import ActivityPage
from common import clock
from partners.models import Membership
from partners.operations import ensure_workflow
from pictures.models import Picture
from tests import builders

pytestmark = pytest.mark.django_db

LONG = "Wij gaan " + "met elkaar " * 12 + "koken."


@pytest.fixture
def partner():
    partner = builders.make_partner("Buurthuis De Ster")
    ensure_workflow(home=builders.make_home())
    return partner


@pytest.fixture
def manager(client, partner):
    user = builders.make_staff(partner)
    client.force_login(user)
    return user


def ready(partner, **fields):
    values = {
        "summary": "Samen koffie drinken.",
        "contact_telephone": "010 1234567",
        "price_cents": 0,
        "audiences": [builders.make_audience()],
        "live": False,
        **fields,
    }
    page = builders.make_activity(partner=partner, **values)
    page.save_revision()
    return page


def problems(page):
    found = checklist.of_page(page, clock.now())
    return {(one.field, one.blocks) for one in found if one.problem}


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"summary": " "}, ("summary", True)),
        ({"audiences": []}, ("audiences", True)),
        ({"contact_telephone": ""}, ("contact_telephone", True)),
        ({"price_cents": None}, ("price", False)),
        ({"summary": LONG}, ("body", False)),
        ({"body": [("paragraph", RichText("<p>Wij zijn van de GGZ.</p>"))]}, ("body", False)),
    ],
)
def test_says_what_a_page_lacks_and_whether_that_keeps_it_off(partner, fields, problem):
    page = ready(partner, **fields)

    assert problems(page) == {("picture", False), ("dates", False), problem}


def test_takes_signup_for_a_way_in_and_brackets_for_an_explanation(partner):
    page = ready(
        partner,
        contact_telephone="",
        body=[("paragraph", RichText("<p>De GGZ (zorg) en de EHBO.</p>"))],
    )
    builders.make_session(builders.make_bare_group(page))

    assert problems(page) == {("picture", False)}


def test_asks_for_words_with_a_picture_only_where_there_is_one(partner):
    page = ready(partner)
    asked = {one.label for one in checklist.of_page(page, clock.now())}

    page.picture = Picture(title="Foto", description=" ")
    with_one = checklist.of_page(page, clock.now())

    assert "woorden bij de foto" not in {str(label).lower() for label in asked}
    assert [(one.field, bool(one.problem)) for one in with_one if one.blocks][-1] == (
        "picture", True,
    )  # fmt: skip


def posted(page, action, **fields):
    return nested_form_data(
        {
            "title": page.title,
            "slug": page.slug,
            "summary": "",
            "kind": page.kind,
            "body": streamfield([]),
            "price": "",
            "co_organisers": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0},
            "comments": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0},
            **action,
            **fields,
        }
    )


@pytest.mark.parametrize(
    ("role", "action", "when"),
    [
        (Membership.Role.MANAGER, {"action-publish": "1"}, {}),
        (Membership.Role.MANAGER, {"action-publish": "1"}, {"go_live_at": "2099-01-01 10:00"}),
        (Membership.Role.WORKER, {"action-submit": "1"}, {}),
    ],
)
def test_an_unready_page_is_not_published_planned_or_handed_in(client, partner, role, action, when):
    client.force_login(builders.make_staff(partner, role=role))
    page = ready(partner)
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])

    answer = client.post(url, posted(page, action, **when))

    page = ActivityPage.objects.get()
    assert {"summary", "audiences", "contact_telephone"} <= set(answer.context["form"].errors)
    assert (page.live, page.current_workflow_state, page.scheduled_revision) == (False, None, None)


def test_a_draft_is_saved_whatever_it_lacks_and_shows_what_that_is(client, partner, manager):
    page = ready(partner)
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])

    client.post(url, posted(page, {}))
    shown = client.get(url)

    assert shown.status_code == 200
    assert "Schrijf in een of twee zinnen wat het is." in shown.content.decode()


def test_no_other_way_to_the_site_passes_the_checklist(client, partner, manager):
    page = ready(partner, summary="")
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])

    client.post(f"{bulk}?id={page.pk}", {})
    with pytest.raises(guards.KeptOff):
        page.get_latest_revision().publish(user=manager)

    page.refresh_from_db()
    assert not page.live


def test_a_ready_page_goes_live_and_comes_down_at_the_time_that_was_planned(
    client, partner, manager
):
    page, now = ready(partner), clock.now()
    page.go_live_at = now - timedelta(hours=2)
    page.expire_at = now + timedelta(hours=1)
    page.save_revision(user=manager).publish(user=manager)
    went_live = ActivityPage.objects.get().live

    ActivityPage.objects.update(expire_at=now - timedelta(minutes=1))
    call_command("publish_scheduled")

    assert went_live
    assert not ActivityPage.objects.get().live
