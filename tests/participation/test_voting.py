"""Voting in a browser without an account: what is counted, and what is said when it is not."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from common import clock
from participation import ballots, operations
from participation.models import Consultation, Counter, Sentence
from tests.participation.builders import close_with, counts, make_consultation, vote

pytestmark = pytest.mark.django_db


def address(consultation):
    return f"/stem/{consultation.code}/"


def send(client, consultation, answer="agree", number=0, **more):
    pk = consultation.statements.all()[number].pk
    return client.post(address(consultation), {f"answer-{pk}": answer, **more})


class TestOneVote:
    def test_is_counted_and_thanked_for(self, client):
        asked = make_consultation()

        answer = client.post(send(client, asked).url)
        page = client.get(f"{address(asked)}?dank=1")

        assert counts(asked) == (1, 0, 0)
        assert asked.get_absolute_url() in page.content.decode()  # where the result will be
        assert answer.status_code == 400  # an empty form asks for an answer
        assert "Dank je wel" in page.content.decode()

    def test_is_counted_once_when_sent_again_and_moves_when_changed(self, client):
        asked = make_consultation()

        send(client, asked, "agree")
        send(client, asked, "agree")
        assert counts(asked) == (1, 0, 0)
        send(client, asked, "disagree")

        assert counts(asked) == (0, 1, 0)

    def test_can_be_given_to_each_stelling_in_turn(self, client):
        asked = make_consultation("Een", "Twee")

        send(client, asked, "agree", number=0)
        send(client, asked, "unsure", number=1)

        assert (counts(asked, 0), counts(asked, 1)) == ((1, 0, 0), (0, 0, 1))

    def test_leaves_a_cookie_with_the_answers_and_nothing_else(self, client):
        asked = make_consultation()
        other = Client()

        send(client, asked)
        send(other, asked)

        mine, theirs = (one.cookies[f"stem{asked.pk}"].value for one in (client, other))
        assert mine == theirs  # so it can't tell two devices apart
        assert mine.startswith(f"{asked.statements.get().pk}-a:")
        assert client.cookies[f"stem{asked.pk}"]["httponly"]
        assert "sessionid" not in client.cookies

    def test_answers_alike_whatever_was_answered(self, client):
        asked = make_consultation()
        replies = [send(Client(), asked, answer) for answer in ("agree", "disagree", "unsure")]

        assert len({(row.status_code, row.url, len(row.content)) for row in replies}) == 1


class TestCookie:
    def test_that_was_changed_counts_as_none(self, client):
        asked = make_consultation()
        vote(asked, "disagree")
        pk = asked.statements.get().pk
        client.cookies[f"stem{asked.pk}"] = f"{pk}-d:AAAA"

        send(client, asked, "agree")

        assert counts(asked) == (1, 1, 0)

    def test_of_another_consultation_moves_nothing(self, client, rf):
        asked, other = make_consultation(), make_consultation()
        send(client, other, "agree")
        client.cookies[f"stem{asked.pk}"] = client.cookies[f"stem{other.pk}"].value

        request = rf.get("/")
        request.COOKIES = {key: one.value for key, one in client.cookies.items()}

        assert ballots.read(request, other) and not ballots.read(request, asked)

    def test_sent_again_and_again_adds_no_vote_and_no_count_falls_below_nothing(self, client):
        asked = make_consultation()
        vote(asked, "disagree", times=3)
        send(client, asked, "agree")
        old = client.cookies[f"stem{asked.pk}"].value

        replies = []
        for _time in range(5):
            client.cookies[f"stem{asked.pk}"] = old
            replies.append(send(client, asked, "unsure"))

        assert counts(asked) == (0, 3, 1)
        # A refusal would tell how many gave that answer.
        assert {(row.status_code, row.url) for row in replies} == {(302, replies[0].url)}


class TestRefusals:
    def test_a_wrong_an_old_and_a_draft_code_get_one_answer(self, client):
        asked = make_consultation()
        old = asked.code
        operations.renew_code(consultation=asked)
        draft = make_consultation(is_open=False)

        pages = [client.get(f"/stem/{code}/") for code in ("BCDFGH", old, draft.code)]

        assert {page.status_code for page in pages} == {404}
        texts = {re.sub(r'value="\w{64}"', "", page.content.decode()) for page in pages}
        assert len(texts) == 1
        assert "misschien is er een nieuwe" in pages[0].content.decode()

    def test_many_wrong_codes_must_wait(self, client, settings):
        settings.LIMITS = {"ballot_code": (3, 900)}

        pages = [client.get("/stem/BCDFGH/") for _time in range(4)]

        assert [page.status_code for page in pages] == [404, 404, 404, 429]

    def test_a_typed_code_may_have_spaces_and_small_letters(self, client):
        asked = make_consultation()
        typed = f" {asked.code[:3].lower()} {asked.code[3:].lower()} "

        assert client.post("/stem/", {"code": typed}).url == address(asked)
        assert client.post("/stem/", {"code": "<b>"}).status_code == 400

    def test_after_the_end_nothing_is_counted_and_that_is_said(self, client):
        asked = make_consultation()
        Consultation.objects.filter(pk=asked.pk).update(closes_at=clock.now())

        answer = send(client, asked)

        assert answer.status_code == 410
        assert counts(asked) == (0, 0, 0)

    def test_who_only_looks_after_the_end_is_not_told_that_a_choice_was_lost(self, client):
        asked = close_with(make_consultation(), agree=1)

        looked = client.get(address(asked)).content.decode()
        sent = send(client, asked).content.decode()

        assert "Wat je net koos" in sent and "Wat je net koos" not in looked
        assert asked.get_absolute_url() in looked

    def test_a_vote_that_crosses_the_closing_is_not_counted(self):
        asked = close_with(make_consultation())

        with pytest.raises(operations.NotOpen):
            vote(asked)

        assert counts(asked) == (0, 0, 0)

    def test_a_stelling_takes_no_more_votes_than_there_are_people(self, client):
        asked = make_consultation(most_votes=2)
        vote(asked, times=2)

        answer = send(client, asked)

        assert counts(asked) == (2, 0, 0)
        assert "vol=1" in answer.url
        assert client.cookies[f"stem{asked.pk}"].value.startswith(":")

    def test_a_flood_from_one_place_must_wait_and_a_change_still_counts(self, client, settings):
        settings.LIMITS = {"ballot": (2, 3600)}
        asked = make_consultation()
        send(client, asked)
        send(Client(), asked)

        answer = send(Client(), asked)
        send(client, asked, "disagree")

        assert answer.status_code == 429
        assert "netwerk" in answer.content.decode()
        assert counts(asked) == (1, 1, 0)

    def test_a_copied_cookie_gives_no_stelling_more_votes_than_one_place_may_give(
        self, client, settings
    ):
        settings.LIMITS = {"ballot": (3, 3600)}
        asked = make_consultation("Eerst", "Daarna")
        send(client, asked)
        copied = client.cookies[f"stem{asked.pk}"].value

        for _time in range(9):
            client.cookies[f"stem{asked.pk}"] = copied
            send(client, asked, "disagree", number=1)

        assert counts(asked, 1) == (0, 3, 0)

    def test_a_copied_cookie_shifts_no_more_votes_than_one_place_may_change(self, client, settings):
        settings.LIMITS = {"ballot_change": (2, 3600)}
        asked = make_consultation()
        vote(asked, "disagree", times=9)
        send(client, asked, "disagree")
        copied = client.cookies[f"stem{asked.pk}"].value

        for _time in range(9):
            client.cookies[f"stem{asked.pk}"] = copied
            send(client, asked, "agree")

        assert counts(asked) == (2, 8, 0)

    def test_one_device_floods_nobody_with_sentences(self, client, settings):
        settings.LIMITS = {"ballot_change": (2, 3600)}
        asked = make_consultation()
        pk = asked.statements.get().pk
        send(client, asked)

        answers = [send(client, asked, **{f"why-{pk}": "nee " * number}) for number in range(1, 6)]

        assert [answer.status_code for answer in answers] == [302, 302, 429, 429, 429]
        assert Sentence.objects.count() == 2

    def test_without_the_token_of_the_form_nothing_is_counted(self):
        asked = make_consultation()

        answer = send(Client(enforce_csrf_checks=True), asked)

        assert answer.status_code == 403
        assert counts(asked) == (0, 0, 0)

    def test_an_answer_to_the_stelling_of_another_evening_is_not_counted(self, client):
        asked, other = make_consultation(), make_consultation()
        mine, theirs = asked.statements.get().pk, other.statements.get().pk

        client.post(address(asked), {f"answer-{mine}": "agree", f"answer-{theirs}": "agree"})

        assert (counts(asked), counts(other)) == ((1, 0, 0), (0, 0, 0))

    def test_an_answer_that_does_not_exist_is_not_counted(self, client):
        asked = make_consultation()

        assert send(client, asked, "closes_at").status_code == 400
        assert counts(asked) == (0, 0, 0)


def test_an_evening_closes_by_itself_at_its_end():
    asked = make_consultation()
    vote(asked, times=12)

    early = operations.close_due(asked.closes_at - timedelta(seconds=1))
    late = operations.close_due(asked.closes_at)
    asked.refresh_from_db()

    assert (early, late) == (0, 1)
    assert asked.is_closed
    assert not Counter.objects.filter(is_open=True).exists()


def test_what_was_closed_never_opens_again_and_an_open_one_keeps_its_stellingen():
    asked = make_consultation()

    with pytest.raises(operations.AlreadyOpened):
        operations.write(consultation=asked, statements=["Iets anders"], themes=[])
    close_with(asked)
    with pytest.raises(operations.AlreadyOpened):
        operations.open_up(consultation=asked, now=clock.now())
    with pytest.raises(operations.AlreadyOpened):
        operations.delete_draft(consultation=asked)


@pytest.mark.parametrize("page", ["/meepraten/", "/stem/", "/stem/BCDFGH/"])
def test_each_form_carries_the_token_that_a_browser_must_send(page):
    asked, browser = make_consultation(), Client(enforce_csrf_checks=True)
    token = re.search(
        r'name="csrfmiddlewaretoken" value="(\w+)"', browser.get(page).content.decode()
    )

    answer = browser.post("/stem/", {"code": asked.code, "csrfmiddlewaretoken": token[1]})

    assert answer.url == address(asked)
