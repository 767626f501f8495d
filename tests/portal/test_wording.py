"""What Wagtail says in its own words, staff read in ours."""

from pathlib import Path

import polib
import pytest
import wagtail
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

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
