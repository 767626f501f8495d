"""The words that come with a release, in a portal whose editors keep words of their own."""

import pytest

from search import seeds
from search.models import Offered, Synonym, UrgentTerm

pytestmark = pytest.mark.django_db


@pytest.fixture
def shipped(monkeypatch):
    """Words of two releases; return what installs the second one."""
    rows = {"bakkie => koffie", "kuieren => wandelen"}

    def lines():
        for row in sorted(rows):
            words, _arrow, leads_to = row.partition(" => ")
            yield {"words": words, "leads_to": leads_to, "language": "nl"}

    def upgrade(*more):
        rows.update(more)
        seeds.fill()

    monkeypatch.setattr(seeds, "_lines", lines)
    Offered.objects.all().delete()
    Synonym.objects.all().delete()
    seeds.fill()
    return upgrade


def told():
    return {str(row) for row in Synonym.objects.all()}


def test_a_new_portal_has_all_that_is_shipped():
    assert Synonym.objects.count() == Offered.objects.filter(kind="synonym").count() > 100
    assert UrgentTerm.objects.count() == Offered.objects.filter(kind="urgentterm").count() > 100


def test_an_upgrade_adds_what_is_new_and_brings_back_nothing(shipped):
    Synonym.objects.filter(words="kuieren").update(leads_to="slenteren")
    Synonym.objects.filter(words="bakkie").delete()

    shipped("leut => koffie")

    assert told() == {"kuieren => slenteren", "leut => koffie"}


def test_an_upgrade_after_editors_took_everything_out_adds_only_what_is_new(shipped):
    Synonym.objects.all().delete()

    shipped("leut => koffie")
    shipped()

    assert told() == {"leut => koffie"}


def test_an_upgrade_leaves_the_same_row_of_an_editor_as_it_is(shipped):
    own = Synonym.objects.create(words="leut", leads_to="koffie", language="tr")

    shipped("leut => koffie")

    own.refresh_from_db()
    assert own.language == "tr" and Synonym.objects.filter(words="leut").count() == 1


def test_words_from_before_anything_was_remembered_stay_as_editors_left_them(shipped):
    Offered.objects.all().delete()
    Synonym.objects.filter(words="bakkie").delete()

    shipped()
    shipped("leut => koffie")

    assert told() == {"kuieren => wandelen", "leut => koffie"}
