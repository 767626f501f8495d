from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail
from django.urls import reverse
from wagtail.models import PageLogEntry

from activities import freshness, guards, operations
from activities.freshness import mails, reminding
from activities.models import ActivityPage, Freshness, FreshnessMail, FreshnessPeriods
from common import clock
from partners.models import EditorArea, Membership
from portal import worker
from tests import builders
from tests.signups.builders import make_bookable, sign_up

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 3, 10, tzinfo=UTC)
WEEK = timedelta(weeks=1)
Kind = FreshnessMail.Kind


@pytest.fixture
def partner():
    partner = builders.make_partner(title="Buurthuis De Zon")
    partner.neighbourhoods.set([builders.make_neighbourhood()])
    partner.save()
    return partner


@pytest.fixture
def team(partner):
    """A manager, a worker, a volunteer, and the editor of the municipality."""
    editor = builders.make_user("redactie-maassluis")
    editor.groups.add(EditorArea.objects.get(municipality__name="Maassluis").group)
    builders.make_editor("redactie-overal")
    builders.make_staff(partner, "vrijwilliger", role=Membership.Role.VOLUNTEER)
    builders.make_staff(partner, "medewerker", role=Membership.Role.WORKER)
    return builders.make_staff(partner, "beheerder")


def make_checked(checked_on, partner, title="Koffieochtend", **fields):
    fields.setdefault("contact_telephone", "010 123 45 67")
    fields.setdefault("summary", "Samen koffie drinken.")
    fields.setdefault("age_from", 18)
    page = builders.make_activity(title, partner=partner, **fields)
    Freshness.objects.create(activity=page, checked_on=checked_on)
    return page


def work(now):
    """Let the worker do its round, and return to whom it sent what, in order."""
    mail.outbox.clear()
    reminding.run(now)
    mails.run(now)
    return sorted((sent.to[0].partition("@")[0], sent.subject) for sent in mail.outbox)


def test_a_check_holds_for_months_that_the_site_sets_and_for_help_longer():
    periods = FreshnessPeriods()

    assert periods.stale_on(checked_on=date(2026, 5, 3), is_help=False) == date(2026, 11, 3)
    assert periods.stale_on(checked_on=date(2026, 5, 3), is_help=True) == date(2027, 5, 3)
    for day in (date(2026, 2, 28), date(2026, 11, 3), date(2028, 2, 29), date(2026, 3, 31)):
        last = periods.checked_until(day, is_help=False)
        assert periods.stale_on(checked_on=last, is_help=False) <= day
        assert periods.stale_on(checked_on=last + timedelta(days=1), is_help=False) > day


def test_asks_the_partner_then_the_editors_and_then_takes_it_off_and_one_button_puts_it_back(
    partner, team, client
):
    page = make_checked(date(2026, 6, 1), partner)
    other = make_checked(date(2026, 6, 1), partner, title="Yoga")
    both = ["beheerder", "medewerker"]

    early = work(NOW - 2 * WEEK)
    soon = work(NOW)
    told = mail.outbox[0].body
    nothing = work(NOW + WEEK)
    client.force_login(team)
    client.post(reverse("freshness:activity", args=[other.pk]))  # checked, so no longer asked
    stale = work(NOW + 4 * WEEK)
    waits = work(NOW + 5 * WEEK)
    gone = work(NOW + 6 * WEEK)
    page.refresh_from_db()

    assert early == nothing == waits == []
    assert [who for who, _what in soon] == both
    assert "Koffieochtend (Buurthuis De Zon)" in told and "Yoga" in told
    assert "Gecontroleerd op 1 juni 2026. Gaat van de site op 15 december 2026." in told
    assert f"/beheer/actueel/{page.pk}/" in told
    assert [who for who, _what in stale] == [*both, "redactie-maassluis"]
    assert [who for who, _what in gone] == [*both, "redactie-maassluis"]
    assert not page.live and "Yoga" not in mail.outbox[0].body
    assert ActivityPage.objects.get(pk=other.pk).live
    later = NOW + 7 * WEEK
    operations.confirm(activity=page, by=team, now=later)
    page.refresh_from_db()
    assert page.live and page.freshness.checked_on == date(2026, 12, 22)
    assert work(later) == []
    actions = PageLogEntry.objects.filter(page=page).values_list("action", flat=True)
    assert {operations.CONFIRMED, operations.TAKEN_OFF} <= set(actions)


def test_takes_nothing_off_before_everybody_had_time_to_answer_however_old_it_is(partner, team):
    page = builders.make_activity(partner=partner)
    ActivityPage.objects.filter(pk=page.pk).update(last_published_at=NOW - 150 * WEEK)

    first, second, third = work(NOW), work(NOW + 2 * WEEK), work(NOW + 3 * WEEK)
    was_live = ActivityPage.objects.get(pk=page.pk).live
    work(NOW + 4 * WEEK)

    assert (len(first), len(second), len(third)) == (2, 3, 0) and was_live
    assert not ActivityPage.objects.get(pk=page.pk).live


def test_tells_nobody_twice_when_the_worker_is_killed_halfway(partner, team, monkeypatch):
    make_checked(date(2026, 6, 1), partner)
    make_checked(date(2026, 6, 1), partner, title="Yoga")
    whole = reminding._by_person

    def killed(*args):
        whole(*args)
        raise KeyboardInterrupt

    monkeypatch.setattr(reminding, "_by_person", killed)
    with pytest.raises(KeyboardInterrupt):
        reminding.run(NOW)
    half = FreshnessMail.objects.count(), Freshness.objects.exclude(partner_told_at=None).count()
    monkeypatch.undo()
    for _again in range(2):
        reminding.run(NOW)

    assert half == (0, 0)
    assert FreshnessMail.objects.filter(kind=Kind.SOON).count() == 2
    assert len(work(NOW)) == 2 and work(NOW) == []


def test_a_reminder_says_what_is_true_when_it_leaves(partner, team):
    page = make_checked(date(2026, 6, 1), partner)
    reminding.run(NOW)
    operations.confirm(activity=page, by=team, now=NOW)
    team.memberships.all().delete()
    other = make_checked(date(2026, 6, 1), partner, title="Yoga")

    sent = work(NOW)

    # The first is done, and who left the team hears nothing of the second.
    assert [who for who, _what in sent] == ["medewerker"]
    assert other.title in mail.outbox[0].body and page.title not in mail.outbox[0].body


def test_stays_while_people_come_or_a_publication_is_planned(partner, team):
    booked = make_bookable(
        partner=partner, title="Koken", capacity=3, starts_at=NOW + timedelta(days=400)
    )
    sign_up(booked)
    pages = [booked.session.group.activity, make_checked(date(2025, 6, 1), partner)]
    pages[1].go_live_at = NOW + 50 * WEEK
    pages[1].save_revision(approved_go_live_at=NOW + 50 * WEEK)
    Freshness.objects.update_or_create(activity=pages[0], defaults={"checked_on": date(2025, 6, 1)})

    for weeks in range(0, 10, 2):
        work(NOW + weeks * WEEK)

    assert ActivityPage.objects.filter(pk__in=[page.pk for page in pages], live=True).count() == 2


def test_puts_back_what_was_on_the_site_and_not_a_draft_that_nobody_approved(partner, team):
    page = make_checked(date(2026, 4, 1), partner)
    page.save_revision().publish()
    page.refresh_from_db()
    page.title = "Kopje koffie"
    page.save_revision()
    operations.take_off(activity_id=page.pk, now=NOW)

    operations.confirm(activity=page, by=team, now=NOW)
    operations.confirm(activity=page, by=team, now=NOW)

    page = ActivityPage.objects.get(pk=page.pk)
    assert page.live and page.title == "Koffieochtend" and page.has_unpublished_changes
    assert page.get_latest_revision_as_object().title == "Kopje koffie"


def test_asks_no_more_for_what_staff_took_off_and_does_not_put_it_back(partner, team):
    page = make_checked(date(2026, 6, 1), partner)
    reminding.run(NOW)
    page.unpublish(user=team)

    assert work(NOW + 8 * WEEK) == []
    with pytest.raises(operations.NotOnSite):
        operations.confirm(activity=page, by=team, now=NOW)


def test_a_publication_is_a_check_and_what_is_not_ready_stays_off(partner, team):
    page = make_checked(date(2025, 1, 1), partner)
    page.save_revision().publish(user=team)
    fresh = Freshness.objects.get(activity=page)
    Freshness.objects.filter(pk=fresh.pk).update(checked_on=date(2025, 1, 1))
    ActivityPage.objects.filter(pk=page.pk).update(summary="", live_revision=None)
    operations.take_off(activity_id=page.pk, now=NOW)

    with pytest.raises(guards.KeptOff):
        operations.confirm(activity=page, by=team, now=NOW)

    assert fresh.checked_on > date(2025, 1, 1)
    assert not ActivityPage.objects.get(pk=page.pk).live


def test_the_worker_publishes_and_expires_on_time_and_asks_nothing_of_what_expired(partner, team):
    now = clock.now()
    planned = builders.make_activity("Later", partner=partner, live=False)
    planned.go_live_at = now - timedelta(minutes=1)
    planned.save_revision(approved_go_live_at=planned.go_live_at)
    over = make_checked(date(2020, 1, 1), partner, title="Voorbij")
    ActivityPage.objects.filter(pk=over.pk).update(expire_at=now - timedelta(minutes=1))

    worker.publish_scheduled(now)

    planned.refresh_from_db()
    over.refresh_from_db()
    assert planned.live and planned.freshness.checked_on == clock.local(now).date()
    assert not over.live and over.expired and work(now) == []


def test_tells_once_that_the_dates_are_over_and_again_when_new_ones_are_over_too(partner, team):
    page = make_checked(date(2026, 10, 1), partner)
    group = builders.make_bare_group(page)
    builders.make_session(group, starts_at=NOW + WEEK)

    before = work(NOW)
    over = work(NOW + 2 * WEEK)
    again = work(NOW + 2 * WEEK)
    session = builders.make_session(group, starts_at=NOW + 4 * WEEK)
    coming = work(NOW + 3 * WEEK)
    over_again = work(session.ends_at)

    assert before == again == coming == []
    assert over == over_again == [
        ("beheerder", "Er zijn geen data meer"), ("medewerker", "Er zijn geen data meer"),
    ]  # fmt: skip


def test_shows_each_their_own_and_the_button_to_who_may_publish(partner, team, client):
    old = make_checked(date(2020, 1, 1), partner, title="Oude soep")
    hidden = make_checked(date(2020, 1, 1), partner, title="Weg ermee")
    operations.take_off(activity_id=hidden.pk, now=NOW)
    theirs = make_checked(date(2020, 1, 1), builders.make_partner("Ander"), title="Zevensterren")
    worker = partner.memberships.get(role=Membership.Role.WORKER).user
    url = reverse("freshness:activity", args=[old.pk])

    client.force_login(worker)
    seen, page = client.get(reverse("freshness:index")), client.get(url)
    refused = client.post(url)
    unchecked = Freshness.objects.get(activity=old).checked_on
    client.force_login(team)
    before = client.get(url)
    still = Freshness.objects.get(activity=old).checked_on
    done = client.post(url, {"next": "//elders.example/"}, follow=True)
    back = client.post(reverse("freshness:activity", args=[hidden.pk]))
    other = client.post(reverse("freshness:activity", args=[theirs.pk]))
    found = freshness.for_user(team, NOW)

    assert "Oude soep" in seen.text and "Weg ermee" in seen.text and theirs.title not in seen.text
    assert "Klopt nog" not in seen.text and refused.status_code == 302
    assert "Wie mag publiceren" in page.text
    assert unchecked == still == date(2020, 1, 1) and "Klopt nog" in before.text
    assert done.redirect_chain[0][0] == reverse("freshness:index")
    assert back.status_code == 302 and ActivityPage.objects.get(pk=hidden.pk).live
    assert other.status_code == 404
    assert found.total == 0 and "Alles is bij" in done.text or "Weg ermee" in done.text


def test_the_page_says_on_which_day_it_was_checked(partner, client):
    page = make_checked(date(2026, 11, 3), partner)

    assert "Gecontroleerd op 3 november 2026" in client.get(page.url).text


def test_counts_without_asking_for_each_activity(partner, team, django_assert_max_num_queries):
    for number in range(4):
        make_checked(date(2020, 1, 1), partner, title=f"Soep {number}")

    with django_assert_max_num_queries(20):
        found = freshness.for_user(team, NOW, most=3)

    assert found.counts["stale"] == 4 and len(found.stale) == 3
    assert found.stale[0].partner == partner.title and found.stale[0].may_publish
