"""What Wagtail says in its own words, staff read in ours."""

from pathlib import Path

import polib
import pytest
import wagtail
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from wagtail.test.utils.form_data import nested_form_data, streamfield

from common import clock
from partners.operations import ensure_workflow
from portal.wording import SAID_AGAIN
from tests import builders


@pytest.mark.django_db
def test_staff_plan_a_page_in_plain_words(client):
    ensure_workflow(home=builders.make_home())
    partner = builders.make_partner()
    client.force_login(builders.make_staff(partner))
    page = builders.make_activity(partner=partner, live=False)
    page.save_revision()

    shown = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()

    assert "Wanneer komt dit op de site?" in shown
    for strange in ("Schema voor publicatie", "Vervaldatum", "Opmerkingen notificaties"):
        assert strange not in shown


def test_nothing_is_said_again_that_wagtail_says_no_more():
    root = Path(wagtail.__file__).parent
    theirs = {
        entry.msgid
        for folder in ("locale", "admin/locale")
        for entry in polib.pofile(str(root / folder / "nl/LC_MESSAGES/django.po"))
    }
    with translation.override("nl"):
        assert [words for words in SAID_AGAIN if gettext(words) == words] == []
    assert [words for words in SAID_AGAIN if words not in theirs] == []


@pytest.mark.django_db
def test_a_day_is_read_and_written_as_the_dutch_do(client):
    partner = builders.make_partner()
    client.force_login(builders.make_staff(partner))
    page = builders.make_activity(partner=partner, live=False)
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    form = nested_form_data(
        {
            "title": page.title,
            "slug": page.slug,
            "kind": page.kind,
            "body": streamfield([]),
            "co_organisers": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0},
            "comments": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0},
            "go_live_at": "31-12-2099 10:00",
        }
    )

    client.post(url, form)
    shown = client.get(url).content.decode()

    draft = type(page).objects.get().get_latest_revision_as_object()
    assert clock.local(draft.go_live_at).isoformat()[:16] == "2099-12-31T10:00"
    assert 'value="31-12-2099 10:00"' in shown
