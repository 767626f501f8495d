"""The words of danger, as a browser gets them."""

import pytest
from django.urls import reverse

from search.models import UrgentTerm

pytestmark = pytest.mark.django_db


def test_gives_a_browser_the_words_that_editors_keep_folded_and_with_their_gaps(client):
    UrgentTerm.objects.create(words="Kwaadwórd … stil*", kind=UrgentTerm.Kind.VIOLENCE)

    answer = client.get(reverse("search:urgent_words"))
    told = answer.json()

    assert [["kwaadword", False, 0], ["stil", True, 3]] in told["danger"]
    assert told["calm"]
    assert ["(.)\\1+", "$1"] in told["sounds"]
    assert told["letters"]["ł"] == "l"
    assert not answer.cookies


def test_the_words_say_nothing_about_who_asks_for_them(client):
    assert client.post(reverse("search:urgent_words")).status_code == 405
