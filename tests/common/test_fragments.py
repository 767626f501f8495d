from types import SimpleNamespace

import pytest
from django.core.cache import caches
from django.db import connection
from django.template import Context, Template
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from activities.models import ActivityPage
from common import fragments, version
from tests import builders

pytestmark = pytest.mark.django_db


def _render(value, **attributes) -> str:
    request = RequestFactory().get("/")
    for name, given in attributes.items():
        setattr(request, name, given)
    template = Template(
        '{% load fragments %}{% fragment "piece" part %}{{ value }}{% endfragment %}'
    )
    return template.render(Context({"request": request, "value": value, "part": 1}))


def test_a_piece_is_kept():
    assert _render("een") == "een"
    assert _render("twee") == "een"


def test_a_change_brings_a_new_piece(django_capture_on_commit_callbacks):
    _render("een")

    with django_capture_on_commit_callbacks(execute=True):
        version.bump()

    assert _render("twee") == "twee"


def test_an_object_is_held_as_it_is_until_something_changes():
    first = fragments.hold("names", (), lambda: {"a": 1})

    again = fragments.hold("names", (), dict)
    other = fragments.hold("names", (1,), dict)
    version.bump()

    assert again is first and other == {}
    assert fragments.hold("names", (), lambda: {"b": 2}) == {"b": 2}


def test_another_process_sees_the_change(django_capture_on_commit_callbacks):
    key = fragments.key("piece", 1)

    with django_capture_on_commit_callbacks(execute=True):
        builders.make_theme("scheiding")

    assert fragments.key("piece", 1) != key


def test_a_preview_in_the_editor_is_never_kept():
    _render("een", is_preview=True)

    assert _render("twee") == "twee"
    assert _render("drie", is_preview=True) == "drie"


def test_pieces_with_other_parts_stand_apart():
    assert fragments.key("piece", 1) != fragments.key("piece", "1")
    assert fragments.key("piece", 1, 2) != fragments.key("piece", 12)


def test_what_is_read_on_demand_is_read_once():
    seen = SimpleNamespace(count=0)

    def read():
        seen.count += 1
        return seen.count

    value = fragments.on_demand(read)

    assert (value(), value()) == (1, 1)


def test_a_request_reads_the_version_once():
    with version.pinned(), CaptureQueriesContext(connection) as queries:
        version.current()
        version.current()

    assert len(queries) == 1


def test_a_new_restriction_hides_a_page_at_once():
    activity = builders.make_activity()
    with version.pinned():
        assert ActivityPage.objects.visible().filter(pk=activity.pk).exists()

    PageViewRestriction.objects.create(page=activity.get_parent(), restriction_type="login")

    with version.pinned():
        assert not ActivityPage.objects.visible().filter(pk=activity.pk).exists()
    assert not ActivityPage.objects.visible().filter(pk=activity.pk).exists()


def test_visible_pages_are_those_that_wagtail_calls_live_and_public():
    shown, hidden = builders.make_activity("Te zien"), builders.make_activity("Besloten")
    builders.make_activity("Concept", live=False)
    PageViewRestriction.objects.create(page=hidden, restriction_type="password", password="x")

    visible = set(ActivityPage.objects.visible())

    assert visible == set(ActivityPage.objects.live().public()) == {shown}


def test_a_picture_stays_known_when_content_changes():
    caches["default"].set("picture:1", "<picture>")

    version.bump()

    assert caches["default"].get("picture:1") == "<picture>"
