"""The demonstration content: enough of it, true about who is real, loaded once and whole."""

import re
import stat
from datetime import time
from io import StringIO

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.utils import timezone
from wagtail.models import Page

from activities.models import ActivityPage, Group, Session
from common import clock
from news.models import NewsPage
from partners.models import Agreement, PartnerPage, TeamPage
from partners.permissions import pages_of
from pictures.mixins import Pictured
from portal.demo import data, moments, people, text
from portal.demo import partners as demo_partners
from portal.demo import signups as demo_signups
from portal.models import SiteSettings
from signups import access, sheet
from tests import builders
from venues.models import Municipality, Neighbourhood, Venue

# What is known of organisations that exist: all else belongs to one that is made up.
TRUE = {
    "sterk-huis": {"groepssessies-scheiding"},
    "welzijn-e25": {"de-derde-kamer"},
    "voedselbank": {"voedselpakket"},
}
ADDRESS = re.compile(r"[\w.+-]+@[\w.-]+\w")


@pytest.fixture(scope="module")
def seeded(django_db_setup, django_db_blocker):
    """Load the demonstration for all tests of this file; what it printed."""
    out = StringIO()
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("seed_demo", stdout=out)
        yield out.getvalue()
        transaction.set_rollback(True)


@pytest.mark.usefixtures("seeded")
class TestContent:
    def test_has_all_that_the_demonstration_asks_for(self):
        assert PartnerPage.objects.visible().count() >= 26
        assert TeamPage.objects.visible().count() == 5
        assert ActivityPage.objects.visible().count() >= 40
        assert NewsPage.objects.visible().count() >= 6
        assert Municipality.objects.count() == 3
        assert Neighbourhood.objects.count() == 7

    def test_has_a_session_today_with_people_for_who_stands_at_the_door(self):
        volunteer = get_user_model().objects.get(username="vrijwilliger")

        today = access.door_sessions_of(volunteer, clock.now())

        assert [sheet.counts(session)[1] for session in today if session.bookable.taken] == [7]

    def test_shows_every_kind_of_activity(self):
        kinds = set(ActivityPage.objects.values_list("kind", flat=True))

        assert kinds == set(ActivityPage.Kind.values)

    def test_has_dates_to_come(self):
        now = timezone.now()

        assert ActivityPage.objects.visible().upcoming(now).count() >= 30
        assert Session.objects.coming(now).filter(status="cancelled").exclude(reason="").exists()
        assert Session.objects.coming(now).filter(status="moved").exclude(reason="").exists()

    def test_eleven_partners_signed_the_proeftuin(self):
        agreement = Agreement.objects.get()

        assert str(agreement.signed_on) == "2015-11-03"
        assert agreement.signatories.count() == 11
        assert agreement.signatories.filter(partner__slug="cjg-schiedam").exists()
        assert not agreement.signatories.filter(partner__slug="cjg-maassluis").exists()

    def test_says_of_real_partners_only_what_is_known(self):
        for partner in PartnerPage.objects.filter(is_example=False):
            if partner.slug != "initiatiefgroep-van-ouders":
                slugs = set(partner.get_children().values_list("slug", flat=True))
                assert slugs <= TRUE.get(partner.slug, set()), partner.title

    def test_marks_what_is_made_up_in_its_name(self):
        for model in (PartnerPage, Venue):
            for thing in model.objects.filter(is_example=True):
                assert "voorbeeld" in str(thing)

    def test_tells_no_dates_or_places_of_the_groups_after_parting(self):
        page = ActivityPage.objects.get(slug="groepssessies-scheiding")

        assert page.groups.count() >= 2
        assert page.is_sensitive
        assert page.venue is None
        shown = Client().get(page.url, HTTP_HOST="localhost").content.decode()
        sessions = Session.objects.filter(group__activity=page)
        assert sessions.exists()
        for session in sessions:
            assert clock.local(session.starts_at).strftime("%H.%M") not in shown
            assert str(session.place) not in shown
            assert str(session.uid) not in shown

    def test_every_page_has_a_picture_and_words_for_it(self):
        for page in Page.objects.live().specific():
            if isinstance(page, Pictured):
                assert page.picture.description, page.title

    def test_the_tree_is_sound(self):
        assert not any(Page.find_problems())

    def test_the_site_says_that_it_is_an_example_and_whom_to_call(self):
        settings = SiteSettings.objects.get()

        assert settings.is_example
        assert settings.first_entrance.slug == "cjg-maassluis"
        assert settings.first_entrance.opening_hours.count() == 5

    def test_every_page_answers(self):
        client = Client()

        answers = {page.url: client.get(page.url).status_code for page in Page.objects.live()[1:]}

        assert {url: code for url, code in answers.items() if code != 200} == {}

    def test_each_role_has_an_account_that_reaches_its_own_pages(self, seeded):
        user = get_user_model().objects.get(username="oeverloper")
        password = re.search(r"oeverloper +(\S+)", seeded).group(1)

        mine = pages_of(user)

        assert user.check_password(password)
        assert mine.filter(slug="no-spang-middag").exists()
        assert not mine.filter(slug="groepstraining-opvoeden").exists()
        assert pages_of(get_user_model().objects.get(username="redactie")).count() > 100

    def test_a_second_run_changes_nothing(self):
        before, out = Page.objects.count(), StringIO()

        call_command("seed_demo", stdout=out)

        assert Page.objects.count() == before
        assert "there already" in out.getvalue()


@pytest.mark.django_db
def test_a_run_that_breaks_leaves_nothing(monkeypatch):
    def break_down(*args):
        raise RuntimeError("the plug was pulled")

    monkeypatch.setattr(demo_partners, "load", break_down)

    with pytest.raises(RuntimeError):
        call_command("seed_demo", stdout=StringIO())

    assert not Municipality.objects.exists()
    assert not PartnerPage.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("hour", [0, 12, 23])
def test_who_comes_today_is_there_whatever_the_hour(hour):
    now = clock.local(clock.now()).replace(hour=hour, minute=30)
    group = builders.make_bare_group(way_in=Group.WayIn.PER_SESSION)
    start = moments.at(moments.coming("vandaag", 0, now.date()), time(14))
    session = builders.make_session(group, starts_at=start)

    demo_signups.set_places(group=group, capacity=6, now=now)
    demo_signups.fill(group=group, busy={"today": True, "people": 5}, now=now)

    assert session.starts_at.date() == now.date()
    assert sheet.counts(session) == (0, 5)


def test_no_mailbox_exists():
    written = [path.read_text() for path in data.FOLDER.rglob("*.toml")]

    addresses = [address for found in written for address in ADDRESS.findall(found)]

    assert addresses
    assert [address for address in addresses if not address.endswith(".example")] == []


def test_accounts_are_kept_for_their_owner_only(tmp_path):
    path = tmp_path / "demo-accounts.txt"

    people.write_down(people.describe([people.Account("redactie", "een-twee-123", "x")]), path)

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert "een-twee-123" in path.read_text()


def test_text_becomes_blocks():
    written = (
        "Een **dik** woord & [meer](partners/x), [bel](tel:112).\n\n- punt\n\n"
        "## Kop\n\n1. Stap\n2. Nog een\n\n"
        "> Fijn. | Een ouder\n\n? Vraag\nAntwoord.\n\n@ Bel | Nu. | 112\n\n=> Verder | partners/x"
    )

    blocks = text.blocks(written, page_id={"partners/x": 7}.__getitem__)

    kinds = [block["type"] for block in blocks]
    assert kinds == ["paragraph", "heading", "steps", "quote", "question", "contact", "link"]
    assert blocks[0]["value"] == (
        '<p>Een <b>dik</b> woord &amp; <a linktype="page" id="7">meer</a>, '
        '<a href="tel:112">bel</a>.</p><ul><li>punt</li></ul>'
    )
    assert blocks[-1]["value"] == {"title": "Verder", "page": 7, "url": ""}
    assert text.links(written) == ["partners/x", "partners/x"]
    assert "meer, bel." in text.plain(written)
