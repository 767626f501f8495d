from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import transaction
from wagtail.models import PageViewRestriction

from activities import operations as activities
from activities.models import CoOrganiser
from common import clock
from search import engines, finding, indexing
from search.engines.base import EngineError
from search.models import Change, Entry
from search.query import Query
from tests import builders

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("either_engine")]


def titles(text=""):
    """Bring the index up to date and return the titles found."""
    now = clock.now()
    while indexing.run(now):
        pass
    found = finding.find(Query(text=text), now)
    assert found.answer.count == len(found.answer.hits)
    return {hit.payload["title"] for hit in found.answer.hits}


@pytest.fixture
def activity():
    activity = builders.make_activity("Soepcafé", partner=builders.make_partner("Buurtkeuken"))
    builders.make_session(builders.make_bare_group(activity=activity))
    assert titles("soepcafé") == {"Soepcafé"}
    return activity


def test_publishing_and_unpublishing_follow(activity):
    activity.unpublish()
    assert titles("soepcafé") == set()

    activity.save_revision().publish()
    assert titles("soepcafé") == {"Soepcafé"}


def test_a_draft_of_a_live_page_changes_nothing(activity):
    activity.title = "Taartcafé"
    activity.save_revision()

    assert titles("taartcafé") == set()
    assert titles("soepcafé") == {"Soepcafé"}


def test_a_page_never_published_is_not_found():
    activity = builders.make_activity("Geheim plan", live=False)
    activity.save_revision()

    assert "Geheim plan" not in titles()


def test_deleting_a_partner_takes_its_activities_along(activity):
    activity.get_parent().delete()

    assert titles() == set()


def test_a_private_partner_hides_its_activities_and_comes_back(activity):
    restriction = PageViewRestriction.objects.create(
        page=activity.get_parent(), restriction_type="login"
    )
    assert titles() == set()

    restriction.delete()
    assert titles("soepcafé") == {"Soepcafé"}


def test_moving_under_a_private_page_hides_it(activity):
    private = builders.make_partner("Besloten club")
    PageViewRestriction.objects.create(page=private, restriction_type="login")

    activity.move(private, pos="last-child")

    assert titles() == {"Buurtkeuken"}


def test_a_page_that_expires_goes(activity):
    activity.expire_at = clock.now() - timedelta(minutes=1)
    activity.save()

    call_command("publish_scheduled")

    assert titles("soepcafé") == set()


def test_a_moved_address_follows(activity):
    partner = activity.get_parent().specific
    partner.slug = "nieuwe-keuken"
    partner.save_revision().publish()
    titles()

    found = finding.find(Query(text="soepcafé"), clock.now())

    assert "/nieuwe-keuken/" in found.answer.hits[0].payload["url"]


def test_a_changed_session_follows(activity, django_capture_on_commit_callbacks):
    session = activity.groups.get().sessions.get()
    later = session.starts_at + timedelta(days=1)

    with django_capture_on_commit_callbacks(execute=True):
        activities.move_session(
            session=session, starts_at=later, ends_at=later + timedelta(hours=1),
            reason="De zaal is bezet.", now=clock.now(),
        )  # fmt: skip

    assert Change.objects.filter(page_id=activity.pk, applied_at=None).exists()
    titles()
    found = finding.find(Query(text="soepcafé"), clock.now())
    assert found.answer.hits[0].payload["sessions"][0][0] == int(later.timestamp())


def test_renaming_a_theme_or_a_venue_follows(activity):
    theme, venue = builders.make_theme("koken"), builders.make_venue("De Pan")
    activity.themes.add(theme)
    activity.venue = venue
    activity.save_revision().publish()
    assert titles("de pan") == {"Soepcafé"}

    venue.name = "De Ketel"
    venue.save()
    theme.name = "bakken"
    theme.save()

    assert titles("ketel") == {"Soepcafé"}
    assert titles("bakken") == {"Soepcafé"}


def test_partners_that_help_organise_lead_to_the_activity(activity):
    helper = builders.make_partner("Oudergroep")
    CoOrganiser.objects.create(activity=activity, partner=helper)
    indexing.mark([activity.pk])
    assert titles("oudergroep") == {"Soepcafé", "Oudergroep"}

    helper.title = "Kookclub"
    helper.save_revision().publish()
    assert titles("kookclub") == {"Soepcafé", "Kookclub"}

    PageViewRestriction.objects.create(page=helper, restriction_type="login")
    assert titles("kookclub") == set()


def test_a_session_saved_in_any_way_follows(activity):
    group = activity.groups.get()
    group.sessions.all().delete()
    assert Change.objects.filter(page_id=activity.pk, applied_at=None).exists()
    titles()

    builders.make_session(group)
    assert Change.objects.filter(page_id=activity.pk, applied_at=None).exists()


def test_the_small_words_of_a_phrase_are_not_marked(activity):
    found = finding.find(Query(text="ouders uit elkaar"), clock.now())

    assert "elkaar" in found.wanted and "uit" not in found.wanted


def test_a_change_that_is_rolled_back_leaves_no_mark(activity):
    Change.objects.all().delete()

    with pytest.raises(RuntimeError), transaction.atomic():
        activity.save()
        raise RuntimeError

    assert not Change.objects.exists()


def test_a_series_is_indexed_again_when_its_next_session_starts(activity):
    group = activity.groups.get()
    first = group.sessions.get()
    second = builders.make_session(group, first.starts_at + timedelta(days=7))
    indexing.mark([activity.pk])
    titles()

    later = first.ends_at + timedelta(minutes=1)
    indexing.run(later)

    found = finding.find(Query(text="soepcafé"), later)
    assert found.answer.hits[0].payload["sessions"][0][0] == int(second.starts_at.timestamp())
    assert Entry.objects.get(pk=activity.pk).due_at == second.starts_at.replace(microsecond=0)


def test_a_series_that_is_over_goes_even_before_the_worker_sees_it(activity):
    later = activity.groups.get().sessions.get().ends_at + timedelta(minutes=2)

    assert finding.find(Query(text="soepcafé"), later).answer.count == 0


def test_a_worker_killed_between_index_and_table_does_it_again(activity, monkeypatch):
    activity.title = "Taartcafé"
    activity.save_revision().publish()
    monkeypatch.setattr(indexing, "_note", lambda found: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        indexing.run(clock.now())
    assert Change.objects.filter(applied_at=None).exists()

    monkeypatch.undo()

    assert titles("taartcafé") == {"Taartcafé"}
    assert not Change.objects.filter(applied_at=None).exists()


def test_changes_wait_while_the_index_is_out_of_reach(activity, monkeypatch):
    def away(*args):
        raise EngineError("away")

    activity.title = "Taartcafé"
    activity.save_revision().publish()
    monkeypatch.setattr(engines.current(), "write", away)
    with pytest.raises(EngineError):
        indexing.run(clock.now())
    monkeypatch.undo()

    assert titles("taartcafé") == {"Taartcafé"}


def test_what_changes_during_a_rebuild_is_not_lost(activity):
    def slow():
        from search import documents

        yield from documents.everything(clock.now())
        activity.title = "Taartcafé"
        activity.save_revision().publish()
        indexing.run(clock.now())

    indexing.rebuild(clock.now(), slow())

    assert titles("taartcafé") == {"Taartcafé"}


def test_rebuilds_by_command(activity):
    call_command("search_rebuild", verbosity=0)

    assert titles("soepcafé") == {"Soepcafé"}
    assert Entry.objects.count() == engines.current().count()
