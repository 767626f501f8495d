"""A sentence beside a vote: masked before it is kept, and heard when it tells of danger."""

import pytest

from common import clock
from participation import operations
from participation.models import Sentence
from tests.participation.builders import counts, make_consultation, vote
from tests.participation.test_voting import address, send

pytestmark = pytest.mark.django_db


class TestSentence:
    def test_is_masked_before_it_is_kept(self, client):
        asked = make_consultation()
        pk = asked.statements.get().pk

        send(client, asked, **{f"why-{pk}": "Omdat Fatima me belt op 06 12345678"})

        assert Sentence.objects.get().text == "Omdat [naam] me belt op [nummer]"
        assert not Sentence.objects.get().is_released

    def test_with_a_word_of_danger_shows_whom_to_call_before_anything_is_sent(self, client):
        asked = make_consultation()
        why = {f"why-{asked.statements.get().pk}": "mijn vader slaat mij"}

        first = send(client, asked, **why)
        assert first.status_code == 400
        assert "0800-2000" in first.content.decode()
        assert counts(asked) == (0, 0, 0)
        assert not Sentence.objects.exists()
        send(client, asked, **why, urgent_seen="1")

        assert counts(asked) == (1, 0, 0)

    @pytest.mark.parametrize("why", ["mijn vader slaat mij", "mijn vader slaat mij " + "nu " * 99])
    def test_with_a_word_of_danger_shows_whom_to_call_though_the_form_is_not_right(
        self, client, why
    ):
        asked = make_consultation()
        pk = asked.statements.get().pk

        answer = client.post(address(asked), {f"why-{pk}": why})

        assert answer.status_code == 400
        assert "Is het dringend? Bel nu." in answer.content.decode().split("<template")[0]

    def test_with_a_word_of_danger_that_came_too_late_still_shows_whom_to_call(self, client):
        asked = make_consultation()
        why = {f"why-{asked.statements.get().pk}": "mijn vader slaat mij"}
        operations.close(consultation=asked, now=clock.now())

        calm = send(client, asked)
        heard = send(client, asked, **why)

        assert (calm.status_code, heard.status_code) == (410, 410)
        assert "0800-2000" not in calm.content.decode().partition("<footer")[0]
        assert "0800-2000" in heard.content.decode().partition("<footer")[0]

    def test_without_an_answer_asks_for_one(self, client):
        asked = make_consultation()
        pk = asked.statements.get().pk

        answer = client.post(address(asked), {f"why-{pk}": "Daarom."})

        assert answer.status_code == 400
        assert not Sentence.objects.exists()

    def test_sent_twice_is_kept_once(self):
        asked = make_consultation()

        vote(asked, times=2, why="Slapen is goed.")

        assert Sentence.objects.count() == 1


def test_a_word_of_danger_in_place_of_a_code_shows_whom_to_call(client):
    answer = client.post("/stem/", {"code": "hij slaat mij"})

    assert answer.status_code == 400
    assert "Is het dringend? Bel nu." in answer.content.decode().split("<template")[0]
    for page in ("/meepraten/", "/stem/"):
        assert "data-urgent-watch" in client.get(page).content.decode()
