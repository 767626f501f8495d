"""What staff did can be read back in the logbook; it tells no name, no sentence and no vote."""

from datetime import timedelta

import pytest
from wagtail.models import PageLogEntry

from common import clock
from participation import operations
from participation.models import Consultation, Input, Panel, PanelQuestion, Sentence
from tests import builders
from tests.participation.builders import make_consultation, make_input, vote

pytestmark = pytest.mark.django_db
HERE = "/beheer/meepraten/"


@pytest.fixture
def partner(db):
    return builders.make_partner("Jongerenwerk")


@pytest.fixture
def owner(db):
    return builders.make_partner("Gemeente Voorbeeld")


@pytest.fixture
def staff(client, partner):
    client.force_login(builders.make_staff(partner, "verzamelaar"))
    return client


def lines(client, **asked) -> list[tuple[str, str, str, str]]:
    """Return what the logbook tells whoever is logged in, first things first."""
    entries = client.get("/beheer/logboek/", {"kind": "content", **asked}).context["entries"]
    ours = [row for row in entries if row.about not in ("Jongerenwerk", "Gemeente Voorbeeld")]
    return [(row.who, row.what, row.about, row.partner) for row in reversed(ours)]


def whats(client, **asked) -> list[str]:
    return [what for _who, what, _about, _partner in lines(client, **asked)]


def test_the_life_of_an_evening_is_told(staff, partner):
    ends = clock.local(clock.now() + timedelta(hours=3)).strftime("%Y-%m-%dT%H:%M")
    form = {"partner": partner.pk, "title": "Avond over geld", "summary": "Kort.",
            "statements": "Geld maakt blij.", "way": "hall", "closes_at": ends}  # fmt: skip
    staff.post(f"{HERE}nieuw/", form)
    made = Consultation.objects.get()
    for step in ("openen", "code", "sluiten"):
        staff.post(f"{HERE}{made.pk}/{step}/")
    talk = {"statement": made.statements.get().pk, "held_on": "2026-01-10", "agree": 3,
            "disagree": 9, "unsure": 0, "summary": "Piet zei nee."}  # fmt: skip
    staff.post(f"{HERE}{made.pk}/gesprek/", talk)
    kept = made.statements.get().conversations.get()
    staff.post(f"{HERE}{made.pk}/gesprek/{kept.pk}/weg/")

    told = lines(staff, about="geld")

    assert [what for _who, what, *_rest in told] == [
        "Concept van een raadpleging bewaard", "Raadpleging geopend", "Nieuwe code gemaakt",
        "Raadpleging gesloten", "Gesprek opgeschreven", "Gesprek verwijderd",
    ]  # fmt: skip
    assert {(who, about, at) for who, _what, about, at in told} == {
        ("verzamelaar", "Avond over geld", "Jongerenwerk")
    }
    assert "Raadpleging geopend: Avond over geld" in [
        row.message for row in PageLogEntry.objects.filter(page=partner.pk)
    ]


def test_what_happens_twice_or_is_refused_is_told_once(staff, partner):
    asked = make_consultation(partner=partner, is_open=False)
    for step in ("openen", "openen", "sluiten", "sluiten", "verwijderen"):
        staff.post(f"{HERE}{asked.pk}/{step}/")

    assert whats(staff) == ["Raadpleging geopend", "Raadpleging gesloten"]


def test_a_draft_that_is_deleted_is_told(staff, partner):
    asked = make_consultation(partner=partner, is_open=False, title="Toch niet")

    staff.post(f"{HERE}{asked.pk}/verwijderen/")

    assert lines(staff)[0][1:3] == ("Concept van een raadpleging verwijderd", "Toch niet")


def test_what_closed_by_itself_is_told_as_done_by_nobody(staff, partner):
    asked = make_consultation(partner=partner)

    operations.close_due(asked.closes_at)

    (who, what, *_rest) = lines(staff)[0]
    assert what == "Raadpleging gesloten"
    assert who.startswith("het systeem")


def test_a_judged_sentence_is_told_without_its_words(staff, partner):
    asked = make_consultation(partner=partner)
    for words in ("Houden zo.", "Bas van de bakker weet het.", "Iets lelijks."):
        vote(asked, why=words)
    left = {row.text[:4]: row.pk for row in Sentence.objects.all()}
    queue = f"{HERE}{asked.pk}/zinnen/"
    staff.post(queue, {"sentence": left["Houd"], "do": "release", "text": "Houden zo."})
    staff.post(queue, {"sentence": left["Iets"], "do": "delete"})
    other = Sentence.objects.get(is_released=False)
    staff.post(queue, {"sentence": other.pk, "do": "release", "text": "Een bakker weet het."})

    assert whats(staff) == [
        "Zin vrijgegeven", "Zin verwijderd", "Zin veranderd en vrijgegeven",
    ]  # fmt: skip
    kept = str(list(PageLogEntry.objects.values_list("label", "data")))
    assert not any(word in kept for word in ("bakker", "Houden", "lelijks"))


def test_what_was_said_is_told_at_who_did_it_and_a_name_taken_out_is_out(
    client, staff, partner, owner
):
    said = make_input(partner, owner, put=False, title="Bank voor Piet Jansen")
    staff.post(f"{HERE}gezegd/{said.pk}/voorleggen/")
    collected = lines(staff)
    client.force_login(builders.make_staff(owner, "gemeente"))
    client.post(f"{HERE}gezegd/{said.pk}/antwoord/", {"answer": "Wij zetten banken."})
    answered = lines(client)
    client.force_login(builders.make_editor())
    client.post(f"{HERE}gezegd/{said.pk}/woorden/", {"title": "Bank", "said": "Iemand."})

    assert collected == [
        ("verzamelaar", "Voorgelegd aan wie antwoordt", "Bank voor Piet Jansen", "Jongerenwerk")
    ]
    assert answered == [
        ("gemeente", "Antwoord gepubliceerd", "Bank voor Piet Jansen", "Gemeente Voorbeeld")
    ]
    assert [row[1:3] for row in lines(client, about="bank")] == [
        ("Voorgelegd aan wie antwoordt", "Bank"), ("Antwoord gepubliceerd", "Bank"),
        ("Woorden verbeterd", "Bank"),
    ]  # fmt: skip
    kept = str(list(PageLogEntry.objects.values_list("label", "data")))
    assert "Piet" not in kept and "banken" not in kept


def test_a_draft_of_what_was_said_leaves_no_title_when_it_is_deleted(staff, partner, owner):
    today = clock.local(clock.now()).date()
    form = {"partner": partner.pk, "source": "stadsgesprek", "title": "Piet wil een bank",
            "said": "Een bank.", "said_on": today, "owner": owner.pk,
            "due_on": today + timedelta(days=30)}  # fmt: skip
    staff.post(f"{HERE}gezegd/nieuw/", form)
    made = Input.objects.get()
    first = lines(staff)
    staff.post(f"{HERE}gezegd/{made.pk}/wijzigen/", {**form, "title": "Een bank"})
    second = {about for _who, _what, about, _partner in lines(staff)}
    staff.post(f"{HERE}gezegd/{made.pk}/verwijderen/")

    assert [row[1:3] for row in first] == [("Opgeschreven wat er is gezegd", "Piet wil een bank")]
    assert second == {"Een bank"}
    assert {about for _who, _what, about, _partner in lines(staff)} == {"iets dat is gezegd"}
    assert whats(staff)[-1] == "Concept van wat er is gezegd verwijderd"


def test_what_is_done_with_a_panel_is_told(client, staff, partner, owner):
    form = {"partner": partner.pk, "name": "Jeugd", "slug": "jeugd", "summary": "Kort.",
            "about": "Wij."}  # fmt: skip
    staff.post(f"{HERE}panels/nieuw/", form)
    panel = Panel.objects.get()
    today = clock.local(clock.now()).date()
    client.force_login(builders.make_staff(owner, "gemeente"))
    for _time in range(2):
        client.post(
            f"{HERE}panels/vraag/",
            {"panel": panel.pk, "asked_by": owner.pk, "question": "Wat helpt?", "why": "Zo.",
             "wanted_on": today + timedelta(days=9)},
        )  # fmt: skip
    asked_by = lines(client)
    one, two = PanelQuestion.objects.all()
    client.force_login(builders.get_user_model().objects.get(username="verzamelaar"))
    client.post(f"{HERE}panels/vraag/{one.pk}/", {"met_on": today, "answer": "Licht."})
    client.post(f"{HERE}panels/vraag/{two.pk}/weg/")

    assert asked_by == [
        ("gemeente", "Vraag aan een panel gesteld", "Jeugd", "Gemeente Voorbeeld")
    ] * 2  # fmt: skip
    assert whats(client) == [
        "Panel bewaard", "Antwoord van een panel gepubliceerd", "Vraag aan een panel verwijderd",
    ]  # fmt: skip


def test_another_partner_reads_none_of_it(client, staff, partner):
    asked = make_consultation(partner=partner, title="Van ons")
    staff.post(f"{HERE}{asked.pk}/code/")
    client.force_login(builders.make_staff(builders.make_partner("Ander"), "ander"))

    assert "Van ons" not in str(lines(client))
