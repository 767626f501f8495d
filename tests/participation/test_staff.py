"""What staff do with an evening, and what belongs to another partner."""

import re
from datetime import timedelta

import pytest

from common import clock
from participation.models import Consultation, Conversation, Sentence
from partners.models import Membership
from tests import builders
from tests.participation.builders import close_with, make_consultation, vote

pytestmark = pytest.mark.django_db
HERE = "/beheer/meepraten/"


@pytest.fixture
def partner(db):
    return builders.make_partner("Jongerenwerk")


@pytest.fixture
def staff(client, partner):
    client.force_login(builders.make_staff(partner, role=Membership.Role.WORKER))
    return client


def test_an_evening_is_written_opened_shown_and_closed(staff, partner):
    ends = clock.local(clock.now() + timedelta(hours=3)).strftime("%Y-%m-%dT%H:%M")
    form = {
        "partner": partner.pk, "title": "Avond over geld", "summary": "Wat vind je?",
        "statements": "Geld maakt blij.\n\nGeld maakt blij.\nSparen is slim.", "way": "hall",
        "closes_at": ends,
    }  # fmt: skip

    staff.post(f"{HERE}nieuw/", form)
    made = Consultation.objects.get()
    staff.post(f"{HERE}{made.pk}/openen/")
    screen = staff.get(f"{HERE}{made.pk}/scherm/").content.decode()
    cards = staff.get(f"{HERE}{made.pk}/kaartjes/").content.decode()
    old = made.code
    staff.post(f"{HERE}{made.pk}/code/")
    asked = staff.get(f"{HERE}{made.pk}/sluiten/").content.decode()
    staff.post(f"{HERE}{made.pk}/sluiten/")
    made.refresh_from_db()

    texts = list(made.statements.values_list("text", flat=True))
    assert texts == ["Geld maakt blij.", "Sparen is slim."]
    assert f"{old[:3]} {old[3:]}" in screen and "<svg" in screen
    assert cards.count("<svg") == 8
    assert "Ja, sluiten" in asked
    assert made.code != old
    assert made.is_closed


@pytest.mark.parametrize("page", ["nieuw/", "gezegd/nieuw/", "panels/vraag/", "panels/nieuw/"])
def test_each_field_of_a_form_has_a_dutch_name_with_a_capital(staff, partner, page):
    asked = make_consultation(partner=partner)
    for address in (page, f"{asked.pk}/gesprek/"):
        shown = staff.get(f"{HERE}{address}").content.decode()
        labels = re.findall(r'<label class="w-field__label"[^>]*>\s*([^<]+?)\s*<', shown)

        assert len(labels) > 4
        assert all(label[0].isupper() for label in labels), labels
        assert "Statement" not in labels


def test_the_only_partner_is_chosen_beforehand(staff, partner):
    page = staff.get(f"{HERE}nieuw/").content.decode()

    assert f'<option value="{partner.pk}" selected>' in page


@pytest.mark.parametrize(
    "wrong",
    [
        {"statements": ""},
        {"statements": "\n".join(f"Stelling {number}" for number in range(13))},
        {"closes_at": "2020-01-01T10:00"},
        {"closes_at": "2099-01-01T10:00"},
        {"most_votes": "-1"},
    ],
)
def test_a_form_that_is_not_right_makes_nothing(staff, partner, wrong):
    ends = clock.local(clock.now() + timedelta(hours=3)).strftime("%Y-%m-%dT%H:%M")
    form = {
        "partner": partner.pk, "title": "Avond", "summary": "Kort.", "statements": "Een.",
        "way": "hall", "closes_at": ends,
    }  # fmt: skip

    assert staff.post(f"{HERE}nieuw/", form | wrong).status_code == 400
    assert not Consultation.objects.exists()


def test_sentences_are_judged_by_members_and_by_no_superuser(staff, partner):
    asked = make_consultation(partner=partner)
    vote(asked, why="Houden zo.")
    vote(asked, why="Iets lelijks.")
    keep, drop = Sentence.objects.order_by("text")
    queue = f"{HERE}{asked.pk}/zinnen/"

    shown = staff.get(queue).content.decode()
    staff.post(queue, {"sentence": keep.pk, "do": "release", "text": "Houden zo, zegt Fatima."})
    staff.post(queue, {"sentence": drop.pk, "do": "delete"})
    left = list(Sentence.objects.values_list("text", "is_released"))
    staff.force_login(builders.make_user("baas", is_superuser=True))

    assert "Houden zo." in shown and "Iets lelijks." in shown
    assert left == [("Houden zo, zegt [naam].", True)]
    assert staff.get(queue).status_code == 404
    detail = staff.get(f"{HERE}{asked.pk}/").content.decode()
    assert "Houden zo" not in detail


def test_a_sentence_of_another_partner_is_not_there(staff):
    other = make_consultation(partner=builders.make_partner("Een ander"))
    vote(other, why="Van een ander.")

    answers = {
        staff.get(f"{HERE}{other.pk}/{name}").status_code
        for name in ("", "zinnen/", "scherm/", "scherm/aantal/", "sluiten/", "kaartjes/")
    }
    mine = make_consultation(partner=builders.make_partner("Weer een ander"))
    stolen = staff.post(f"{HERE}{mine.pk}/zinnen/", {"sentence": Sentence.objects.get().pk})

    assert answers == {404}
    assert stolen.status_code == 404


def test_a_conversation_held_aloud_stands_beside_the_votes(staff, partner, client):
    asked = close_with(make_consultation(partner=partner), agree=12)
    statement = asked.statements.get()
    form = {
        "statement": statement.pk, "held_on": "2026-01-10", "agree": 3, "disagree": 9,
        "unsure": 0, "summary": "De groep was het oneens.",
    }  # fmt: skip

    staff.post(f"{HERE}{asked.pk}/gesprek/", form)
    page = client.get(asked.get_absolute_url()).content.decode()

    assert Conversation.objects.get().total == 12
    assert "De groep was het oneens." in page
    assert "12 (100%)" in page and "9 (75%)" in page


def test_a_conversation_with_a_mistake_is_taken_off_the_site(staff, partner, client):
    asked = close_with(make_consultation(partner=partner), agree=12)
    talk = Conversation.objects.create(
        statement=asked.statements.get(), held_on="2026-01-10", summary="Piet Jansen zei nee."
    )
    other = Conversation.objects.create(
        statement=make_consultation(partner=builders.make_partner("Ander")).statements.get(),
        held_on="2026-01-10", summary="Van een ander.",
    )  # fmt: skip

    page = staff.get(f"{HERE}{asked.pk}/").content.decode()
    foreign = staff.post(f"{HERE}{asked.pk}/gesprek/{other.pk}/weg/")
    asked_first = staff.get(f"{HERE}{asked.pk}/gesprek/{talk.pk}/weg/").content.decode()
    staff.post(f"{HERE}{asked.pk}/gesprek/{talk.pk}/weg/")

    assert "Piet Jansen zei nee." in page and "Verwijder het gesprek" in asked_first
    assert foreign.status_code == 404
    assert list(Conversation.objects.all()) == [other]
    assert "Piet Jansen" not in client.get(asked.get_absolute_url()).content.decode()


def test_an_open_one_can_be_changed_by_nobody(staff, partner):
    asked = make_consultation(partner=partner)

    answer = staff.get(f"{HERE}{asked.pk}/wijzigen/")
    staff.post(f"{HERE}{asked.pk}/verwijderen/")

    assert answer.status_code == 302
    assert Consultation.objects.filter(pk=asked.pk).exists()
