"""Hear danger in what somebody types into a form."""

import pytest
from django.template import Context, Template
from django.test import RequestFactory

from common import urgency


def _post(**data):
    return RequestFactory().post("/", data)


@pytest.mark.django_db
def test_shows_every_number_once_before_a_form_with_a_word_of_danger_is_taken():
    texts = ["Ik kom graag", "mijn man slaat mij"]

    first = urgency.unseen(_post(), texts)
    second = urgency.unseen(_post(**{urgency.FIELD: "1"}), texts)

    assert [line.telephone for line in first] == ["112", "0800-2000", "0800-0113", "0800-0432"]
    assert not second


@pytest.mark.django_db
def test_stays_calm_over_plain_words_and_never_reads_two_fields_as_one():
    assert not urgency.unseen(_post(), ["Ik kom graag", "", "koffie"])
    assert not urgency.unseen(_post(), ["mijn man", "slaat mij over bij de koffie"][:1])


@pytest.mark.django_db
def test_hears_danger_at_the_end_of_a_long_story():
    story = "koffie " * 300 + "en ik ben bang voor mijn man"

    assert urgency.is_heard([story])


@pytest.mark.django_db
def test_the_watch_offers_to_send_it_anyway_only_when_danger_was_heard():
    watch = Template("{% load urgency %}{% urgent_watch heard %}")

    calm = watch.render(Context({"heard": ()}))
    heard = watch.render(Context({"heard": urgency.ALL}))

    assert 'role="alert"' in calm and "<button" not in calm
    assert f'<button class="button button--quiet" name="{urgency.FIELD}"' in heard
    assert heard.index("tel:08002000") < heard.index("<button")
